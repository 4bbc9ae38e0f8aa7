using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Member;

/// <summary>One member: masked, shown on purpose; what is written of them, consent, leaving.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, Seals seals, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Network Network { get; private set; } = null!;

    public NetworkMember Member { get; private set; } = null!;

    public MaskedData Who { get; private set; } = MaskedData.Of(mayLook: false);

    public IReadOnlyList<NetworkMeeting> Attended { get; private set; } = [];

    public MemberForm Input { get; private set; } = new();

    public DateOnly? Until { get; private set; }

    /// <summary>The network goes on and the person may write: details can be changed.</summary>
    public bool MayWrite { get; private set; }

    /// <summary>Consent can be taken back of an ended network too.</summary>
    public bool MayLeave { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await db.Set<NetworkMember>().SingleOrDefaultAsync(member => member.Id == id) is not { } member || await register.FindAsync(member.NetworkId) is not { } network)
        {
            context.Result = NotFound();
            return;
        }

        (Member, Network) = (member, network);
        var write = await roles.MayAsync(NetworksModule.Write);
        MayWrite = write && network.UntilDate is null && member is { Name: not null, UntilDate: null };
        MayLeave = write && member.Name is not null;
        var mayLook = await roles.MayAsync(NetworksModule.Look);
        var may = context.HandlerMethod?.Name switch { "Look" => mayLook, "Save" => MayWrite, _ => MayLeave };
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        Who = MaskedData.Of(mayLook, (NetworkMember.NameField, t["Full name"], member.Name), (NetworkMember.PhoneField, t["Telephone"], member.Phone), (NetworkMember.EmailField, t["E-mail"], member.Email));
        Attended = await (from one in db.Set<NetworkAttendance>() join meeting in db.Set<NetworkMeeting>().AsNoTracking() on one.MeetingId equals meeting.Id where one.MemberId == id orderby meeting.Day descending select meeting).ToListAsync();
        Input = MemberForm.Of(member);
        Until = clock.Today();
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    /// <summary>Shows one thing that is masked, once; that it was looked at is stored before.</summary>
    public async Task<IActionResult> OnPostLookAsync(string what)
    {
        if (Who.Fields.FirstOrDefault(one => one.Field.Name == what) is not { } asked)
        {
            return NotFound();
        }

        db.Tell("network-member.looked-at", Member, asked.Label);
        await db.SaveChangesAsync();
        Who = Who with { Looked = asked, Content = seals.Open(Member, asked.Field, asked.Kept) };
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        Input.Write(Member, register, clock.Today());
        return await DoneAsync("network-member.changed");
    }

    public async Task<IActionResult> OnPostEndAsync(DateOnly? until)
    {
        if (until is not { } lastDay)
        {
            ModelState.TryAddModelError(nameof(Until), t["Fill in this field."]);
            return this.Invalid();
        }

        Member.End(lastDay);
        return await DoneAsync("network-member.ended");
    }

    public async Task<IActionResult> OnPostForgetAsync()
    {
        Member.Forget(clock.Today());
        return await DoneAsync("network-member.forgotten");
    }

    async Task<IActionResult> DoneAsync(string happening)
    {
        db.Tell(happening, Member);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Event." + happening].Value;
        return Redirect(Request.Path);
    }
}
