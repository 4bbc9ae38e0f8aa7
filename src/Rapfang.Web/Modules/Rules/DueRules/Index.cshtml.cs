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
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, IEnumerable<IRuleScopes> scopes, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    // The register of a whole office; more than these nobody reads on one page.
    const int MostOpen = 200;

    public bool MayManage { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>What people read for the words that rules are set apart by.</summary>
    public IReadOnlyDictionary<string, string> ScopeLabels { get; private set; } = new Dictionary<string, string>();

    public bool CanBeSetApart(DeadlineRule rule) => rule.Scope.Length == 0 && scopes.Any(known => known.Codes.Contains(rule.Code));

    /// <summary>By code and scope, the newest version first.</summary>
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
                t["Deadline rules"], export!, [t["Code"], t["Title"], t["Only for"], t["Period"], t["Unit"], t["From"], t["Until"], t["Rests on"], t["Note"], t["Verified"], t["Verified by"]],
                Rules.SelectMany(versions => versions).Select(rule => (object?[])[
                    rule.Code, rule.Title, ScopeLabels.GetValueOrDefault(rule.Scope, rule.Scope), rule.Amount, t["DeadlineUnit." + rule.Unit].Value, rule.FromDate, rule.UntilDate, Law(rule)?.Cited, rule.Note, rule.VerifiedOn,
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
        var rules = await db.Set<DeadlineRule>().OrderBy(rule => rule.Code).ThenBy(rule => rule.Scope).ThenByDescending(rule => rule.FromDate).ToListAsync();
        Rules = [.. rules.GroupBy(rule => $"{rule.Code} {rule.Scope}".Trim(), StringComparer.Ordinal)];
        foreach (var known in scopes.Where(_ => rules.Exists(rule => rule.Scope.Length > 0)))
        {
            ScopeLabels = (await known.AllAsync()).ToDictionary(scope => scope.Scope, scope => scope.Label, StringComparer.Ordinal);
        }

        Laws = await db.Set<LegalReference>().AsNoTracking().ToDictionaryAsync(law => law.Id);
        Open = await db.Set<Deadline>().AsNoTracking().Where(deadline => deadline.MetOn == null).OrderBy(deadline => deadline.DueOn).ThenBy(deadline => deadline.Id).Take(MostOpen).ToListAsync();
        Verifiers = await VerifiedTag.VerifiersAsync(db, rules);
    }
}
