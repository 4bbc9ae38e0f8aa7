using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>The printed tables of participation of one fiscal year, with the columns and words of the guideline.</summary>
public sealed class ParticipationWriter(RapfangDb db, CurrentOffice current, ParticipationRegister register, FileUses uses, Photographs photographs, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is <c>processes-2569</c>, <c>steps-2569</c> or <c>levels-2569</c>.</summary>
    public const string Printed = "participation";

    public async Task<OfficialDocument?> PrintedAsync(string which) =>
        which.Split('-') is [var form, var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var year) ? await WriteAsync(form, new(year)) : null;

    /// <param name="form"><c>processes</c>, <c>steps</c> or <c>levels</c>.</param>
    public async Task<OfficialDocument> WriteAsync(string form, FiscalYear year)
    {
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var read = await register.YearAsync(year);
        var papers = form is "steps" or "levels" ? [] : await uses.OfKindAsync(Involvement.Papers);
        var (title, blocks) = form switch
        {
            "steps" => ("การวิเคราะห์ขั้นตอนของกระบวนงานเพื่อเปิดโอกาสให้ประชาชนมีส่วนร่วม", Steps(read)),
            "levels" => ("รูปแบบ/วิธีการ/เครื่องมือ และระดับการมีส่วนร่วม", Levels(read)),
            _ => ($"วิธีการ/กลไกการส่งเสริมการมีส่วนร่วมของประชาชน จำแนกตามกระบวนงานของ{office.Name}", Processes(read, await register.TopChannelsAsync(year), papers.CountBy(used => used.Use.SubjectId).ToDictionary())),
        };
        return new OfficialDocument(
            title,
            [new Paragraph($"{office.Name} ปีงบประมาณ พ.ศ. {year.Year}", Indent: false), .. blocks, new SignatureBlock(null, "ผู้จัดทำ"), .. await photographs.OfAsync("ภาพประกอบ", Pictures())],
            office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"participation-{form}-{year.Year}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(clock.Today())}", Landscape = form == "steps",
        };

        IEnumerable<(StoredFile, string)> Pictures() =>
            from one in read.Held.OrderBy(one => one.Day)
            join used in papers on one.Id equals used.Use.SubjectId
            select (used.File, $"{one.Title} {ThaiDate.Short(one.Day)} ({used.File.Caption})");
    }

    static IEnumerable<Block> Processes(ParticipationYear year, IReadOnlyList<ChannelUse> channels, Dictionary<Guid, int> papers)
    {
        yield return new Table(
            null, [new("ภารกิจหลัก/กระบวนงาน", 2), new("วิธีการ/กลไกมีส่วนร่วมของประชาชน", 4), new("หมายเหตุ", 2)],
            [.. year.Processes.Select(process => new Row([new($"{process.Number}. {process.Name}"), new(Dashed(process.Mechanism)), new(Remark(process))]))]);
        yield return new Heading(2, "ช่องทางที่ประชาชนนิยมและแสดงข้อคิดเห็น ข้อเสนอแนะ ข้อร้องเรียนมากที่สุด");
        if (channels.Count == 0)
        {
            yield return new Paragraph($"ไม่มีเรื่องเข้ามาในปีงบประมาณ {year.Year.Year}");
        }
        else
        {
            yield return new Table(
                null, [new("อันดับ", 0.7, Align.Center), new("ช่องทาง", 4), new("จำนวน (เรื่อง)", 1.3, Align.Right), new("ร้อยละ", 1, Align.Right)],
                [.. channels.Select(use => new Row([Number(use.Rank), new(use.Name), Number(use.Cases), new(use.Share.ToString("0.0", CultureInfo.InvariantCulture), use.Share, "0.0")]))])
            {
                Note = $"นับจากเรื่องที่รับไว้ {Span(year)} รวม {channels[0].Of:N0} เรื่อง ไม่รวมเรื่องที่ปิดผนึก",
            };
        }

        yield return new Heading(2, "ตัวอย่างที่แสดงให้เห็นถึงการเปิดโอกาสให้ประชาชนมีส่วนร่วมในการบริหารราชการ");
        yield return new Table(
            null, [new("วันที่", 1.2), new("กิจกรรมและสถานที่", 3), new("เครื่องมือและระดับ", 2), new("ผู้เข้าร่วม (คน)", 1, Align.Right), new("ผลที่ได้รับ", 2.4)],
            [
                .. year.Held.OrderBy(one => one.Day).Select(one => new Row(
                [
                    new(one.UntilDay is { } until ? $"{ThaiDate.Short(one.Day)} – {ThaiDate.Short(until)}" : ThaiDate.Short(one.Day)), new(string.Join('\n', $"{Kind(one.Kind)}: {one.Title}", one.Place)), new($"{Tool(one.Tool)}\n{Level(one.Level)}"), Number(Math.Max(one.Members, one.Came)),
                    new(Outcome(one, papers.GetValueOrDefault(one.Id))),
                ])),
            ])
        {
            Note = $"บันทึก {Span(year)} รวม {year.Held.Count:N0} ครั้ง",
        };
    }

    static string Remark(CoreProcess process) => string.Join('\n', new[] { process.LegalBase is { Length: > 0 } law ? law.StartsWith("ตาม", StringComparison.Ordinal) ? law : "ตาม" + law : "", process.Note }.Where(line => line.Length > 0));

    static string Outcome(Involvement one, int papers) => string.Join('\n', Lines(one, papers).Where(line => line.Length > 0));

    static IEnumerable<string> Lines(Involvement one, int papers)
    {
        yield return one.Result;
        if (one.Vote is { Total: > 0 } vote)
        {
            yield return $"ผลการลงคะแนน: {string.Join(", ", vote.Options.Select(option => $"{option.Text} {option.Votes:N0} คะแนน"))}{(vote.IsTooMany ? " (คะแนนรวมมากกว่าจำนวนผู้เข้าร่วม)" : "")}";
        }

        yield return papers > 0 ? $"ภาพประกอบและเอกสาร {papers} ไฟล์" : "";
    }

    static IEnumerable<Block> Steps(ParticipationYear year)
    {
        foreach (var process in year.Processes.Where(process => process.Steps.Count > 0))
        {
            yield return new Heading(2, $"{process.Number}. {process.Name}");
            yield return new Table(
                null,
                [
                    new("ขั้นตอน/กิจกรรม", 3), new("เปิดโอกาสให้ประชาชนมีส่วนร่วมได้หรือไม่", 2), new("ขัดต่อข้อกำหนดทางกฎหมายหรือไม่", 2.6), new("รูปแบบวิธีการมีส่วนร่วม", 2.6), new("ระดับของการมีส่วนร่วม", 2),
                ],
                [
                    .. process.InOrder.GroupBy(step => step.Stage).SelectMany(stage => stage
                        .Select(step => new Row([new($"{step.Number}. {step.Task}"), new(CanTakePart(step)), new(Law(step)), new(Form(step)), new(step.Level is { } level ? Level(level) : "–")]))
                        .Prepend(new Row([new(Stage(stage.Key))], RowKind.Section))),
                ]);
            yield return new Heading(3, "กระบวนงานที่ปรับใหม่");
            yield return new BulletList([.. process.InOrder.Select(step => NewStep(step, Stage(step.Stage)))], Numbered: true);
        }

        if (year.Processes.All(process => process.Steps.Count == 0))
        {
            yield return new Paragraph("ยังไม่มีกระบวนงานที่วิเคราะห์ขั้นตอน");
        }
    }

    static string CanTakePart(ParticipationStep step) => step.CanTakePart switch { true => "ได้", false => $"ไม่ได้ เพราะ{step.Reason}", _ => "ยังไม่ได้วิเคราะห์" };

    static string Law(ParticipationStep step) => step.LegalLimit switch
    {
        LegalLimit.Limited => $"มีข้อจำกัดตาม{Named(step.Law)}",
        LegalLimit.NotDisclosable => $"กฎหมายไม่ให้เปิดเผย ตาม{Named(step.Law)}",
        _ => "ไม่ขัด",
    };

    static string Named(string law) => law.StartsWith("ตาม", StringComparison.Ordinal) ? law["ตาม".Length..] : law;

    static string Form(ParticipationStep step) => step.Tool is { } tool ? string.Join('\n', new[] { Tool(tool), step.Form }.Where(line => line.Length > 0)) : "–";

    static string NewStep(ParticipationStep step, string stage) => step switch
    {
        { Tool: { } tool, Level: { } level } => $"({stage}) {step.Task} โดยประชาชน{Joins(tool)}{(step.Form.Length > 0 ? $" {step.Form.Replace('\n', ' ')}" : "")} – ระดับ {Level(level)}",
        { CanTakePart: false } => $"({stage}) {step.Task} – สำนักงานดำเนินการเอง",
        _ => $"({stage}) {step.Task}",
    };

    static IEnumerable<Block> Levels(ParticipationYear year)
    {
        var levels = Enum.GetValues<ParticipationLevel>();
        yield return new Table(
            "จำนวนครั้งที่ประชาชนมีส่วนร่วม จำแนกตามเครื่องมือและระดับ",
            [new("รูปแบบ/วิธีการ/เครื่องมือ", 3), .. levels.Select(level => new Column(Level(level), 1.5, Align.Right, "ระดับการมีส่วนร่วม")), new("รวม", 0.8, Align.Right)],
            [
                .. Enum.GetValues<ParticipationTool>().Select(tool => new Row([new(Tool(tool)), .. levels.Select(level => Number(year.Count(tool, level))), Number(year.Count(tool))])),
                new Row([new("รวม"), .. levels.Select(level => Number(year.Count(level))), Number(year.Held.Count)], RowKind.Total),
                new Row([new("การรับฟังความคิดเห็นผ่านเว็บไซต์ของสำนักงาน (นอกเหนือจาก 7 รูปแบบ)"), .. levels.Select(level => Number(year.Consulted.Count(one => one == level))), Number(year.Consulted.Count)]),
            ])
        {
            Note = $"นับ {Span(year)} รวม {year.Held.Count:N0} ครั้ง",
        };
        yield return new Table(
            "ระดับการมีส่วนร่วมของแต่ละกระบวนงานเทียบกับปีก่อนและเป้าหมาย",
            [new("ภารกิจหลัก/กระบวนงาน", 3), new($"ปี {year.Year.Year - 1}", 2), new($"ปี {year.Year.Year}", 2), new("เป้าหมาย", 2), new("ผล", 1.6)],
            [
                .. year.Standings.Select(one => new Row(
                [
                    new($"{one.Process.Number}. {one.Process.Name}"), new(Level(one.Before)), new(Level(one.Now)), new(Level(one.Process.TargetLevel)),
                    new(string.Join('\n', new[] { one.HasMovedUp ? "ขยับขึ้น" : one.HasMovedDown ? year.IsOver ? "ลดลง" : "ยังต่ำกว่าปีก่อน" : one.Now is null ? "ยังไม่มี" : "เท่าเดิม", one.IsAtTarget ? "ถึงเป้าหมาย" : "" }.Where(line => line.Length > 0))),
                ])),
            ]);
        yield return new Figure(
            $"จำนวนครั้งตามระดับการมีส่วนร่วม ปีงบประมาณ {year.Year.Year}", $"แผนภูมิแท่ง: {string.Join(", ", levels.Select(level => $"{Level(level)} {year.Count(level)} ครั้ง"))}",
            [.. levels.Select(Level)], [new Series("จำนวนครั้ง", [.. levels.Select(level => (decimal)year.Count(level))], "1F5A8F")]);
    }

    static string Span(ParticipationYear year) => $"ระหว่างวันที่ {ThaiDate.Long(year.Year.First)} ถึง {ThaiDate.Long(year.Until)}";

    static Cell Number(int number) => new(number.ToString("N0", CultureInfo.InvariantCulture), number, "#,##0");

    static string Dashed(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => "- " + line.TrimStart('-', '•', ' ')));

    static string Level(ParticipationLevel? level) => level is { } known ? Level(known) : "–";

    // The words of the guideline, S2-081.
    static string Level(ParticipationLevel level) => level switch
    {
        ParticipationLevel.Inform => "1. การให้ข้อมูล",
        ParticipationLevel.Consult => "2. การให้คำปรึกษา",
        ParticipationLevel.Involve => "3. การเข้ามาเกี่ยวข้องในกระบวนงาน",
        ParticipationLevel.Collaborate => "4. การร่วมมือ",
        _ => "5. การเสริมอำนาจประชาชน",
    };

    static string Tool(ParticipationTool tool) => tool switch
    {
        ParticipationTool.Told => "แจ้งข้อมูลผ่านช่องทาง",
        ParticipationTool.Meeting => "ร่วมประชุม",
        ParticipationTool.Committee => "เป็นคณะกรรมการ/คณะทำงาน",
        ParticipationTool.Monitoring => "ร่วมตรวจติดตามงาน",
        ParticipationTool.Volunteer => "อาสาสมัคร",
        ParticipationTool.FreeWork => "ร่วมดำเนินงานโดยไม่คิดค่าใช้จ่าย",
        _ => "มอบทรัพย์สินให้ราชการ",
    };

    // As the end of a sentence that begins with the people.
    static string Joins(ParticipationTool tool) => tool switch
    {
        ParticipationTool.Told => "ได้รับแจ้งข้อมูลผ่านช่องทาง",
        ParticipationTool.Volunteer => "เป็นอาสาสมัคร",
        _ => Tool(tool),
    };

    static string Stage(ProcessStage stage) => stage switch { ProcessStage.Before => "ก่อนดำเนินการ", ProcessStage.During => "ขณะดำเนินการ", _ => "หลังดำเนินการ" };

    static string Kind(InvolvementKind kind) => kind switch
    {
        InvolvementKind.Forum => "เวทีประชาคม",
        InvolvementKind.ProvinceBoard => "การประชุม กบจ.",
        InvolvementKind.PublicMeeting => "การประชุม/พบปะประชาชนกลุ่มเป้าหมาย",
        InvolvementKind.Committee => "คณะกรรมการ/คณะทำงาน",
        InvolvementKind.Hearing => "การรับฟังความคิดเห็น",
        _ => "อื่น ๆ",
    };
}
