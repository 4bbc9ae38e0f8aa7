using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.One;

/// <summary>One network: what it is, how many belong to it, what it does.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public DateOnly Until { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Network Network { get; private set; } = null!;

    public string Group { get; private set; } = "";

    public IReadOnlyList<NetworkMeeting> Meetings { get; private set; } = [];

    /// <summary>How many came, by meeting.</summary>
    public IReadOnlyDictionary<Guid, int> Came { get; private set; } = new Dictionary<Guid, int>();

    public IReadOnlyList<NetworkActivity> Activities { get; private set; } = [];

    public int Members { get; private set; }

    public int WithoutConsent { get; private set; }

    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Until = clock.Today();
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!await roles.MayAsync(NetworksModule.Write))
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Network.End(Until, VoiceText.Read(Reason, nameof(Reason), NetworkRegister.LongestLine), clock.Today());
        db.Tell("network.ended", Network);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Event.network.ended"].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } network)
        {
            return false;
        }

        var today = clock.Today();
        Network = network;
        Group = await db.Set<StakeholderGroup>().Where(group => group.Id == network.GroupId).Select(group => group.Name).SingleAsync();
        Meetings = await db.Set<NetworkMeeting>().AsNoTracking().Where(meeting => meeting.NetworkId == id).OrderByDescending(meeting => meeting.Day).ThenByDescending(meeting => meeting.FromTime).ToListAsync();
        Came = await (from one in db.Set<NetworkAttendance>() join meeting in db.Set<NetworkMeeting>() on one.MeetingId equals meeting.Id where meeting.NetworkId == id group one by one.MeetingId into of select new { of.Key, Count = of.Count() })
            .ToDictionaryAsync(of => of.Key, of => of.Count);
        Activities = await db.Set<NetworkActivity>().AsNoTracking().Where(activity => activity.NetworkId == id).OrderByDescending(activity => activity.Day).ToListAsync();
        var members = db.Set<NetworkMember>().Where(member => member.NetworkId == id && member.FromDate <= today && (member.UntilDate == null || member.UntilDate >= today));
        Members = await members.CountAsync();
        WithoutConsent = await members.CountAsync(member => member.ConsentedOn == null);
        MayWrite = network.UntilDate is null && await roles.MayAsync(NetworksModule.Write);
        return true;
    }
}
