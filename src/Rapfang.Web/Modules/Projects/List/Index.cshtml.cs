using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Projects.List;

/// <summary>The projects begun in a fiscal year, and those of earlier years that still run.</summary>
[Authorize(ProjectsModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public FiscalYear Shown { get; private set; }

    public IReadOnlyList<Project> Projects { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();

    public bool MayWrite { get; private set; }

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Shown = clock.FiscalYearAsked(Year);
        var (year, isThis) = (Shown.Year, Shown.Year == FiscalYear.Of(Today).Year);
        Projects = await db.Set<Project>().AsNoTracking().Include(project => project.Activities)
            .Where(project => project.FiscalYear == year || (isThis && project.FiscalYear < year && project.State == ProjectState.UnderWay))
            .OrderByDescending(project => project.Id).ToListAsync();
        Groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
        MayWrite = await roles.MayAsync(ProjectsModule.Write);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Projects"], export!, [t["Number"], t["Name of the project"], t["Responsible"], t["Step of the cycle"], t["State"], t["Activities done"], t["Activities"], t["Budget (baht)"], t["Spent (baht)"]],
                Projects.Select(one => (object?[])[
                    one.Number, one.Name, GroupOf(one), t["ProjectStep." + one.Step].Value, t["ProjectState." + one.State].Value,
                    one.Activities.Count(activity => activity.DoneOn is not null), one.Activities.Count, one.Budget, one.Spent]).ToAsyncEnumerable())
            : Page();
    }

    public string GroupOf(Project project) => project.GroupId is { } group ? Groups.GetValueOrDefault(group, "") : "";
}
