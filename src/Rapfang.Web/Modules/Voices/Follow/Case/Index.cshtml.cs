using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Follow.Case;

/// <summary>One's own case: where it stands, what was said both ways, withdrawing, whether the answer helped. No personal data.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, SpeakerPass pass, CurrentOffice office, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Voice Voice { get; private set; } = null!;

    public DateOnly? AnswerDue { get; private set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public bool MayRate => Voice.MayRate(clock.Today());

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read() is not { } receipt
            || await db.Set<Voice>().Include(voice => voice.Steps).Include(voice => voice.Assignments).SingleOrDefaultAsync(voice => voice.Id == receipt.Id) is not { } voice)
        {
            context.Result = Redirect($"/{office.Profile.Slug}/voice/follow");
            return;
        }

        Voice = voice;
        AnswerDue = await register.DueAsync(voice);
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostWriteAsync()
    {
        Voice.Write(VoiceText.Read(Words, nameof(Words)), clock.GetUtcNow());
        return await DoneAsync("voice.written", t["Your message is with the office."]);
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        Voice.Withdraw(clock.GetUtcNow());
        return await DoneAsync("voice.withdrawn", t["The case is withdrawn."]);
    }

    public async Task<IActionResult> OnPostRateAsync(bool? helped)
    {
        if (helped is not { } satisfied)
        {
            ModelState.AddModelError("helped", t["Choose one answer"]);
            return this.Invalid();
        }

        Voice.Rate(satisfied, VoiceText.Read(Why, nameof(Why), required: false), clock.GetUtcNow());
        return await DoneAsync("voice.rated", satisfied ? t["Thank you for telling us."] : t["Thank you for telling us. The head of the office looks at it again."]);
    }

    public IActionResult OnPostLeave()
    {
        pass.End();
        return Redirect("/" + office.Profile.Slug);
    }

    async Task<IActionResult> DoneAsync(string happening, string message)
    {
        db.Tell(happening, Voice);
        await register.SaveAsync(Voice);
        TempData["Done"] = message;
        return Redirect(Request.Path);
    }
}
