using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Yearly.List;

/// <summary>The yearly reports, and the year that waits for one.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, YearlyRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public IReadOnlyList<YearlyReport> Reports { get; private set; } = [];

    public IReadOnlyDictionary<Guid, Deadline> Due { get; private set; } = new Dictionary<Guid, Deadline>();

    /// <summary>Years that can be reported on and are not yet; the one that is over first.</summary>
    public IReadOnlyList<FiscalYear> Waiting { get; private set; } = [];

    public bool MayWrite { get; private set; }

    public DateOnly Today => clock.Today();

    public override async Task OnPageHandlerExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutionDelegate next)
    {
        MayWrite = await roles.MayAsync(VoicesModule.Plan);
        if (HttpMethods.IsPost(Request.Method) && !MayWrite)
        {
            context.Result = Forbid();
            return;
        }

        Reports = await db.Set<YearlyReport>().AsNoTracking().OrderByDescending(report => report.FiscalYear).ToListAsync();
        Due = await db.Set<Deadline>().AsNoTracking().Where(deadline => deadline.RuleCode == DeadlineRule.GovernorReport).ToDictionaryAsync(deadline => deadline.SubjectId);
        var now = FiscalYear.Of(Today);
        Waiting = [.. new[] { now.Previous, now }.Where(year => Reports.All(report => report.FiscalYear != year.Year))];
        await next();
    }

    public IActionResult OnGet(string? export) => ExportTable.Knows(export)
        ? new ExportTable(
            t["Yearly reports"], export!, [t["Fiscal year"], t["State"], t["Due"], t["Number"], t["Sent"], t["Published"]],
            Reports.Select(one => (object?[])[one.FiscalYear, t["YearlyState." + one.State].Value, Due.GetValueOrDefault(one.Id)?.DueOn, one.Number, one.SentOn, one.PublishedAt is null ? "" : t["Yes"].Value]).ToAsyncEnumerable())
        : Page();

    public async Task<IActionResult> OnPostAsync(int year)
    {
        if (Waiting.All(waiting => waiting.Year != year))
        {
            return NotFound();
        }

        await register.BeginAsync(new FiscalYear(year));
        TempData["Done"] = t["Begun. The figures are counted already; write the office's own words."].Value;
        return Redirect($"{Request.Path}/{year}");
    }
}
