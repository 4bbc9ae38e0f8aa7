using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>
/// Consultations of the demo office: three concepts of a community market put to the vote, as in the example of the guideline; forms,
/// from which an improvement came; a calendar that is open now. Nobody in it is real.
/// </summary>
public sealed class DemoConsultations(RapfangDb db, ConsultationRegister register, ConsultationBox box, CurrentOffice office, TimeProvider clock)
{
    sealed record Said(string Text, string SignedAs = "", string Reply = "", int Support = 0, CommentRefusal? Refusal = null, bool IsWaiting = false, bool IsInBurst = false);

    public async Task MakeAsync(IReadOnlyList<StakeholderGroup> groups)
    {
        var today = clock.Today();
        var year = FiscalYear.Of(today);

        var market = await MakeAsync(
            "แนวคิดตลาดนัดชุมชนข้างสำนักงาน", "จากสามแนวคิดที่คณะกรรมการที่ปรึกษาภาคประชาชนพิจารณา ท่านอยากให้จัดตลาดนัดตามแนวคิดใด",
            "มีพื้นที่ว่างข้างสำนักงานทุกวันศุกร์ วันและพื้นที่กำหนดแล้ว แต่แนวคิดของตลาดยังเลือกได้", ParticipationLevel.Collaborate, year.Previous.Previous.First.AddDays(95), 30, [groups[0], groups[3]],
            [("ท่านเลือกแนวคิดใด", ["ตลาดวิถีไทย", "ตลาดส่งเสริมประสิทธิภาพการเกษตร", "การสร้างจิตสำนึกของผู้ประกอบการ"]), ("ท่านจะมาซื้อของบ่อยเพียงใด", ["ทุกสัปดาห์", "เดือนละครั้งหรือสองครั้ง", "นาน ๆ ครั้ง"])],
            86, n => (n * 7 % 86) switch { < 45 => 1, < 70 => 2, _ => 3 },
            [
                new("อยากให้ผู้ขายติดป้ายราคาทุกแผง", "แม่บ้านในตำบล", "กำหนดเป็นข้อตกลงของผู้ขายทุกรายแล้ว", 21),
                new("ขอที่จอดรถและทางลาดสำหรับผู้สูงอายุ", "", "จัดที่จอดรถ 20 คันและทางลาดด้านทิศเหนือ", 17),
                new("ถ้าฝนตกควรมีเต็นท์", "", "จัดเต็นท์สำรองไว้ 6 หลัง", 9),
                new("ขายของออนไลน์ราคาถูก ติดต่อได้เลย", Refusal: CommentRefusal.Advertising),
            ]);
        await PublishAsync(market, "ผู้ตอบส่วนใหญ่เลือกตลาดวิถีไทย และขอป้ายราคา ที่จอดรถ กับทางลาด", "เปิดตลาดวิถีไทยทุกวันศุกร์ ผู้ขายทุกรายติดป้ายราคา มีที่จอดรถและทางลาด ส่วนแนวคิดที่ไม่ได้เลือกจะเสนอในแผนปีถัดไป");

        var forms = await MakeAsync(
            "ปรับแบบคำขอและขั้นตอนการออกหนังสือรับรอง", "ท่านต้องการให้ปรับแบบคำขอหนังสือรับรองอย่างไร และขั้นตอนใดที่เสียเวลามากที่สุด",
            "แบบคำขอปัจจุบันมีสามหน้าและขอข้อมูลซ้ำ สำนักงานลดหน้าและขั้นตอนได้ แต่ต้องมีลายมือชื่อผู้ขอตามระเบียบ", ParticipationLevel.Involve, year.Previous.First.AddDays(120), 21, [groups[0], groups[1], groups[3]],
            [("ท่านต้องการแบบคำขอแบบใด", ["แบบหน้าเดียว", "แบบเดิมแต่ตัวหนังสือใหญ่ขึ้น", "ไม่ต้องเปลี่ยน"]), ("ขั้นตอนใดเสียเวลามากที่สุด", [])],
            64, n => (n * 11 % 64) switch { < 47 => 1, < 59 => 2, _ => 3 },
            [
                new("ขอให้ใช้แบบคำขอหน้าเดียวและไม่ต้องแนบสำเนาบัตรอีก", "ครูธุรการ", "ใช้แบบหน้าเดียวแล้ว และตรวจข้อมูลจากทะเบียนประวัติแทนสำเนาบัตร", 33),
                new("รอลงนามหลายวัน อยากให้มีผู้ลงนามแทน", "", "มอบอำนาจการลงนามแล้ว เวลาลดจาก 11 เหลือ 5 วันทำการ", 26),
                new("เจ้าหน้าที่ช่วยอธิบายดี แต่แบบฟอร์มยาวไป", "", "", 8),
                new("ขอให้ย้ายโรงเรียนให้เร็วกว่านี้", Refusal: CommentRefusal.OffTopic),
                new("นายคนนั้นที่โต๊ะสองทำงานช้าทุกครั้ง", Refusal: CommentRefusal.PersonalData),
            ],
            "รอลงนามนาน", "ต้องกลับมาใหม่เพราะเอกสารไม่ครบ", "กรอกข้อมูลซ้ำหลายหน้า", "รอลงนามหลายคน");
        await PublishAsync(forms, "ผู้ตอบส่วนใหญ่ต้องการแบบคำขอหน้าเดียว และเห็นว่าการลงนามหลายชั้นเสียเวลามากที่สุด", "สำนักงานใช้แบบคำขอหน้าเดียวและมอบอำนาจการลงนาม ท่านได้รับหนังสือรับรองภายใน 5 วันทำการ ส่วนลายมือชื่อผู้ขอยังต้องมีตามระเบียบ");
        await LeadsToAsync(forms, 1, "ใช้แบบคำขอหน้าเดียวและลดเวลาออกหนังสือรับรอง");

        await MakeAsync(
            "ร่างปฏิทินและช่องทางยื่นเอกสารรับนักเรียน", "ท่านสะดวกยื่นเอกสารรับนักเรียนทางใดและวันใด มีสิ่งใดในร่างปฏิทินที่ควรปรับ",
            "สำนักงานกำลังทำปฏิทินรับนักเรียนปีการศึกษาหน้า วันจับฉลากกำหนดจากส่วนกลางจึงปรับไม่ได้ แต่วันยื่นเอกสาร สถานที่ และช่องทางยังปรับได้", ParticipationLevel.Consult, today.AddDays(-9), 30, [groups[0], groups[3]],
            [("ท่านสะดวกยื่นเอกสารทางใดมากที่สุด", ["ยื่นที่โรงเรียน", "ยื่นทางเว็บไซต์", "ส่งทางไปรษณีย์"]), ("วันใดสะดวกที่สุด", ["วันทำการ", "วันเสาร์", "วันอาทิตย์"]), ("มีสิ่งใดในร่างปฏิทินที่ควรปรับ", [])],
            41, n => (n * 5 % 41) switch { < 19 => 1, < 36 => 2, _ => 3 },
            [
                new("ขอให้เปิดรับเอกสารวันเสาร์อย่างน้อยหนึ่งวัน เพราะวันทำการลางานยาก", "ผู้ปกครองจากอำเภอฝั่งตะวันออก", "กำลังพิจารณาเปิดรับวันเสาร์แรกของเดือน", 14),
                new("ถ้ายื่นทางเว็บไซต์ ขอตัวอย่างการถ่ายรูปเอกสารให้ชัด", "", "", 6),
                new("ประกาศควรบอกให้ชัดว่าต้องใช้สำเนากี่ชุด", "ครูประจำชั้น", "", 4),
                new("โทรสอบถามได้ที่ 08 0000 0199 ผมช่วยกรอกให้ได้", IsWaiting: true),
                new("ที่โรงเรียนควรมีคนช่วยสแกนเอกสารให้ผู้สูงอายุ", IsWaiting: true),
                new("ขอให้รับเอกสารที่ศาลากลางด้วย", IsWaiting: true, IsInBurst: true),
                new("ขอให้รับเอกสารที่ศาลากลางด้วย เดินทางสะดวก", IsWaiting: true, IsInBurst: true),
            ],
            "เพิ่มวันเสาร์", "เห็นด้วยตามร่าง", "ประกาศล่วงหน้าอย่างน้อยหนึ่งเดือน");
    }

    async Task<Consultation> MakeAsync(
        string title, string asks, string why, ParticipationLevel level, DateOnly opens, int days, IReadOnlyList<StakeholderGroup> groups,
        (string Text, string[] Options)[] questions, int people, Func<int, int> first, Said[] comments, params string[] words)
    {
        var consultation = await register.AddAsync(new(
            new(title), new(asks), new(why), level, opens, opens.AddDays(days), ModeratesFirst: true, groups, [.. questions.Select(one => (new VoiceText(one.Text), (IReadOnlyList<string>)one.Options))]));
        consultation.Approve(null, new DateTimeOffset(opens.AddDays(-5).ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero));
        db.Tell("consultation.approved", consultation);
        await db.SaveChangesAsync();

        var (burst, asked) = (Guid.NewGuid(), consultation.Asked.ToList());
        var until = clock.Today() < consultation.ClosesOn ? clock.Today() : consultation.ClosesOn;
        for (var n = 0; n < people; n++)
        {
            var said = n < comments.Length ? comments[n] : null;
            var answers = asked.Where(question => question.IsChoice || n % 9 == 4).Select((question, i) => (
                question, question.IsChoice ? (short?)(i == 0 ? first(n) : (n * 3 + n / 4) % question.Options.Length + 1) : null, question.IsChoice ? null : words[n / 9 % words.Length])).ToList();
            await box.SendAsync(
                consultation.Id, new(Guid.NewGuid(), answers, new(said?.Text ?? ""), new(said?.SignedAs ?? ""), opens.AddDays(n * 5 % (until.DayNumber - opens.DayNumber + 1))),
                new(TimeSpan.Zero, said is { IsInBurst: true } || (said is null && comments.Any(one => one.IsInBurst) && n % 8 == 0) ? burst : null, []));
        }

        foreach (var comment in await db.Set<ConsultationComment>().Where(one => one.ConsultationId == consultation.Id && one.State == CommentState.Waiting).OrderBy(one => one.Number).ToListAsync())
        {
            var said = comments[comment.Number - 1];
            if (said.Refusal is { } why2)
            {
                comment.Refuse(why2);
                db.Tell("consultation-comment.refused", consultation);
            }
            else if (!said.IsWaiting)
            {
                comment.Show();
                comment.Answer(new(said.Reply), until);
                db.Tell("consultation-comment.shown", consultation);
            }

            await db.SaveChangesAsync();
            var browsers = Enumerable.Range(0, said.Support).Select(_ => Guid.NewGuid().ToString("N")).ToArray();
            await db.Database.ExecuteSqlAsync($"insert into consultation_supports select {office.Id}, {comment.Id}, unnest({browsers})");
        }

        return consultation;
    }

    async Task PublishAsync(Consultation consultation, string summary, string changed)
    {
        consultation.Publish(new(summary), new(changed), new DateTimeOffset(consultation.ClosesOn.AddDays(25).ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero));
        db.Tell("consultation.published", consultation);
        await db.SaveChangesAsync();
    }

    async Task LeadsToAsync(Consultation consultation, int number, string title)
    {
        var comment = await db.Set<ConsultationComment>().SingleAsync(one => one.ConsultationId == consultation.Id && one.Number == number);
        var improvement = await db.Set<Improvement>().Include(one => one.Sources).FirstAsync(one => one.Title == title);
        improvement.AddSource(new(SourceKind.Participation, $"ความเห็นที่ {number} ในการรับฟังความคิดเห็น “{consultation.Title}”", comment.Id, path: $"/consultations/comments/{comment.Id}"));
        db.AddRange(improvement.Sources.Where(source => db.Entry(source).State == EntityState.Detached));
        db.Tell("improvement.source-added", improvement);
        await db.SaveChangesAsync();
    }
}
