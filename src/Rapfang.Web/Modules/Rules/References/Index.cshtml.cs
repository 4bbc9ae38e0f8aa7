using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.References;

/// <summary>The laws that the office's rules rest on.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Fill in this field."), StringLength(100)]
    public string ShortName { get; set; } = "";

    [BindProperty]
    public ReferenceForm Input { get; set; } = new();

    public bool MayManage { get; private set; }

    public IReadOnlyList<LegalReference> Laws { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Verifiers { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        ModelState.Clear();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Legal references"], export!, [t["Short name"], t["Full title"], t["Section"], t["From"], t["Until"], t["Link"], t["Note"], t["Verified"], t["Verified by"]],
                Laws.Select(law => (object?[])[
                    law.ShortName, law.FullTitle, law.Section, law.EffectiveFrom, law.EffectiveUntil, law.Link, law.Note, law.VerifiedOn, VerifiedTag.Name(law, Verifiers)]).ToAsyncEnumerable())
            : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (Laws.Any(law => law.ShortName == ShortName.Trim()))
        {
            ModelState.AddModelError("ShortName", t["This short name is taken."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var added = new LegalReference { ShortName = ShortName.Trim() };
        Input.WriteTo(added);
        db.Add(added);
        db.Tell("legal-reference.added", added);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(RulesModule.Manage);
        Laws = await db.Set<LegalReference>().AsNoTracking().OrderBy(law => law.ShortName).ToListAsync();
        Verifiers = await VerifiedTag.VerifiersAsync(db, Laws);
    }
}
