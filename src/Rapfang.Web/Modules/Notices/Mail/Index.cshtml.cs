using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Notices.Mail;

/// <summary>What the office's mail does: waiting, sent today, given up and why.</summary>
[Authorize(NoticesModule.Mail)]
public sealed class IndexModel(
    RapfangDb db, CurrentActor actor, CurrentOffice office, NoticeBoard board, MailSettings settings, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public const int Shown = 100;

    public bool MailIsSet => settings.IsSet;

    public int Waiting { get; private set; }

    public int SentToday { get; private set; }

    public int GivenUp { get; private set; }

    /// <summary>Given up first, then waiting, then sent today.</summary>
    public IReadOnlyList<OutgoingMail> Mails { get; private set; } = [];

    IQueryable<OutgoingMail> NotSent => db.Set<OutgoingMail>().Where(mail => mail.SentAt == null);

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostTestAsync()
    {
        await LoadAsync(); // A refusal shows the page again.
        if (!settings.IsSet)
        {
            throw new RuleBroken("ระบบยังไม่ได้ตั้งค่าการส่งอีเมล", "E-mail is not set up.");
        }

        if (await board.AddressAsync(actor.UserId!.Value) is not { Length: > 0 } address)
        {
            throw new RuleBroken(
                "ยังไม่มีอีเมลของท่านในสำนักงานนี้ กรอกที่หน้า “บุคลากรและบทบาท” ก่อน", "The office has no e-mail address of yours; enter it under People and roles.");
        }

        var mail = db.Add(new OutgoingMail(
            "test", address, "ทดสอบการส่งอีเมล", $"อีเมลนี้ส่งจากระบบรับฟังของ{office.Profile.Name} เพื่อทดสอบว่าส่งอีเมลได้", clock.GetUtcNow())).Entity;
        db.Tell("mail.test-asked", mail);
        await db.SaveChangesAsync();
        TempData["Done"] = t["The test mail is on its way. Reload this page in a moment."].Value;
        return Redirect(Request.Path);
    }

    /// <param name="id">One mail; without it all that were not sent.</param>
    public async Task<IActionResult> OnPostAgainAsync(Guid? id)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Locked until it is told; and not one that a node is sending now, or it would go out twice.
        var mails = await db.Set<OutgoingMail>().FromSql($"""
                select * from outbox
                where office_id = {office.Id} and sent_at is null and taken_at is null and ({id}::uuid is null or id = {id}) for update skip locked
                """).AsNoTracking().ToListAsync();
        var ids = mails.ConvertAll(mail => mail.Id);
        var now = clock.GetUtcNow();
        await db.Set<OutgoingMail>().Where(mail => ids.Contains(mail.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.DueAt, now).SetProperty(mail => mail.GivenUpAt, (DateTimeOffset?)null).SetProperty(mail => mail.Attempts, 0));
        mails.ForEach(mail => db.Tell("mail.tried-again", mail));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        TempData["Done"] = t["It is tried again now. Reload this page in a moment."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        var midnight = new DateTimeOffset(clock.Today().ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
        GivenUp = await NotSent.CountAsync(mail => mail.GivenUpAt != null);
        Waiting = await NotSent.CountAsync() - GivenUp;
        SentToday = await db.Set<OutgoingMail>().CountAsync(mail => mail.SentAt >= midnight);
        Mails = await db.Set<OutgoingMail>().AsNoTracking().Where(mail => mail.SentAt == null || mail.SentAt >= midnight)
            .OrderByDescending(mail => mail.GivenUpAt != null).ThenByDescending(mail => mail.SentAt == null).ThenByDescending(mail => mail.Id)
            .Take(Shown).ToListAsync();
    }
}
