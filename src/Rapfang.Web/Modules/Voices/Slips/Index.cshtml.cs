using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Slips;

/// <summary>Slips of an opinion box, typed in one after the other; a page of them is kept together or not at all.</summary>
[Authorize(VoicesModule.Receive)]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Slip
    {
        public VoiceKind Kind { get; set; } = VoiceKind.Opinion;

        public string? Words { get; set; }
    }

    const int Lines = 20;
    const int MostLetters = 1000;

    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Guid Channel { get; set; }

    [BindProperty]
    public DateOnly ReceivedOn { get; set; }

    [BindProperty]
    public List<Slip> Slips { get; set; } = [];

    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IEnumerable<SelectListItem> ChannelItems => Channels.Select(channel => new SelectListItem(channel.Name, channel.Id.ToString()));

    public IEnumerable<SelectListItem> KindItems(VoiceKind chosen) => Enum.GetValues<VoiceKind>().Select(kind => new SelectListItem(t["VoiceKind." + kind], kind.ToString(), kind == chosen));

    public async Task OnGetAsync(Guid? channel, DateOnly? on)
    {
        await LoadAsync();
        Key = Guid.NewGuid();
        Channel = channel ?? Channels.Select(known => known.Id).FirstOrDefault();
        ReceivedOn = on ?? clock.Today();
        Slips = [.. Enumerable.Range(0, Lines).Select(_ => new Slip())];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Channels.FirstOrDefault(known => known.Id == Channel) is not { } channel)
        {
            ModelState.AddModelError(nameof(Channel), t["Choose one of the list."]);
            return this.Invalid();
        }

        var typed = Slips.Take(Lines).Select((slip, n) => (slip.Kind, Text: Read(slip, n), Line: n)).Where(slip => !slip.Text.IsEmpty).ToList();
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (typed.Count == 0)
        {
            throw new RuleBroken("ยังไม่ได้พิมพ์ใบใดเลย", "No slip was typed.", "Slips[0].Words");
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var numbers = new List<string>();
        foreach (var (kind, text, line) in typed)
        {
            var told = new Told(text.InShort(), text, VoiceText.Nothing, VoiceText.Nothing, VoiceText.Nothing);
            numbers.Add((await register.ReceiveAsync(new NewVoice(FormOf(line), kind, channel, IsSealed: false, told, null, ReceivedOn))).Number);
        }

        await transaction.CommitAsync();
        TempData["Done"] = t["{0} slips are kept, numbers {1} to {2}.", numbers.Count, numbers[0], numbers[^1]].Value;
        return Redirect($"{Request.Path}?channel={Channel}&on={ThaiDate.Numeric(ReceivedOn)}");
    }

    // The same line of the same page is the same slip, however often the page is sent.
    Guid FormOf(int line) => VoiceRegister.FormOf($"{Key} {line}");

    VoiceText Read(Slip slip, int line)
    {
        try
        {
            return VoiceText.Read(slip.Words, $"Slips[{line}].Words", MostLetters, required: false);
        }
        catch (RuleBroken rule)
        {
            ModelState.AddModelError(rule.Field, rule.Text);
            return VoiceText.Nothing;
        }
    }

    // Boxes and visits first: slips come from there.
    async Task LoadAsync() => Channels = [.. (await db.OfficersChannels().ToListAsync())
        .OrderByDescending(channel => channel.Way == ChannelWay.Box).ThenByDescending(channel => channel.Way == ChannelWay.FieldVisit)];
}
