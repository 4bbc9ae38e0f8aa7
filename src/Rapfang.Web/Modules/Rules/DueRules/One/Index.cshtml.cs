using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.DueRules.One;

/// <summary>A new version of a deadline rule.</summary>
[Authorize(RulesModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, Deadlines deadlines, IEnumerable<IRuleScopes> scopes, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public RuleForm Input { get; set; } = new();

    [BindProperty]
    public DateOnly Last { get; set; }

    /// <summary>For what alone it holds; null for the general rule.</summary>
    public string? ScopeLabel { get; private set; }

    public DeadlineRule Latest { get; private set; } = null!;

    public PendingMoves? Pending { get; private set; }

    public IReadOnlyList<SelectListItem> Laws { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        ModelState.Clear();
        Input = RuleForm.Of(Latest);
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(Guid id, string? seen)
    {
        if (!await LoadAsync(id) || !Input.RestsOn(Laws))
        {
            return NotFound();
        }

        ModelState.Remove(nameof(Last));
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Latest.GiveWay(Input.From);
        var version = Input.Version(Latest, Latest.Scope, Latest.Title);
        db.Add(version);
        db.Tell("deadline-rule.ended", Latest);
        db.Tell("deadline-rule.added", version);
        return await ChangedAsync(seen, t["New version: {0}", Latest.Title]);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, string? seen)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var day = ModelState.GetFieldValidationState(nameof(Last));
        ModelState.ClearValidationState(nameof(Input));
        if (day != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Valid)
        {
            return this.Invalid();
        }

        Latest.End(Last);
        db.Tell("deadline-rule.ended", Latest);
        return await ChangedAsync(seen, t["End this rule"]);
    }

    async Task<IActionResult> ChangedAsync(string? seen, string reason)
    {
        Pending = await deadlines.ChangeAsync(seen, reason);
        if (Pending is not null)
        {
            return Page();
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/rules/deadlines");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        var versions = await db.Set<DeadlineRule>().Where(rule => db.Set<DeadlineRule>().Any(asked => asked.Id == id && asked.Code == rule.Code && asked.Scope == rule.Scope)).ToListAsync();
        if (versions.Count == 0)
        {
            return false;
        }

        Latest = versions.Latest(versions[0].Code, versions[0].Scope)!;
        ViewData["Laws"] = Laws = await RuleForm.LawsAsync(db);
        ScopeLabel = Latest.Scope.Length == 0 ? null : await RuleScopes.LabelAsync(scopes, Latest.Scope);
        return true;
    }
}
