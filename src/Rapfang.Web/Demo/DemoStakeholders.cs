using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>Missions, linkage table and needs of the demo office: two approved years, and this one as it came back to be mended.</summary>
public sealed class DemoStakeholders(RapfangDb db, TimeProvider clock)
{
    /// <param name="groups">The groups of the demo office by their order, saved.</param>
    public async Task MakeAsync(IReadOnlyList<StakeholderGroup> groups)
    {
        var channels = await db.Set<Channel>().ToListAsync();
        // The private sector has none, so that the check has something to tell.
        Serve(groups[0], ChannelWay.Unit, ChannelWay.Telephone, ChannelWay.Web);
        Serve(groups[1], ChannelWay.Letter, ChannelWay.Agency);
        Serve(groups[3], ChannelWay.Web, ChannelWay.Counter, ChannelWay.Telephone, ChannelWay.Box, ChannelWay.FieldVisit);
        var quality = await HolderAsync(Role.QualityCoordinator);
        var director = await HolderAsync(Role.Director);
        var names = groups.ToDictionary(group => group.Id, group => group.Name);
        var inForce = groups.Select(group => group.Id).ToHashSet();
        var year = FiscalYear.Of(clock.Today());

        var first = First(year.Previous.Previous, groups);
        await ApproveAsync(first, year.Previous.Previous);
        var second = first.CarryTo(year.Previous.Year, 1, inForce);
        Second(second, groups);
        await ApproveAsync(second, year.Previous);
        var third = second.CarryTo(year.Year, 1, inForce);
        Third(third, groups);
        third.Submit(quality, At(year.First.AddDays(12), 9));
        third.Return("ขอให้เพิ่มช่องทางรับฟังและความต้องการของหน่วยงานภาคเอกชน และพิจารณาพันธกิจที่ 7 ว่าสำนักงานมีส่วนขับเคลื่อนหรือไม่", At(year.First.AddDays(14), 10));
        db.Add(third);
        db.Tell("mission-analysis.returned", third, third.ReturnWords);
        await db.SaveChangesAsync();

        // A version and its lines are stored as a draft first: the lines of an approved one are refused by the database.
        async Task ApproveAsync(MissionAnalysis analysis, FiscalYear of)
        {
            db.Add(analysis);
            db.Tell("mission-analysis.begun", analysis);
            await db.SaveChangesAsync();
            analysis.Submit(quality, At(of.First.AddDays(20), 9));
            analysis.Approve(director, At(of.First.AddDays(25), 14), names);
            db.Tell("mission-analysis.approved", analysis);
            await db.SaveChangesAsync();
        }

        void Serve(StakeholderGroup group, params ChannelWay[] ways)
        {
            db.AddRange(group.ServeBy([.. channels.Where(channel => ways.Contains(channel.Way))]));
            db.Tell("stakeholder-group.channels-chosen", group);
        }
    }

    static MissionAnalysis First(FiscalYear year, IReadOnlyList<StakeholderGroup> groups)
    {
        var analysis = new MissionAnalysis(year.Year, 1);
        foreach (var text in StandardList.Read<string>("province-missions"))
        {
            analysis.Add(MissionLevel.Province, text);
        }

        var province = analysis.Province.ToList();
        foreach (var (number, why) in new[] { (1, "สำนักงานไม่มีภารกิจด้านการขนส่ง"), (2, "ยังไม่มีโครงการด้านนี้"), (5, "สำนักงานไม่มีภารกิจด้านการเกษตร") })
        {
            analysis.Change(province[number - 1], province[number - 1].Text, why);
        }

        var learning = analysis.Add(MissionLevel.Agency, "ส่งเสริมให้ประชากรวัยเรียนได้รับการศึกษาขั้นพื้นฐานอย่างทั่วถึงและมีคุณภาพ");
        var service = analysis.Add(MissionLevel.Agency, "พัฒนาครูและบุคลากรทางการศึกษาให้มีสมรรถนะและให้บริการด้วยความเต็มใจ");
        var care = analysis.Add(MissionLevel.Agency, "ส่งเสริมสุขภาพ ความปลอดภัย และระบบดูแลช่วยเหลือนักเรียน");
        var health = analysis.AddStrategy(province[2], "สร้างเสริมสุขภาพเด็กและเยาวชนในสถานศึกษา");
        var quality = analysis.AddStrategy(province[3], "ยกระดับคุณภาพการบริการของหน่วยงานรัฐ");
        var chances = analysis.AddStrategy(province[7], "ขยายโอกาสทางการศึกษาแก่ครอบครัวรายได้น้อย");
        analysis.Link(null, province[2], health, care, Drive.Directly, [groups[3]], [groups[0], groups[1]]);
        analysis.Link(null, province[3], quality, service, Drive.Directly, [groups[0], groups[1], groups[3]], [groups[3]]);
        analysis.Link(null, province[7], chances, learning, Drive.Indirectly, [groups[3]], [groups[1]]);
        analysis.Need(null, province[2], groups[3], NeedKind.Need, NeedPriority.High, "อาหารกลางวันที่สะอาดและเพียงพอ และการดูแลความปลอดภัยระหว่างเดินทางมาโรงเรียน", NeedSource.Meeting, null, "ประชุมผู้ปกครองเครือข่าย ครั้งที่ 1");
        analysis.Need(null, province[3], groups[0], NeedKind.Need, NeedPriority.High, "ทราบกำหนดเสร็จของคำขอตั้งแต่วันที่ยื่น", NeedSource.Insight, null, "สรุปผลการรับฟัง ณ จุดบริการ");
        analysis.Need(null, province[3], groups[1], NeedKind.Expectation, NeedPriority.Medium, "ประสานงานได้ที่จุดเดียว", NeedSource.Meeting, null, "ประชุมหัวหน้าส่วนราชการประจำเดือน");
        analysis.Need(null, province[7], groups[3], NeedKind.Need, NeedPriority.Medium, "ทุนการศึกษาและอุปกรณ์การเรียนสำหรับครอบครัวรายได้น้อย", NeedSource.Other, null, "แบบสอบถามกระดาษในงานรับนักเรียน");
        return analysis;
    }

    // The office works with data since, and drives what it only supported before.
    static void Second(MissionAnalysis analysis, IReadOnlyList<StakeholderGroup> groups)
    {
        var province = analysis.Province.ToList();
        var digital = analysis.Add(MissionLevel.Agency, "พัฒนาระบบบริหารจัดการและการให้บริการด้วยเทคโนโลยีดิจิทัล");
        var data = analysis.AddStrategy(province[1], "พัฒนาโครงข่ายและบริการข้อมูลภาครัฐ");
        analysis.Link(null, province[1], data, digital, Drive.Indirectly, [groups[0], groups[1]], [groups[3]]);
        var chances = analysis.Linkages.Find(line => line.ProvinceMissionId == province[7].Id)!;
        analysis.Link(chances, province[7], analysis.StrategyOf(chances), analysis.Find(chances.AgencyMissionId)!, Drive.Directly, [groups[3]], [groups[1], groups[3]]);
        analysis.Need(null, province[1], groups[0], NeedKind.Need, NeedPriority.Medium, "ยื่นคำขอและติดตามผลทางออนไลน์ได้โดยไม่ต้องเดินทาง", NeedSource.Insight, null, "สรุปผลการรับฟังรายไตรมาส");
        analysis.Need(null, province[1], groups[3], NeedKind.Expectation, NeedPriority.Low, "ข้อมูลบนเว็บไซต์เป็นปัจจุบันและค้นหาง่าย", NeedSource.Other, null, "ตู้รับฟังความคิดเห็น");
    }

    static void Third(MissionAnalysis analysis, IReadOnlyList<StakeholderGroup> groups)
    {
        var province = analysis.Province.ToList();
        analysis.Link(null, province[5], null, analysis.Agency.First(), Drive.Indirectly, [groups[0], groups[3]], [groups[1]]);
        analysis.Need(null, province[5], groups[3], NeedKind.Expectation, NeedPriority.Medium, "มีเวทีแสดงผลงานวิชาการและกีฬาของนักเรียนใกล้บ้าน", NeedSource.Meeting, null, "ประชุมคณะกรรมการสถานศึกษา");
        var old = analysis.Needs.Find(need => need.Text.StartsWith("ประสานงาน", StringComparison.Ordinal))!;
        analysis.Need(old, province[3], groups[1], NeedKind.Expectation, NeedPriority.High, "ประสานงานได้ที่จุดเดียว และได้รับเอกสารประชุมล่วงหน้าอย่างน้อย 3 วันทำการ", NeedSource.Meeting, null, "ประชุมหัวหน้าส่วนราชการประจำเดือน");
        analysis.RemoveNeed(analysis.Needs.Find(need => need.Priority == NeedPriority.Low)!);
    }

    static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour - 7, 0)), TimeSpan.Zero);

    Task<Guid> HolderAsync(Role role) => db.Set<RoleAssignment>().Where(held => held.Role == role).Select(held => held.PersonId).FirstAsync();
}
