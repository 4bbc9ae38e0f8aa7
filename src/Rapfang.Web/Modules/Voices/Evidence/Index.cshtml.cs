using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Evidence;

/// <summary>The files of a case and the visits to the place: evidence, step by step (seed S2-047, S2-048).</summary>
[Authorize(VoicesModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, VoiceAccess access, VoiceFiles files, VoiceRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public VoiceFileKind Kind { get; set; } = VoiceFileKind.Site;

    [BindProperty]
    public bool IsPublic { get; set; }

    [BindProperty]
    public DateOnly VisitedOn { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Visitors { get; set; }

    [BindProperty]
    public string? Findings { get; set; }

    public Voice Voice { get; private set; } = null!;

    public IReadOnlyList<KeptVoiceFile> Files { get; private set; } = [];

    public IReadOnlyList<VoiceVisit> Visits { get; private set; } = [];

    public bool MayAdd { get; private set; }

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<VoiceFileKind>().Select(kind => new SelectListItem(t["VoiceFileKind." + kind], kind.ToString()));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await access.OpenAsync(context) is var (voice, may))
        {
            (Voice, MayAdd) = (voice, may);
            Files = await files.OfAsync(voice.Id);
            Visits = await db.Set<VoiceVisit>().AsNoTracking().Where(visit => visit.VoiceId == voice.Id).OrderBy(visit => visit.VisitedOn).ToListAsync();
            await next();
        }
    }

    public void OnGet() => VisitedOn = clock.Today();

    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellation) =>
        Files.FirstOrDefault(kept => kept.Use.Id == file) is { } asked ? await files.FetchAsync(asked, Response, cancellation) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
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
            await files.AttachAsync(Voice, brought.Token, Kind, IsPublic, await roles.PersonAsync());
            db.Tell("voice.evidence-added", Voice);
            await db.SaveChangesAsync(cancellation);
        }

        if (refused.Count > 0)
        {
            Files = await files.OfAsync(Voice.Id);
            return this.Invalid();
        }

        TempData["Done"] = t["Kept: {0}", string.Join(", ", brought.Names)].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostVisitAsync()
    {
        var now = clock.GetUtcNow();
        db.Add(new VoiceVisit(
            Voice, VisitedOn, VoiceText.Read(Place, nameof(Place), VoiceForm.LongestLine), VoiceText.Read(Visitors, nameof(Visitors)), VoiceText.Read(Findings, nameof(Findings)),
            await roles.PersonAsync(), now));
        Voice.Visit(now);
        db.Tell("voice.visited", Voice);
        await register.SaveAsync(Voice);
        TempData["Done"] = t["Event.voice.visited"].Value;
        return Redirect(Request.Path);
    }
}
