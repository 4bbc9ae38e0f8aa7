using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Modules.Voices;

/// <summary>Tells those concerned that a case moved: numbers and addresses of pages, never words or names. Stored with the change it tells of.</summary>
public sealed class VoiceNotices(
    RapfangDb db, CurrentOffice office, Staff staff, Permissions permissions, MailSettings mail, LineMessages line, Seals seals, TimeProvider clock)
{
    /// <summary>The speaker, by the ways they wish and that are set up; where there is none, nothing is kept either.</summary>
    public async Task TellSpeakerAsync(Voice voice)
    {
        if (await db.Set<VoiceSpeaker>().AsNoTracking().SingleOrDefaultAsync(one => one.VoiceId == voice.Id) is not { } speaker)
        {
            return;
        }

        var page = mail.Site.Length > 0 ? $"{mail.Site}/{office.Profile.Slug}/voice/follow" : "หน้าติดตามเรื่องบนเว็บไซต์ของสำนักงาน";
        if (mail.IsSet && speaker is { WantsMail: true, Email: { } kept })
        {
            db.Add(new OutgoingMail("voice", seals.Open(speaker, VoiceSpeaker.EmailField, kept), $"เรื่องเลขที่ {voice.Number} มีความคืบหน้า",
                $"""
                เรื่องเลขที่ {voice.Number} ที่ท่านแจ้งไว้มีความคืบหน้า

                ดูได้ที่ {page} โดยใช้เลขที่เรื่องและรหัสลับของท่าน

                {office.Profile.Name}
                อีเมลนี้ส่งโดยอัตโนมัติ กรุณาอย่าตอบกลับ
                """.ReplaceLineEndings("\r\n"), clock.GetUtcNow()));
        }

        if (speaker is { WantsLine: true, LineUser: { } user } && await line.AccountAsync() is { } account)
        {
            await line.PushAsync(
                account, seals.Open(speaker, VoiceSpeaker.LineField, user), $"เรื่องเลขที่ {voice.Number} มีความคืบหน้า\nดูได้ที่ {page} โดยใช้เลขที่เรื่องและรหัสลับของท่าน", voice.Number);
        }

        if (speaker is { WantsSms: true, Phone: { } phone } && await db.Set<SmsGateway>().AsNoTracking().SingleOrDefaultAsync() is { } gateway
            && gateway.Write(seals, seals.Open(speaker, VoiceSpeaker.PhoneField, phone), $"เรื่องเลขที่ {voice.Number} มีความคืบหน้า ดูที่ {page}", $"{SmsGateway.Route} {voice.Number}", clock.GetUtcNow()) is { } message)
        {
            db.Add(message);
        }
    }

    /// <summary>A new case, or news of its speaker, waits for whoever handles cases; a sealed one for those who may know of it.</summary>
    public Task TellHandlersAsync(Voice voice, bool isNew) => TellAsync(
        voice, voice.IsSealed ? VoicesModule.Sealed : VoicesModule.Lists, null,
        isNew ? $"เรื่องใหม่ เลขที่ {voice.Number} รอการกลั่นกรอง" : $"ผู้แจ้งเรื่องเลขที่ {voice.Number} ส่งข้อมูลมา",
        isNew ? $"New case {voice.Number} waits to be screened" : $"News from the speaker of case {voice.Number}");

    /// <summary>It is before the head.</summary>
    public Task TellHeadAsync(Voice voice) => TellAsync(
        voice, voice.IsSealed ? VoicesModule.Sealed : VoicesModule.Decide, null, $"เรื่องเลขที่ {voice.Number} เสนอรอการสั่งการ", $"Case {voice.Number} waits for your decision");

    /// <summary>A group is to look into it.</summary>
    public Task TellGroupAsync(Voice voice, Guid group) => TellAsync(
        voice, VoicesModule.Handle, group, $"กลุ่มของท่านได้รับมอบหมายเรื่องเลขที่ {voice.Number}", $"Case {voice.Number} is given to your group");

    Task TellAsync(Voice voice, string permission, Guid? group, string thai, string english) =>
        staff.TellAsync(one => permissions.Holds(one.Roles, permission) && (group is null || one.GroupId == group), thai, english, $"/voices/{voice.Id}");
}
