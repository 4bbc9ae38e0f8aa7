using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;
using Rapfang.Ui;

namespace Rapfang.Modules.Notices.List;

/// <summary>What the desk told the person who looks, the latest first.</summary>
[Authorize(NoticesModule.Own)]
public sealed class IndexModel(
    RapfangDb db, CurrentActor actor, NoticeBoard board, MailSettings mail, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int PageSize = 30;

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public string? Address { get; private set; }

    public bool MailIsSet => mail.IsSet;

    [BindProperty]
    public bool ByMail { get; set; }

    // Somebody who administers the installation may look without being a person of the office; they have no notices here.
    IQueryable<Notice> Mine => db.Set<Notice>().Where(notice => notice.UserId == actor.UserId);

    /// <param name="before">The id of the last row of the page before; ids grow with time.</param>
    public async Task OnGetAsync(Guid? before)
    {
        IsFirst = before is null;
        var notices = before is { } last ? Mine.Where(notice => notice.Id.CompareTo(last) < 0) : Mine;
        var rows = await notices.AsNoTracking().OrderByDescending(notice => notice.Id).Take(PageSize + 1).ToListAsync();
        Notices = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? $"?before={Notices[^1].Id}" : null;
        if (mail.IsSet)
        {
            Address = await board.AddressAsync(actor.UserId!.Value);
            ByMail = await db.Set<NoticeWish>().AnyAsync(wish => wish.UserId == actor.UserId && wish.ByMail);
        }
    }

    public async Task<IActionResult> OnPostOpenAsync(Guid id)
    {
        if (await Mine.SingleOrDefaultAsync(notice => notice.Id == id) is not { } notice)
        {
            return NotFound();
        }

        notice.Read(clock.GetUtcNow());
        await db.SaveChangesAsync();
        return LocalRedirect(notice.Path);
    }

    public async Task<IActionResult> OnPostReadAllAsync()
    {
        var now = clock.GetUtcNow();
        await Mine.Where(notice => notice.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, now));
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostWishAsync()
    {
        var user = actor.UserId!.Value;
        var wish = await db.Set<NoticeWish>().SingleOrDefaultAsync(one => one.UserId == user) ?? db.Add(new NoticeWish(user)).Entity;
        wish.ByMail = ByMail;
        db.Tell("notice-wish.changed", wish);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }
}
