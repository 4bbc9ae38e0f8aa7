using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Office;

/// <summary>People of the office: roles with their days, accounts, leaving.</summary>
public sealed class PeopleTests(Server server) : IAsyncLifetime
{
    const string People = "/demo/desk/office/people";
    App app = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    string Day(int fromToday) => ThaiDate.Numeric(app.Services.GetRequiredService<TimeProvider>().Today().AddDays(fromToday));

    async Task<string> PathAsync(string user) =>
        $"{People}/{await app.ScalarAsync<Guid>($"select p.id from people p join users u on u.id = p.user_id where u.user_name = '{user}'")}";

    async Task<ReadPage> DoAsync(string path, string handler, params (string Name, string? Value)[] fields) =>
        await director.SendAsync((await director.GetAsync(path)).Document.QuerySelector<IHtmlFormElement>($"form[action$='handler={handler}']")!, fields);

    async Task<ReadPage> AddAsync() =>
        await director.SendAsync((await director.GetAsync(People)).Form(), ("Input.GivenName", "เพิ่มใหม่"), ("Input.FamilyName", "ทดสอบระบบ"));

    [Fact]
    public async Task Delete_OfSomebodyWhoActed_IsRefusedAndEndingThemWorks()
    {
        var quality = await app.SignInAsync("demo.quality");
        await quality.SendAsync((await quality.GetAsync("/demo/desk/surveys/new")).Form(), ("Input.Template", "guideline-2"), ("Input.Title", "แบบสำรวจทดลอง"));
        var path = await PathAsync("demo.quality");

        var refused = await DoAsync(path, "Delete");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("ลบไม่ได้ ให้ใช้ “สิ้นสุด” แทน", refused.Text, StringComparison.Ordinal);

        var ended = await DoAsync(path, "End", ("Until", Day(-1)));

        Assert.Empty(ended.All(".error-summary li"));
        Assert.Contains("สิ้นสุดแล้ว", ended.Text, StringComparison.Ordinal);
        Assert.Contains("คุณภาพเยี่ยม สิ้นสุดแล้ว", string.Join('\n', (await director.GetAsync(People)).All("tbody th")), StringComparison.Ordinal);
        Assert.Equal("/account/sign-in", (await quality.GetAsync("/demo/desk")).Path);
        Assert.Contains("คุณภาพเยี่ยม", (await director.GetAsync("/demo/desk/office/history")).Text, StringComparison.Ordinal);
        Assert.Equal(["person.ended"], await app.ColumnAsync($"select kind from events where subject_id = '{path[^36..]}' and kind <> 'person.added'"));
    }

    [Theory]
    [InlineData("", "โปรดกรอกช่องนี้")]
    [InlineData("1/10/2500", "วันสุดท้ายต้องไม่ก่อนวันเริ่ม")]
    public async Task End_WhenTheDayCanNotBe_SaysWhyAtTheField(string day, string why)
    {
        var page = await DoAsync(await PathAsync("demo.reader"), "End", ("Until", day));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(why, page.Document.QuerySelector("#Until-error")!.TextContent);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from people where until_date is not null"));
    }

    [Fact]
    public async Task Delete_OfSomebodyAddedByMistake_Works()
    {
        var added = await AddAsync();

        var list = await DoAsync(added.Path, "Delete");

        Assert.Equal(People, list.Path);
        Assert.DoesNotContain("เพิ่มใหม่", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await director.GetAsync(added.Path)).Status);
    }

    [Theory]
    [InlineData("demo.reader")]
    [InlineData("มีวรรค ไทย")]
    [InlineData("")]
    public async Task Account_WhenTheNameCanNotBe_SaysSoAtTheField(string name)
    {
        var page = await DoAsync((await AddAsync()).Path, "Account", ("NewUserName", name));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Document.QuerySelector("#NewUserName-error"));
        Assert.Equal(9L, await app.ScalarAsync<long>("select count(*) from users"));
    }

    [Fact]
    public async Task Role_CountsFromItsFirstDayAndEndsAtOnceInTheSession()
    {
        const string OfOfficers = "/demo/desk/surveys/new";
        var path = await PathAsync("demo.reader");
        var reader = await app.SignInAsync("demo.reader");

        await DoAsync(path, "Assign", ("NewRole.Role", "Officer"), ("NewRole.From", Day(30)));
        Assert.Equal("/error/403", (await reader.GetAsync(OfOfficers)).Path);

        var given = await DoAsync(path, "Assign", ("NewRole.Role", "GroupHead"), ("NewRole.From", Day(-30)), ("NewRole.OrderNumber", "12/2570"));
        Assert.Contains("12/2570", given.All("td"));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(OfOfficers)).Status);

        var role = await app.ScalarAsync<Guid>("select id from role_assignments where order_number = '12/2570'");
        await DoAsync(path, "EndRole", ("roleId", role.ToString()));
        Assert.Equal("/error/403", (await reader.GetAsync(OfOfficers)).Path);
    }

    [Fact]
    public async Task Role_ThatIsHeldAlready_IsRefusedAtTheField()
    {
        var page = await DoAsync(await PathAsync("demo.reader"), "Assign", ("NewRole.Role", "Reader"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("ผู้นี้มีบทบาทนี้อยู่แล้ว", page.Document.QuerySelector("#NewRole-Role-error")!.TextContent);
    }

    [Fact]
    public async Task DateBoxes_WithAChristianYear_AreRefusedWithTheYearToType()
    {
        var path = await PathAsync("demo.reader");
        var group = await director.GetAsync("/demo/desk/office/groups");

        foreach (var (page, field) in new[]
        {
            (await DoAsync(path, "Assign", ("NewRole.Role", "Officer"), ("NewRole.From", "1/10/2026")), "NewRole.From"),
            (await DoAsync(path, "End", ("Until", "1/10/2026")), "Until"),
            (await director.SendAsync(group.Form("handler=Add"), ("Input.Name", "กลุ่มทดสอบ"), ("Input.From", "1/10/2026")), "Input.From"),
            (await director.SendAsync((await director.GetAsync(People)).Form(), ("Input.GivenName", "ก"), ("Input.FamilyName", "ข"), ("Input.From", "1/10/2026")), "Input.From"),
        })
        {
            var box = page.Document.QuerySelector<IHtmlInputElement>($"[name='{field}']")!;
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Equal("ปีนี้เป็น ค.ศ. ให้พิมพ์เป็น พ.ศ. คือ 1/10/2569", page.Document.QuerySelector($"#{box.Id}-error")!.TextContent);
            Assert.Equal("1/10/2026", box.Value);
        }

        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from role_assignments where role = 'officer' and from_date = '2026-10-01' and until_date is null and person_id = '" + path[^36..] + "'"));
    }

    [Fact]
    public async Task Import_OfAList_AddsThoseWhoAreNotHereYet()
    {
        var here = (await director.GetAsync(People)).All("tbody th")[0];
        var file = "ชื่อ-สกุล,ตำแหน่ง,กลุ่ม,วันที่เริ่ม\r\n" + here + ",,,\r\nนางนำเข้า ทดลองหนึ่ง,นักวิชาการศึกษา,กลุ่มอำนวยการ,1/10/2569\r\nนางนำเข้า ทดลองหนึ่ง,,,\r\n";

        var page = await director.SendAsync((await director.GetAsync("/demo/desk/imports/new/people")).Form(), "Table", "รายชื่อ.csv", System.Text.Encoding.UTF8.GetBytes(file));
        page = await director.SendAsync(page.Form("handler=Check"));
        Assert.Contains("จะเพิ่ม 1 แถว มีอยู่แล้ว 2 แถว", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ทดลองหนึ่ง", (await director.GetAsync(People)).Text, StringComparison.Ordinal);
        await director.SendAsync(page.Form("handler=Import"));

        var row = Assert.Single((await director.GetAsync(People)).All("tbody tr"), row => row.Contains("ทดลองหนึ่ง", StringComparison.Ordinal));
        Assert.StartsWith("นางนำเข้า ทดลองหนึ่ง นักวิชาการศึกษา กลุ่มอำนวยการ", row, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from events where kind = 'person.added' and after::text like '%ทดลองหนึ่ง%'"));
    }

    [Fact]
    public async Task Import_OfMoreThanAnyOfficeHas_IsRefusedAndNothingIsStored()
    {
        var file = "ชื่อ-สกุล\r\n" + string.Concat(Enumerable.Range(0, 50_001).Select(n => $"นายก ข{n}\r\n"));

        var page = await director.SendAsync((await director.GetAsync("/demo/desk/imports/new/people")).Form(), "Table", "รายชื่อ.csv", System.Text.Encoding.UTF8.GetBytes(file));
        page = await director.SendAsync(page.Form("handler=Check"));

        Assert.Contains("ไฟล์มีเกิน 50,000 แถว กรุณาแบ่งเป็นหลายไฟล์ ไม่มีข้อมูลใดถูกบันทึก", page.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from people where family_name like 'ข%'"));
    }

    [Fact]
    public async Task Import_ByAnOfficer_IsNotFound()
    {
        var officer = await app.SignInAsync("demo.officer");

        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/demo/desk/imports/new/people")).Status);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Export_HoldsWhatTheListShowsAndNoFormula(string format)
    {
        await app.ExecuteAsync("update people set position = '=cmd|calc' where given_name = (select given_name from people order by id limit 1)");
        var names = (await director.GetAsync(People)).All("tbody th a");

        var response = await director.Http.GetAsync(new Uri($"{People}?export={format}", UriKind.Relative));
        await using var content = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var table = Rapfang.Platform.Import.TableFile.Open(content, response.Content.Headers.ContentType!.MediaType!);
        var rows = table.Rows().ToList();

        Assert.Equal("ชื่อ", table.Header[0]);
        Assert.Equal(names, rows.Select(row => row.Cells[0]));
        Assert.Contains(rows, row => row.Cells[1] == (format == "csv" ? "'=cmd|calc" : "=cmd|calc"));
        if (format == "csv")
        {
            Assert.Equal([0xEF, 0xBB, 0xBF], content.ToArray()[..3]);
        }
        else
        {
            content.Position = 0;
            using var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(content, isEditable: false);
            Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(book).Select(error => error.Description));
            Assert.Empty(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>());
        }
    }

    [Theory]
    [InlineData("/demo/desk/surveys", "แบบสำรวจ", 6)]
    [InlineData("/demo/desk/stakeholders/groups", "ลำดับ", 9)]
    [InlineData("/demo/desk/stakeholders/linkage", "ผู้รับบริการ", 6)]
    [InlineData("/demo/desk/stakeholders/needs", "อ้างอิง", 7)]
    [InlineData("/demo/desk/works", "รหัส", 6)]
    [InlineData("/demo/desk/office/groups", "ชื่อ", 4)]
    [InlineData("/demo/desk/office/history", "เมื่อ", 4)]
    [InlineData("/demo/desk/rules/holidays", "ชื่อ", 6)]
    [InlineData("/demo/desk/rules/deadlines", "รหัส", 11)]
    [InlineData("/demo/desk/rules/numbers", "ทะเบียน", 4)]
    [InlineData("/demo/desk/rules/references", "ชื่อย่อ", 9)]
    public async Task EveryList_GoesOutAsAFile(string path, string heading, int columns)
    {
        var page = await director.GetAsync(path);
        Assert.Equal(["?export=xlsx", "?export=csv"], page.Document.QuerySelectorAll(".export a").Select(link => link.GetAttribute("href")));

        var response = await director.Http.GetAsync(new Uri(path + "?export=csv", UriKind.Relative));
        await using var content = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var table = Rapfang.Platform.Import.TableFile.Open(content, "text/csv");

        Assert.Contains(heading, table.Header);
        Assert.Equal(columns, table.Header.Count);
        Assert.True(table.Rows().Count() >= page.Document.QuerySelector("tbody")!.QuerySelectorAll("tr").Length);
    }
}
