using System.Globalization;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Statistics;

/// <summary>The official tables of three years (seed S2-022, S2-041 to S2-043, S2-051), with the words that say how they are counted.</summary>
public static class StatisticsReport
{
    public static OfficialDocument Write(Office.Office office, StatisticsResult result, DateOnly today)
    {
        var years = result.Years;
        var span = $"{(years.IsCalendar ? "ปี พ.ศ." : "ปีงบประมาณ")} {years.Years.First()}–{years.Last}";
        var (none, notSaid) = ("ยังไม่จำแนกประเภท", "ไม่ระบุกลุ่ม");
        return new OfficialDocument(
            $"สถิติการรับฟังและจัดการข้อร้องเรียน {span}",
            [
                new Paragraph($"{office.Name} นับตามวันที่รับเรื่อง ข้อมูล ณ วันที่ {ThaiDate.Long(today)} ไม่นับเรื่องที่ปิดผนึก", Indent: false),
                Lines("สถิติข้อร้องเรียน จำแนกตามประเภทเรื่องที่ร้องเรียน", "ประเภทเรื่องที่ร้องเรียน", result.ComplaintTypes, none, years),
                Lines("สถิติข้อร้องเรียน จำแนกตามกลุ่มผู้ร้องเรียน", "กลุ่มผู้ร้องเรียน", result.ComplaintSpeakers, notSaid, years),
                Lines("สถิติการรับฟัง จำแนกตามช่องทาง", "ช่องทาง", result.AllChannels, "", years) with { Note = "นับทุกลักษณะเรื่อง: ข้อร้องเรียน ข้อเสนอแนะ ข้อคิดเห็น คำชมเชย และคำถาม" },
                .. result.Districts.Count == 0 ? [] : new[] { Lines("สถิติการรับฟัง จำแนกตามอำเภอที่เกิดเหตุ", "อำเภอ", result.Districts, "", years) with { Note = "นับทุกลักษณะเรื่อง เฉพาะเรื่องที่ทราบอำเภอ" } },
                new PageBreak(),
                Indicators(result),
                .. Satisfaction(result),
                new SignatureBlock(null, "ผู้รายงาน"),
            ],
            office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"voice-statistics-{years.Last}",
            FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
        };
    }

    static string YearOf(ThreeYears years, int year) => $"{(years.IsCalendar ? "ปี พ.ศ." : "ปีงบประมาณ")} {year}";

    static Table Lines(string caption, string first, IReadOnlyList<CountLine> lines, string without, ThreeYears years) => new(
        caption,
        [
            new("ที่", 0.5, Align.Center), new(first, 4),
            .. years.Years.Select(year => new Column($"{year}", 1, Align.Right, $"จำนวนเรื่อง เปรียบเทียบ{(years.IsCalendar ? "ปี พ.ศ." : "ปีงบประมาณ")}")), new("หมายเหตุ", 1.6),
        ],
        [
            .. lines.Select((line, n) => new Row([new($"{n + 1}", n + 1, "0"), new(line.Name.Length > 0 ? line.Name : without), .. line.Counts.Select(Count)])),
            new Row([new(""), new("รวม"), .. CountLine.Sum("", lines).Counts.Select(Count)], RowKind.Total),
        ]);

    static Table Indicators(StatisticsResult result)
    {
        var rows = result.Indicators().ToList();
        return new(
            "ตัวชี้วัดการจัดการข้อร้องเรียน",
            [new("ตัวชี้วัด", 4), new("ร้อยละ", 1, Align.Right), new("จำนวนที่นับได้", 1.2, Align.Right), new("จำนวนทั้งหมด", 1.2, Align.Right)],
            [
                .. rows.SelectMany(row => row.Years.Zip(result.Years.Years, (share, year) => new Row([new(YearOf(result.Years, year)), .. Cells(share)]))
                    .Prepend(new Row([new(Name(row.Indicator))], RowKind.Section))),
            ])
        {
            Note = string.Join('\n', rows.Select(row => $"{Name(row.Indicator)}: {Means(row.Indicator)}")),
        };

        static IEnumerable<Cell> Cells(Share share) => share.Percent is { } percent
            ? [new(percent.ToString("0.0", CultureInfo.InvariantCulture), percent, "0.0"), Count(share.Part), Count(share.Whole)]
            : [new("ยังไม่มีข้อมูล"), new("-"), new("-")];
    }

    static string Name(Indicator indicator) => indicator switch
    {
        Indicator.Settled => "ความสำเร็จของการดำเนินการเรื่องร้องเรียนให้ได้ข้อยุติ",
        Indicator.Satisfied => "ความพึงพอใจต่อคำตอบ",
        Indicator.Dissatisfied => "ความไม่พึงพอใจต่อคำตอบ",
        Indicator.SurveySatisfied => "ความพึงพอใจจากแบบสำรวจ",
        Indicator.SurveyDissatisfied => "ความไม่พึงพอใจจากแบบสำรวจ",
        _ => "กระบวนการให้บริการที่ปรับปรุงและกำหนดมาตรฐาน",
    };

    static string Means(Indicator indicator) => indicator switch
    {
        Indicator.Settled => "ข้อร้องเรียนที่ปิดเรื่องแล้ว หรือตอบแล้วและผู้แจ้งบอกว่าได้รับการแก้ไข จากข้อร้องเรียนที่รับในปี ไม่รวมเรื่องที่ถอนหรือโอนไปสำนักงานอื่น",
        Indicator.Satisfied => "ครั้งที่ผู้แจ้งบอกว่าได้รับการแก้ไข จากการให้ความเห็นต่อคำตอบทั้งหมด",
        Indicator.Dissatisfied => "ครั้งที่ผู้แจ้งบอกว่ายังไม่ได้รับการแก้ไข จากการให้ความเห็นต่อคำตอบทั้งหมด",
        Indicator.SurveySatisfied => "คำตอบรายข้อที่พึงพอใจ จากคำตอบทั้งหมดของแบบสำรวจที่รายงานผลแล้วในปีงบประมาณ",
        Indicator.SurveyDissatisfied => "คำตอบรายข้อที่ไม่พึงพอใจ จากคำตอบทั้งหมดของแบบสำรวจที่รายงานผลแล้วในปีงบประมาณ",
        _ => "การปรับปรุงบริการที่เสนอในปีนั้นและได้รับอนุมัติ ซึ่งนำไปใช้แล้ว",
    };

    static readonly (string Name, string Colour)[] Levels = [("สูง", "1C7C54"), ("กลาง", "8FB8A8"), ("ต่ำ", "B3412F")];

    // Table 3.E of the guideline.
    static IEnumerable<Block> Satisfaction(StatisticsResult result)
    {
        var rows = result.Satisfaction;
        var years = result.Years.Years.ToList();
        yield return new Table(
            "ความพึงพอใจต่อช่องทางการรับฟัง",
            [new("ช่องทาง", 4), .. Levels.Select(level => new Column(level.Name, 0.9, Align.Right, "ร้อยละ")), new("รวม", 0.9, Align.Right, "ร้อยละ"), new("ผู้ให้ความเห็น (คน)", 1.3, Align.Right)],
            [
                .. years.SelectMany((year, n) => rows.Where(row => row.Years[n].People > 0)
                    .Select(row => new Row([new(row.Channel), .. Cells(row.Years[n])]))
                    .Prepend(new Row([new($"{YearOf(result.Years, year)}{(rows.Any(row => row.Years[n].People > 0) ? "" : " ยังไม่มีข้อมูล")}")], RowKind.Section))),
            ])
        {
            Note = "ร้อยละของผู้แจ้งที่ให้ความเห็น ปัดเศษให้แต่ละช่องทางรวมได้ 100"
                + (rows.Any(row => row.Years.Any(year => year.IsSmall)) ? $" * มีผู้ให้ความเห็นน้อยกว่า {ChannelSatisfaction.Small} คน ใช้ประกอบการพิจารณาด้วยความระมัดระวัง" : ""),
        };
        var now = rows.Where(row => row.Years[^1].People > 0).ToList();
        if (now.Count > 0)
        {
            yield return new Figure(
                $"ความพึงพอใจต่อช่องทางการรับฟัง ปี {result.Years.Last} (ร้อยละ)",
                string.Join(" ", now.Select(row => $"{row.Channel} สูง {row.Years[^1].Percents[0]} กลาง {row.Years[^1].Percents[1]} ต่ำ {row.Years[^1].Percents[2]}")),
                [.. now.Select(row => row.Channel)],
                [.. Levels.Select((level, i) => new Series(level.Name, [.. now.Select(row => row.Years[^1].Percents[i])], level.Colour))]);
        }

        static IEnumerable<Cell> Cells(ChannelSatisfaction year) => year.Percents.Append(year.Percents.Sum())
            .Select(percent => new Cell(percent.ToString("0", CultureInfo.InvariantCulture), percent, "0"))
            .Append(new(Number(year.People) + (year.IsSmall ? "*" : ""), year.People, year.IsSmall ? "#,##0\"*\"" : "#,##0"));
    }

    static Cell Count(long value) => new(Number(value), value, "#,##0");

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
