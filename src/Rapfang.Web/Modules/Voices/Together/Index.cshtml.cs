using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Together;

/// <summary>How a case stands to others: of the same matter, under numbers of other systems, in another office's hands.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(
    RapfangDb db, VoiceAccess access, VoiceRegister register, SimilarVoices similar, VoiceTransfers transfers, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int LongestName = 60;

    [BindProperty]
    public string? System { get; set; }

    [BindProperty]
    public string? OtherNumber { get; set; }

    [BindProperty]
    public DateOnly? DueOn { get; set; }

    [BindProperty]
    public int? ToOffice { get; set; }

    [BindProperty]
    public string? ToName { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public Voice Voice { get; private set; } = null!;

    public bool MayHandle { get; private set; }

    public DateOnly Today => clock.Today();

    public IReadOnlyList<SimilarVoice> Similar { get; private set; } = [];

    public IReadOnlyList<Voice> Linked { get; private set; } = [];

    public IReadOnlyList<VoiceReference> References { get; private set; } = [];

    public IReadOnlyList<SelectListItem> OfficeItems { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await access.OpenAsync(context) is var (voice, may))
        {
            (Voice, MayHandle) = (voice, may);
            await LoadAsync();
            await next();
        }
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid other)
    {
        if (await access.FindAsync(other) is not { IsSealed: false } found || Voice.IsSealed || found.Id == Voice.Id)
        {
            return NotFound();
        }

        if (Linked.All(linked => linked.Id != other))
        {
            db.Add(new VoiceLink { VoiceId = Voice.Id, OtherId = other });
            db.Tell("voice.linked", Voice);
            await db.SaveChangesAsync();
        }

        return Done("Event.voice.linked");
    }

    public async Task<IActionResult> OnPostMergeAsync(Guid other)
    {
        if (await access.FindAsync(other) is not { } main)
        {
            return NotFound();
        }

        RefuseChanged();
        Voice.MergeInto(main, clock.GetUtcNow());
        db.Tell("voice.merged", Voice);
        await register.SaveAsync(Voice);
        return Done("Event.voice.merged");
    }

    public async Task<IActionResult> OnPostReferenceAsync()
    {
        var system = VoiceText.Read(System, nameof(System), LongestName).Text;
        var number = VoiceText.Read(OtherNumber, nameof(OtherNumber), LongestName).Text;
        if (References.Any(known => known.System == system && known.Number == number))
        {
            throw new RuleBroken("มีเลขนี้อยู่แล้ว", "This number is here already.", nameof(OtherNumber));
        }

        db.Add(new VoiceReference { VoiceId = Voice.Id, System = system, Number = number, DueOn = DueOn });
        db.Tell("voice.reference-added", Voice);
        await db.SaveChangesAsync();
        return Done("Saved.");
    }

    public async Task<IActionResult> OnPostReportedAsync(Guid reference)
    {
        if (await db.Set<VoiceReference>().SingleOrDefaultAsync(one => one.Id == reference && one.VoiceId == Voice.Id) is not { } found)
        {
            return NotFound();
        }

        found.Report(Today);
        db.Tell("voice.reported-outside", Voice);
        await db.SaveChangesAsync();
        return Done("Saved.");
    }

    public async Task<IActionResult> OnPostTransferAsync()
    {
        RefuseChanged();
        await transfers.TransferAsync(Voice, ToOffice, ToName);
        return Done("Event.voice.transferred");
    }

    void RefuseChanged()
    {
        if (Seen != Voice.Version)
        {
            throw VoiceRegister.ChangedMeanwhile();
        }
    }

    RedirectResult Done(string text)
    {
        TempData["Done"] = t[text].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        Similar = Voice.IsSealed ? [] : await similar.OfAsync($"{Voice.Subject} {Voice.What}", Voice.Place.Text, Voice.ReceivedOn, Voice.Id);
        var ids = await db.Set<VoiceLink>().Where(link => link.VoiceId == Voice.Id || link.OtherId == Voice.Id).Select(link => link.VoiceId == Voice.Id ? link.OtherId : link.VoiceId).ToListAsync();
        Linked = await db.Set<Voice>().AsNoTracking().Where(voice => !voice.IsSealed && (ids.Contains(voice.Id) || voice.MergedIntoId == Voice.Id || voice.Id == Voice.MergedIntoId)).OrderBy(voice => voice.Id).ToListAsync();
        References = await db.Set<VoiceReference>().AsNoTracking().Where(one => one.VoiceId == Voice.Id).OrderBy(one => one.Id).ToListAsync();
        OfficeItems = [new("–", ""), .. (await transfers.OfficesAsync(Voice)).Select(office => new SelectListItem(office.Name, office.Id.ToString(global::System.Globalization.CultureInfo.InvariantCulture)))];
    }
}
