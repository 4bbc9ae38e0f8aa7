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
public sealed class IndexModel(RapfangDb db, VoiceRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
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

    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public VoiceReceipt? Receipt { get; private set; }

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

        if (Input.Read(ModelState, Groups) is not { } told || channel is null)
        {
            return this.Invalid();
        }

        var receipt = await register.ReceiveAsync(new NewVoice(
            Key, Kind, channel, IsSealed, told, Input.GroupId, ReceivedOn, Input.Name ?? "", Input.Phone ?? "", Input.Email ?? ""));
        TempData["Receipt"] = IsSealed ? $"{Guid.Empty}|{receipt.Number}|{receipt.Code}" : $"{receipt.Id}|{receipt.Number}|{receipt.Code}";
        return Redirect($"{Request.Path}?channel={Channel}");
    }

    async Task LoadAsync()
    {
        Channels = await db.OfficersChannels().ToListAsync();
        Groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null).OrderBy(group => group.Number).ToListAsync();
    }
}
