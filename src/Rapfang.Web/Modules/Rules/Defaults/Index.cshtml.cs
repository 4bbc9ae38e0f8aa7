using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.Defaults;

/// <summary>A default that the office lacks, in words.</summary>
public sealed record DefaultRow(string Key, string Kind, string What);

/// <summary>What newer defaults would add, to choose from.</summary>
[Authorize(RulesModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, RuleDefaults defaults, Deadlines deadlines, IStringLocalizer<Text> t) : PageModel
{
    public IReadOnlyList<DefaultRow> Rows { get; private set; } = [];

    public PendingMoves? Pending { get; private set; }

    IReadOnlyList<MissingDefault> Missing { get; set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync(string[] take, string? seen)
    {
        await LoadAsync();
        if (Missing.All(one => !take.Contains(one.Key)))
        {
            ModelState.AddModelError("", t["Choose at least one."]);
            return this.Invalid();
        }

        RuleDefaults.Take(db, Missing, take.Contains);
        Pending = await deadlines.ChangeAsync(seen, t["Newest defaults"]);
        if (Pending is not null)
        {
            return Page();
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/rules");
    }

    string Title(EscalationStep step) => db.Set<DeadlineRule>().Local.Concat(Missing.Select(one => one.Record).OfType<DeadlineRule>()).Latest(step.RuleCode, "")?.Title ?? step.RuleCode;

    string When(EscalationStep step) => step.Days < 0 ? t["{0} days before", -step.Days] : step.Days == 0 ? t["On the day it is due"] : t["{0} days after", step.Days];

    async Task LoadAsync()
    {
        Missing = await defaults.MissingAsync(db);
        Rows = [.. Missing.Select(one => one.Record switch
        {
            OfficeHoliday day => new DefaultRow(one.Key, t["Holiday"], $"{ThaiDate.Long(day.Day)} {day.Name}"),
            NumberSeries series => new DefaultRow(one.Key, t["Number series"], $"{series.Title} {series.Pattern}"),
            LegalReference law => new DefaultRow(one.Key, t["Legal reference"], law.Cited),
            EscalationStep step => new DefaultRow(one.Key, t["Step of warning"], $"{Title(step)}: {When(step)} {t["EscalationRole." + step.Role]}"),
            DeadlineRule rule => new DefaultRow(one.Key, t["Deadline rule"], $"{rule.Title}: {rule.Amount} {t["DeadlineUnit." + rule.Unit]}"),
            var other => throw new InvalidOperationException(other.GetType().Name),
        })];
    }
}
