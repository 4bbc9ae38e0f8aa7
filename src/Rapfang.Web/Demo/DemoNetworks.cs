using Rapfang.Modules.Networks;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>Two networks of the demo office, as in the example of the guideline: one formal with a committee, one informal; meetings and activities of three fiscal years. All members are invented.</summary>
public sealed class DemoNetworks(RapfangDb db, NetworkRegister register, TimeProvider clock)
{
    static readonly (string Name, string Phone, string Duty)[] Members =
    [
        ("นางสาวสมมติ รักเครือข่าย", "08 0000 0101", "ประธานกรรมการ"), ("นายตัวอย่าง ร่วมใจ", "08 0000 0102", "กรรมการ"), ("นางจำลอง แบ่งปัน", "08 0000 0103", "กรรมการและเลขานุการ"),
        ("นายทดลอง ช่วยเหลือ", "08 0000 0104", ""), ("นางสาวลองดู ใกล้ชิด", "08 0000 0105", ""), ("นายสาธิต เพื่อนบ้าน", "", ""),
    ];

    public async Task MakeAsync(IReadOnlyList<StakeholderGroup> groups)
    {
        var today = clock.Today();
        var year = FiscalYear.Of(today);
        var first = await register.AddAsync(
            new(
                new("เครือข่ายผู้ปกครองและคณะกรรมการสถานศึกษา"), groups[3].Id, new("จัดตั้งเป็นกลุ่มระดับอำเภอ ผู้แทนโรงเรียนละ 1 คน"), new("ระดับเขตพื้นที่ ระดับอำเภอ และระดับโรงเรียน"),
                new("มีคณะกรรมการบริหาร วาระ 2 ปี"), IsFormal: true, new("ประชุมคณะกรรมการทุกเดือน\nโทรศัพท์มือถือ\nฐานข้อมูลสมาชิก"), [NetworkBasis.Area, NetworkBasis.Goal]),
            year.Previous.Previous.First);
        var second = await register.AddAsync(
            new(
                new("กลุ่มครูธุรการรุ่นพี่รุ่นน้อง"), groups[0].Id, new("เป็นการรวมกลุ่มช่วยเหลือกันโดยใช้ความสัมพันธ์ส่วนตัว"), VoiceText.Nothing, VoiceText.Nothing,
                IsFormal: false, new("พบปะพูดคุยกันอย่างไม่เป็นทางการ"), [NetworkBasis.Work, NetworkBasis.Convenience]),
            year.Previous.First);
        List<NetworkMember> members = [.. Members.Select((one, n) => Add(n < 4 ? first : second, one, n != 4))];
        await db.SaveChangesAsync();

        foreach (var day in new[] { year.Previous.Previous.First.AddDays(75), year.Previous.First.AddDays(75), year.First.AddDays(20) })
        {
            var meeting = Plan(first, MeetingKind.Committee, $"ประชุมคณะกรรมการเครือข่าย ครั้งที่ 1 ปี {FiscalYear.Of(day).Year}", day, "ห้องประชุม 1 สำนักงานเขตพื้นที่การศึกษา");
            await db.SaveChangesAsync();
            if (day > today)
            {
                continue; // Early in the fiscal year its first meeting is still to come.
            }

            await register.TickAsync(meeting, [.. members.Take(3).Select(member => member.Id)], []);
            meeting.Hold(new("ที่ประชุมรับทราบผลการดำเนินงาน และเสนอให้แจ้งกำหนดการทางกลุ่มข้อความล่วงหน้า 7 วัน"), today);
            db.Tell("network-meeting.held", meeting);
            await db.SaveChangesAsync();
        }

        Plan(first, MeetingKind.Monthly, "ประชุมเครือข่ายประจำเดือน", today, "ห้องประชุม 2 สำนักงานเขตพื้นที่การศึกษา");
        Plan(second, MeetingKind.Other, "พบปะพูดคุยครูธุรการ", today.AddDays(12), "ร้านกาแฟหน้าสำนักงาน");
        Act(first, "สานสัมพันธ์บ้านกับโรงเรียน", "ประชุมชี้แจง\nกีฬาสัมพันธ์ผู้ปกครองและครู\nสรุปข้อเสนอแนะ", year.Previous.Previous.First.AddDays(120), 86, "ได้ข้อเสนอแนะเรื่องการรับนักเรียน 12 ข้อ");
        Act(first, "ตลาดนัดสุขภาพนักเรียน", "จัดมุมความรู้\nตรวจสุขภาพเบื้องต้น\nรับฟังความต้องการ", year.Previous.First.AddDays(130), 120, "ผู้ปกครองรู้จักช่องทางร้องเรียนเพิ่มขึ้น");
        Act(second, "พี่สอนน้องเรื่องงานสารบรรณ", "แลกเปลี่ยนปัญหา\nสาธิตการใช้ระบบ\nตั้งกลุ่มถามตอบ\nติดตามผล", today.AddDays(30), null, "");
        await db.SaveChangesAsync();

        NetworkMember Add(Network network, (string Name, string Phone, string Duty) one, bool consented)
        {
            var member = new NetworkMember(network.Id, network.FromDate);
            member.Describe(one.Duty, one.Duty.Length > 0, consented ? network.FromDate : null, consented ? ConsentWay.Written : null, today);
            register.Write(member, one.Name, one.Phone, "");
            db.Add(member);
            db.Tell("network-member.added", member);
            return member;
        }

        NetworkMeeting Plan(Network network, MeetingKind kind, string title, DateOnly day, string place)
        {
            var meeting = NetworkMeeting.Plan(network, new(kind, new(title), day, new(9, 0), new(12, 0), new(place), new("รับรองรายงานการประชุม\nเรื่องเพื่อทราบ\nเรื่องเพื่อพิจารณา")));
            db.Add(meeting);
            db.Tell("network-meeting.planned", meeting);
            return meeting;
        }

        void Act(Network network, string topic, string steps, DateOnly day, int? people, string result)
        {
            var activity = NetworkActivity.Plan(network, new(new(topic), new(steps), day, null, new("หอประชุมโรงเรียนตัวอย่างวิทยา"), people, new(result)), today);
            db.Add(activity);
            db.Tell("network-activity.added", activity);
        }
    }
}
