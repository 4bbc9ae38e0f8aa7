using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.Escalation;

/// <summary>Who is told before something is due, and who when it is late.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, IEnumerable<IRuleScopes> escalated, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public string Rule { get; set; } = "";

        [Range(0, EscalationStep.MostDays, ErrorMessage = "A number from 0 to 365.")]
        public int Days { get; set; }

        public bool Before { get; set; }

        public Role Role { get; set; } = Role.Officer;
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public bool MayManage { get; private set; }

    /// <summary>By rule, in the order of the days.</summary>
    public IReadOnlyList<IGrouping<string, EscalationStep>> Steps { get; private set; } = [];

    /// <summary>The title of each rule that somebody can be told of.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; private set; } = new Dictionary<string, string>();

    public IEnumerable<SelectListItem> RuleItems => Titles.Select(rule => new SelectListItem(rule.Value, rule.Key));

    public IEnumerable<SelectListItem> BeforeItems => [new(t["After"], "False"), new(t["Before"], "True")];

    public IEnumerable<SelectListItem> RoleItems => EscalationStep.Ladder.Select(role => new SelectListItem(t["EscalationRole." + role], role.ToString()));

    public string When(EscalationStep step) => step.Days < 0 ? t["{0} days before", -step.Days] : step.Days == 0 ? t["On the day it is due"] : t["{0} days after", step.Days];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAddAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (!Titles.ContainsKey(Input.Rule) || !EscalationStep.Ladder.Contains(Input.Role))
        {
            ModelState.AddModelError("Input.Rule", t["Choose one of the list."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var step = new EscalationStep { RuleCode = Input.Rule, Days = Input.Before ? -Input.Days : Input.Days, Role = Input.Role };
        step.CheckAgainst(Steps.SelectMany(known => known));
        db.Add(step);
        db.Tell("escalation-step.added", step);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (Steps.SelectMany(known => known).FirstOrDefault(step => step.Id == id) is not { } removed)
        {
            return NotFound();
        }

        db.Remove(removed);
        db.Tell("escalation-step.removed", removed);
        return await SavedAsync();
    }

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(RulesModule.Manage);
        var rules = await db.Set<DeadlineRule>().AsNoTracking().Where(rule => rule.Scope == "").ToListAsync();
        Titles = escalated.SelectMany(known => known.Codes).Where(code => rules.Exists(rule => rule.Code == code))
            .ToDictionary(code => code, code => rules.Latest(code, "")!.Title, StringComparer.Ordinal);
        Steps = [.. (await db.Set<EscalationStep>().ToListAsync()).OrderBy(step => step.Days).ThenBy(step => step.Role).GroupBy(step => step.RuleCode, StringComparer.Ordinal).OrderBy(steps => steps.Key, StringComparer.Ordinal)];
    }
}
