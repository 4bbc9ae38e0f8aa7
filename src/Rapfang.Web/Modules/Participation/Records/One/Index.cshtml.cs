using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Records.One;

/// <summary>One time at which people took part: who came, what they said and voted, what came of it, photographs.</summary>
[Authorize(ParticipationModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, ParticipationRegister register, RecordFiles files, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Involvement Involvement { get; private set; } = null!;

    public CoreProcess? Process { get; private set; }

    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>The improvements that come from a suggestion.</summary>
    public ILookup<Guid, Improvement> Improvements { get; private set; } = null!;

    [BindProperty]
    public string? Suggestion { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    public IReadOnlyList<UsedFile> Papers { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public bool MayPropose { get; private set; }

    public AttachedFiles Attached => new(t["Photographs and papers"], Papers, MayWrite);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await register.FindAsync(id) is not { } involvement)
        {
            context.Result = NotFound();
            return;
        }

        (MayWrite, MayPropose) = (await roles.MayAsync(ParticipationModule.Write), await roles.MayAsync(ImprovementsModule.Write));
        if (HttpMethods.IsPost(Request.Method) && !MayWrite)
        {
            context.Result = Forbid();
            return;
        }

        Involvement = involvement;
        Process = await db.Set<CoreProcess>().AsNoTracking().SingleOrDefaultAsync(process => process.Id == involvement.ProcessId);
        Groups = await db.Set<StakeholderGroup>().ToDictionaryAsync(group => group.Id, group => group.Name);
        var suggestions = involvement.Suggestions.ConvertAll(suggestion => (Guid?)suggestion.Id);
        Improvements = (await (from source in db.Set<ImprovementSource>()
                               join improvement in db.Set<Improvement>() on source.ImprovementId equals improvement.Id
                               where source.Kind == SourceKind.Participation && suggestions.Contains(source.ReferenceId)
                               select new { source.ReferenceId, improvement }).AsNoTracking().ToListAsync()).ToLookup(found => found.ReferenceId!.Value, found => found.improvement);
        await LoadFilesAsync();
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostSuggestAsync()
    {
        db.Add(Involvement.Suggest(VoiceText.Read(Suggestion, nameof(Suggestion), ParticipationRegister.LongestSuggestion), clock.Today()));
        return await DoneAsync("involvement.suggestion-added");
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid which)
    {
        if (Involvement.Suggestions.Find(one => one.Id == which) is not { } suggestion)
        {
            return NotFound();
        }

        RefuseImproved(suggestion);
        Involvement.TakeBack(suggestion);
        db.Remove(suggestion);
        return await DoneAsync("involvement.suggestion-removed");
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        var why = VoiceText.Read(Reason, nameof(Reason), ParticipationRegister.LongestLine);
        Involvement.Suggestions.ForEach(RefuseImproved);
        if (Papers.Count > 0)
        {
            throw new RuleBroken("นำออกไม่ได้ ยังมีไฟล์แนบอยู่ นำไฟล์ออกก่อน", "It can not go while files are attached. Take them off first.");
        }

        db.RemoveRange(Involvement.People);
        db.RemoveRange(Involvement.Options);
        db.RemoveRange(Involvement.Suggestions);
        db.Remove(Involvement);
        db.Tell("involvement.removed", Involvement, why.Text);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Event.involvement.removed"].Value;
        return Redirect(Request.Path.Value![..Request.Path.Value!.LastIndexOf('/')]);
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Involvement.AsSubject(), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadFilesAsync();
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) => files.DetachAsync(this, Involvement.AsSubject(), file, reason);

    void RefuseImproved(InvolvementSuggestion suggestion)
    {
        if (Improvements.Contains(suggestion.Id))
        {
            throw new RuleBroken("นำออกไม่ได้ มีการปรับปรุงที่มาจากข้อเสนอแนะนี้แล้ว", "It can not go: an improvement comes from this suggestion.");
        }
    }

    async Task<IActionResult> DoneAsync(string kind)
    {
        db.Tell(kind, Involvement);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadFilesAsync()
    {
        Papers = await files.OfAsync(Involvement.AsSubject());
        Form = MayWrite ? await files.FormAsync() : Form;
    }
}
