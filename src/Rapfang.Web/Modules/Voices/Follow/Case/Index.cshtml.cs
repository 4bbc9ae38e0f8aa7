using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Follow.Case;

/// <summary>One's own case: where it stands, what was said both ways, withdrawing, whether the answer helped. No personal data.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, VoiceFiles files, SpeakerPass pass, CurrentOffice office, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Voice Voice { get; private set; } = null!;

    public DateOnly? AnswerDue { get; private set; }

    /// <summary>What the person brought, and what the office lets them have.</summary>
    public IReadOnlyList<KeptVoiceFile> Files { get; private set; } = [];

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

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
        Files = await files.OfAsync(voice.Id, onlyPublic: true);
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

    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellation) =>
        Files.FirstOrDefault(kept => kept.Use.Id == file) is { } asked ? await files.FetchAsync(asked, Response, cancellation) : NotFound();

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        if (Chosen.Count == 0)
        {
            throw new RuleBroken("กรุณาเลือกไฟล์", "Choose a file.", nameof(Chosen));
        }

        var (brought, refused) = await files.BringAsync(null, Chosen, cancellation);
        foreach (var file in refused)
        {
            ModelState.AddModelError(nameof(Chosen), $"{file.Name} {file.Why}".Trim());
        }

        if (brought.Names.Count > 0)
        {
            Voice.AddFiles(new(string.Join('\n', brought.Names)), clock.GetUtcNow());
            await files.AttachAsync(Voice, brought.Token, VoiceFileKind.Brought, isPublic: true, null);
            db.Tell("voice.files-added", Voice);
            await register.SaveAsync(Voice);
        }

        if (refused.Count > 0)
        {
            Files = await files.OfAsync(Voice.Id, onlyPublic: true);
            return this.Invalid();
        }

        TempData["Done"] = t["Your files are with the office."].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        Voice.Withdraw(clock.GetUtcNow());
        return await DoneAsync("voice.withdrawn", t["The case is withdrawn."]);
    }

    public async Task<IActionResult> OnPostRateAsync(bool? helped, ChannelRating? channel)
    {
        if (helped is not { } satisfied)
        {
            ModelState.AddModelError("helped", t["Choose one answer"]);
            return this.Invalid();
        }

        Voice.Rate(satisfied, VoiceText.Read(Why, nameof(Why), required: false), clock.GetUtcNow(), channel);
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
