using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.One;

/// <summary>One improvement: where it comes from, what is planned, decided and done, what came of it, and the next step.</summary>
[Authorize(ImprovementsModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, ImprovementRegister register, RecordFiles files, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public DateOnly BeganOn { get; set; }

    [BindProperty]
    public string? Announced { get; set; }

    [BindProperty]
    public DateOnly? ManualUpdatedOn { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? Did { get; set; }

    [BindProperty]
    public SourceKind SourceKind { get; set; } = SourceKind.Voice;

    [BindProperty]
    public string? SourceTitle { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    [BindProperty]
    public string? Shows { get; set; }

    public Improvement Improvement { get; private set; } = null!;

    public IReadOnlyList<ImprovementEffect> Effects { get; private set; } = [];

    public string? Group { get; private set; }

    public IReadOnlyList<UsedFile> Before { get; private set; } = [];

    public IReadOnlyList<UsedFile> After { get; private set; } = [];

    public IReadOnlyList<UsedFile> Papers { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public bool MayDecide { get; private set; }

    public DateOnly Today => clock.Today();

    public AttachedFiles Attached(string kind, IReadOnlyList<UsedFile> files) => new(t["Shows." + kind], files, MayWrite);

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<SourceKind>().Where(kind => kind != SourceKind.SurveyItem).Select(kind => new SelectListItem(t["SourceKind." + kind], kind.ToString()));

    public IEnumerable<SelectListItem> ShowsItems => new[] { Improvement.PhotosBefore, Improvement.PhotosAfter, Improvement.Papers }.Select(kind => new SelectListItem(t["Shows." + kind], kind));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (!await LoadAsync(id))
        {
            context.Result = NotFound();
            return;
        }

        var may = context.HandlerMethod?.Name is "Approve" or "TurnDown" or "Publish" or "TakeBack" ? MayDecide : MayWrite;
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        (BeganOn, Announced, ManualUpdatedOn) = (Improvement.BeganOn ?? Today, Improvement.Announced, Improvement.ManualUpdatedOn);
        (Said, Did) = (Improvement.Said, Improvement.Did.Length > 0 ? Improvement.Did : Improvement.Action);
        ModelState.Clear();
    }

    public Task<IActionResult> OnPostApproveAsync() => DoneAsync("improvement.approved", () => Improvement.Approve(VoiceText.Read(Words, nameof(Words), required: false), Today));

    public Task<IActionResult> OnPostTurnDownAsync() => DoneAsync("improvement.refused", () => Improvement.TurnDown(VoiceText.Read(Words, nameof(Words)), Today));

    public async Task<IActionResult> OnPostInPlaceAsync() => ModelState.IsValid
        ? await DoneAsync("improvement.in-place", () => Improvement.PutInPlace(BeganOn, VoiceText.Read(Announced, nameof(Announced), required: false), ManualUpdatedOn, Today))
        : this.Invalid();

    public Task<IActionResult> OnPostPublishAsync() =>
        DoneAsync("improvement.published", () => Improvement.Publish(VoiceText.Read(Said, nameof(Said)), VoiceText.Read(Did, nameof(Did)), clock.GetUtcNow()));

    public Task<IActionResult> OnPostTakeBackAsync() => DoneAsync("improvement.taken-back", Improvement.TakeBack);

    public async Task<IActionResult> OnPostSourceAsync()
    {
        var title = VoiceText.Read(SourceTitle, nameof(SourceTitle), ImprovementView.LongestLine).Text;
        var source = SourceKind == SourceKind.Voice
            ? await register.OfVoiceAsync(title) ?? throw new RuleBroken("ไม่พบเรื่องเลขที่นี้", "There is no case of this number.", nameof(SourceTitle))
            : new ImprovementSource(SourceKind, title);
        return await DoneAsync("improvement.source-added", () =>
        {
            Improvement.AddSource(source);
            db.Add(source);
        });
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        if (!ShowsItems.Any(item => item.Value == Shows))
        {
            return this.Invalid();
        }

        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), SubjectOf(Shows!), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadAsync(Improvement.Id);
        OnGet();
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public async Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) =>
        Before.Concat(After).Concat(Papers).FirstOrDefault(used => used.File.Id == file) is { } used ? await files.DetachAsync(this, SubjectOf(used.Use.Kind), file, reason) : NotFound();

    FileSubject SubjectOf(string kind) => kind == Improvement.Papers ? Improvement.AsSubject() : Improvement.Photos(kind == Improvement.PhotosBefore);

    async Task<IActionResult> DoneAsync(string happening, Action deed)
    {
        deed();
        db.Tell(happening, Improvement);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Event." + happening].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } improvement)
        {
            return false;
        }

        Improvement = improvement;
        Effects = await db.Set<ImprovementEffect>().AsNoTracking().Where(effect => effect.ImprovementId == id).OrderBy(effect => effect.Id).ToListAsync();
        Group = await db.Set<Group>().Where(group => group.Id == improvement.GroupId).Select(group => group.Name).SingleOrDefaultAsync();
        var used = await files.OfAllAsync(id);
        Before = [.. used.Where(file => file.Use.Kind == Improvement.PhotosBefore)];
        After = [.. used.Where(file => file.Use.Kind == Improvement.PhotosAfter)];
        Papers = [.. used.Where(file => file.Use.Kind == Improvement.Papers)];
        MayWrite = await roles.MayAsync(ImprovementsModule.Write) && improvement.State != ImprovementState.Refused;
        MayDecide = await roles.MayAsync(ImprovementsModule.Decide);
        Form = MayWrite ? await files.FormAsync() : Form;
        return true;
    }
}
