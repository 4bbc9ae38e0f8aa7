using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Intake;

/// <summary>An officer takes down what came by the counter, telephone, letter or opinion box; one after the other.</summary>
[Authorize(VoicesModule.Receive)]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, VoiceAccess access, SimilarVoices similar, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public VoiceForm Input { get; private set; } = new();

    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public VoiceKind Kind { get; set; }

    [BindProperty]
    public Guid Channel { get; set; }

    [BindProperty]
    public DateOnly ReceivedOn { get; set; }

    [BindProperty]
    public bool IsSealed { get; set; }

    /// <summary>The similar cases that the officer has seen on this form.</summary>
    [BindProperty]
    public List<Guid> Offered { get; set; } = [];

    /// <summary>The one of them that this case has to do with.</summary>
    [BindProperty]
    public Guid? LinkTo { get; set; }

    /// <summary>Cases that may be of the same matter.</summary>
    public IReadOnlyList<SimilarVoice> Similar { get; private set; } = [];

    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public VoiceReceipt? Receipt { get; private set; }

    /// <summary>None where the office keeps no list of them.</summary>
    public IReadOnlyList<District> Districts { get; private set; } = [];

    public IEnumerable<SelectListItem> DistrictItems => VoiceForm.Items(Districts, t["Not said"]);

    public IEnumerable<SelectListItem> GroupItems => VoiceForm.Items(Groups, t);

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<VoiceKind>().Select(kind => new SelectListItem(t["VoiceKind." + kind], kind.ToString()));

    /// <summary>The channels by which words come to an officer.</summary>
    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IEnumerable<SelectListItem> ChannelItems => Channels.Select(channel => new SelectListItem(channel.Name, channel.Id.ToString()));

    public async Task OnGetAsync(Guid? channel)
    {
        await LoadAsync();
        Key = Guid.NewGuid();
        ReceivedOn = clock.Today();
        Channel = channel ?? Channels.Select(known => known.Id).FirstOrDefault();
        Receipt = TempData["Receipt"] is string kept && kept.Split('|') is [var id, var number, var code] ? new(Guid.Parse(id), number, code) : null;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        await TryUpdateModelAsync(Input, "Input");
        var channel = Channels.FirstOrDefault(known => known.Id == Channel);
        if (channel is null)
        {
            ModelState.AddModelError(nameof(Channel), t["Choose one of the list."]);
        }

        if (Input.Read(ModelState, Groups, Districts) is not { } told || channel is null)
        {
            return this.Invalid();
        }

        Similar = await SimilarAsync();
        if (Similar.Any(one => !Offered.Contains(one.Id)))
        {
            return Page(); // Not taken down yet: the officer looks first, and what they typed stays.
        }

        var receipt = await register.ReceiveAsync(new NewVoice(
            Key, Kind, channel, IsSealed, told, Input.GroupId, ReceivedOn, Input.Name ?? "", Input.Phone ?? "", Input.Email ?? "") { DistrictId = Input.DistrictId });
        await LinkAsync(receipt.Id);
        TempData["Receipt"] = IsSealed ? $"{Guid.Empty}|{receipt.Number}|{receipt.Code}" : $"{receipt.Id}|{receipt.Number}|{receipt.Code}";
        return Redirect($"{Request.Path}?channel={Channel}");
    }

    /// <summary>While the officer types: similar cases, to put into the form.</summary>
    public async Task<IActionResult> OnPostSimilarAsync()
    {
        await TryUpdateModelAsync(Input, "Input");
        ModelState.Clear();
        Similar = await SimilarAsync();
        return Partial("_Similar", this);
    }

    // A sealed case has to do with no other as far as anybody may know.
    async Task<IReadOnlyList<SimilarVoice>> SimilarAsync()
    {
        var today = clock.Today();
        return IsSealed ? [] : await similar.OfAsync($"{Input.Subject} {Input.What}", Input.Place ?? "", ReceivedOn > today || ReceivedOn.Year < 1900 ? today : ReceivedOn);
    }

    async Task LinkAsync(Guid taken)
    {
        if (LinkTo is not { } other || IsSealed || await access.FindAsync(other) is not { IsSealed: false } || await access.FindAsync(taken) is not { } voice
            || await db.Set<VoiceLink>().AnyAsync(link => link.VoiceId == taken && link.OtherId == other))
        {
            return;
        }

        db.Add(new VoiceLink { VoiceId = taken, OtherId = other });
        db.Tell("voice.linked", voice);
        await db.SaveChangesAsync();
    }

    async Task LoadAsync()
    {
        Channels = await db.OfficersChannels().ToListAsync();
        Districts = await db.Districts().ToListAsync();
        Groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null).OrderBy(group => group.Number).ToListAsync();
    }
}
