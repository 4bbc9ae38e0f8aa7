using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Speak.Form;

/// <summary>Somebody tells the office something: fill in, check, send. Looking writes nothing.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, VoiceFiles files, SimilarVoices similar, SpeakerPass pass, MailSettings mail, CurrentOffice office, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const string Corruption = "corruption";

    public VoiceForm Input { get; private set; } = new();

    public bool OffersMail => mail.IsSet;

    public bool OffersSms { get; private set; }

    public Guid Key { get; private set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    /// <summary>What came with the form so far, kept until it is sent.</summary>
    public BroughtFiles Brought { get; private set; } = BroughtFiles.None;

    public VoiceKind Kind { get; private set; }

    public bool IsSealed { get; private set; }

    /// <summary>The person looks over what they wrote before it is sent.</summary>
    public bool IsCheck { get; private set; }

    /// <summary>The office works on cases of the same place already.</summary>
    public PlaceInHand? InHand { get; private set; }

    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    /// <summary>None where the office keeps no list of them.</summary>
    public IReadOnlyList<District> Districts { get; private set; } = [];

    public IEnumerable<SelectListItem> DistrictItems => VoiceForm.Items(Districts, t["Not said"]);

    public IEnumerable<SelectListItem> GroupItems => VoiceForm.Items(Groups, t);

    public string? GroupName => Groups.FirstOrDefault(group => group.Id == Input.GroupId)?.Name;

    public async Task<IActionResult> OnGetAsync(string kind)
    {
        if (!await LoadAsync(kind))
        {
            return NotFound();
        }

        Key = Guid.NewGuid();
        // The links of the page repeat what stands in the address, so only the plain address is shared.
        return Request.QueryString.HasValue ? Page() : new SharedFormResult((office.Id, nameof(Speak), Kind, IsSealed), Key);
    }

    public async Task<IActionResult> OnPostAsync(string kind, Guid key, string? brought, bool drop, CancellationToken cancellation)
    {
        if (!await LoadAsync(kind))
        {
            return NotFound();
        }

        await BindAsync(key);
        (Brought, var refused) = await files.BringAsync(drop ? null : brought, Chosen, cancellation);
        foreach (var file in refused)
        {
            ModelState.AddModelError(nameof(Chosen), $"{file.Name} {file.Why}".Trim());
        }

        var told = Input.Read(ModelState, Groups, Districts);
        IsCheck = told is not null;
        InHand = told is not null && !IsSealed && Kind is VoiceKind.Complaint or VoiceKind.Suggestion ? await similar.InHandAsync(told.Place.Text, clock.Today()) : null;
        return IsCheck ? Page() : this.Invalid();
    }

    /// <summary>Back to the form, with everything as it was typed.</summary>
    public async Task<IActionResult> OnPostEditAsync(string kind, Guid key, string? brought, CancellationToken cancellation)
    {
        if (!await LoadAsync(kind))
        {
            return NotFound();
        }

        await BindAsync(key);
        (Brought, _) = await files.BringAsync(brought, [], cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync(string kind, Guid key, string? brought, CancellationToken cancellation)
    {
        if (!await LoadAsync(kind))
        {
            return NotFound();
        }

        await BindAsync(key);
        (Brought, _) = await files.BringAsync(brought, [], cancellation);
        if (Input.Read(ModelState, Groups, Districts) is not { } told)
        {
            return this.Invalid();
        }

        pass.Give(await register.ReceiveAsync(new NewVoice(
            Key, Kind, await WebAsync(), IsSealed, told, Input.GroupId, clock.Today(), Input.Name ?? "", Input.Phone ?? "", Input.Email ?? "")
        {
            WantsMail = Input.WantsMail, WantsSms = Input.WantsSms && OffersSms, Files = brought, DistrictId = Input.DistrictId,
        }));
        return Redirect($"/{office.Profile.Slug}/voice/receipt");
    }

    // There is always one: the last of the web can not be ended.
    Task<Channel> WebAsync() => db.Set<Channel>().AsNoTracking().Where(channel => channel.Way == ChannelWay.Web && channel.UntilDate == null).OrderBy(channel => channel.Number).FirstAsync();

    async Task BindAsync(Guid key)
    {
        Key = key == Guid.Empty ? Guid.NewGuid() : key;
        await TryUpdateModelAsync(Input, "Input");
    }

    async Task<bool> LoadAsync(string kind)
    {
        IsSealed = kind == Corruption;
        if (!IsSealed && !(Enum.TryParse<VoiceKind>(kind, ignoreCase: true, out var known) && string.Equals(known.ToString(), kind, StringComparison.OrdinalIgnoreCase) && Is(known)))
        {
            return false;
        }

        Districts = await db.Districts().ToListAsync();
        Groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null).OrderBy(group => group.Number).ToListAsync();
        OffersSms = await db.Set<SmsGateway>().AnyAsync();
        return true;

        bool Is(VoiceKind asked)
        {
            Kind = asked;
            return true;
        }
    }
}
