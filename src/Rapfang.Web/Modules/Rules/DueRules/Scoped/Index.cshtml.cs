using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.DueRules.Scoped;

/// <summary>A rule for a kind, a channel or a type alone, beside the general one.</summary>
[Authorize(RulesModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, Deadlines deadlines, IEnumerable<IRuleScopes> scopes, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Choose one of the list.")]
    public string Scope { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Fill in this field."), StringLength(200)]
    public string RuleTitle { get; set; } = "";

    [BindProperty]
    public RuleForm Input { get; set; } = new();

    /// <summary>The latest version of the rule for everything.</summary>
    public DeadlineRule General { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> ScopeItems { get; private set; } = [];

    public PendingMoves? Pending { get; private set; }

    IReadOnlyList<SelectListItem> Laws { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        ModelState.Clear();
        Input = RuleForm.Of(General);
        Input.Note = Input.LegalReferenceId is null ? Input.Note : "";
        RuleTitle = General.Title;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? seen)
    {
        if (!await LoadAsync(id) || !Input.RestsOn(Laws))
        {
            return NotFound();
        }

        if (ScopeItems.All(item => item.Value != Scope))
        {
            ModelState.AddModelError(nameof(Scope), t["Choose one of the list."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var version = Input.Version(General, Scope, RuleTitle.Trim());
        if ((await db.Set<DeadlineRule>().Where(rule => rule.Code == General.Code).ToListAsync()).Latest(General.Code, Scope) is { } before)
        {
            before.GiveWay(version.FromDate);
            db.Tell("deadline-rule.ended", before);
        }

        db.Add(version);
        db.Tell("deadline-rule.added", version);
        Pending = await deadlines.ChangeAsync(seen, t["For some cases only: {0}", General.Title]);
        if (Pending is not null)
        {
            return Page();
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/rules/deadlines");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        var versions = await db.Set<DeadlineRule>().AsNoTracking().Where(rule => db.Set<DeadlineRule>().Any(asked => asked.Id == id && asked.Code == rule.Code)).ToListAsync();
        if (versions.Count == 0 || versions.Latest(versions[0].Code, "") is not { } general
            || scopes.FirstOrDefault(known => known.Codes.Contains(general.Code)) is not { } apart)
        {
            return false;
        }

        General = general;
        ScopeItems = [new("–", ""), .. (await apart.AllAsync()).Select(scope => new SelectListItem(scope.Label, scope.Scope))];
        ViewData["Laws"] = Laws = await RuleForm.LawsAsync(db);
        return true;
    }
}
