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
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring;

/// <summary>How the monitoring of a fiscal year stands: what is to be done now, what is overdue, what was found.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, MonitoringYear years, RunningNumbers numbers, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public MonitoringState State { get; private set; } = null!;

    public bool MayReport { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(int? year, string? export)
    {
        await LoadAsync(year);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Service-quality monitoring"], export!,
                [t["Method"], t["How often"], t["Responsible"], t["From"], t["Until"], t["To be recorded by"], t["Done on"], t["What was found"], t["Proposal"]],
                State.Tasks.Select(row => (object?[])[
                    row.Method.Name, t["Frequency." + row.Method.Frequency].Value, row.Group, row.Task.FirstDay, row.Task.LastDay, row.DueOn, row.Task.DoneOn, row.Task.Findings, row.Task.Proposal]).ToAsyncEnumerable())
            : Page();
    }

    /// <summary>The report of the year gets its number as a memo.</summary>
    public Task<IActionResult> OnPostReportAsync(int? year) => ChangeAsync(year, async plan =>
    {
        plan.RefuseReported();
        var series = await NumberSeries.OfAsync(db, NumberSeries.Memo);
        var of = series.YearOf(clock.Today());
        var number = await numbers.TakeAsync(series.Code, of, "monitoring_plan", plan.Id);
        plan.Report(series.Text(await db.Set<Office.Office>().Where(office => office.Id == current.Id).Select(office => office.BookPrefix).SingleAsync(), number, of), clock.GetUtcNow());
        db.Tell("monitoring-plan.reported", plan);
        return t["Reported as memo no. {0}.", plan.ReportNumber!];
    });

    public Task<IActionResult> OnPostWithdrawAsync(int? year) => ChangeAsync(year, async plan =>
    {
        var reason = VoiceText.Read(Reason, nameof(Reason), VoiceForm.LongestLine).Text;
        plan.WithdrawReport();
        await numbers.VoidAsync(NumberSeries.Memo, plan.Id, reason);
        db.Tell("monitoring-plan.report-withdrawn", plan, reason);
        return t["Taken back. Its number is void."];
    });

    // One after the other: of two who press at once, the second finds the number of the first.
    async Task<IActionResult> ChangeAsync(int? year, Func<MonitoringPlan, Task<string>> change)
    {
        await LoadAsync(year);
        if (!MayReport)
        {
            return Forbid();
        }

        if (State.Plan is not { } plan)
        {
            return NotFound();
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select from monitoring_plans where office_id = {current.Id} and id = {plan.Id} for update");
        await db.Entry(plan).ReloadAsync();
        var done = await change(plan);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        TempData["Done"] = done;
        return Redirect($"{Request.Path}?year={State.Year.Year}");
    }

    async Task LoadAsync(int? year)
    {
        State = await years.ReadAsync(years.Of(year));
        MayReport = await roles.MayAsync(VoicesModule.Plan);
    }
}
