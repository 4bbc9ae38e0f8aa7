using Rapfang.Modules.Voices;
using Rapfang.Modules.Voices.Yearly;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>The yearly reports of the demo office: the year before last sent and published, last year's being written.</summary>
public sealed class DemoYearlyReports(RapfangDb db, YearlyRegister register, TimeProvider clock)
{
    public async Task MakeAsync()
    {
        var last = FiscalYear.Of(clock.Today()).Previous;
        await WriteAsync(last, "ข้อเสนอแนะส่วนใหญ่ขอให้ลดเอกสารและลดเวลารอ", "ขยายการมอบอำนาจลงนามไปยังงานอื่น");
        var before = await WriteAsync(last.Previous, "ข้อเสนอแนะส่วนใหญ่เกี่ยวกับป้ายบอกทางและที่นั่งพักคอย", "สำรวจความพึงพอใจให้ครบทุกกลุ่มผู้รับบริการในปีถัดไป");
        before.Submit(null);
        before.Approve(await register.FiguresAsync(before), clock.Today());
        await register.SendAsync(before);
        before.Publish(clock.GetUtcNow());
        db.Tell("yearly-report.published", before);
        await db.SaveChangesAsync();
    }

    async Task<YearlyReport> WriteAsync(FiscalYear year, string suggestions, string ahead)
    {
        await register.BeginAsync(year);
        var report = (await register.FindAsync(year.Year))!;
        report.Write(Enum.GetValues<YearlyPart>().ToDictionary(
            part => part, part => part switch { YearlyPart.Suggestions => new VoiceText(suggestions), YearlyPart.Ahead => new(ahead), _ => VoiceText.Nothing }));
        db.Tell("yearly-report.written", report);
        await db.SaveChangesAsync();
        return report;
    }
}
