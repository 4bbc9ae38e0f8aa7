using System.Globalization;
using Rapfang.Modules.Improvements;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>The report on one consultation: a memo to the head, what was asked, the answers with how many gave them, the comments with the office's replies, what changed.</summary>
public static class ConsultationPaper
{
    /// <param name="comments">Those that are shown.</param>
    public static OfficialDocument Write(
        Office.Office office, Consultation one, ConsultationCounts counts, IReadOnlyList<QuestionResult> results, IReadOnlyList<ConsultationComment> comments,
        IReadOnlyDictionary<Guid, int> supports, IReadOnlyList<(ImprovementSource Source, Improvement Improvement)> improvements, DateOnly today)
    {
        var blocks = new List<Block>
        {
            new MemoHead(office.Name, null, ThaiDate.Long(today), $"รายงานผลการรับฟังความคิดเห็น {one.Title}", $"ผู้อำนวยการ{office.Name}")
            {
                Emblem = office is { Logo: { } logo, LogoType: { } type } ? new DocumentImage(logo, type, "ตราสัญลักษณ์ของหน่วยงาน") : null,
            },
            new Paragraph($"ตามที่ได้เปิดรับฟังความคิดเห็น เรื่อง {one.Title} (เลขที่ {one.Slug}) ตั้งแต่วันที่ {ThaiDate.Long(one.OpensOn)} ถึงวันที่ {ThaiDate.Long(one.LastDay)} ระดับการมีส่วนร่วม {Level(one.Level)} กลุ่มที่รับฟัง {string.Join(", ", one.Groups.Select(group => group.Name))} สรุปผลได้ดังนี้"),
            new Heading(2, "สิ่งที่ขอความเห็น"),
            new Paragraph(one.Asks),
            new Paragraph(one.Why),
            new Heading(2, "ผู้มีส่วนร่วม"),
            new Paragraph($"ส่งคำตอบหรือความเห็น {Whole(counts.Sheets)} ครั้ง ความเห็น {Whole(counts.Comments)} ความเห็น แสดงแล้ว {Whole(counts.Shown)} รออ่าน {Whole(counts.Waiting)} ไม่แสดง {Whole(counts.AllRefused)}{Reasons(counts)}"
                + (counts.Bursts > 0 ? $" ในจำนวนนี้ {Whole(counts.SheetsInBursts)} ครั้งส่งมาจากแหล่งเดียวกันในเวลาไล่เลี่ยกัน {Whole(counts.Bursts)} ชุด ซึ่งอาจเป็นบุคคลเดียวหรือหน่วยงานเดียวกัน" : "")
                + " ผู้ตอบเป็นผู้สมัครใจ จึงไม่ใช่ตัวแทนของประชาชนทั้งหมด"),
        };
        foreach (var result in results.Where(result => result.Question.IsChoice))
        {
            blocks.Add(new Heading(2, $"คำถามที่ {Whole(result.Question.Number)} {result.Question.Text}"));
            blocks.Add(new Table(
                $"ผลคำถามที่ {Whole(result.Question.Number)}", [new("คำตอบ", 4), new("จำนวน (คน)", 1, Align.Right), new("ร้อยละ", 1, Align.Right)],
                [
                    .. result.Question.Options.Select((option, n) => new Row([new(option), Count(result.Counts[n]), result.Total == 0 ? new("–") : Share(result.Percentages[n])])),
                    new Row([new("ผู้ตอบคำถามนี้"), Count(result.Total), result.Total == 0 ? new("–") : Share(100)], RowKind.Total),
                ]));
            if (result.Total > 0)
            {
                blocks.Add(new Figure(
                    $"ร้อยละของผู้ตอบคำถามที่ {Whole(result.Question.Number)} ({Whole(result.Total)} คน)", $"แผนภูมิแท่งของคำตอบ ตัวเลขอยู่ในตารางข้างบน", result.Question.Options,
                    [new Series("ร้อยละ", result.Percentages, "0F5C5C")]));
            }
        }

        foreach (var result in results.Where(result => !result.Question.IsChoice && result.Total > 0))
        {
            blocks.Add(new Heading(2, $"คำถามที่ {Whole(result.Question.Number)} {result.Question.Text}"));
            blocks.Add(new BulletList([.. result.Words]));
        }

        if (comments.Count > 0)
        {
            blocks.Add(new Heading(2, "ความเห็นและคำตอบของสำนักงาน"));
            blocks.Add(new Table(
                "ความเห็นที่แสดง เรียงตามจำนวนผู้สนับสนุน", [new("ที่", 0.5, Align.Center), new("ความเห็น", 4), new("ผู้สนับสนุน", 1.25, Align.Right), new("คำตอบของสำนักงาน", 3)],
                [
                    .. comments.OrderByDescending(comment => supports.GetValueOrDefault(comment.Id)).ThenBy(comment => comment.Number).Select(comment => new Row(
                    [
                        new(Whole(comment.Number), comment.Number, "0"), new(comment.SignedAs.IsEmpty ? comment.Text.Text : $"{comment.Text}\n({comment.SignedAs})"),
                        Count(supports.GetValueOrDefault(comment.Id)), new(comment.Reply.Length > 0 ? comment.Reply : "–"),
                    ])),
                ]));
        }

        Add("สรุปผล", one.Summary);
        Add("สิ่งที่เปลี่ยนแปลงจากการรับฟัง", one.Changed);
        if (improvements.Count > 0)
        {
            blocks.Add(new Heading(2, "การปรับปรุงที่เกิดจากการรับฟังครั้งนี้"));
            blocks.Add(new BulletList([.. improvements.Select(of => $"{of.Improvement.Number} {of.Improvement.Title} (ที่มา {of.Source.Title})")]));
        }

        blocks.Add(new Paragraph("จึงเรียนมาเพื่อโปรดทราบ"));
        blocks.Add(new SignatureBlock(null, "ผู้รายงาน"));
        return new OfficialDocument($"รายงานผลการรับฟังความคิดเห็น {one.Title}", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"consultation-{one.Slug}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
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

    static string Reasons(ConsultationCounts counts) =>
        counts.AllRefused == 0 ? "" : $" ({string.Join(" ", counts.Refused.OrderBy(of => of.Key).Select(of => $"{Because(of.Key)} {Whole(of.Value)}"))})";

    static string Because(CommentRefusal why) => why switch
    {
        CommentRefusal.PersonalData => "มีข้อมูลส่วนบุคคล",
        CommentRefusal.Rude => "ถ้อยคำไม่สุภาพ",
        CommentRefusal.OffTopic => "ไม่ตรงเรื่อง",
        CommentRefusal.Advertising => "โฆษณา",
        CommentRefusal.Repeated => "ส่งซ้ำ",
        _ => "กล่าวหาบุคคล",
    };

    static string Level(ParticipationLevel level) => level switch
    {
        ParticipationLevel.Inform => "ให้ข้อมูลข่าวสาร",
        ParticipationLevel.Consult => "ปรึกษาหารือ",
        ParticipationLevel.Involve => "เข้ามามีบทบาท",
        ParticipationLevel.Collaborate => "สร้างความร่วมมือ",
        _ => "เสริมอำนาจ",
    };

    static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    static Cell Count(long number) => new(Whole(number), number, "#,##0");

    static Cell Share(decimal percent) => new(percent.ToString("0.0", CultureInfo.InvariantCulture), percent, "0.0");
}
