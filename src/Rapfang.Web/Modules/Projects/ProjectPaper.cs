using System.Globalization;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Projects;

/// <summary>A project as the office files it: the ten parts in the order of the guideline (seed S2-074), then what came of it (seed S1-025).</summary>
public static class ProjectPaper
{
    public static readonly IReadOnlyDictionary<ProjectPart, string> Parts = new Dictionary<ProjectPart, string>
    {
        [ProjectPart.Name] = "ชื่อโครงการ", [ProjectPart.Rationale] = "หลักการและเหตุผล", [ProjectPart.Objectives] = "วัตถุประสงค์", [ProjectPart.Targets] = "เป้าหมาย", [ProjectPart.Method] = "วิธีดำเนินการ",
        [ProjectPart.Calendar] = "ปฏิทินดำเนินการ", [ProjectPart.Risks] = "ประเด็นความเสี่ยง/แนวทางแก้ไข", [ProjectPart.Management] = "การบริหารโครงการ", [ProjectPart.Responsible] = "ผู้รับผิดชอบ", [ProjectPart.Budget] = "งบประมาณ",
    };

    // More columns do not stand on an upright sheet.
    const int MonthsUpright = 8;

    public static OfficialDocument Write(Office.Office office, ProjectScore score, string? group, DateOnly today)
    {
        var one = score.Project;
        var blocks = new List<Block>
        {
            new Paragraph($"{office.Name} · โครงการเลขที่ {one.Number} · ปีงบประมาณ พ.ศ. {one.FiscalYear}", Indent: false),
        };
        var n = 0;
        foreach (var (part, heading) in Parts)
        {
            blocks.Add(new Heading(2, string.Create(CultureInfo.InvariantCulture, $"{++n}. {heading}")));
            blocks.AddRange(Written(one, part, group));
        }

        if (one.Step >= ProjectStep.FollowUp)
        {
            blocks.Add(new Heading(2, "ผลการดำเนินโครงการ"));
            blocks.Add(new Table(
                "ผลตามเกณฑ์ความสำเร็จของโครงการ", [new("เกณฑ์", 1.6), new("เป้าหมาย", 2), new("ผล", 3), new("สรุป", 1)],
                [.. Enum.GetValues<Criterion>().Select(criterion => new Row([.. Result(score, criterion).Select(text => new Cell(text)), new(score.Met(criterion) switch { true => "บรรลุ", false => "ไม่บรรลุ", null => "ยังไม่ทราบ" })]))]));
            if (one.Indicators.Count > 0)
            {
                blocks.Add(new Table(
                    "ผลตามตัวชี้วัด", [new("ตัวชี้วัด", 3), new("เป้าหมาย", 2), new("ผล", 2), new("สรุป", 1)],
                    [.. one.Indicators.Select(indicator => new Row([new(indicator.Title), new(indicator.Target), new(indicator.Actual.Length > 0 ? indicator.Actual : "–"), new(indicator.Reached switch { true => "บรรลุ", false => "ไม่บรรลุ", null => "ยังไม่ทราบ" })]))]));
            }

            if (one.Lessons.Length > 0)
            {
                blocks.Add(new Heading(2, "ข้อเสนอเพื่อปรับนโยบายและแผน"));
                blocks.AddRange(Lines(one.Lessons));
            }
        }

        blocks.Add(new SignatureBlock(null, "ผู้รับผิดชอบโครงการ"));
        return new OfficialDocument($"โครงการ{Short(one.Name)}", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"project-{one.Number.Replace('/', '-')}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
            Landscape = ProjectCalendar.Of(one).Months.Count > MonthsUpright,
        };
    }

    // "โครงการจัด…", not "โครงการการจัด…" nor "โครงการโครงการ…".
    static string Short(string name) => name.StartsWith("โครงการ", StringComparison.Ordinal) ? name["โครงการ".Length..]
        : name.StartsWith("การ", StringComparison.Ordinal) && !name.StartsWith("การ์", StringComparison.Ordinal) ? name["การ".Length..] : name;

    static IEnumerable<Block> Written(Project one, ProjectPart part, string? group) => part switch
    {
        ProjectPart.Name => [new Paragraph(one.Name), new Paragraph($"ที่มา: {one.Origin}")],
        ProjectPart.Rationale => Lines(one.Rationale),
        ProjectPart.Objectives => [.. Lines(one.Objectives), .. one.Outcome.Length > 0 ? Lines($"ผลลัพธ์: {one.Outcome}") : []],
        ProjectPart.Targets => [.. Lines(one.Targets), .. one.Indicators.Count > 0 ? [new BulletList([.. one.Indicators.Select(indicator => $"ตัวชี้วัด: {indicator.Title} เป้าหมาย {indicator.Target}")])] : Array.Empty<Block>()],
        ProjectPart.Method => Lines(one.Method),
        ProjectPart.Calendar => one.Activities.Count == 0 ? Lines("") : [Calendar(one)],
        ProjectPart.Risks => one.Risks.Count == 0 ? Lines("") : [new Table(null, [new("ประเด็นความเสี่ยง"), new("แนวทางแก้ไข")], [.. one.Risks.Select(risk => new Row([new(risk.Risk), new(risk.Remedy)]))])],
        ProjectPart.Management => Lines(one.Management),
        ProjectPart.Responsible => Lines($"{group}\n{one.Responsible}"),
        _ => Lines(one.Budget is { } baht ? $"{Baht(baht)} บาท ({BahtText.Of(baht)})\n{one.BudgetSource}" : ""),
    };

    static Table Calendar(Project one)
    {
        var calendar = ProjectCalendar.Of(one);
        return new(
            null, [new("กิจกรรม", 4.5), .. calendar.Months.Select(month => new Column(ThaiDate.MonthShort(month), 1.25, Align.Center, $"พ.ศ. {ThaiDate.BuddhistYear(month)}")), new("ห้วงเวลา", 3)],
            [
                .. calendar.Activities.Select(activity => new Row(
                [
                    new(activity.WithPeople ? activity.Title + " *" : activity.Title), .. calendar.Months.Select(month => new Cell(ProjectCalendar.IsOn(activity, month) ? "■" : "")),
                    new(ThaiDate.Range(activity.FromDate, activity.UntilDate) + (activity.DoneOn is { } done ? $" (เสร็จ {ThaiDate.Short(done)})" : "")),
                ])),
            ])
        {
            Note = one.Activities.Exists(activity => activity.WithPeople) ? "* ประชาชนมีส่วนร่วม" : null,
        };
    }

    static IEnumerable<string> Result(ProjectScore score, Criterion criterion)
    {
        var one = score.Project;
        return criterion switch
        {
            Criterion.Satisfaction => ["ความพึงพอใจของผู้รับบริการ", $"ร้อยละ {one.SatisfactionTarget}", score.Answers is { Total: > 0 } answers ? $"ร้อยละ {Whole(answers.SatisfiedPercent)} จาก {answers.Total:N0} คำตอบ" : one.NotMeasured.Length > 0 ? one.NotMeasured : "ยังไม่ได้วัด"],
            Criterion.Time => ["เวลา", score.PlannedEnd is { } planned ? ThaiDate.Short(planned) : "–", score.ActualEnd is { } end ? ThaiDate.Short(end) : "ยังไม่เสร็จ"],
            Criterion.Money => ["งบประมาณ", one.Budget is { } budget ? $"{Baht(budget)} บาท" : "–", one.Spent is { } spent ? $"{Baht(spent)} บาท" : "ยังไม่ทราบ"],
            _ => ["ประสิทธิผล", $"{one.Indicators.Count} ตัวชี้วัด", $"บรรลุ {score.Reached} ตัวชี้วัด"],
        };
    }

    static string Baht(decimal baht) => baht.ToString(decimal.IsInteger(baht) ? "N0" : "N2", CultureInfo.InvariantCulture);

    static string Whole(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    static IEnumerable<Block> Lines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? [new Paragraph("–")] : lines.Select(line => new Paragraph(line));
    }
}
