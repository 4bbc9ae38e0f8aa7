using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.Groups;

/// <summary>The groups and units of the office, with the days they exist.</summary>
[Authorize(OfficeModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public GroupKind Kind { get; set; } = GroupKind.Other;

        [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
        public string Name { get; set; } = "";

        public DateOnly From { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public bool MayManage { get; private set; }

    public IEnumerable<SelectListItem> Kinds { get; private set; } = [];

    OfficeKind OfficeKind { get; set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        ModelState.Clear();
        Input.From = clock.Today();
        return ExportTable.Knows(export)
            ? new ExportTable(t["Groups and units"], export!, [t["Name"], t["Kind"], t["From"], t["Until"]], Rows().ToAsyncEnumerable())
            : Page();
    }

    IEnumerable<object?[]> Rows() => Groups.Select(group => (object?[])[group.Name, t["GroupKind." + group.Kind].Value, group.FromDate, group.UntilDate]);

    public async Task<IActionResult> OnPostAddAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var group = Group.SetUp(OfficeKind, Input.Kind, Input.Name, Input.From);
        db.Add(group);
        db.Tell("group.set-up", group);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (await db.Set<Group>().SingleOrDefaultAsync(group => group.Id == id) is not { } ending)
        {
            return NotFound();
        }

        ModelState.Clear();
        ending.End(clock.Today());
        db.Tell("group.ended", ending);
        await db.SaveChangesAsync();
        return Done(t["The group is ended; what it did stays."]);
    }

    IActionResult Done(string message)
    {
        TempData["Done"] = message;
        return Redirect($"/{current.Profile.Slug}/desk/office/groups");
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(OfficeModule.Manage);
        OfficeKind = await db.Set<Office>().Where(office => office.Id == current.Id).Select(office => office.Kind).SingleAsync();
        Groups = [.. (await db.Set<Group>().AsNoTracking().ToListAsync()).OrderBy(group => group.UntilDate is not null).ThenBy(group => group.Kind)];
        Kinds = Enum.GetValues<GroupKind>()
            .Where(kind => OfficeKind != OfficeKind.SecondaryArea || kind != GroupKind.PrivateSchools)
            .Select(kind => new SelectListItem(t["GroupKind." + kind], kind.ToString()));
    }
}
