using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>How the demo office listens: its channels in full, figures from before the system, reviews of two years, what it learnt in three. Everything in it is invented; percentages typed by hand are those of the guideline (table 3.E), one of them with its sum wrong on purpose.</summary>
public sealed class DemoListening(RapfangDb db, InsightRegister register, TimeProvider clock)
{
    // Name, way, formal, frequency, open hours, cost, what else is counted.
    static readonly (string Name, ChannelWay Way, bool IsFormal, AlsoCounted? Also)[] More =
    [
        ("แบบสำรวจความพึงพอใจและความต้องการ", ChannelWay.Survey, true, AlsoCounted.SurveyAnswers),
        ("เวทีประชาคมและการประชุมเครือข่าย", ChannelWay.Meeting, true, AlsoCounted.NetworkMeetings),
        ("สอบถามและสังเกตการณ์ ณ จุดบริการ", ChannelWay.FieldVisit, false, AlsoCounted.Monitoring),
        ("เชิญผู้เชี่ยวชาญและนักวิชาการให้ความเห็น", ChannelWay.Expert, false, null),
    ];

    static readonly (string Frequency, string Hours, decimal? Cost)[] Facts =
    [
        ("ตลอดเวลา", "24 ชั่วโมง", 12_000), ("ทุกวันทำการ", "8.30–16.30 น.", null), ("ทุกวันทำการ", "8.30–16.30 น. ไม่หยุดพักกลางวัน", 18_600), ("ทุกวันทำการ", "รับที่งานสารบรรณ 8.30–16.30 น.", null),
        ("เปิดตู้ทุกวันศุกร์", "หน้าจุดบริการชั้น 1", 1_500), ("3 เดือนครั้ง", "วันเสาร์ 10.00–15.00 น.", 24_000), ("2 เดือนครั้ง", "ตามแผนของอำเภอ", 36_000), ("ทุกเดือน", "ในการประชุมผู้บริหารสถานศึกษา", null), ("ทุกวันทำการ", "", null),
        ("ปีละ 2 ครั้ง", "ออนไลน์ตลอดช่วงที่เปิดรับ และแบบกระดาษที่จุดบริการ", 8_000), ("ทุกเดือน", "ตามกำหนดการประชุม", 15_000), ("ทุกเดือน", "ตามแผนติดตามคุณภาพ", null), ("ปีละครั้ง", "", 10_000),
    ];

    public async Task MakeAsync(IReadOnlyDictionary<GroupKind, Group> office, IReadOnlyList<StakeholderGroup> groups)
    {
        var today = clock.Today();
        var year = FiscalYear.Of(today);
        var start = year.Previous.Previous.First;
        var quality = await db.Set<RoleAssignment>().Where(held => held.Role == Role.QualityCoordinator).Select(held => (Guid?)held.PersonId).FirstAsync();
        var channels = await db.Set<Channel>().OrderBy(channel => channel.Number).ToListAsync();
        foreach (var (name, way, _, _) in More)
        {
            var channel = new Channel { Number = channels.Count + 1, Name = name, Way = way, FromDate = start };
            channels.Add(channel);
            db.Add(channel);
            db.Tell("channel.added", channel);
        }

        foreach (var (channel, n) in channels.Select((channel, n) => (channel, n)))
        {
            db.Entry(channel).Property(one => one.FromDate).CurrentValue = start; // The office listened before it had the system.
            var more = n - (channels.Count - More.Length);
            var (frequency, hours, cost) = Facts[n];
            channel.Describe(new(
                new(channel.Name), more < 0 || More[more].IsFormal, channel.Way is ChannelWay.Counter or ChannelWay.Telephone or ChannelWay.Box ? null : office[GroupKind.GeneralAffairs].Id,
                channel.Way is ChannelWay.Counter or ChannelWay.Telephone or ChannelWay.Box ? quality : null, new(hours), new(n == 0 ? "https://office.example/voice" : ""), cost, n == 4, more < 0 ? null : More[more].Also));
            db.Add(channel.ChangeFrequency(new(frequency), VoiceText.Nothing, channel.FromDate, today));
            db.Tell("channel.changed", channel);
        }

        // The decision of the guideline (S2-052): people are content with meeting the office where they are, so it comes oftener.
        var mall = channels[5];
        db.Add(mall.ChangeFrequency(new("เดือนละครั้ง"), new("ผลความพึงพอใจต่อช่องทางปีก่อนอยู่ในระดับสูงร้อยละ 42 จึงเพิ่มความถี่ให้ทั่วถึง"), mall.FromDate > year.First ? mall.FromDate : year.First, today));
        db.Tell("channel.frequency-changed", mall);

        // The private sector is left without one: the check of coverage points at it.
        Serve(groups[0], 9, 10, 11);
        Serve(groups[1], 9, 12);
        Serve(groups[3], 5, 9, 10, 11);

        Count(0, year.Previous.Previous.Year, 6, "กระดานถามตอบของเว็บไซต์เดิม");
        Count(0, year.Previous.Year, 38, "กล่องข้อความของเว็บไซต์เดิม");
        Count(1, year.Previous.Previous.Year, 188, "ทะเบียนผู้มาติดต่อ");
        Count(1, year.Previous.Year, 203, "ทะเบียนผู้มาติดต่อ");
        Count(1, year.Year, 31, "ทะเบียนผู้มาติดต่อ ก่อนเริ่มใช้ระบบ");
        Count(3, year.Previous.Year, 46, "ทะเบียนหนังสือรับ");
        Count(5, year.Previous.Previous.Year, 22, "แบบสรุปการออกหน่วย");
        Count(5, year.Previous.Year, 54, "แบบสรุปการออกหน่วย");
        Count(6, year.Previous.Year, 37, "แบบสรุปการออกหน่วยของอำเภอ");
        Count(7, year.Previous.Year, 14, "รายงานการประชุมผู้บริหารสถานศึกษา");
        Count(10, year.Previous.Year, 12, "รายงานการประชุมเครือข่ายและเวทีประชาคม");
        Count(11, year.Previous.Year, 12, "แบบติดตามคุณภาพรายเดือน");
        Count(2, year.Previous.Previous.Year, 41, "สมุดบันทึกการรับโทรศัพท์");
        Count(2, year.Previous.Year, 18, "สมุดบันทึกการรับโทรศัพท์ ก่อนเริ่มใช้ระบบ");
        Count(9, year.Previous.Previous.Year, 212, "แบบสอบถามกระดาษในรายงานประจำปี");
        Count(12, year.Previous.Year, 2, "รายงานการประชุมผู้ทรงคุณวุฒิ");
        Type(9, year, "32", "45", "23", 120, "แบบสอบถามท้ายแบบสำรวจ");
        Type(9, year.Previous, "30", "46", "24", 180, "แบบสอบถามท้ายแบบสำรวจ");
        Type(10, year.Previous, "47", "39", "4", 64, "แบบประเมินท้ายการประชุม");
        Type(10, year, "44", "40", "6", 18, "แบบประเมินท้ายการประชุม");
        Review(1, year.Previous, ReviewVerdict.WorksWell, "ผู้มาติดต่อพอใจระดับสูงและได้รับคำตอบเร็ว", "คงไว้ และจัดเจ้าหน้าที่พักเหลื่อมเวลา");
        Review(4, year.Previous, ReviewVerdict.UnderUsed, "มีผู้ใช้น้อยและไม่ทราบว่าเปิดตู้เมื่อใด", "ติดกำหนดวันเปิดตู้ที่ตู้ และรายงานผลหน้าจุดบริการทุกเดือน");
        Review(5, year.Previous, ReviewVerdict.Extend, "ประชาชนพอใจการพบเจ้าหน้าที่ในพื้นที่", "เพิ่มความถี่จาก 3 เดือนครั้งเป็นเดือนละครั้ง");
        Review(0, year.Previous, ReviewVerdict.Improve, "ผู้ใช้เห็นว่าหาแบบฟอร์มยาก", "ปรับหน้าแรกของเว็บไซต์ให้เห็นปุ่มแจ้งเรื่อง");
        await db.SaveChangesAsync();

        await LearnAsync(start.AddDays(88), "ผู้ปกครองที่ทำงานในวันราชการต้องการติดต่อสำนักงานช่วงพักกลางวัน", 1, groups[3], "จัดเวรพักกลางวัน", (InsightSourceKind.Meeting, "ประชุมผู้ปกครองเครือข่าย ครั้งที่ 1", 23));
        await LearnAsync(start.AddDays(201), "ครูต้องการทราบกำหนดเสร็จของคำขอตั้งแต่วันที่ยื่น", 2, groups[0], "แจ้งกำหนดเสร็จในใบรับเรื่อง", (InsightSourceKind.Other, "สรุปผลการรับฟัง ณ จุดบริการ", 31));
        await LearnAsync(year.Previous.First.AddDays(64), "สถานศึกษาต้องการให้สำนักงานใช้ข้อมูลที่มีอยู่แล้วแทนการขอเอกสารซ้ำ", 10, groups[0], "ทบทวนรายการเอกสารของทุกแบบคำขอ", (InsightSourceKind.NetworkMeeting, $"ประชุมคณะกรรมการเครือข่าย ครั้งที่ 1 ปี {year.Previous.Year}", 3));
        await LearnAsync(year.Previous.First.AddDays(150), "จำนวนผู้เรียนในเขตเมืองจะลดลงต่อเนื่อง ผู้ปกครองจะเลือกโรงเรียนจากข้อมูลออนไลน์มากขึ้น", 12, null, "", (InsightSourceKind.Expert, "นักวิชาการด้านประชากรให้ความเห็นในเวทีวางแผนประจำปี", 1));
        await LearnAsync(year.First.AddDays(18), "ผู้รับบริการอยากได้รับแจ้งผลทางข้อความ โดยไม่ต้องเดินทางมาถาม", 9, groups[3], "ทดลองแจ้งผลทางข้อความในงานทะเบียนประวัติ", (InsightSourceKind.SurveyComment, $"{year.Year % 100:00}-1", 6));
        await LearnAsync(year.First.AddDays(22), "ร้านค้าและผู้รับจ้างต้องการทราบกำหนดจ่ายเงินล่วงหน้า", null, groups[2], "", (InsightSourceKind.Meeting, "ประชุมชี้แจงการจัดซื้อจัดจ้าง", 8));

        db.AddRange(Merge("ทำความสะอาด", "ห้องน้ำ"), Merge("ตัวหนังสือเล็ก", "อ่านยาก"), Merge("รอคิว", "คิวยาว"));
        await db.SaveChangesAsync();

        void Serve(StakeholderGroup group, params int[] added)
        {
            var known = group.Channels.Select(served => served.ChannelId).ToHashSet();
            db.AddRange(group.ServeBy([.. channels.Where((channel, n) => known.Contains(channel.Id) || added.Contains(n))]));
            db.Tell("stakeholder-group.channels-chosen", group);
        }

        void Count(int channel, int of, int number, string note)
        {
            var count = new ManualCount(channels[channel].Id, of);
            count.Enter(number, new(note), quality, today);
            db.Add(count);
            db.Tell("channel.count-entered", channels[channel]);
        }

        void Type(int channel, FiscalYear of, string high, string medium, string low, int people, string note)
        {
            var typed = new TypedSatisfaction(channels[channel].Id, of.Year);
            typed.Enter([high, medium, low], people, new(note), quality, today);
            db.Add(typed);
            db.Tell("channel.satisfaction-entered", channels[channel]);
        }

        void Review(int channel, FiscalYear of, ReviewVerdict verdict, string finding, string action)
        {
            var review = new ChannelReview(channels[channel].Id, of.Year);
            review.Conclude(verdict, new(finding), new(action), quality, of.Last);
            db.Add(review);
            db.Tell("channel.reviewed", channels[channel]);
        }

        async Task LearnAsync(DateOnly on, string what, int? channel, StakeholderGroup? group, string action, (InsightSourceKind Kind, string Reference, int Count) source) => await register.AddAsync(
            new(new(what), channel is { } n ? channels[n].Id : null, group?.Id, on > today ? today : on, VoiceText.Nothing, new(action)), await register.SourceAsync(source.Kind, source.Reference, source.Count));

        ThemeWord Merge(string word, string theme)
        {
            var merged = ThemeWord.Merge(word, theme, []);
            db.Tell("theme-word.merged", merged);
            return merged;
        }
    }
}
