using System.Globalization;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Surveys;

/// <summary>
/// The report of a survey to the director: a memo that says what was found, then the tables of the guideline: by group
/// (3.F), by issue (3.G), the ranking, who answered, what people wrote.
/// </summary>
public static class SurveyReport
{
    /// <summary>Comments printed; the report says when there are more.</summary>
    public const int MostComments = 60;

    const int Worst = 3;

    public static OfficialDocument Write(Office.Office office, SurveyResult results, SurveyResult? before, IReadOnlyList<Comment> comments, DateOnly today)
    {
        var survey = results.Survey;
        var day = survey.ReportedAt is { } at ? ThaiDate.OnDay(at) : today;
        var blocks = new List<Block>
        {
            new MemoHead(office.Name, survey.ReportNumber, ThaiDate.Long(day), $"รายงานผล{survey.Title} ปีงบประมาณ {survey.FiscalYear}", $"ผู้อำนวยการ{office.Name}")
            {
                Emblem = office is { Logo: { } logo, LogoType: { } type } ? new DocumentImage(logo, type, "ตราสัญลักษณ์ของหน่วยงาน") : null,
            },
        };
        blocks.AddRange(Memo(results, before));
        blocks.Add(new SignatureBlock(null, "ผู้รายงาน"));
        blocks.Add(new Paragraph("ความเห็น/ข้อสั่งการ ..........................................................................................................", Indent: false));
        blocks.Add(new SignatureBlock(null, $"ผู้อำนวยการ{office.Name}"));
        blocks.Add(new PageBreak());
        blocks.Add(new Heading(1, $"สิ่งที่ส่งมาพร้อมนี้: ผล{survey.Title}"));
        blocks.Add(ByGroup(results));
        blocks.Add(Chart(results));
        blocks.Add(ByIssue(results));
        blocks.Add(Ranking(results));
        if (before is not null)
        {
            blocks.Add(Trend(results, before));
        }

        if (results.Choices.Count > 0)
        {
            blocks.Add(new Heading(2, "สถานภาพของผู้ตอบ"));
        }

        blocks.AddRange(results.Choices.Select(choice => Choice(choice, results.Answers)));
        blocks.AddRange(Comments(results, comments));
        return new OfficialDocument($"รายงานผล{survey.Title} ปีงบประมาณ {survey.FiscalYear}", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"survey-{survey.Slug}",
            FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
        };
    }

    static IEnumerable<Block> Memo(SurveyResult results, SurveyResult? before)
    {
        var survey = results.Survey;
        yield return new Paragraph(
            $"ตามที่ได้สำรวจ{(survey.Questionnaire.AsksEachService ? "ความชัดเจนของหน้าบริการจากความเห็นของ" : "ความพึงพอใจและความไม่พึงพอใจของ")}ผู้รับบริการและผู้มีส่วนได้ส่วนเสีย ตั้งแต่วันที่ {ThaiDate.Long(survey.OpensOn)} ถึงวันที่ {ThaiDate.Long(survey.ClosesOn)} นั้น "
            + $"มีผู้ตอบแบบสำรวจ {Number(results.Answers)} คน{Rate(results)}");
        if (results.Answers == 0)
        {
            yield return new Paragraph("ยังไม่มีผู้ตอบแบบสำรวจ จึงยังไม่มีผลให้รายงาน");
            yield break;
        }

        var not = survey.Questionnaire.Called(satisfied: false).Th;
        yield return new Paragraph(
            $"ผลการสำรวจในภาพรวม ตอบว่า{survey.Questionnaire.Called(satisfied: true).Th} ร้อยละ {results.Overall.SatisfiedPercent} {not} ร้อยละ {results.Overall.DissatisfiedPercent} "
            + $"(นับจากคำตอบรายข้อทั้งหมด {Number(results.Overall.Total)} คำตอบ)"
            + (before is { Answers: > 0 }
                ? $" เทียบกับปีงบประมาณ {before.Survey.FiscalYear} ซึ่ง{not} ร้อยละ {before.Overall.DissatisfiedPercent} {Change(results.Overall.DissatisfiedPercent - before.Overall.DissatisfiedPercent)}"
                : ""));
        yield return new Paragraph($"ประเด็นที่ตอบว่า{not}มากที่สุด ซึ่งควรนำไปค้นหาสาเหตุและปรับปรุงก่อน ได้แก่");
        yield return new BulletList(
            [.. results.Ranking.Where(item => item.Spread.Total > 0).Take(Worst).Select(item => $"{item.Question.Text.Th} {not} ร้อยละ {item.Spread.DissatisfiedPercent} ({Number(item.Spread.Dissatisfied)} จาก {Number(item.Spread.Total)} คน)")],
            Numbered: true);
        yield return new Paragraph("รายละเอียดปรากฏตามสิ่งที่ส่งมาพร้อมนี้");
        yield return new Paragraph("จึงเรียนมาเพื่อโปรดทราบและพิจารณา");
    }

    static string Rate(SurveyResult results) => results.ResponseRate is { } rate ? $" จากเป้าหมาย {Number(results.Target)} คน คิดเป็นร้อยละ {rate}" : "";

    static string Change(decimal points) => points switch
    {
        > 0 => $"เพิ่มขึ้น {points} จุด",
        < 0 => $"ลดลง {-points} จุด",
        _ => "เท่าเดิม",
    };

    // Table 3.F of the guideline: satisfaction by group.
    static Table ByGroup(SurveyResult results) => new(
        "ความพึงพอใจจำแนกตามกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
        [new("กลุ่ม", 4), .. Levels(results), new("จำนวนผู้ตอบ", 1.3, Align.Right)],
        [
            .. results.Groups.Select(group => new Row([new($"กลุ่ม ({group.Number}) {group.Name}"), .. PercentsOf(group, results), Count(group.Answers)])),
            new Row([new("รวม"), .. Percents(results.Overall), Count(results.Answers)], RowKind.Total),
        ])
        {
            Note = "ร้อยละของคำตอบรายข้อทั้งหมดของกลุ่ม" + (results.Groups.Any(group => group.Spread is null)
                ? $" “{SmallGroups.NotShown}” คือกลุ่มที่มีผู้ตอบน้อยกว่า {SmallGroups.Least} คน ไม่แสดงผลเพื่อไม่ให้ทราบว่าใครตอบ และกลุ่มที่หากแสดงผลจะคำนวณผลของกลุ่มดังกล่าวได้"
                : ""),
        };

    static IEnumerable<Cell> PercentsOf(GroupResult group, SurveyResult results) =>
        group.Spread is { } spread ? Percents(spread) : results.Survey.Questionnaire.Scale.Select(_ => new Cell(SmallGroups.NotShown));

    // Table 3.G of the guideline: satisfaction by issue.
    static Table ByIssue(SurveyResult results) => new(
        "ความพึงพอใจจำแนกตามประเด็น",
        [new("ข้อ", 0.6, Align.Center), new("ประเด็น", 4), .. Levels(results), new("จำนวนคำตอบ", 1.2, Align.Right)],
        [
            .. results.Dimensions.SelectMany(dimension => dimension.Items
                .Select((item, i) => new Row([new(item.Question.IsNumbered ? item.Question.Code : $"{i + 1}"), new(item.Question.Text.Th), .. Percents(item.Spread), Count(item.Spread.Total)]))
                .Prepend(new Row([new(dimension.Section.Title.Th)], RowKind.Section))
                .Append(new Row([new(""), new("รวมด้าน"), .. Percents(dimension.Spread), Count(dimension.Spread.Total)], RowKind.Total))),
            new Row([new(""), new("รวมทุกด้าน"), .. Percents(results.Overall), Count(results.Overall.Total)], RowKind.Total),
        ]) { Note = "- หมายถึงไม่มีผู้ตอบระดับนั้น ร้อยละปัดเศษให้แต่ละข้อรวมได้ 100" };

    static Table Ranking(SurveyResult results) => new(
        "ประเด็นเรียงตามความไม่พึงพอใจจากมากไปน้อย",
        [new("ลำดับ", 0.7, Align.Center), new("ประเด็น", 5), new($"{results.Survey.Questionnaire.Called(satisfied: false).Th} (ร้อยละ)", 1.3, Align.Right), new("จำนวน", 1, Align.Right)],
        [.. results.Ranking.Select((item, i) => new Row([new($"{i + 1}", i + 1, "0"), new(item.Question.Text.Th), item.Spread.Total == 0 ? new("") : Percent(item.Spread.DissatisfiedPercent), Count(item.Spread.Dissatisfied)]))]);

    static Table Trend(SurveyResult results, SurveyResult before)
    {
        var was = before.Ranking.ToDictionary(item => item.Question.Code, item => item.Spread.DissatisfiedPercent, StringComparer.Ordinal);
        return new(
            $"ความไม่พึงพอใจเทียบกับปีงบประมาณ {before.Survey.FiscalYear} (ร้อยละ)",
            [new("ประเด็น", 5), new($"ปี {before.Survey.FiscalYear}", 1, Align.Right), new($"ปี {results.Survey.FiscalYear}", 1, Align.Right), new("เปลี่ยนแปลง", 1.2, Align.Right)],
            [
                .. results.Dimensions.SelectMany(dimension => dimension.Items).Where(item => was.ContainsKey(item.Question.Code)).Select(item =>
                {
                    var change = item.Spread.DissatisfiedPercent - was[item.Question.Code];
                    return new Row(
                    [
                        new(item.Question.Text.Th), Percent(was[item.Question.Code]), Percent(item.Spread.DissatisfiedPercent),
                        new(change.ToString("+0;−0;0", CultureInfo.InvariantCulture), change, "+0;-0;0"),
                    ]);
                }),
            ]) { Note = "ค่าลบหมายถึงความไม่พึงพอใจลดลง" };
    }

    static Figure Chart(SurveyResult results) => new(
        "ความพึงพอใจจำแนกตามด้าน (ร้อยละ)",
        string.Join(" ", results.Dimensions.Select(dimension => $"{dimension.Section.Title.Th} {results.Survey.Questionnaire.Called(satisfied: false).Th}ร้อยละ {dimension.Spread.DissatisfiedPercent}")),
        [.. results.Dimensions.Select(dimension => dimension.Section.Title.Th)],
        [.. results.Survey.Questionnaire.Scale.Select((level, i) => new Series(level.Text.Th, [.. results.Dimensions.Select(dimension => dimension.Spread.Percentages[i])], Colours[level.Shade]))]);

    static readonly string[] Colours = ["1C7C54", "8FB8A8", "B3412F"];

    static Table Choice(ChoiceResult choice, long answers) => new(
        choice.Question.Text.Th,
        [new("คำตอบ", 4), new("จำนวน", 1, Align.Right), new("ร้อยละ", 1, Align.Right)],
        [.. choice.Question.Options.Select((option, i) => new Row([new(option.Th), Count(choice.Counts[i]), Percent(choice.Percentages[i])]))])
        { Note = choice.Missing > 0 ? $"ไม่ตอบ {Number(choice.Missing)} จาก {Number(answers)} คน" : null };

    static IEnumerable<Block> Comments(SurveyResult results, IReadOnlyList<Comment> comments)
    {
        foreach (var question in results.Survey.Questionnaire.Texts)
        {
            var said = comments.Where(comment => comment.Question == question.Code).ToList();
            var all = results.All.CommentsOn(question);
            if (all > 0)
            {
                yield return new Heading(2, question.Text.Th);
                yield return new BulletList([.. said.Select(comment => comment.Text)]);
                if (said.Count < all)
                {
                    yield return new Paragraph($"แสดง {Number(said.Count)} จากทั้งหมด {Number(all)} ข้อความ อ่านทั้งหมดได้ในระบบ", Indent: false);
                }
            }
        }
    }

    static IEnumerable<Column> Levels(SurveyResult results) =>
        results.Survey.Questionnaire.Scale.Select(level => new Column(level.Text.Th, 1.1, Align.Right, "ร้อยละ"));

    static IEnumerable<Cell> Percents(Spread spread) =>
        spread.Percentages.Select((percent, i) => spread.Total == 0 ? new Cell("") : spread.Counts[i] == 0 ? new Cell("-", 0, "0;-0;\"-\"") : Percent(percent));

    static Cell Percent(decimal value) => new(value.ToString("0", CultureInfo.InvariantCulture), value, "0");

    static Cell Count(long value) => new(Number(value), value, "#,##0");

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
