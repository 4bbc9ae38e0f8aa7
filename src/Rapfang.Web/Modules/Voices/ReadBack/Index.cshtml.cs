using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.ReadBack;

/// <summary>What was taken down is read back to who said it: on a paper to sign, or on the telephone.</summary>
[Authorize(VoicesModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, VoiceAccess access, VoiceFiles files, OfficeRoles roles, CurrentOffice current, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public ReadBackWay Way { get; set; }

    [BindProperty]
    public DateOnly ReadOn { get; set; }

    /// <summary>The signed paper.</summary>
    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    public Voice Voice { get; private set; } = null!;

    public Channel Channel { get; private set; } = null!;

    public VoiceReadBack? Done { get; private set; }

    public bool MayRecord { get; private set; }

    public IEnumerable<SelectListItem> WayItems => Enum.GetValues<ReadBackWay>().Select(way => new SelectListItem(t["ReadBackWay." + way], way.ToString()));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await access.FindAsync(id) is not { } voice)
        {
            context.Result = NotFound();
            return;
        }

        Voice = voice;
        MayRecord = await access.MayHandleAsync(voice) || await roles.MayAsync(VoicesModule.Receive);
        if (HttpMethods.IsPost(Request.Method) && !MayRecord)
        {
            context.Result = Forbid();
            return;
        }

        Channel = await db.Set<Channel>().AsNoTracking().SingleAsync(channel => channel.Id == voice.ChannelId);
        Done = await db.Set<VoiceReadBack>().AsNoTracking().SingleOrDefaultAsync(read => read.VoiceId == id);
        await next();
    }

    public void OnGet() => (ReadOn, Way) = (clock.Today(), Channel.Way == ChannelWay.Telephone ? ReadBackWay.Telephone : ReadBackWay.Signed);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Done is not null)
        {
            throw new RuleBroken("บันทึกการอ่านทวนของเรื่องนี้แล้ว", "That this case was read back is recorded already.");
        }

        var by = await roles.PersonAsync();
        var read = new VoiceReadBack(Voice, Way, ReadOn, by, clock.GetUtcNow());
        var (brought, refused) = await files.BringAsync(null, Chosen, cancellation);
        if (refused.Count > 0)
        {
            foreach (var file in refused)
            {
                ModelState.AddModelError(nameof(Chosen), $"{file.Name} {file.Why}".Trim());
            }

            return this.Invalid();
        }

        await files.AttachAsync(Voice, brought.Token, VoiceFileKind.Record, isPublic: false, by);
        db.Add(read);
        db.Tell("voice.read-back", Voice);
        await db.SaveChangesAsync(cancellation);
        TempData["Done"] = t["Event.voice.read-back"].Value;
        return Redirect($"/{current.Profile.Slug}/desk/voices/{Voice.Id}");
    }
}
