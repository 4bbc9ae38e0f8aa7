using System.Globalization;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Improvements;

/// <summary>The report on one improvement: a memo to the head, the process before and after (seed table 3.A), what came of it (seeds S2-024 to S2-030).</summary>
public static class ImprovementPaper
{
    public static OfficialDocument Write(Office.Office office, Improvement one, IReadOnlyList<ImprovementEffect> effects, string? group, IReadOnlyList<Block> pictures, DateOnly today)
    {
        var unit = Unit(one.Unit);
        var blocks = new List<Block>
        {
            new MemoHead(office.Name, null, ThaiDate.Long(today), $"รายงานการปรับปรุงกระบวนงาน {one.Title}", $"ผู้อำนวยการ{office.Name}")
            {
                Emblem = office is { Logo: { } logo, LogoType: { } type } ? new DocumentImage(logo, type, "ตราสัญลักษณ์ของหน่วยงาน") : null,
            },
            new Paragraph($"ด้วย{group ?? office.Name}ได้นำข้อมูลจากการรับฟังผู้รับบริการและผู้มีส่วนได้ส่วนเสียมาวิเคราะห์เพื่อปรับปรุง{one.Service} (เลขที่ {one.Number}) สรุปได้ดังนี้"),
            new Heading(2, "ที่มา"),
            new BulletList([.. one.Sources.Select(source => $"{Kind(source.Kind)}: {source.Title}")]),
            new Paragraph(one.Said),
        };
        Add("สาเหตุ", one.Cause);
        Add("แนวทางที่ดำเนินการ", one.Action);
        Add(one.OrderNumber.Length > 0 ? $"คณะทำงาน (คำสั่งที่ {one.OrderNumber})" : "คณะทำงาน", one.WorkingGroup);
        if (one.Process is { IsDrawn: true } process)
        {
            blocks.Add(new Heading(2, "กระบวนงานก่อนและหลังการปรับปรุง"));
            blocks.Add(new Table(
                "เปรียบเทียบขั้นตอนและระยะเวลา",
                [new("ขั้นที่", 0.6, Align.Center), new("ขั้นตอนเดิม", 3), new($"เวลา ({unit})", 1, Align.Right), new("ขั้นตอนที่ปรับปรุง", 3), new($"เวลา ({unit})", 1, Align.Right)],
                [
                    .. process.Steps.Select(step => new Row([new(Whole(step.Number)), new(step.Before), Time(step.BeforeTime), new(step.AfterTime is null ? "ตัดออก" : step.After), Time(step.AfterTime)])),
                    new Row([new("รวม"), new($"{process.StepsBefore} ขั้นตอน"), Time(process.TimeBefore), new($"{process.StepsAfter} ขั้นตอน"), Time(process.TimeAfter)], RowKind.Total),
                ]));
            blocks.Add(new Paragraph($"{Saved("ระยะเวลา", process.TimeBefore, process.TimeAfter, unit, process.TimeSaved)} {Saved("ขั้นตอน", process.StepsBefore, process.StepsAfter, "ขั้นตอน", process.StepsSaved)}"));
        }

        if (one.BeganOn is { } began)
        {
            blocks.Add(new Heading(2, "การนำไปใช้"));
            blocks.Add(new Paragraph($"เริ่มใช้แนวทางใหม่ตั้งแต่วันที่ {ThaiDate.Long(began)}"
                + (one.Announced.Length > 0 ? $" ประกาศให้ทราบที่ {one.Announced}" : "") + (one.ManualUpdatedOn is { } manual ? $" ปรับปรุงคู่มือการปฏิบัติงานแล้วเมื่อวันที่ {ThaiDate.Long(manual)}" : "")));
        }

        blocks.Add(new Heading(2, "ผลที่วัดได้"));
        if (effects.Count == 0)
        {
            blocks.Add(new Paragraph("ยังไม่ได้วัดผลหลังการปรับปรุง"));
        }
        else
        {
            blocks.Add(new Table(
                "ผลก่อนและหลังการปรับปรุง", [new("สิ่งที่วัด", 3), new("ก่อน", 1.6), new("หลัง", 1.6), new("ผลต่าง", 1.4), new("สรุป", 1.6)],
                [.. effects.Select(effect => new Row([new(effect.Title), new(Figure(effect, true, unit)), new(Figure(effect, false, unit)), new(Change(effect.Difference)), new(Verdict(effect.Difference.Verdict))]))])
            {
                Note = "ตัวเลขหลังเครื่องหมาย ± คือช่วงที่ผลต่างอาจคลาดเคลื่อนโดยบังเอิญ ที่ระดับความเชื่อมั่นร้อยละ 95",
            });
        }

        blocks.Add(new Paragraph("จึงเรียนมาเพื่อโปรดทราบ"));
        blocks.Add(new SignatureBlock(null, "ผู้รายงาน"));
        if (pictures.Count > 0)
        {
            blocks.AddRange([new PageBreak(), .. pictures]);
        }

        return new OfficialDocument($"รายงานการปรับปรุงกระบวนงาน {one.Title}", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"improvement-{one.Number.Replace('/', '-')}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
        };

        void Add(string heading, string text)
        {
            if (text.Length > 0)
            {
                blocks.Add(new Heading(2, heading));
                blocks.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new Paragraph(line)));
            }
        }
    }

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    static Cell Time(decimal? time) => time is { } known ? new(Text(known), known, "0.##") : new("–");

    public static string Unit(TimeUnit unit) => unit switch { TimeUnit.WorkingDays => "วันทำการ", TimeUnit.Hours => "ชั่วโมง", _ => "นาที" };

    static string Kind(SourceKind kind) => kind switch
    {
        SourceKind.Voice => "เรื่องร้องเรียนและความคิดเห็น",
        SourceKind.SurveyItem => "ผลสำรวจความไม่พึงพอใจ",
        SourceKind.Monitoring => "การติดตามคุณภาพการให้บริการ",
        SourceKind.Insight => "ข้อมูลจากการรับฟัง",
        SourceKind.Participation => "การมีส่วนร่วม",
        SourceKind.Meeting => "การประชุม",
        SourceKind.Service => "ผลการให้บริการตามมาตรฐาน",
        _ => "ผลการตรวจหรือประเมิน",
    };

    static string Saved(string what, decimal before, decimal after, string unit, decimal? percent) => percent switch
    {
        null or 0 => $"{what}คงเดิม {Text(before)} {unit}",
        > 0 => $"{what}ลดลงจาก {Text(before)} เหลือ {Text(after)} {unit} (ร้อยละ {Text(percent.Value)})",
        _ => $"{what}เพิ่มขึ้นจาก {Text(before)} เป็น {Text(after)} {unit} (ร้อยละ {Text(-percent.Value)})",
    };

    static string Figure(ImprovementEffect effect, bool before, string unit)
    {
        var value = (before ? effect.Difference.Before : effect.Difference.After).ToString("0.#", CultureInfo.InvariantCulture);
        var from = before ? effect.BeforeFrom : effect.AfterFrom;
        return effect.Kind switch
        {
            EffectKind.SurveyItem => $"ไม่พึงพอใจร้อยละ {value} ({(before ? effect.BeforeCount : effect.AfterCount)} จาก {(before ? effect.BeforeOf : effect.AfterOf)} คน) {from}",
            EffectKind.Cases => $"{value} เรื่อง ({from})",
            _ => $"เฉลี่ย {value} {unit} ({(before ? effect.BeforeTimes.Length : effect.AfterTimes.Length)} ครั้ง)",
        };
    }

    static string Change(Difference difference) => (difference.Change > 0 ? "+" : "") + difference.Change.ToString("0.#", CultureInfo.InvariantCulture)
        + (difference.Margin is { } margin ? " ± " + margin.ToString("0.#", CultureInfo.InvariantCulture) : "");

    static string Verdict(Verdict verdict) => verdict switch
    {
        Improvements.Verdict.Better => "ดีขึ้น",
        Improvements.Verdict.Worse => "แย่ลง",
        Improvements.Verdict.Unclear => "ยังสรุปไม่ได้ อาจต่างโดยบังเอิญ",
        _ => "ข้อมูลน้อยเกินไป",
    };
}
