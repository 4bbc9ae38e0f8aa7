using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using ExcelDataReader;
using Rapfang.Modules.Surveys;

namespace Rapfang.Tests.Modules.Surveys;

/// <summary>The officer's side: plan, approve, enter paper, read results, report.</summary>
public sealed class DeskTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task AnswerAsync(App app, string level)
    {
        var citizen = app.Visit();
        var form = (await citizen.GetAsync("/demo/survey/70-1")).Form();
        await citizen.SendAsync(form, AnswerTests.AllRated(form, level));
    }

    static string RowOf(ReadPage page, string selector, string text) => page.All(selector).First(row => row.Contains(text, StringComparison.Ordinal));

    [Fact]
    public async Task Results_ShowThePercentagesOfTheGuidelinesTable()
    {
        var director = await app.SignInAsync("demo.director");

        var page = await director.GetAsync("/demo/desk/surveys/70-1/results");

        Assert.Equal("3.2 มีห้องน้ำที่สะอาดและเพียงพอ 11 (44) 28 (112) 61 (244) 400", RowOf(page, "tr", "3.2 "));
        Assert.Equal("5.2 เจ้าหน้าที่ปฏิบัติงานด้วยความโปร่งใส ไม่ทุจริต ไม่เรียกรับเงินสินบน 62 (248) 38 (152) 0 (0) 400", RowOf(page, "tr", "5.2 "));
        Assert.Equal(["เอกสาร/แบบฟอร์ม อ่านเข้าใจง่ายและสะดวกในการกรอก70%", "มีห้องน้ำที่สะอาดและเพียงพอ61%", "ตรงต่อเวลา59%"], page.All(".likert .item").Take(3).Select(row => row.Replace(" 70", "70").Replace(" 61", "61").Replace(" 59", "59")));
        Assert.Contains("ผู้ตอบ 400 คน จากเป้าหมาย 445 คน (ร้อยละ 90)", page.Text, StringComparison.Ordinal);
        Assert.Contains("เปรียบเทียบกับปีงบประมาณ 2569", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_WhenSomebodyAnswers_ChangeAtOnce()
    {
        var officer = await app.SignInAsync("demo.officer");
        await AnswerAsync(app, "1");

        var part = await officer.GetAsync("/demo/desk/surveys/70-1/results?part=numbers");

        Assert.Contains("ผู้ตอบ 401 คน", part.Text, StringComparison.Ordinal);
        Assert.Contains("(245)", RowOf(part, "tr", "3.2 "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tallies_AreWhatTheAnswersThemselvesCount()
    {
        await AnswerAsync(app, "2");

        Assert.Equal(
            await app.ScalarAsync<long>("select sum(length(translate(codes, '-', ''))) + (select count(*) from survey_comments) from survey_answers"),
            await app.ScalarAsync<long>("select sum(c)::bigint from survey_tallies, unnest(counts) c"));
    }

    [Fact]
    public async Task Paper_WhenASheetIsTyped_IsCountedAndTheNextBegins()
    {
        var officer = await app.SignInAsync("demo.officer");
        var form = (await officer.GetAsync("/demo/desk/surveys/70-1/paper")).Form();

        var next = await officer.SendAsync(form, ("g", "3"), ("q-1.1", "3"), ("q-sex", "1"));

        Assert.Equal(HttpStatusCode.OK, next.Status);
        Assert.Contains("บันทึกแล้วในรอบนี้ 1 ฉบับ", next.Text, StringComparison.Ordinal);
        Assert.Equal("3", next.Document.QuerySelector<IHtmlSelectElement>("select[name=g]")!.Value);
        Assert.Equal("", next.Document.QuerySelector<IHtmlInputElement>("[name='q-1.1']")!.Value);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from survey_answers where codes like '1----3%' and source = 1 and group_number = 3 and codes = '1----3----------------'"));
    }

    [Fact]
    public async Task Paper_WhenADigitIsNoAnswer_SaysWhichAndKeepsTheSheet()
    {
        var officer = await app.SignInAsync("demo.officer");
        var form = (await officer.GetAsync("/demo/desk/surveys/70-1/paper")).Form();

        var page = await officer.SendAsync(form, ("q-1.1", "8"), ("q-1.2", "2"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("1.1 สะดวกเข้าใจง่าย: ไม่มีคำตอบนี้ให้เลือก", page.Text, StringComparison.Ordinal);
        Assert.Equal("2", page.Document.QuerySelector<IHtmlInputElement>("[name='q-1.2']")!.Value);
    }

    [Fact]
    public async Task Survey_FromTemplateToReport_GoesThroughAllItsStates()
    {
        var quality = await app.SignInAsync("demo.quality");
        var director = await app.SignInAsync("demo.director");
        var start = await quality.GetAsync("/demo/desk/surveys/new");
        var edit = await quality.SendAsync(start.Form(), ("Input.Template", "guideline-2"), ("Input.Title", "แบบสำรวจทดลอง"));
        Assert.EndsWith("/edit", edit.Path, StringComparison.Ordinal);
        var draft = await quality.SendAsync(edit.Form(), ("Input.Matters", "งานทะเบียน\nงานการเงิน"));
        Assert.Contains("ร่าง", RowOf(draft, ".crumbs", "ปีงบประมาณ"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/survey/70-2-2")).Status);

        var open = await director.SendAsync((await director.GetAsync(draft.Path)).Form("handler=Approve"));
        Assert.Contains("เปิดรับคำตอบ", RowOf(open, ".crumbs", "ปีงบประมาณ"), StringComparison.Ordinal);
        Assert.Contains("งานทะเบียน", (await app.Visit().GetAsync("/demo/survey/70-2-2")).Text, StringComparison.Ordinal);

        var closed = await quality.SendAsync((await quality.GetAsync(draft.Path)).Form("handler=Close"));
        var reported = await quality.SendAsync(closed.Form("handler=Report"));
        Assert.Contains("รายงานแล้วตามบันทึกข้อความที่ ศธ 04999/2", reported.Text, StringComparison.Ordinal);

        var withdrawn = await quality.SendAsync(reported.Form("handler=Withdraw"), ("Reason", "แก้คำผิด"));
        var again = await quality.SendAsync(withdrawn.Form("handler=Report"));
        Assert.Contains("ศธ 04999/3", again.Text, StringComparison.Ordinal);
        Assert.Equal("แก้คำผิด", await app.ScalarAsync<string>("select void_reason from issued_numbers where series = 'memo' and number = 2"));
        Assert.Equal(
            "survey.drafted survey.changed survey.approved survey.closed survey.reported survey.report-withdrawn survey.reported",
            await app.ScalarAsync<string>("select string_agg(kind, ' ' order by e.id) from events e join surveys s on s.id = e.subject_id where s.slug = '70-2-2'"));
    }

    [Fact]
    public async Task Approve_WhenNotTheDirector_IsRefused()
    {
        var quality = await app.SignInAsync("demo.quality");
        await app.ExecuteAsync("update surveys set approved_at = null where slug = '70-2'");
        var page = await quality.GetAsync("/demo/desk/surveys/70-2");

        Assert.Empty(page.Document.QuerySelectorAll("form[action*='handler=Approve']"));
        using var content = new FormUrlEncodedContent([new("_form", page.Document.QuerySelector<IHtmlInputElement>("[name=_form]")!.Value)]);
        var refused = await quality.Http.PostAsync(new Uri("/demo/desk/surveys/70-2?handler=Approve", UriKind.Relative), content);

        Assert.Equal("/error/403", refused.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.True(await app.ScalarAsync<bool>("select approved_at is null from surveys where slug = '70-2'"));
    }

    [Fact]
    public async Task Report_SaysTheSameInPrintWordAndExcel()
    {
        var director = await app.SignInAsync("demo.director");

        var print = await director.GetAsync("/demo/desk/surveys/69-1/report");
        var word = await director.Http.GetByteArrayAsync(new Uri("/demo/desk/surveys/69-1/report?as=docx", UriKind.Relative));
        var excel = await director.Http.GetByteArrayAsync(new Uri("/demo/desk/surveys/69-1/report?as=xlsx", UriKind.Relative));

        Assert.Contains("บันทึกข้อความ", print.Text, StringComparison.Ordinal);
        Assert.Contains("ศธ 04999/1", print.Text, StringComparison.Ordinal);
        var shown = print.Document.QuerySelectorAll("table tr").First(row => row.TextContent.Contains("มีห้องน้ำที่สะอาดและเพียงพอ", StringComparison.Ordinal)).Children.Select(cell => cell.TextContent.Trim());
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(word), isEditable: false);
        Assert.Contains("มีห้องน้ำที่สะอาดและเพียงพอ", document.MainDocumentPart!.Document.InnerText, StringComparison.Ordinal);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(excel));
        Assert.Equal("ความพึงพอใจจำแนกตามกลุ่มผู้รับบ", reader.Name[..31]);
        Assert.True(reader.NextResult());
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        }

        var inExcel = rows.Single(row => "มีห้องน้ำที่สะอาดและเพียงพอ".Equals(row[1]));
        Assert.Equal(shown, inExcel.Select(cell => cell?.ToString() ?? ""));
    }

    [Fact]
    public async Task Csv_HoldsEveryAnswerWithAMarkForExcel()
    {
        var officer = await app.SignInAsync("demo.officer");

        var csv = await officer.Http.GetByteArrayAsync(new Uri("/demo/desk/surveys/70-1/answers.csv", UriKind.Relative));

        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        var lines = Encoding.UTF8.GetString(csv).TrimEnd().Split('\n');
        Assert.Equal(401, lines.Length);
        Assert.Equal(244, lines.Count(line => line.Split("\",\"")[..].Length > 10 && line.Split(',')[16] == "\"ไม่พึงพอใจ\""));
    }

    [Fact]
    public void Percentages_OfEveryItem_SumToAHundred()
    {
        Assert.All(
            new long[][] { [1, 1, 1], [0, 0, 1], [2, 3, 1], [333, 333, 334] },
            counts => Assert.Equal(100, new Spread(counts, [true, true, false]).Percentages.Sum()));
        Assert.All(new Spread([0, 0, 0], [true, true, false]).Percentages, percent => Assert.Equal(0, percent));
    }
}
