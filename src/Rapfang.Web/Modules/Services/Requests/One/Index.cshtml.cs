using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Requests.One;

/// <summary>One request: step by step against the standard, done, ended, explained.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(RapfangDb db, RequestRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Why { get; set; }

    public ServiceRequest Asked { get; private set; } = null!;

    public ServiceEdition Edition { get; private set; } = null!;

    public string Who => register.WhoOf(Asked);

    public bool MayServe { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public bool MayExplain => MayServe && (Asked.IsLate || Asked.IsOverDue(Now));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await register.FindAsync(id) is not { } asked)
        {
            context.Result = NotFound();
            return;
        }

        Asked = asked;
        Edition = await db.Set<ServiceEdition>().AsNoTracking().SingleAsync(edition => edition.ServiceId == asked.ServiceId && edition.Number == asked.Edition);
        MayServe = await roles.MayAsync(ServicesModule.Serve);
        if (!MayServe && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        Why = Asked.Explanation;
        ModelState.Clear();
    }

    public async Task<IActionResult> OnPostStartAsync()
    {
        await register.StartAsync(Asked);
        return Done(t["Number {0}: the clock runs.", Asked.Number]);
    }

    public async Task<IActionResult> OnPostStepAsync()
    {
        Asked.Mark(Now, Edition.Steps.Count);
        db.Tell("service-request.step-done", Asked);
        await db.SaveUnlessChangedAsync();
        return Done(t["Saved."]);
    }

    public async Task<IActionResult> OnPostFinishAsync()
    {
        await register.FinishAsync(Asked);
        return Done(t["Number {0} is done in {1}: {2}.", Asked.Number, ServiceView.Taken(Asked), Asked.IsLate ? t["Late"].Value : t["In time"].Value]);
    }

    public async Task<IActionResult> OnPostGiveUpAsync()
    {
        Asked.GiveUp(Now);
        db.Tell("service-request.given-up", Asked);
        await db.SaveUnlessChangedAsync();
        return Done(t["Ended without the service."]);
    }

    public async Task<IActionResult> OnPostExplainAsync()
    {
        Asked.Explain(VoiceText.Read(Why, nameof(Why), 1000).Text, await roles.PersonAsync(), clock.Today(), Now);
        db.Tell("service-request.explained", Asked);
        await db.SaveUnlessChangedAsync();
        return Done(t["The explanation is kept."]);
    }

    RedirectResult Done(string words)
    {
        TempData["Done"] = words;
        return Redirect(Request.Path);
    }
}
