using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Surveys;

/// <summary>Answers collected with Google Forms come into a survey.</summary>
public sealed class ImportTests(Server server) : IAsyncLifetime
{
    App app = null!;
    Visitor officer = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<long> StoredAsync() => app.ScalarAsync<long>("select count(*) from survey_answers");

    Task<long> CountedAsync() => app.ScalarAsync<long>("select sum(answers)::bigint from survey_tallies");

    async Task<ReadPage> BringAsync(byte[] file, string name = "แบบสำรวจ (การตอบกลับ).csv") =>
        await officer.SendAsync((await officer.GetAsync("/demo/desk/imports/new/survey-answers/" + await app.ScalarAsync<Guid>("select id from surveys where slug = '70-1'"))).Form(), "Table", name, file);

    static IHtmlFormElement Button(ReadPage page, string handler) => page.Form("handler=" + handler);

    /// <summary>What Google Forms exports: a time stamp, then a column a question, each cell the words of the answer.</summary>
    async Task<List<string[]>> GoogleFormsAsync(params string[][] answers)
    {
        var asked = (await app.Visit().GetAsync("/demo/survey/70-1?g=4")).All("fieldset legend").Select(text => text.Replace(" (ไม่บังคับ)", "", StringComparison.Ordinal));
        var rated = asked.Where(text => char.IsAsciiDigit(text[0])).ToList();
        return
        [
            ["ประทับเวลา", "กลุ่มของท่าน", .. rated.Select((text, i) => $"{i + 1}. โปรดให้คะแนน [{text}]"), "ข้อเสนอแนะ"],
            .. answers.Select(answer => (string[])[answer[0], answer[1], .. rated.Select(_ => answer[2]), answer[3]]),
        ];
    }

    static byte[] Csv(IEnumerable<string[]> rows, Encoding? encoding = null, char delimiter = ',') =>
        (encoding ?? new UTF8Encoding(true)).GetPreamble()
            .Concat((encoding ?? Encoding.UTF8).GetBytes(string.Join("\r\n", rows.Select(row => string.Join(delimiter, row.Select(cell => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")))))).ToArray();

    static (string, string?) Column(ReadPage page, string field, string heading)
    {
        var select = page.Document.QuerySelector<IHtmlSelectElement>($"select[name='c-{field}']")!;
        return (select.Name!, select.Options.First(option => option.TextContent.Trim() == heading).Value);
    }

    [Fact]
    public async Task Import_OfAGoogleFormsExport_IsMatchedCheckedExplainedAndStoredOnce()
    {
        var (stored, counted) = (await StoredAsync(), await CountedAsync());
        var file = Csv(await GoogleFormsAsync(
            ["21/11/2026, 14:05:33", "ผู้ปกครอง", "พอใจมากที่สุด", "=1+1"],
            ["21/11/2569, 14:06:01", "ผู้ปกครอง", "พึงพอใจ", ""],
            ["21/11/2569, 14:06:01", "ผู้ปกครอง", "พึงพอใจ", ""]));

        var page = await BringAsync(file);
        Assert.Contains("/desk/imports/", page.Path, StringComparison.Ordinal);
        Assert.Contains("จับคู่ให้แล้ว 20 จาก 25 ข้อ", page.Text, StringComparison.Ordinal);
        page = await officer.SendAsync(Button(page, "Check"), Column(page, "group", "กลุ่มของท่าน"), Column(page, "q-suggestion", "ข้อเสนอแนะ"));
        Assert.Contains("คำเหล่านี้หมายถึงอะไร", page.Text, StringComparison.Ordinal);
        Assert.Equal(["ผู้ปกครอง", "พอใจมากที่สุด"], page.All("th[id^=words-]").Order(StringComparer.Ordinal));
        Assert.Equal(stored, await StoredAsync());

        var meanings = page.All("th[id^=words-]").Select((words, i) => ($"w-{i}", (string?)(words == "ผู้ปกครอง" ? "4" : "3"))).ToArray();
        page = await officer.SendAsync(Button(page, "Check"), meanings);
        Assert.Contains("ตรวจแล้ว 3 แถว ถูกต้องทุกแถว จะเพิ่ม 3 แถว มีอยู่แล้ว 0 แถว", page.Text, StringComparison.Ordinal);
        Assert.Equal(stored, await StoredAsync());

        page = await officer.SendAsync(Button(page, "Import"));
        Assert.Contains("นำเข้าแล้ว เพิ่ม 3 แถว", page.Text, StringComparison.Ordinal);
        Assert.Equal((stored + 3, counted + 3), (await StoredAsync(), await CountedAsync()));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from survey_answers where source = 2 and group_number = 4 and codes like '%33333' and answered_on = '2026-11-21'"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from survey_comments where comment = '=1+1'"));

        // The same file again: what was explained is remembered, and nothing is added.
        page = await BringAsync(file);
        page = await officer.SendAsync(Button(page, "Check"));
        Assert.Contains("จะเพิ่ม 0 แถว มีอยู่แล้ว 3 แถว", page.Text, StringComparison.Ordinal);
        await officer.SendAsync(Button(page, "Import"));
        Assert.Equal((stored + 3, counted + 3), (await StoredAsync(), await CountedAsync()));
    }

    [Theory]
    [InlineData(874, ';')]
    [InlineData(65001, '\t')]
    [InlineData(1200, ',')]
    public async Task Import_InWhateverEncodingAndDelimiter_ReadsTheThai(int codePage, char delimiter)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var rows = await GoogleFormsAsync(["2026-11-21", "ประชาชน", "พึงพอใจมาก", ""]);

        var page = await BringAsync(Csv(rows, Encoding.GetEncoding(codePage), delimiter));

        Assert.Contains("จับคู่ให้แล้ว 20 จาก 25 ข้อ", page.Text, StringComparison.Ordinal);
        Assert.Contains("กลุ่มของท่าน", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhenOneOfManyRowsIsWrong_StoresNoneAndNamesRowAndColumn()
    {
        var stored = await StoredAsync();
        var page = await BringAsync(Csv(await GoogleFormsAsync(["21/11/2569", "x", "พึงพอใจ", ""], ["21/13/2569", "x", "พึงพอใจ", ""])));

        page = await officer.SendAsync(Button(page, "Check"), ("c-group", "=4"));

        Assert.Contains(page.All("tr"), row => row.StartsWith("แถวที่ 3 ประทับเวลา 21/13/2569", StringComparison.Ordinal));
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Import']"));
        Assert.Equal(stored, await StoredAsync());
    }

    [Theory]
    [InlineData("ภาพ.jpg.csv", "MZ\u0090\0\u0003\0\0\0", "ไฟล์นี้เป็นโปรแกรม")]
    [InlineData("ว่าง.csv", "", "ไฟล์นี้ว่างเปล่า")]
    [InlineData("หัวว่าง.csv", ",,,\r\n1,2,3,4", "แถวแรกของไฟล์ว่าง")]
    [InlineData("ปลอม.xlsx", "PK\u0003\u0004ไม่ใช่", "ไฟล์นี้ไม่ใช่ชนิดที่รับ")]
    public async Task Import_OfAFileThatIsNoTable_IsRefusedInWords(string name, string content, string words)
    {
        var page = await BringAsync(Encoding.Latin1.GetBytes(content) is var plain && content.Any(c => c > 255) ? Encoding.UTF8.GetBytes(content) : plain, name);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from files"));
    }

    [Fact]
    public async Task Import_OfTooManyColumns_IsRefusedAndOfManyIsTaken()
    {
        static string Wide(int columns) => string.Join(',', Enumerable.Range(1, columns).Select(n => "c" + n.ToString(CultureInfo.InvariantCulture))) + "\r\n" + new string(',', columns - 1);

        Assert.Contains("รับได้ไม่เกิน 400 คอลัมน์", (await BringAsync(Encoding.UTF8.GetBytes(Wide(401)))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await BringAsync(Encoding.UTF8.GetBytes(Wide(200)))).Status);
    }

    [Fact]
    public async Task Import_OfAnother_IsNotFound()
    {
        var page = await BringAsync(Csv(await GoogleFormsAsync(["21/11/2569", "x", "พึงพอใจ", ""])));
        var other = await app.SignInAsync("demo.quality");

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(page.Path)).Status);
    }

    [Fact]
    public async Task Import_OfALargeFile_RunsAsAJobThatShowsWhatItDid()
    {
        var stored = await StoredAsync();
        var file = Csv(await GoogleFormsAsync([.. Enumerable.Range(0, 8_000).Select(n => new[] { "21/11/2569", "x", "พึงพอใจ", n.ToString(CultureInfo.InvariantCulture) })]));
        Assert.True(file.Length > 2 * 1024 * 1024);
        var import = await BringAsync(file);

        var job = await EndedAsync(await officer.SendAsync(Button(import, "Check"), ("c-group", "=4"), Column(import, "q-suggestion", "ข้อเสนอแนะ")));
        Assert.Contains("ตรวจแล้ว 8,000 แถว พร้อมนำเข้า", job.Text, StringComparison.Ordinal);
        Assert.Equal(stored, await StoredAsync());
        job = await EndedAsync(await officer.SendAsync(Button(await officer.GetAsync(import.Path), "Import")));

        Assert.Contains("นำเข้าแล้ว 8,000 แถว", job.Text, StringComparison.Ordinal);
        Assert.Equal(stored + 8_000, await StoredAsync());
        Assert.Equal(stored + 8_000, await CountedAsync());
    }

    async Task<ReadPage> EndedAsync(ReadPage job)
    {
        Assert.Contains("/desk/jobs/", job.Path, StringComparison.Ordinal);
        while (job.Document.QuerySelector("[hx-get]") is not null)
        {
            job = await officer.GetAsync(job.Path);
        }

        return job;
    }
}
