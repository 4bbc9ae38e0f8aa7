using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Office;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Voices.Statistics;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Yearly;

/// <summary>Yearly reports: begins them, counts what goes in, tells who is next, sends them under a number, writes the document.</summary>
public sealed class YearlyRegister(
    RapfangDb db, CurrentOffice office, VoiceStatistics statistics, ConsultationRegister consultations, Deadlines deadlines, RunningNumbers numbers, Staff staff, Permissions permissions, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the fiscal year.</summary>
    public const string Printed = "yearly-report";

    const int TopChannels = 3;

    public Task<YearlyReport?> FindAsync(int year) => db.Set<YearlyReport>().SingleOrDefaultAsync(report => report.FiscalYear == year);

    public async Task BeginAsync(FiscalYear year)
    {
        var report = YearlyReport.Begin(year, clock.Today());
        db.Add(report);
        db.Tell("yearly-report.begun", report);
        await deadlines.StartAsync(DeadlineRule.GovernorReport, "yearly-report", report, $"รายงานประจำปีต่อผู้ว่าราชการจังหวัด {year.Year}", $"/yearly-reports/{year.Year}", year.Last);
        await db.SaveChangesAsync();
    }

    public Task TellHeadAsync(YearlyReport report) => staff.TellAsync(
        one => permissions.Holds(one.Roles, VoicesModule.Decide), $"รายงานประจำปีต่อผู้ว่าราชการจังหวัด ปีงบประมาณ {report.FiscalYear} รอการพิจารณา", $"The yearly report of fiscal year {report.FiscalYear} waits for your decision", $"/yearly-reports/{report.FiscalYear}");

    public Task TellWriterAsync(YearlyReport report) => staff.TellAsync(
        one => one.PersonId == report.SubmittedBy, $"รายงานประจำปี ปีงบประมาณ {report.FiscalYear} ส่งกลับให้แก้ไข", $"The yearly report of fiscal year {report.FiscalYear} came back to be mended", $"/yearly-reports/{report.FiscalYear}");

    /// <summary>Sends it under the next number of the office's letters; saved with the next saved change.</summary>
    public async Task SendAsync(YearlyReport report)
    {
        var today = clock.Today();
        var series = await NumberSeries.OfAsync(db, "letter");
        var year = series.YearOf(today);
        var prefix = await db.Set<Office.Office>().Where(known => known.Id == office.Id).Select(known => known.BookPrefix).SingleAsync();
        report.Send(series.Text(prefix, await numbers.TakeAsync(series.Code, year, "yearly_report", report.Id), year), today);
        await deadlines.MeetAsync(DeadlineRule.GovernorReport, report, today);
        db.Tell("yearly-report.sent", report);
    }

    /// <summary>What stands in the report: as it was approved, or as it is counted now.</summary>
    public async Task<YearlyFigures> FiguresAsync(YearlyReport report) => report.Figures ?? await CountAsync(new FiscalYear(report.FiscalYear));

    /// <summary>Counts what people said in a year and what was done; sealed cases are in none of it.</summary>
    public async Task<YearlyFigures> CountAsync(FiscalYear year)
    {
        var today = clock.Today();
        var counted = await statistics.OfAsync(ThreeYears.Until(today, isCalendar: false, year.Year), null, inShort: true);
        var improvements = await db.Set<Improvement>().AsNoTracking().Include(one => one.Steps)
            .Where(one => one.FiscalYear == year.Year && one.State != ImprovementState.Refused && one.State != ImprovementState.Proposed).OrderBy(one => one.Id).ToListAsync();
        var asked = await db.Set<Consultation>().AsNoTracking().Where(one => one.FiscalYear == year.Year && one.ApprovedAt != null).OrderBy(one => one.OpensOn).ToListAsync();
        var sheets = await consultations.SheetsAsync();
        var (first, last) = (year.First, year.Last < today ? year.Last : today);
        var together = await db.Set<Involvement>().AsNoTracking().Include(one => one.People).Where(one => one.Day >= first && one.Day <= last).ToListAsync();
        var years = counted.Years.Years.Select(known => $"{known}").ToList();
        var all = counted.All[^1];
        var complaints = counted.Complaints[^1];
        var kinds = Enum.GetValues<VoiceKind>().Zip(counted.Kinds, (kind, line) => line with { Name = Name(kind) }).ToList();
        var channels = counted.AllChannels.Where(line => line.Counts[^1] > 0 && line.Name.Length > 0).OrderByDescending(line => line.Counts[^1]).Take(TopChannels).ToList();
        var inPlace = improvements.Count(one => one.BeganOn is not null);
        return new(today,
        [
            new(
                YearlyPart.Opening,
                $"ในปีงบประมาณ พ.ศ. {year.Year} ได้รับเรื่องจากประชาชน {Number(all.Received)} เรื่อง ได้ข้อยุติแล้ว {Of(all.SettledShare)} ตอบภายในกำหนด {Of(all.InTimeShare)}",
                [
                    Lines("จำนวนเรื่องที่รับ เปรียบเทียบสามปี", "ลักษณะเรื่อง", [.. kinds, CountLine.Sum("รวม", kinds)], years),
                    new("ช่องทางที่ประชาชนนิยมมากที่สุด", ["อันดับ", "ช่องทาง", "จำนวนเรื่อง"], [.. channels.Select((line, n) => (IReadOnlyList<string>)[$"{n + 1}", line.Name, Number(line.Counts[^1])])]),
                ]),
            new(
                YearlyPart.Opinions,
                $"ได้รับข้อคิดเห็น {Count(VoiceKind.Opinion)} เรื่อง คำชมเชย {Count(VoiceKind.Compliment)} เรื่อง และคำถาม {Count(VoiceKind.Question)} เรื่อง{Surveyed(counted)} เปิดรับฟังความคิดเห็นก่อนตัดสินใจ {Number(asked.Count)} เรื่อง",
                asked.Count == 0 ? [] :
                [
                    new(
                        "การรับฟังความคิดเห็นของประชาชนก่อนตัดสินใจ", ["เรื่อง", "สิ่งที่เปลี่ยนแปลงจากการรับฟัง", "ผู้ร่วม (ครั้ง)"],
                        [.. asked.Select(one => (IReadOnlyList<string>)[one.Title, one.PublishedAt is null ? "อยู่ระหว่างดำเนินการ" : one.Changed, Number(sheets.GetValueOrDefault(one.Id))])]),
                ]),
            new(YearlyPart.Suggestions, $"ได้รับข้อเสนอแนะ {Count(VoiceKind.Suggestion)} เรื่อง", []),
            new(
                YearlyPart.Complaints,
                $"ได้รับข้อร้องเรียน {Number(complaints.Received)} เรื่อง ได้ข้อยุติแล้ว {Of(complaints.SettledShare)} ผู้แจ้งพึงพอใจต่อคำตอบ {Of(complaints.Satisfied)} ไม่พึงพอใจ {Of(complaints.Dissatisfied)}",
                [Lines("ข้อร้องเรียน จำแนกตามประเภทเรื่อง", "ประเภทเรื่องที่ร้องเรียน", [.. counted.ComplaintTypes.Where(line => line.Counts.Any(count => count > 0)).Select(line => line.Name.Length > 0 ? line : line with { Name = "ยังไม่จำแนกประเภท" })], years)]),
            new(
                YearlyPart.Done,
                $"มีการปรับปรุงบริการที่ได้รับอนุมัติ {Number(improvements.Count)} เรื่อง นำไปใช้แล้ว {Number(inPlace)} เรื่อง ประชาชนร่วมเป็นกรรมการ ร่วมประชุม และร่วมเวที {Number(together.Count)} ครั้ง รวม {Number(together.Sum(one => Math.Max(one.Members, one.Came)))} คน",
                improvements.Count == 0 ? [] :
                [
                    new(
                        "การปรับปรุงบริการจากเสียงของประชาชน", ["สิ่งที่ประชาชนบอก", "สิ่งที่ดำเนินการ", "ระยะเวลา เดิม → ใหม่", "เริ่มใช้"],
                        [.. improvements.Select(one => (IReadOnlyList<string>)[one.Said, one.Did.Length > 0 ? one.Did : one.Title, Times(one), one.BeganOn is { } began ? ThaiDate.Short(began) : "อยู่ระหว่างดำเนินการ"])]),
                ]),
        ]);

        string Count(VoiceKind kind) => Number(kinds[(int)kind].Counts[^1]);
    }

    /// <summary>The report as it is printed: a letter to the governor and the report itself; null when there is none.</summary>
    public async Task<OfficialDocument?> PaperAsync(int year) => await FindAsync(year) is { } report
        ? YearlyPaper.Write(await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == office.Id), report, await FiguresAsync(report), clock.Today())
        : null;

    public static string Name(VoiceKind kind) => kind switch
    {
        VoiceKind.Complaint => "ข้อร้องเรียน",
        VoiceKind.Suggestion => "ข้อเสนอแนะ",
        VoiceKind.Opinion => "ข้อคิดเห็น",
        VoiceKind.Compliment => "คำชมเชย",
        _ => "คำถาม",
    };

    static YearlyTable Lines(string caption, string first, IReadOnlyList<CountLine> lines, IReadOnlyList<string> years) =>
        new(caption, [first, .. years], [.. lines.Select(line => (IReadOnlyList<string>)[line.Name, .. line.Counts.Select(Number)])]);

    static string Surveyed(StatisticsResult counted) => counted.Surveys is [.., var (satisfied, dissatisfied)] && satisfied.Whole > 0
        ? $" ผลสำรวจที่รายงานแล้ว พึงพอใจ {Of(satisfied)} ไม่พึงพอใจ {Of(dissatisfied)}" : "";

    static string Times(Improvement one) => one.Process is { IsDrawn: true } process
        ? $"{ImprovementView.Number(process.TimeBefore)} → {ImprovementView.Number(process.TimeAfter)} {ImprovementPaper.Unit(one.Unit)}" : "–";

    static string Of(Share share) => share.Percent is { } percent
        ? $"ร้อยละ {percent.ToString("0.#", CultureInfo.InvariantCulture)} ({Number(share.Part)} จาก {Number(share.Whole)})" : "(ยังไม่มีข้อมูล)";

    static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
