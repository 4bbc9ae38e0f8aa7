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

namespace Rapfang.Modules.Improvements.List;

/// <summary>The register of improvements of a fiscal year, and what is still under way from before.</summary>
[Authorize(ImprovementsModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public FiscalYear Shown { get; private set; }

    public IReadOnlyList<Improvement> Improvements { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();

    public bool MayWrite { get; private set; }

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Shown = clock.FiscalYearAsked(Year);
        var (year, isThis) = (Shown.Year, Shown.Year == FiscalYear.Of(Today).Year);
        Improvements = await db.Set<Improvement>().AsNoTracking().Include(improvement => improvement.Steps)
            .Where(improvement => improvement.FiscalYear == year || (isThis && improvement.FiscalYear < year && (improvement.State == ImprovementState.Proposed || improvement.State == ImprovementState.Approved)))
            .OrderByDescending(improvement => improvement.Id).ToListAsync();
        Groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
        MayWrite = await roles.MayAsync(ImprovementsModule.Write);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Improvements"], export!,
                [t["Number"], t["What is improved"], t["Service"], t["State"], t["Responsible"], t["Due"], t["In place from"], t["Time before"], t["Time after"], t["Unit"], t["Published"]],
                Improvements.Select(one => (object?[])[
                    one.Number, one.Title, one.Service, t["ImprovementState." + one.State].Value, GroupOf(one), one.DueOn, one.BeganOn,
                    one.Process.IsDrawn ? one.Process.TimeBefore : null, one.Process.IsDrawn ? one.Process.TimeAfter : null, t["TimeUnit." + one.Unit].Value, one.PublishedAt is null ? "" : t["Yes"].Value]).ToAsyncEnumerable())
            : Page();
    }

    public string GroupOf(Improvement improvement) => improvement.GroupId is { } group ? Groups.GetValueOrDefault(group, "") : "";
}
