using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.DueRules;

/// <summary>How long things may take, with every version, and what is open by them.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    // The register of a whole office; more than these nobody reads on one page.
    const int MostOpen = 200;

    public bool MayManage { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>By code, the newest version first.</summary>
    public IReadOnlyList<IGrouping<string, DeadlineRule>> Rules { get; private set; } = [];

    public IReadOnlyList<Deadline> Open { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Verifiers { get; private set; } = new Dictionary<Guid, string>();

    IReadOnlyDictionary<Guid, LegalReference> Laws { get; set; } = new Dictionary<Guid, LegalReference>();

    public LegalReference? Law(DeadlineRule rule) => rule.LegalReferenceId is { } id ? Laws[id] : null;

    public string RuleTitle(Deadline deadline) => Rules.FirstOrDefault(versions => versions.Key == deadline.RuleCode)?.First().Title ?? "";

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Deadline rules"], export!, [t["Code"], t["Title"], t["Period"], t["Unit"], t["From"], t["Until"], t["Rests on"], t["Note"], t["Verified"], t["Verified by"]],
                Rules.SelectMany(versions => versions).Select(rule => (object?[])[
                    rule.Code, rule.Title, rule.Amount, t["DeadlineUnit." + rule.Unit].Value, rule.FromDate, rule.UntilDate, Law(rule)?.Cited, rule.Note, rule.VerifiedOn,
                    VerifiedTag.Name(rule, Verifiers)]).ToAsyncEnumerable())
            : Page();
    }

    public async Task<IActionResult> OnPostVerifyAsync(Guid id)
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (Rules.SelectMany(versions => versions).FirstOrDefault(rule => rule.Id == id) is not { } verified)
        {
            return NotFound();
        }

        verified.Verify(await roles.PersonAsync(), Today);
        db.Tell("deadline-rule.verified", verified);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(RulesModule.Manage);
        Today = clock.Today();
        var rules = await db.Set<DeadlineRule>().OrderBy(rule => rule.Code).ThenByDescending(rule => rule.FromDate).ToListAsync();
        Rules = [.. rules.GroupBy(rule => rule.Code, StringComparer.Ordinal)];
        Laws = await db.Set<LegalReference>().AsNoTracking().ToDictionaryAsync(law => law.Id);
        Open = await db.Set<Deadline>().AsNoTracking().Where(deadline => deadline.MetOn == null).OrderBy(deadline => deadline.DueOn).ThenBy(deadline => deadline.Id).Take(MostOpen).ToListAsync();
        Verifiers = await VerifiedTag.VerifiersAsync(db, rules);
    }
}
