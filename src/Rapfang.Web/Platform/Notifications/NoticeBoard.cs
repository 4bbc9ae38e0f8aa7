using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;

namespace Rapfang.Platform.Notifications;

/// <summary>Tells people of the current office what concerns them: at the desk, and by e-mail if they wish.</summary>
public sealed class NoticeBoard(RapfangDb db, CurrentOffice office, CurrentActor actor, MailSettings mail, Seals seals, TimeProvider clock)
{
    /// <summary>Tells somebody. It is stored with the next <c>SaveChangesAsync</c>, together with the change it tells of.</summary>
    /// <param name="user">Who has an account.</param>
    /// <param name="thai">One sentence, without data that the person need not read in a mail.</param>
    /// <param name="english">The same in English.</param>
    /// <param name="path">The page it is about, from the first slash on.</param>
    public async Task TellAsync(Guid user, string thai, string english, string path)
    {
        db.Add(new Notice(user, thai, english, path, clock.GetUtcNow()));
        if (mail.IsSet && await AddressAsync(user) is { Length: > 0 } address
            && await db.Set<NoticeWish>().AnyAsync(wish => wish.UserId == user && wish.ByMail))
        {
            db.Add(new OutgoingMail("notice", address, thai, Body(thai, path), clock.GetUtcNow()));
        }
    }

    /// <summary>Tells those who look after the office's set-up. As with <see cref="TellAsync"/>, it is stored with the change.</summary>
    public async Task TellAdministratorsAsync(string thai, string english, string path)
    {
        var today = clock.Today();
        var users = await db.Database.SqlQuery<Guid>($"""
            select distinct p.user_id as "Value" from people p join role_assignments r on (r.office_id, r.person_id) = (p.office_id, p.id)
            where p.office_id = {office.Id} and p.user_id is not null and r.role = 'office_administrator' and p.from_date <= {today} and (p.until_date is null or p.until_date >= {today})
                and r.from_date <= {today} and (r.until_date is null or r.until_date >= {today})
            """).ToListAsync();
        foreach (var user in users)
        {
            await TellAsync(user, thai, english, path);
        }
    }

    string Body(string thai, string path) =>
        $"""
        {thai}

        {(mail.Site.Length > 0 ? $"เปิดดู: {mail.Site}{path}" : "เข้าสู่ระบบแล้วเปิดดูที่ “การแจ้งเตือน”")}

        {office.Profile.Name}
        อีเมลนี้ส่งโดยอัตโนมัติ กรุณาอย่าตอบกลับ หากไม่ต้องการรับ ให้ยกเลิกได้ที่หน้า “การแจ้งเตือน”
        """.ReplaceLineEndings("\r\n");

    /// <summary>The e-mail address that the office keeps of somebody who works there today; null when there is none.</summary>
    public async Task<string?> AddressAsync(Guid user)
    {
        var today = clock.Today();
        var kept = await db.Database.SqlQuery<Kept>($"""
            select id as "Person", email as "Email" from people
            where office_id = {office.Id} and user_id = {user} and email is not null and from_date <= {today} and (until_date is null or until_date >= {today})
            """).SingleOrDefaultAsync();
        return kept is null ? null : seals.Open(kept.Person, PersonalField.StaffEmail, new Sealed(kept.Email));
    }

    sealed record Kept(Guid Person, string Email);

    /// <summary>How many notices the person who is signed in has not read.</summary>
    public Task<int> UnreadAsync() =>
        db.Set<Notice>().CountAsync(notice => notice.UserId == actor.UserId && notice.ReadAt == null);
}
