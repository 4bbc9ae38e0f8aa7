using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Letters;

/// <summary>One letter of a case: written from its template, kept as a draft, given its number, printed.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, VoiceAccess access, LetterWriter writer, VoiceRegister register, CurrentOffice office, JobRequests jobs, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int MostReceiver = 300;
    const int MostSigner = 150;

    [BindProperty]
    public string? Receiver { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Signer { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public Voice Voice { get; private set; } = null!;

    public VoiceLetter Letter { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await access.OpenAsync(context) is not var (voice, may))
        {
            return;
        }

        _ = Guid.TryParse(RouteData.Values["letter"] as string, out var letter);
        if (await db.Set<VoiceLetter>().SingleOrDefaultAsync(one => one.Id == letter && one.VoiceId == voice.Id) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        (Voice, Letter) = (voice, found);
        // Whom it goes to is read by those who work on the case.
        if (!may)
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        if (@as == "docx")
        {
            var document = await DocumentAsync();
            return File(Docx.Render(document), Docx.ContentType, document.FileName + ".docx");
        }

        (Receiver, Subject, Body, Signer, Seen) = (writer.ReceiverOf(Letter), Letter.Subject.Text, Letter.Body.Text, Letter.Signer, Letter.Version);
        return Page();
    }

    public Task<OfficialDocument> DocumentAsync() => writer.DocumentAsync(Letter);

    public string? LogoPath => office.Profile.HasLogo ? $"/{office.Profile.Slug}/logo" : null;

    public async Task<IActionResult> OnPostAsync()
    {
        Write();
        return await DoneAsync("voice.letter-written", t["Saved."]);
    }

    public async Task<IActionResult> OnPostIssueAsync()
    {
        Write();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await writer.IssueAsync(Letter);
        if (Letter.Kind == VoiceLetterKind.Acknowledge && Voice.AcknowledgedOn is null && !Voice.IsOver)
        {
            Voice.Acknowledge(clock.GetUtcNow()); // The letter is what the clock waits for.
        }

        var done = await DoneAsync("voice.letter-issued", t["Issued as {0}", Letter.Number]);
        await transaction.CommitAsync();
        return done;
    }

    // The job's name stands in events, so it names the kind of letter and none of its words.
    public async Task<IActionResult> OnPostPdfAsync() =>
        Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", t["VoiceLetterKind." + Letter.Kind].Value], Request.Path, new PdfJob.Asked(LetterWriter.Printed, Letter.Id.ToString())));

    void Write()
    {
        if (Seen != Letter.Version)
        {
            throw VoiceRegister.ChangedMeanwhile();
        }

        Letter.Write(
            writer.Seal(Letter, VoiceText.Read(Receiver, nameof(Receiver), MostReceiver, required: LetterWriter.FormOf(Letter.Kind) != LetterForm.Order).Text),
            VoiceText.Read(Subject, nameof(Subject), VoiceForm.LongestLine), VoiceText.Read(Body, nameof(Body)), VoiceText.Read(Signer, nameof(Signer), MostSigner).Text);
    }

    async Task<IActionResult> DoneAsync(string happening, string message)
    {
        db.Tell(happening, Voice);
        await register.SaveAsync(Voice);
        TempData["Done"] = message;
        return Redirect(Request.Path);
    }
}
