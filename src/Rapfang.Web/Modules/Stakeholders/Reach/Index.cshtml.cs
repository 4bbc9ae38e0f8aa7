using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Surveys;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Reach;

/// <summary>One group: who they are, where, how the office reaches them.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice office, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public GroupForm Input { get; private set; } = new();

    public StakeholderGroup Group { get; private set; } = null!;

    /// <summary>The channels in use.</summary>
    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IReadOnlyList<Survey> Surveys { get; private set; } = [];

    public bool MayManage { get; private set; }

    public bool IsServedBy(Channel channel) => Group.Channels.Exists(served => served.ChannelId == channel.Id);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var id = Guid.Parse(RouteData.Values["id"]!.ToString()!);
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        if (await db.Set<StakeholderGroup>().Include(group => group.Channels).SingleOrDefaultAsync(group => group.Id == id) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Group = found;
        Input = GroupForm.Of(found);
        Channels = await db.Set<Channel>().Where(channel => channel.UntilDate == null).OrderBy(channel => channel.Number).ToListAsync();
        Surveys = await db.Set<Survey>().AsNoTracking().Where(survey => survey.Groups.Any(asked => asked.GroupId == id)).OrderByDescending(survey => survey.OpensOn).ToListAsync();
        await next();
    }

    public void OnGet()
    {
        // All that is shown is loaded for every handler.
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        RefuseEnded();
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        Input.WriteTo(Group);
        db.Tell("stakeholder-group.changed", Group);
        return await SavedAsync(Request.Path);
    }

    public async Task<IActionResult> OnPostChannelsAsync(List<Guid> chosen)
    {
        RefuseEnded();
        // What serves it by a channel that has ended is left as it is.
        var ended = Group.Channels.Where(served => Channels.All(channel => channel.Id != served.ChannelId)).Select(served => served.ChannelId).ToList();
        var kept = await db.Set<Channel>().Where(channel => ended.Contains(channel.Id)).ToListAsync();
        db.AddRange(Group.ServeBy([.. Channels.Where(channel => chosen.Contains(channel.Id)), .. kept]));
        db.Tell("stakeholder-group.channels-chosen", Group);
        return await SavedAsync(Request.Path + "#channels");
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        Group.End(clock.Today());
        db.Tell("stakeholder-group.ended", Group);
        return await SavedAsync(Request.Path);
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        db.RemoveRange(Group.Channels);
        db.Remove(Group);
        db.Tell("stakeholder-group.deleted", Group);
        try
        {
            return await SavedAsync($"/{office.Profile.Slug}/desk/stakeholders/groups");
        }
        catch (Exception e) when ((e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // Whoever refers to it, today or in a later module, keeps it.
            throw new RuleBroken("ลบไม่ได้ กลุ่มนี้ถูกใช้ในพันธกิจ แบบสำรวจ หรือเรื่องที่รับแล้ว ให้กด “เลิกใช้” แทน", "It can not be deleted: missions, surveys or cases name it. End it instead.");
        }
    }

    void RefuseEnded()
    {
        if (Group.UntilDate is not null)
        {
            throw new RuleBroken("กลุ่มนี้เลิกใช้แล้ว แก้ไขไม่ได้", "This group has ended and can not be changed.");
        }
    }

    async Task<IActionResult> SavedAsync(string next)
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(next);
    }
}
