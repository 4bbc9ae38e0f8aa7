using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Meetings.One;

/// <summary>One meeting: its plan, who came, its minutes.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, CurrentOffice office, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public NetworkMeeting Meeting { get; private set; } = null!;

    public Network Network { get; private set; } = null!;

    /// <summary>Who belonged to the network on the day.</summary>
    public IReadOnlyList<NetworkMember> Members { get; private set; } = [];

    public IReadOnlyList<NetworkAttendance> Present { get; private set; } = [];

    public MeetingForm Input { get; private set; } = new();

    [BindProperty]
    public string? Minutes { get; set; }

    /// <summary>The whole names are shown in this answer.</summary>
    public bool IsNamed { get; private set; }

    public bool MayWrite { get; private set; }

    public bool MayLook { get; private set; }

    public DateOnly Today => clock.Today();

    public bool IsOpen => Meeting.IsOpenOn(Today);

    public string Link => $"{Request.Scheme}://{Request.Host}/{office.Profile.Slug}/networks/attend/{register.CodeOf(Meeting)}";

    public string NameOf(NetworkMember member) => IsNamed ? register.NameOf(member) : member.Shown;

    public static string SignedAt(NetworkAttendance present) => NetworkView.Time(TimeOnly.FromDateTime(ThaiDate.InBangkok(present.At)), null);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await db.Set<NetworkMeeting>().SingleOrDefaultAsync(meeting => meeting.Id == id) is not { } meeting)
        {
            context.Result = NotFound();
            return;
        }

        MayWrite = await roles.MayAsync(NetworksModule.Write);
        MayLook = await roles.MayAsync(NetworksModule.Look);
        if (HttpMethods.IsPost(Request.Method) && !(context.HandlerMethod?.Name == "Names" ? MayLook : MayWrite))
        {
            context.Result = Forbid();
            return;
        }

        Meeting = meeting;
        Network = (await register.FindAsync(meeting.NetworkId))!;
        Members = await register.MembersAsync(meeting.NetworkId, meeting.Day);
        Present = await db.Set<NetworkAttendance>().AsNoTracking().Where(one => one.MeetingId == id).ToListAsync();
        Input = MeetingForm.Of(meeting);
        Minutes ??= meeting.Minutes.Text;
        await next();
    }

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostNamesAsync()
    {
        db.Tell("network.members-looked-at", Network);
        await db.SaveChangesAsync();
        ModelState.Clear();
        IsNamed = true;
        return Page();
    }

    public async Task<IActionResult> OnPostTickAsync(List<Guid> present, List<Guid> seen)
    {
        await register.TickAsync(Meeting, present, seen);
        return Back("network-meeting.ticked");
    }

    public async Task<IActionResult> OnPostHoldAsync()
    {
        Meeting.Hold(VoiceText.Read(Minutes, nameof(Minutes), required: false), Today);
        return await DoneAsync("network-meeting.held");
    }

    public async Task<IActionResult> OnPostChangeAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        if (Input.Seen != Meeting.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Meeting.Change(Input.Read());
        return await DoneAsync("network-meeting.changed");
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        Meeting.Cancel();
        return await DoneAsync("network-meeting.cancelled");
    }

    async Task<IActionResult> DoneAsync(string happening)
    {
        db.Tell(happening, Meeting);
        await db.SaveUnlessChangedAsync();
        return Back(happening);
    }

    RedirectResult Back(string happening)
    {
        TempData["Done"] = t["Event." + happening].Value;
        return Redirect(Request.Path);
    }
}
