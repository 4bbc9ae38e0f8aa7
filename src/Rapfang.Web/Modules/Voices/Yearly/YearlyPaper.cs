using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Yearly;

/// <summary>The yearly report as it goes to the governor: an external letter, and the report as what is sent with it (seed S2-072).</summary>
public static class YearlyPaper
{
    public const string Title = "รายงานสรุปความเห็น ข้อเสนอแนะ และข้อร้องเรียน";

    public static string Name(YearlyPart part) => part switch
    {
        YearlyPart.Opening => "ภาพรวม",
        YearlyPart.Opinions => "ความเห็นของประชาชน",
        YearlyPart.Suggestions => "ข้อเสนอแนะ",
        YearlyPart.Complaints => "ข้อร้องเรียน",
        YearlyPart.Done => "สิ่งที่ดำเนินการปรับปรุง",
        _ => "แนวทางที่จะดำเนินการต่อไป",
    };

    public static OfficialDocument Write(Office.Office office, YearlyReport report, YearlyFigures figures, DateOnly today)
    {
        var title = $"{Title} ประจำปีงบประมาณ พ.ศ. {report.FiscalYear}";
        var blocks = new List<Block>
        {
            new LetterHead(
                report.Number.Length > 0 ? report.Number : null, office.Name, office.Address.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), ThaiDate.Long(report.SentOn ?? today), title,
                office.Province.Length > 0 ? $"ผู้ว่าราชการจังหวัด{office.Province}" : "ผู้ว่าราชการจังหวัด")
            {
                Emblem = office is { Logo: { } logo, LogoType: { } type } ? new DocumentImage(logo, type, "ตราสัญลักษณ์ของหน่วยงาน") : null,
                Enclosures = [title],
            },
            new Paragraph($"ด้วย{office.Name} ได้รับฟังความเห็น ข้อเสนอแนะ และข้อร้องเรียนของประชาชนตลอดปีงบประมาณ พ.ศ. {report.FiscalYear} และได้นำไปปรับปรุงการให้บริการ จึงขอรายงานสรุปผลเพื่อโปรดทราบ รายละเอียดตามสิ่งที่ส่งมาด้วย"),
            new Paragraph("จึงเรียนมาเพื่อโปรดทราบ"),
            new SignatureBlock(null, $"ผู้อำนวยการ{office.Name}", "ขอแสดงความนับถือ"),
            new PageBreak(),
            new Heading(1, title),
            new Paragraph($"{office.Name} · ข้อมูล ณ วันที่ {ThaiDate.Long(figures.CountedOn)} ไม่นับเรื่องที่ปิดผนึก", Indent: false),
        };
        var n = 0;
        foreach (var part in Enum.GetValues<YearlyPart>())
        {
            var section = figures.Sections.FirstOrDefault(known => known.Part == part);
            var words = report.Words(part);
            if (section is null && words.Length == 0)
            {
                continue;
            }

            blocks.Add(new Heading(2, $"{++n}. {Name(part)}"));
            if (section is not null)
            {
                blocks.Add(new Paragraph(section.Sentence));
            }

            blocks.AddRange(words.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new Paragraph(line)));
            blocks.AddRange(section?.Tables.Select(TableOf) ?? []);
        }

        return new OfficialDocument(title, blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"yearly-report-{report.FiscalYear}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(figures.CountedOn)}",
        };
    }

    static Table TableOf(YearlyTable table) => new(
        table.Caption,
        [.. table.Columns.Select((column, n) => IsFigures(table, n) ? new Column(column, 1, Align.Right) : new Column(column, 2.5))],
        [.. table.Rows.Select(row => new Row([.. row.Select((text, n) => IsFigures(table, n) && decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? new Cell(text, number, "#,##0") : new(text))]))])
    {
        Note = table.Note.Length > 0 ? table.Note : null,
    };

    /// <summary>Whether a column holds nothing but numbers.</summary>
    public static bool IsFigures(YearlyTable table, int column) =>
        table.Rows.Count > 0 && table.Rows.All(row => decimal.TryParse(row[column], System.Globalization.CultureInfo.InvariantCulture, out _));
}
