using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Npgsql;
using Rapfang.Tests.Platform.Files;

namespace Rapfang.Tests.Modules.Files;

/// <summary>The files of the office: what comes in, who sees it, what can not vanish.</summary>
public sealed class FilesTests(Server server) : IAsyncLifetime
{
    App app = null!;
    Visitor officer = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<List<string>> KeptAsync() => app.ColumnAsync("select name from files order by name collate \"C\"");

    async Task<string> PathOfAsync(string name) => $"{FilesDesk.Path}/{await app.ScalarAsync<Guid>($"select id from files where name = '{name}'")}";

    async Task<string> PapersAsync() => $"/demo/desk/works/{await app.ScalarAsync<Guid>("select id from works limit 1")}/papers";

    static byte[] Package(params (string Name, int Zeros)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, zeros) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(new byte[zeros]);
            }
        }

        return bytes.ToArray();
    }

    [Fact]
    public async Task Send_OfGoodAndBadFiles_KeepsTheGoodOnesAndSaysWhyOfTheOthers()
    {
        var page = await officer.SendFilesAsync(
            ("คำสั่ง.pdf", FilesDesk.Pdf),
            ("ภาพ.jpg", [.. "MZ\u0090\0\u0003\0\0\0"u8]),
            ("ว่าง.pdf", []),
            ("ใหญ่.docx", Package(("word/document.xml", 100_000_000))),
            ("มาโคร.xlsx", Package(("xl/workbook.xml", 1), ("xl/vbaProject.bin", 1))),
            ("ห้อง/แผน.pdf", FilesDesk.Pdf),
            ("เว็บ.html", "<script>alert(1)</script>"u8.ToArray()),
            ("ขาด.jpg", [.. ImageMetadataTests.Telling("jpg", 1)[..300]]),
            ("ตาราง.csv", "ก,ข"u8.ToArray()));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        string[] refused =
        [
            "ภาพ.jpg – ไฟล์นี้เป็นโปรแกรม", "ว่าง.pdf – ไฟล์นี้ว่างเปล่า", "ใหญ่.docx – ไฟล์นี้เมื่อคลายออกจะใหญ่ผิดปกติ", "มาโคร.xlsx – ไฟล์นี้มีมาโคร",
            "ห้อง/แผน.pdf – ชื่อไฟล์ใช้ไม่ได้", "เว็บ.html – ไฟล์นี้ไม่ใช่ชนิดที่รับ", "ขาด.jpg – รูปภาพนี้เสียหายหรือมาไม่ครบ",
        ];
        Assert.All(page.All(".error-summary li").Zip(refused, (said, words) => (said, words)), line => Assert.StartsWith(line.words, line.said, StringComparison.Ordinal));
        Assert.Equal(refused.Length, page.All(".error-summary li").Length);
        Assert.Contains("เก็บไฟล์แล้ว: คำสั่ง.pdf, ตาราง.csv", page.Text, StringComparison.Ordinal);
        Assert.Equal(["คำสั่ง.pdf", "ตาราง.csv"], await KeptAsync());
    }

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest, "กรุณาเลือกไฟล์")]
    [InlineData(21, HttpStatusCode.BadRequest, "ส่งได้ครั้งละไม่เกิน 20 ไฟล์ ยังไม่ได้เก็บไฟล์ใด")]
    [InlineData(10_000, HttpStatusCode.RequestEntityTooLarge, "ส่งให้น้อยลง เช่น ลดจำนวนไฟล์")]
    public async Task Send_OfNoneOrTooMany_IsRefusedInWordsAndKeepsNone(int files, HttpStatusCode status, string words)
    {
        var page = await officer.SendFilesAsync([.. Enumerable.Range(0, files).Select(n => ($"{n}.pdf", FilesDesk.Pdf))]);

        Assert.Equal(status, page.Status);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task Photograph_IsFetchedWithoutItsPlace()
    {
        await officer.SendFilesAsync(("ประชุม.jpg", ImageMetadataTests.Telling("jpg", orientation: 6)));

        var fetched = Encoding.Latin1.GetString(await officer.FetchAsync(app, "ประชุม.jpg"));

        Assert.StartsWith("\u00FF\u00D8\u00FF", fetched, StringComparison.Ordinal);
        Assert.DoesNotContain("Sunthorn", fetched, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_IsADownloadForTheStaffOfTheOfficeOnly()
    {
        await officer.SendFilesAsync(("คำสั่ง ที่ 1.pdf", FilesDesk.Pdf));
        var path = await PathOfAsync("คำสั่ง ที่ 1.pdf") + "?handler=Bytes";

        using var answer = await (await app.SignInAsync("demo.reader")).Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("คำสั่ง ที่ 1.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(FilesDesk.Pdf, await answer.Content.ReadAsByteArrayAsync());

        using var rest = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(5, null) } };
        Assert.Equal(FilesDesk.Pdf[5..], await (await officer.Http.SendAsync(rest)).Content.ReadAsByteArrayAsync());

        Assert.Equal("/account/sign-in", (await app.Visit().GetAsync(path)).Path);
        await app.ExecuteAsync("update people set until_date = '2020-01-01', from_date = '2019-01-01' where user_id = (select id from users where user_name = 'demo.reader'); delete from role_assignments where person_id = (select id from people where until_date = '2020-01-01')");
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync("demo.reader")).GetAsync(path)).Status);
    }

    [Fact]
    public async Task Picture_IsShownAndNothingElseIs()
    {
        await officer.SendFilesAsync(("ประชุม.png", ImageMetadataTests.Telling("png", 1)), ("คำสั่ง.pdf", FilesDesk.Pdf));

        using var picture = await officer.Http.GetAsync(new Uri(await PathOfAsync("ประชุม.png") + "?handler=Picture", UriKind.Relative));
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        Assert.Null(picture.Content.Headers.ContentDisposition);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(await PathOfAsync("คำสั่ง.pdf") + "?handler=Picture")).Status);
    }

    [Fact]
    public async Task FileOfAnImport_IsNotAmongThoseOfTheOffice()
    {
        var import = await officer.GetAsync("/demo/desk/imports/new/survey-answers/" + await app.ScalarAsync<Guid>("select id from surveys where slug = '70-1'"));
        await officer.SendAsync(import.Form(), "Table", "คำตอบ.csv", "ก,ข\r\n1,2"u8.ToArray());
        Assert.Equal(["คำตอบ.csv"], await KeptAsync());

        Assert.Empty((await officer.GetAsync(FilesDesk.Path)).All("main tbody tr"));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(await PathOfAsync("คำตอบ.csv"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(await PathOfAsync("คำตอบ.csv") + "?handler=Bytes")).Status);
    }

    [Fact]
    public async Task Search_FindsByWordsKindAndUse()
    {
        await officer.SendAsync((await officer.GetAsync(FilesDesk.Path)).Form(), "Chosen", "a.pdf", FilesDesk.Pdf);
        await officer.SendAsync((await officer.GetAsync(FilesDesk.Path)).Form(), "Chosen", "100%_จริง.csv", "ก,ข"u8.ToArray());
        await officer.SendAsync((await officer.GetAsync(await PathOfAsync("a.pdf"))).Form("handler=Describe"), ("Input.Title", "คำสั่งแต่งตั้งคณะทำงาน"), ("Input.Note", "ลงวันที่ 1 ตุลาคม 2569"));

        async Task<string> FoundAsync(string query) => string.Join(' ', (await officer.GetAsync(FilesDesk.Path + query)).All("main tbody th a"));

        Assert.Equal("100%_จริง.csv คำสั่งแต่งตั้งคณะทำงาน", await FoundAsync(""));
        Assert.Equal("คำสั่งแต่งตั้งคณะทำงาน", await FoundAsync("?Q=ตุลาคม+คณะทำงาน"));
        Assert.Equal("100%_จริง.csv", await FoundAsync("?Q=%25_"));
        Assert.Equal("คำสั่งแต่งตั้งคณะทำงาน", await FoundAsync("?Kind=Pdf&Used=no"));
        Assert.Equal("", await FoundAsync("?Used=yes"));
    }

    [Fact]
    public async Task FileUsedByAWork_CanNotVanishUntilItIsTakenOffWithAReason()
    {
        var quality = await app.SignInAsync("demo.quality");
        await quality.SendFilesAsync((await quality.GetAsync(await PapersAsync())).Form(), ("คำสั่ง.pdf", FilesDesk.Pdf));
        var file = await quality.GetAsync(await PathOfAsync("คำสั่ง.pdf"));
        var use = file.Document.QuerySelector<IHtmlAnchorElement>(".uses a")!;
        Assert.Equal(await PapersAsync(), use.PathName);
        Assert.Null(file.Document.QuerySelector("form[action*='handler=Delete']"));

        var refused = await DeleteAsync(quality, "คำสั่ง.pdf");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("ลบไฟล์นี้ไม่ได้ เพราะใช้เป็นหลักฐานอยู่ " + use.TextContent, refused.Text, StringComparison.Ordinal);
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync("delete from files"))).SqlState);
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync("delete from file_contents"))).SqlState);

        var papers = await quality.GetAsync(await PapersAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendAsync(papers.Form("handler=Detach"), ("reason", " "))).Status);
        await quality.SendAsync(papers.Form("handler=Detach"), ("reason", "แนบผิดงาน"));
        Assert.Equal(FilesDesk.Path, (await DeleteAsync(quality, "คำสั่ง.pdf")).Path);

        Assert.Empty(await KeptAsync());
        Assert.Equal(
            ["file.kept ", $"file.attached {use.TextContent}", $"file.detached {use.TextContent}: แนบผิดงาน", "file.deleted ไม่ใช้แล้ว"],
            await app.ColumnAsync("select kind || ' ' || reason from events where kind like 'file.%' order by at, id"));
    }

    async Task<ReadPage> DeleteAsync(Visitor visitor, string name)
    {
        var form = (await visitor.GetAsync(await PathOfAsync(name))).Form("handler=Describe");
        form.SetAttribute("action", await PathOfAsync(name) + "?handler=Delete");
        return await visitor.SendAsync(form, ("reason", "ไม่ใช้แล้ว"));
    }

    [Fact]
    public async Task Delete_OfWhatAnotherBrought_IsForTheFewWhoMayClear()
    {
        await (await app.SignInAsync("demo.quality")).SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf));

        Assert.Equal(HttpStatusCode.Forbidden, (await DeleteAsync(officer, "คำสั่ง.pdf")).Status);
        Assert.Equal(["คำสั่ง.pdf"], await KeptAsync());
        Assert.Equal(HttpStatusCode.OK, (await DeleteAsync(await app.SignInAsync("demo.admin"), "คำสั่ง.pdf")).Status);
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task Database_RefusesOtherBytesUnderTheSameRecord()
    {
        await officer.SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf), ("แผน.pdf", [.. FilesDesk.Pdf, 1]));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync("update files set sha256 = (select max(sha256) from file_contents) where sha256 = (select min(sha256) from file_contents)"));

        Assert.Contains("do not change", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_OfKeptFiles_IsClosedToOtherAccounts()
    {
        await officer.SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf));
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(app.DataFolder));
    }
}
