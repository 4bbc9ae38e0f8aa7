using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Consultations.One;

/// <summary>One consultation at the desk: from the draft to what was published, and the next step.</summary>
[Authorize(ConsultationsModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, ConsultationRegister register, RecordFiles files, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Summary { get; set; }

    [BindProperty]
    public string? Changed { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    public Consultation Consultation { get; private set; } = null!;

    public ConsultationCounts Counts { get; private set; } = null!;

    public IReadOnlyList<QuestionResult> Results { get; private set; } = [];

    public IReadOnlyList<(ImprovementSource Source, Improvement Improvement)> Improvements { get; private set; } = [];

    public IReadOnlyList<UsedFile> Files { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public bool MayApprove { get; private set; }

    public bool MayImprove { get; private set; }

    /// <summary>What people read must not change while they answer.</summary>
    public bool MayChange => MayWrite && Consultation.ApprovedAt is null;

    public DateOnly Today => clock.Today();

    public AttachedFiles Attached => new(t["Documents"], Files, MayChange);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await register.FindAsync(id) is not { } consultation)
        {
            context.Result = NotFound();
            return;
        }

        Consultation = consultation;
        MayWrite = await roles.MayAsync(ConsultationsModule.Write);
        MayApprove = await roles.MayAsync(ConsultationsModule.Approve);
        MayImprove = await roles.MayAsync(ImprovementsModule.Write);
        if (HttpMethods.IsPost(Request.Method) && !(context.HandlerMethod?.Name is "Files" or "Detach" ? MayChange : MayApprove))
        {
            context.Result = Forbid();
            return;
        }

        await LoadAsync();
        await next();
    }

    public void OnGet()
    {
        (Summary, Changed) = (Consultation.Summary, Consultation.Changed);
    }

    public async Task<IActionResult> OnPostApproveAsync(int seen)
    {
        RefuseChanged(seen);
        Consultation.Approve(await roles.PersonAsync(), clock.GetUtcNow());
        return await DoneAsync("consultation.approved", t["Approved. It opens on {0} by itself.", Rapfang.Thai.ThaiDate.Long(Consultation.OpensOn)]);
    }

    public async Task<IActionResult> OnPostCloseAsync(int seen)
    {
        RefuseChanged(seen);
        Consultation.Close(clock.GetUtcNow());
        return await DoneAsync("consultation.closed", t["Closed. Nothing more is taken."], VoiceText.Read(Reason, nameof(Reason), ConsultationRegister.LongestLine).Text);
    }

    public async Task<IActionResult> OnPostPublishAsync(int seen)
    {
        RefuseChanged(seen);
        Consultation.Publish(VoiceText.Read(Summary, nameof(Summary)), VoiceText.Read(Changed, nameof(Changed)), clock.GetUtcNow());
        return await DoneAsync("consultation.published", t["Published. Everybody reads it now."]);
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Consultation.AsSubject(), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadAsync();
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) => files.DetachAsync(this, Consultation.AsSubject(), file, reason);

    void RefuseChanged(int seen)
    {
        if (seen != Consultation.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }
    }

    async Task<IActionResult> DoneAsync(string happening, string message, string reason = "")
    {
        db.Tell(happening, Consultation, reason);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = message;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        Counts = await register.CountAsync(Consultation.Id);
        Results = Consultation.StateOn(Today) is ConsultationState.Draft or ConsultationState.Approved ? [] : await register.ResultsAsync(Consultation, withWords: true);
        Improvements = await register.ImprovementsAsync(Consultation.Id);
        Files = await files.OfAsync(Consultation.AsSubject());
        Form = MayChange ? await files.FormAsync() : Form;
    }
}
