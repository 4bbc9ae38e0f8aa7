using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Overview;

/// <summary>One survey: where it stands, what comes next, whom it asks, how people reach it.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(
    RapfangDb db, CurrentOffice office, ResultReader results, RunningNumbers numbers, OfficeRoles roles,
    OpenSurveys openSurveys, Deadlines deadlines, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public SurveyState State { get; private set; }

    public SurveyResult Results { get; private set; } = null!;

    public bool MayManage { get; private set; }

    public bool MayApprove { get; private set; }

    public bool MayEnterPaper { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>By when the result is to be reported; none where the office has no rule for it.</summary>
    public Deadline? ReportDue { get; private set; }

    public bool IsOverdue => ReportDue?.IsOverdueOn(clock.Today()) == true;

    public string Qr(string link) => QrCode.Svg(link);

    /// <summary>When a state was or will be reached, for the path on top.</summary>
    public string When(SurveyState state) => state switch
    {
        SurveyState.Approved => Survey.ApprovedAt is { } at ? Day(at) : "",
        SurveyState.Open => ThaiDate.Short(Survey.OpensOn),
        SurveyState.Closed => Survey.ClosedAt is { } at ? Day(at) : ThaiDate.Short(Survey.ClosesOn),
        SurveyState.Reported => Survey.ReportedAt is { } at ? Day(at) : "",
        _ => "",
    };

    static string Day(DateTimeOffset at) => ThaiDate.Short(ThaiDate.OnDay(at));

    public async Task<IActionResult> OnGetAsync(string slug) => await LoadAsync(slug) ? Page() : NotFound();

    public async Task<IActionResult> OnPostApproveAsync(string slug)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        if (!MayApprove)
        {
            return Forbid();
        }

        Survey.Approve(await roles.PersonAsync(), clock.GetUtcNow());
        // Its last day is known from now on; nobody has to be there when it closes by itself.
        await StartReportAsync(Survey.ClosesOn);
        return await DoneAsync("survey.approved", t["Approved. People can answer from {0}.", ThaiDate.Long(Survey.OpensOn)]);
    }

    public async Task<IActionResult> OnPostCloseAsync(string slug)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        Survey.Close(clock.GetUtcNow());
        await StartReportAsync(clock.Today());
        return await DoneAsync("survey.closed", t["Closed. Nobody can answer any more."]);
    }

    public async Task<IActionResult> OnPostReportAsync(string slug)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var series = await NumberSeries.OfAsync(db, NumberSeries.Memo);
        var year = series.YearOf(clock.Today());
        var number = await numbers.TakeAsync(series.Code, year, "survey", Survey.Id);
        var prefix = await db.Set<Office.Office>().Where(o => o.Id == office.Id).Select(o => o.BookPrefix).SingleAsync();
        Survey.Report(series.Text(prefix, number, year), clock.GetUtcNow());
        await deadlines.MeetAsync(DeadlineRule.SurveyReport, Survey, clock.Today());
        var done = await DoneAsync("survey.reported", t["Reported as memo no. {0}.", Survey.ReportNumber!]);
        await transaction.CommitAsync();
        return done;
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string slug, string? reason)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("Reason", t["Say why."]);
            return this.Invalid();
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        Survey.WithdrawReport();
        await numbers.VoidAsync(NumberSeries.Memo, Survey.Id, reason.Trim());
        await deadlines.ReopenAsync(DeadlineRule.SurveyReport, Survey);
        var done = await DoneAsync("survey.report-withdrawn", t["Taken back. Its number is void."], reason.Trim());
        await transaction.CommitAsync();
        return done;
    }

    Task StartReportAsync(DateOnly closed) =>
        deadlines.StartAsync(DeadlineRule.SurveyReport, "survey", Survey, Survey.Title, $"/surveys/{Survey.Slug}", closed);

    async Task<IActionResult> DoneAsync(string happening, string message, string reason = "")
    {
        db.Tell(happening, Survey, reason);
        await db.SaveChangesAsync();
        openSurveys.Forget(office.Profile, Survey.Slug);
        TempData["Done"] = message;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(string slug)
    {
        if (await db.Set<Survey>().Include(survey => survey.Groups).SingleOrDefaultAsync(survey => survey.Slug == slug) is not { } found)
        {
            return false;
        }

        Survey = found;
        State = found.StateOn(clock.Today());
        Results = await results.OfAsync(found);
        ReportDue = await deadlines.OfAsync(DeadlineRule.SurveyReport, found);
        MayManage = await roles.MayAsync(SurveysModule.Manage);
        MayApprove = await roles.MayAsync(SurveysModule.Approve);
        MayEnterPaper = await roles.MayAsync(SurveysModule.EnterPaper);
        return true;
    }
}
