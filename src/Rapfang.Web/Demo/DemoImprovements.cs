using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>Three improvements of the demo office: one from the survey all the way to the public, one in place, one waiting for the head.</summary>
public sealed class DemoImprovements(RapfangDb db, ImprovementRegister register, EffectMeasuring measuring, TimeProvider clock)
{
    // The times of the guideline's example (table 3.A): eleven days became five.
    static readonly (string Before, decimal BeforeDays, string After, decimal? AfterDays)[] Steps =
    [
        ("รับคำขอและตรวจแบบฟอร์มสามหน้า", 1, "รับคำขอและตรวจแบบฟอร์มหน้าเดียว", 1),
        ("ตรวจสอบทะเบียนประวัติ", 3, "ตรวจสอบทะเบียนประวัติจากระบบ", 2),
        ("เสนอหัวหน้ากลุ่มตรวจ", 1, "เสนอหัวหน้ากลุ่มตรวจ", 1),
        ("จัดพิมพ์และเสนอลงนามตามลำดับชั้น", 5, "เสนอลงนามโดยผู้ได้รับมอบอำนาจ", 1),
        ("แจ้งผู้ขอให้มารับ", 1, "", null),
    ];

    public async Task MakeAsync(IReadOnlyDictionary<GroupKind, Group> groups)
    {
        var today = clock.Today();
        var lastYear = FiscalYear.Of(today).Previous.Year;
        var form = ImprovementRegister.OfItem((await register.ItemAsync($"{lastYear % 100:00}-1", "1.3"))!);
        var first = await AddAsync(
            "ใช้แบบคำขอหน้าเดียวและลดเวลาออกหนังสือรับรอง", "การออกหนังสือรับรอง", "แบบฟอร์มหลายหน้า อ่านเข้าใจยาก และต้องรอหลายวัน", form, today.AddDays(-150),
            "แบบฟอร์มเดิมขอข้อมูลซ้ำกับทะเบียนประวัติ และต้องเสนอลงนามหลายชั้น", "ใช้แบบคำขอหน้าเดียว ตรวจข้อมูลจากทะเบียนประวัติ และมอบอำนาจการลงนาม", groups[GroupKind.GeneralAffairs].Id, $"12/{lastYear}");
        first.Approve(new("ดำเนินการได้ และรายงานผลภายในสองเดือน"), today.AddDays(-140));
        first.Draw([.. Steps.Select(step => new ProcessStep(step.Before, step.BeforeDays, step.After, step.AfterDays))], TimeUnit.WorkingDays);
        db.AddRange(first.Steps);
        first.PutInPlace(today.AddDays(-60), new("ป้ายประกาศหน้าสำนักงานและเว็บไซต์"), today.AddDays(-58), today);
        await SaveAsync(first, "improvement.in-place");

        var later = (await measuring.LaterSurveysAsync(first))[0];
        db.Add(await measuring.OfItemAsync(first, later.Source, later.Later));
        db.Add(measuring.OfTimes(first, "11 12 9 11 13 10 12 11", "5 4 5 6 5 4 5 5"));
        first.Measure();
        first.Publish(new(first.Said), new("เราใช้แบบคำขอหน้าเดียว และลดขั้นตอนจาก 5 เหลือ 4 ขั้นตอน ท่านได้รับหนังสือรับรองภายใน 5 วันทำการ จากเดิม 11 วันทำการ"), clock.GetUtcNow());
        await SaveAsync(first, "improvement.published");

        var second = await AddAsync(
            "เพิ่มที่นั่งพักคอยและป้ายบอกจุดบริการ", "จุดบริการหน้าสำนักงาน", "ผู้มาติดต่อช่วงเช้าไม่มีที่นั่งและไม่ทราบว่าต้องติดต่อโต๊ะใด", new(SourceKind.Monitoring, "การสังเกตและสอบถามผู้รับบริการที่จุดบริการ"), today.AddDays(-90),
            "ผู้มาติดต่อมากช่วง 8.30 ถึง 10.00 น.", "เพิ่มเก้าอี้ 12 ตัวและป้ายหมายเลขโต๊ะ", groups[GroupKind.GeneralAffairs].Id, "");
        second.Approve(VoiceText.Nothing, today.AddDays(-85));
        second.PutInPlace(today.AddDays(-20), VoiceText.Nothing, null, today);
        await SaveAsync(second, "improvement.in-place");

        await AddAsync(
            "จัดเจ้าหน้าที่ปฏิบัติงานแทนช่วงพักกลางวัน", "การให้บริการที่เคาน์เตอร์", "มาติดต่อช่วงเที่ยงแล้วไม่มีเจ้าหน้าที่", new(SourceKind.Meeting, "การประชุมกลุ่มอำนวยการ ประจำเดือน"), today.AddDays(-6),
            "ไม่มีตารางผู้ปฏิบัติงานแทน", "จัดตารางเจ้าหน้าที่พักเหลื่อมเวลา", groups[GroupKind.GeneralAffairs].Id, "");
    }

    async Task<Improvement> AddAsync(string title, string service, string said, ImprovementSource source, DateOnly on, string cause, string action, Guid group, string order)
    {
        var improvement = Improvement.Propose(new(title), new(service), new(said), source, VoiceText.Nothing, null, on);
        improvement.Plan(new(title), new(service), new(said), new(cause), new(action), group, on.AddDays(120), VoiceText.Nothing, new(order));
        await register.AddAsync(improvement);
        return improvement;
    }

    async Task SaveAsync(Improvement improvement, string happening)
    {
        db.Tell(happening, improvement);
        await db.SaveChangesAsync();
    }
}
