using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Rules;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Yearly.One;

/// <summary>One yearly report: counted figures, the office's words to them, approval, sending, publishing.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, YearlyRegister register, Deadlines deadlines, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public Dictionary<YearlyPart, string?> Parts { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public YearlyReport Report { get; private set; } = null!;

    public YearlyFigures Figures { get; private set; } = null!;

    public Deadline? Due { get; private set; }

    public bool MayWrite { get; private set; }

    public bool MayDecide { get; private set; }

    public DateOnly Today => clock.Today();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = int.TryParse(RouteData.Values["year"] as string, out var year);
        if (await register.FindAsync(year) is not { } report)
        {
            context.Result = NotFound();
            return;
        }

        (MayWrite, MayDecide) = (await roles.MayAsync(VoicesModule.Plan), await roles.MayAsync(VoicesModule.Decide));
        var may = context.HandlerMethod?.Name is "Approve" or "Return" or "Publish" or "TakeBack" ? MayDecide : MayWrite;
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        Report = report;
        Figures = await register.FiguresAsync(report);
        Due = await deadlines.OfAsync(DeadlineRule.GovernorReport, report);
        await next();
    }

    public void OnGet()
    {
        Parts = Enum.GetValues<YearlyPart>().ToDictionary(part => part, part => (string?)Report.Words(part));
        Seen = Report.Version;
        ModelState.Clear();
    }

    public Task<IActionResult> OnPostAsync() => DoneAsync("yearly-report.written", () =>
    {
        Write();
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostSubmitAsync() => DoneAsync("yearly-report.submitted", async () =>
    {
        Write();
        Report.Submit(await roles.PersonAsync());
        await register.TellHeadAsync(Report);
    });

    public Task<IActionResult> OnPostApproveAsync() => DoneAsync("yearly-report.approved", () =>
    {
        Report.Approve(Figures, Today);
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostReturnAsync() => DoneAsync("yearly-report.returned", () =>
    {
        Report.Return(VoiceText.Read(Reason, nameof(Reason)));
        return register.TellWriterAsync(Report);
    });

    public async Task<IActionResult> OnPostSendAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await register.SendAsync(Report);
        await db.SaveUnlessChangedAsync();
        await transaction.CommitAsync();
        TempData["Done"] = t["Sent as {0}", Report.Number].Value;
        return Redirect(Request.Path);
    }

    public Task<IActionResult> OnPostPublishAsync() => DoneAsync("yearly-report.published", () =>
    {
        Report.Publish(clock.GetUtcNow());
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostTakeBackAsync() => DoneAsync("yearly-report.taken-back", () =>
    {
        Report.TakeBack();
        return Task.CompletedTask;
    });

    void Write()
    {
        if (Seen != Report.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Report.Write(Enum.GetValues<YearlyPart>().ToDictionary(part => part, part => VoiceText.Read(Parts.GetValueOrDefault(part), $"Parts[{part}]", required: false)));
    }

    async Task<IActionResult> DoneAsync(string happening, Func<Task> deed)
    {
        await deed();
        db.Tell(happening, Report);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Event." + happening].Value;
        return Redirect(Request.Path);
    }
}
