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

namespace Rapfang.Modules.Stakeholders.Groups;

/// <summary>Whom the office serves and who has a stake in it.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
        public string Name { get; set; } = "";

        public StakeholderKind Kind { get; set; }

        [Range(1, 100_000_000, ErrorMessage = "A number from 1 to 100,000,000.")]
        public int? Size { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public bool MayManage { get; private set; }

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<StakeholderKind>().Select(kind => new SelectListItem(t["StakeholderKind." + kind], kind.ToString()));

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        ModelState.Clear();
        return ExportTable.Knows(export)
            ? new ExportTable(t["Recipients and stakeholders"], export!, [t["No."], t["Name"], t["Kind"], t["People"]], Rows().ToAsyncEnumerable())
            : Page();
    }

    IEnumerable<object?[]> Rows() => Groups.Select(group => (object?[])[group.Number, group.Name, t["StakeholderKind." + group.Kind].Value, group.Size]);

    public async Task<IActionResult> OnPostAsync()
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

        var group = new StakeholderGroup
        {
            Number = Groups.Select(known => known.Number).DefaultIfEmpty(0).Max() + 1,
            Name = Input.Name.Trim(), Kind = Input.Kind, Size = Input.Size, FromDate = clock.Today(),
        };
        db.Add(group);
        db.Tell("stakeholder-group.added", group);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        Groups = await db.Set<StakeholderGroup>().AsNoTracking().OrderBy(group => group.Number).ToListAsync();
    }
}
