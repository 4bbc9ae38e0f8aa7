using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Listening;

/// <summary>The forms of the guideline on listening, each of a fiscal year, with its columns and words (seeds S2-020, S2-022, S2-023, S2-050 to S2-052).</summary>
public sealed class ListeningPapers(RapfangDb db, CurrentOffice current, ChannelFigures figures, TimeProvider clock)
{
    /// <summary>The kind of these documents, for <see cref="PdfJob"/>; which one is <c>groups-2570</c>.</summary>
    public const string Printed = "listening";

    const string ByHand = "* รวมจำนวนที่บันทึกด้วยมือจากนอกระบบ ดูหมายเหตุ";

    static readonly string[] Kinds = ["groups", "statistics", "effectiveness", "insights"];

    public static bool Knows(string which) => Kinds.Contains(which, StringComparer.Ordinal);

    public async Task<OfficialDocument?> WriteAsync(string which) =>
        which.Split('-') is [var kind, var year] && Knows(kind) && int.TryParse(year, CultureInfo.InvariantCulture, out var asked) ? await WriteAsync(kind, figures.YearAsked(asked)) : null;

    public async Task<OfficialDocument> WriteAsync(string kind, FiscalYear year)
    {
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var (title, blocks) = kind switch
        {
            "groups" => ("ช่องทางการรับฟังและเรียนรู้ความต้องการของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", await GroupsAsync(year)),
            "statistics" => ("สถิติจำนวนการรับฟังและเรียนรู้ความต้องการของผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย", Statistics(await figures.OfAsync(year), year)),
            "effectiveness" => ("ประสิทธิภาพของช่องทางการรับฟังและเรียนรู้ความต้องการ", await EffectivenessAsync(year)),
            _ => ("ข้อมูลที่ได้รับจากการรับฟังและเรียนรู้ความต้องการของผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย", await InsightsAsync(year)),
        };
        var today = clock.Today();
        return new(
            title,
            [new Paragraph($"{office.Name} ปีงบประมาณ พ.ศ. {year.Year} ข้อมูล ณ วันที่ {ThaiDate.Long(today)}", Indent: false), .. blocks, new SignatureBlock(null, "ผู้รายงาน")],
            office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"listening-{kind}-{year.Year}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
        };
    }

    // Each group stands there, with or without a channel, so that the gaps are seen.
    async Task<IReadOnlyList<Block>> GroupsAsync(FiscalYear year)
    {
        var (first, last) = (year.First, year.Last);
        var channels = await db.Set<Channel>().AsNoTracking().Where(channel => channel.FromDate <= last && (channel.UntilDate == null || channel.UntilDate >= first)).OrderBy(channel => channel.Number).ToListAsync();
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Include(group => group.Channels)
            .Where(group => group.FromDate <= last && (group.UntilDate == null || group.UntilDate >= first)).OrderBy(group => group.Number).ToListAsync();
        var inUse = channels.Count(channel => channel.UntilDate is null);
        return
        [
            new Table(
                null, [new("กลุ่มผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย", 2), new("ช่องทางการรับฟังและเรียนรู้ความต้องการของผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย", 5)],
                [
                    .. groups.Select((group, n) => new Row([new($"{n + 1}. {group.Name}"), new(Served(group))])),
                ])
            {
                Note = inUse < Channel.Fewest ? $"ข้อสังเกต: สำนักงานมีช่องทางที่ใช้งานอยู่ {inUse} ช่องทาง น้อยกว่าเกณฑ์ไม่น้อยกว่า {Channel.Fewest} ช่องทาง" : $"ช่องทางที่ใช้งานอยู่ {inUse} ช่องทาง (เกณฑ์ไม่น้อยกว่า {Channel.Fewest} ช่องทาง)",
            },
            new Table(
                "ทะเบียนช่องทาง",
                [new("ที่", 0.8, Align.Center), new("ช่องทาง", 3), new("ลักษณะ", 1.5), new("ความถี่", 1.6), new("เวลาเปิดรับ", 2), new("ค่าใช้จ่ายต่อปี (บาท)", 1.4, Align.Right), new("การใช้งาน", 1.6)],
                [
                    .. channels.Select((channel, n) => new Row([
                        new($"{n + 1}", n + 1, "0"), new(channel.Name), new(channel.IsFormal ? "เป็นทางการ" : "ไม่เป็นทางการ"), new(channel.Frequency), new(channel.OpenHours),
                        channel.YearlyCost is { } cost ? new(cost.ToString("#,##0.##", CultureInfo.InvariantCulture), cost, "#,##0.00") : new(""),
                        new(channel.UntilDate is { } until ? $"เลิกใช้ {ThaiDate.Short(until)}" : channel.IsUnderUsed ? "ใช้ยังไม่เต็มที่" : "ใช้งาน")])),
                ]),
        ];

        string Served(StakeholderGroup group) =>
            string.Join('\n', channels.Where(channel => group.Channels.Exists(served => served.ChannelId == channel.Id)).Select(channel => "- " + channel.Name)) is { Length: > 0 } served ? served : "ยังไม่มีช่องทาง";
    }

    static Table[] Statistics(IReadOnlyList<ChannelLine> lines, FiscalYear last) =>
    [
        new(
            null,
            [
                new("ที่", 0.8, Align.Center), new("ช่องทาง", 3.4),
                .. Enumerable.Range(last.Year - 2, ChannelFigures.YearsShown).Select(year => new Column($"{year}", 0.9, Align.Right, $"จำนวนเรื่อง เปรียบเทียบปี {last.Year - 2}–{last.Year}")), new("หมายเหตุ", 2.6),
            ],
            [
                .. lines.Select((line, n) => new Row([new($"{n + 1}", n + 1, "0"), new(line.Channel.Name), .. line.Years.Select(Count), new(string.Join('\n', Notes(line)))])),
                new Row([new(""), new("รวม"), .. Enumerable.Range(0, ChannelFigures.YearsShown).Select(n => Sum(lines, n)), new("")], RowKind.Total),
            ])
        {
            Note = "นับตามปีงบประมาณ จากเรื่องที่รับในระบบทุกลักษณะ ไม่นับเรื่องที่ปิดผนึก" + (lines.Any(line => line.Channel.AlsoCounts is not null) ? " บางช่องทางนับจำนวนผู้ตอบหรือจำนวนครั้งด้วย ดูหมายเหตุ" : "") + (lines.Any(line => line.Years.Any(year => year.Manual is not null)) ? "\n" + ByHand : ""),
        },
    ];

    static Cell Sum(IReadOnlyList<ChannelLine> lines, int n)
    {
        var sum = lines.Sum(line => line.Years[n].Total);
        return new(N(sum), sum, "#,##0");
    }

    static Cell Count(ChannelYear year) => year.Manual is null ? new(N(year.Total), year.Total, "#,##0") : new(N(year.Total) + "*", year.Total, "#,##0\"*\"");

    /// <summary>What must be known to read the figures of a channel, in Thai, one a line.</summary>
    public static IEnumerable<string> Notes(ChannelLine line)
    {
        if (line.Channel.UntilDate is { } until)
        {
            yield return $"เลิกใช้ {ThaiDate.Short(until)}";
        }

        if (Also(line.Channel.AlsoCounts) is { } also)
        {
            yield return $"นับรวม{also}";
        }

        foreach (var year in line.Years.Where(year => year.Manual is not null))
        {
            yield return $"* ปี {year.Year} บันทึกด้วยมือ {N(year.Manual!.Count)} จาก {N(year.Total)}: {year.Manual.Note}";
        }
    }

    static string? Also(AlsoCounted? what) => what switch
    {
        AlsoCounted.SurveyAnswers => "ผู้ตอบแบบสำรวจ",
        AlsoCounted.Monitoring => "ครั้งที่ติดตามคุณภาพตามแผน",
        AlsoCounted.NetworkMeetings => "ครั้งที่ประชุมเครือข่าย",
        _ => null,
    };

    // A form is Thai in whatever language its reader works.
    static string Verdict(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.WorksWell => "สื่อสารได้ดี ใช้ต่อไป",
        ReviewVerdict.Extend => "สื่อสารได้ดี ให้ขยาย",
        ReviewVerdict.Improve => "ควรปรับปรุง",
        ReviewVerdict.UnderUsed => "ใช้ยังไม่เต็มที่",
        _ => "ควรเลิกใช้",
    };

    static string Source(InsightSourceKind kind) => kind switch
    {
        InsightSourceKind.Voice => "เรื่องที่รับฟัง",
        InsightSourceKind.SurveyComment => "ความเห็นในแบบสำรวจ",
        InsightSourceKind.NetworkMeeting => "การประชุมเครือข่าย",
        InsightSourceKind.Expert => "ผู้เชี่ยวชาญหรือนักวิชาการ",
        InsightSourceKind.Meeting => "การประชุม",
        _ => "อื่น ๆ",
    };

    async Task<IReadOnlyList<Block>> EffectivenessAsync(FiscalYear year)
    {
        var ranked = ChannelFigures.Ranked(await figures.OfAsync(year));
        var today = clock.Today();
        var rated = ranked.Where(one => one.Line.Now.Levels is not null).ToList();
        var reviewed = ranked.Where(one => one.Line.Now.Review is not null).ToList();
        var names = ranked.ToDictionary(one => one.Line.Channel.Id, one => one.Line.Channel.Name);
        var (first, last) = (year.First, year.Last);
        var changes = (await db.Set<ChannelChange>().AsNoTracking().Where(change => change.Day >= first && change.Day <= last && change.Before != "").OrderBy(change => change.Day).ToListAsync()).Where(change => names.ContainsKey(change.ChannelId)).ToList();
        return
        [
            new Table(
                "ความพึงพอใจต่อช่องทางการรับฟัง",
                [
                    new("อันดับ", 1.1, Align.Center), new("ช่องทาง", 3.4), new("สูง", 0.8, Align.Right, "ร้อยละ"), new("กลาง", 0.8, Align.Right, "ร้อยละ"), new("ต่ำ", 0.8, Align.Right, "ร้อยละ"), new("รวม", 0.8, Align.Right, "ร้อยละ"),
                    new("ผู้ให้ความเห็น (คน)", 1.2, Align.Right), new("หมายเหตุ", 2),
                ],
                [.. rated.Select(one => new Row([new(one.Rank is { } rank ? $"{rank}" : "–"), new(one.Line.Channel.Name), .. Levels(one.Line.Now.Levels!)]))])
            {
                Note = "เรียงตามร้อยละของระดับสูงจากมากไปน้อย เมื่อเท่ากันเรียงตามร้อยละของระดับต่ำจากน้อยไปมาก แล้วตามจำนวนเรื่อง ร้อยละที่นับจากระบบปัดเศษให้รวมได้ 100"
                    + (rated.Any(one => one.Line.Now.Levels!.IsSmall) ? $"\n* มีผู้ให้ความเห็นน้อยกว่า {ChannelLevels.Small} คน ใช้ประกอบการพิจารณาด้วยความระมัดระวัง" : ""),
            },
            new Table(
                "การใช้ช่องทาง เวลาที่ใช้ตอบ และค่าใช้จ่าย",
                [new("ช่องทาง", 3.4), new("จำนวนเรื่อง", 1, Align.Right), new("ตอบครั้งแรกภายใน (วัน)", 1.2, Align.Right), new("ค่าใช้จ่ายต่อปี (บาท)", 1.3, Align.Right), new("การใช้งาน", 2.2)],
                [
                    .. ranked.OrderBy(one => one.Line.Channel.Number).Select(one => new Row([
                        new(one.Line.Channel.Name), Count(one.Line.Now), one.Line.Now.MedianDays is { } days ? new($"{days}", days, "0") : new("–"),
                        one.Line.Channel.YearlyCost is { } cost ? new(cost.ToString("#,##0.##", CultureInfo.InvariantCulture), cost, "#,##0.00") : new("–"),
                        new(one.Line.IsSeldomUsed(today) switch { true => "เข้าเกณฑ์ใช้ยังไม่เต็มที่", false => "ใช้งานตามปกติ", _ => "ยังสรุปไม่ได้" })])),
                ])
            {
                Note = $"เวลาที่ใช้ตอบเป็นค่ามัธยฐานของเรื่องที่ตอบแล้ว นับจากวันที่รับเรื่อง เกณฑ์ใช้ยังไม่เต็มที่: ในปีงบประมาณเท่าที่ผ่านมา มีผู้ใช้เฉลี่ยไม่ถึงเดือนละ 1 ครั้ง พิจารณาเมื่อใช้งานแล้วไม่น้อยกว่า {ChannelLine.LeastDays} วัน"
                    + (ranked.Any(one => one.Line.Now.Manual is not null) ? "\n" + ByHand.Replace(" ดูหมายเหตุ", "", StringComparison.Ordinal) : ""),
            },
            new Table(
                "การทบทวนช่องทางประจำปี",
                [new("ช่องทาง", 2.4), new("ผลการพิจารณา", 1.6), new("สิ่งที่พบ", 3), new("การดำเนินการ", 3), new("วันที่ทบทวน", 1.3)],
                [
                    .. reviewed.Select(one => (one.Line.Channel.Name, Review: one.Line.Now.Review!))
                        .Select(one => new Row([new(one.Name), new(Verdict(one.Review.Verdict)), new(one.Review.Finding), new(one.Review.Action), new(ThaiDate.Short(one.Review.ReviewedOn))])),
                ]),
            .. changes.Count == 0 ? [] : new[]
            {
                new Table(
                    "การเปลี่ยนความถี่ของช่องทาง", [new("ช่องทาง", 2.6), new("เดิม", 1.5), new("ใหม่", 1.5), new("เหตุผล", 3.4), new("ตั้งแต่วันที่", 1.3)],
                    [.. changes.Select(change => new Row([new(names[change.ChannelId]), new(change.Before), new(change.After), new(change.Reason), new(ThaiDate.Short(change.Day))]))]),
            },
        ];
    }

    static IEnumerable<Cell> Levels(ChannelLevels levels)
    {
        for (var level = 0; level < levels.Percents.Count; level++)
        {
            yield return new(levels.Show(level), levels.Percents[level], "0.##");
        }

        var sum = levels.Percents.Sum() ?? 0;
        yield return new(levels.Typed is { } typed ? typed.Show(sum) : $"{sum:0}", sum, "0.##");
        yield return levels.People is { } people ? new(N(people) + (levels.IsSmall ? "*" : ""), people, levels.IsSmall ? "#,##0\"*\"" : "#,##0") : new("ไม่ทราบ");
        yield return new(levels.Typed switch
        {
            null => "",
            { SumsUp: true } by => $"บันทึกด้วยมือ: {by.Note}",
            { IsWhole: false } by => $"บันทึกด้วยมือ: {by.Note} ข้อมูลไม่ครบทุกระดับ จึงไม่จัดอันดับ",
            { } by => $"บันทึกด้วยมือ: {by.Note} ร้อยละรวมได้ {by.Show(by.Sum)} ไม่ใช่ 100 คงไว้ตามที่บันทึก จึงไม่จัดอันดับ",
        });
    }

    async Task<IReadOnlyList<Block>> InsightsAsync(FiscalYear year)
    {
        var (first, last) = (year.First, year.Last);
        var insights = await db.Set<Insight>().AsNoTracking().Include(insight => insight.Sources).Where(insight => insight.LearntOn >= first && insight.LearntOn <= last)
            .OrderBy(insight => insight.LearntOn).ThenBy(insight => insight.Number).ToListAsync();
        var channels = await db.Set<Channel>().Select(channel => new { channel.Id, channel.Name }).ToDictionaryAsync(channel => channel.Id, channel => channel.Name);
        var groups = await db.Set<StakeholderGroup>().Select(group => new { group.Id, group.Name }).ToDictionaryAsync(group => group.Id, group => group.Name);
        return
        [
            new Table(
                null,
                [new("ข้อมูลที่ได้รับจากการรับฟังและเรียนรู้ความต้องการ", 4), new("กลุ่ม", 1.8), new("ช่องทาง", 1.8), new("วันที่", 1.2), new("หมายเหตุ", 3)],
                [
                    .. insights.Select((insight, n) => new Row([
                        new($"{n + 1}. {insight.What}"), new(insight.GroupId is { } group ? groups[group] : ""), new(insight.ChannelId is { } channel ? channels[channel] : ""), new(ThaiDate.Short(insight.LearntOn)),
                        new(string.Join('\n', Remarks(insight)))])),
                ]),
        ];
    }

    static IEnumerable<string> Remarks(Insight insight)
    {
        if (insight.Note.Length > 0)
        {
            yield return insight.Note;
        }

        if (insight.Sources.Count > 0)
        {
            yield return $"จาก {insight.Sources.Count} แหล่ง ผู้กล่าวถึงรวม {N(insight.SaidBy)}: {string.Join(", ", insight.Sources.GroupBy(source => source.Kind).OrderBy(of => of.Key).Select(of => $"{Source(of.Key)} {N(of.Sum(source => (long)source.Count))}"))}";
        }

        if (insight.Action.Length > 0)
        {
            yield return $"การดำเนินการ: {insight.Action}";
        }
    }

    static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
