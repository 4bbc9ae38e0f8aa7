using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Dom;
using Npgsql;

namespace Rapfang.Tests.Modules.Services;

/// <summary>The public manual from its first draft to the booklet that everybody reads, and its next edition.</summary>
public sealed class PublicManualTests(Server server) : IAsyncLifetime
{
    const string Manual = "/demo/desk/services/manual";
    App app = null!;
    Visitor officer = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task<ReadPage> DoAsync(Visitor visitor, string handler, params (string, string?)[] fields)
    {
        var page = await visitor.GetAsync(Manual);
        return page.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? await visitor.SendAsync(form, fields)
            : await visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{Manual}?handler={handler}", fields);
    }

    Task<ReadPage> WriteAsync(ReadPage edit, params (string, string?)[] fields) => officer.SendAsync(edit.Form(), fields);

    [Fact]
    public async Task Manual_StandsTogetherFromTheRecordsOfTheOffice()
    {
        var page = await app.Visit().GetAsync("/demo/manual");

        var headings = page.Document.QuerySelectorAll(".sheet h2").Select(heading => heading.TextContent).ToList();
        Assert.Equal(["คำนำ", "ข้อมูลเกี่ยวกับสำนักงาน", "โครงสร้างองค์การ", "บุคลากรผู้ปฏิบัติงาน", "ขอบเขตการให้บริการ"], headings.Take(5));
        Assert.Equal("ภาคผนวก", headings[^1]);
        Assert.Equal(await app.ScalarAsync<long>("select count(*) from services where in_force is not null and withdrawn_on is null"), headings.Count(heading => heading.StartsWith("เรื่อง ", StringComparison.Ordinal)));
        Assert.Equal(headings.Count, page.Document.QuerySelectorAll(".contents li").Length);
        Assert.Contains(await app.ScalarAsync<string>("select name from groups where kind = 'supervision'"), page.Text, StringComparison.Ordinal);
        Assert.Contains("คู่มือการให้บริการประชาชนฉบับเต็ม", (await app.Visit().GetAsync("/demo/services")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextEdition_IsWrittenApprovedAndReadByEverybody()
    {
        var edit = await DoAsync(officer, "Begin");
        Assert.EndsWith("/manual/edit", edit.Path, StringComparison.Ordinal);
        await WriteAsync(edit, ("Input.Vision", ""));
        var page = await officer.GetAsync(Manual);
        Assert.Contains("วิสัยทัศน์", page.Document.QuerySelector(".card.next")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Submit']"));

        await WriteAsync(await officer.GetAsync(Manual + "/edit"), ("Input.Vision", "บริการที่ใคร ๆ ก็เข้าใจ"), ("Input.Layout", "Act"), ("Input.Why", "ปรับวิสัยทัศน์"));
        await DoAsync(officer, "Submit");
        Assert.DoesNotContain("บริการที่ใคร ๆ ก็เข้าใจ", (await app.Visit().GetAsync("/demo/manual")).Text, StringComparison.Ordinal);
        Assert.Contains("รอเผยแพร่", (await director.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
        await DoAsync(director, "Publish");

        var read = await app.Visit().GetAsync("/demo/manual");
        Assert.Contains("บริการที่ใคร ๆ ก็เข้าใจ", read.Text, StringComparison.Ordinal);
        Assert.Contains("ฉบับที่ 2", read.Text, StringComparison.Ordinal);
        Assert.Contains("หลักเกณฑ์ วิธีการ และเงื่อนไขในการยื่นคำขอ", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_StandInTheAppendix_AndAreForEverybodyOncePublished()
    {
        await DoAsync(officer, "Begin");
        await WriteAsync(await officer.GetAsync(Manual + "/edit"), ("Input.Why", "เพิ่มภาพกิจกรรม"));
        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        await officer.SendAsync((await officer.GetAsync(Manual)).Form("handler=Files"), "Chosen", "จุดบริการ.png", png);
        var picture = "/demo/manual?handler=Picture&file=" + await app.ScalarAsync<Guid>("select f.id from files f where f.name = 'จุดบริการ.png'");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(picture)).Status);

        await DoAsync(officer, "Submit");
        await DoAsync(director, "Publish");

        var shown = (await app.Visit().GetAsync("/demo/manual")).Document.QuerySelector("figure.photograph")!;
        Assert.Equal("จุดบริการ", shown.TextContent);
        Assert.Equal(picture, shown.QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().GetAsync(picture)).Status);
        using var word = new ZipArchive(await (await app.Visit().Http.GetAsync(new Uri("/demo/manual?as=docx", UriKind.Relative))).Content.ReadAsStreamAsync());
        Assert.Contains(word.Entries, entry => entry.FullName.EndsWith(".png", StringComparison.Ordinal) && entry.Length == png.Length);
    }

    [Fact]
    public async Task SentBackManual_TellsWhyAndIsWrittenOn()
    {
        await DoAsync(officer, "Begin");
        await DoAsync(officer, "Submit");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(Manual + "/edit")).Status);

        await DoAsync(director, "Return", ("Words", "ขอแก้คำนำ"));

        Assert.Contains("ขอแก้คำนำ", (await officer.GetAsync(Manual + "/edit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrittenMeanwhile_IsRefused_AndNothingTypedIsLost()
    {
        var edit = await DoAsync(officer, "Begin");
        await WriteAsync(edit, ("Input.Vision", "ของคนแรก"));

        var late = await WriteAsync(edit, ("Input.Vision", "ของคนที่สอง"));

        Assert.Contains("ของคนที่สอง", late.Html, StringComparison.Ordinal);
        Assert.Contains("ของคนแรก", (await officer.GetAsync(Manual + "/edit")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishedManual_StaysAsItWas()
    {
        await app.ExecuteAsync("update groups set name = 'กลุ่มที่เปลี่ยนชื่อ' where kind = 'supervision'");

        Assert.DoesNotContain("กลุ่มที่เปลี่ยนชื่อ", (await app.Visit().GetAsync("/demo/manual")).Document.QuerySelector(".sheet")!.TextContent, StringComparison.Ordinal);
        await DoAsync(officer, "Begin");
        Assert.Contains("กลุ่มที่เปลี่ยนชื่อ", (await officer.GetAsync(Manual + "/print/2")).Html, StringComparison.Ordinal);
        var fixedThen = await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync("update public_manual_editions set why = 'x' where number = 1"));
        Assert.Equal("RF030", fixedThen.SqlState);
    }

    [Fact]
    public async Task Draft_IsThrownAway_AndItsNumberGivenBack()
    {
        await DoAsync(officer, "Begin");
        await DoAsync(officer, "Discard");
        Assert.Equal(1, await app.ScalarAsync<long>("select count(*) from public_manual_editions"));

        await DoAsync(officer, "Begin");

        Assert.Equal(2, await app.ScalarAsync<int>("select max(number) from public_manual_editions"));
    }

    [Fact]
    public async Task OnlyTheHead_Publishes()
    {
        await DoAsync(officer, "Begin");
        await DoAsync(officer, "Submit");

        var answer = await officer.SendToAsync((await officer.GetAsync("/demo/desk/services/new")).Form(), $"{Manual}?handler=Publish");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("submitted", await app.ScalarAsync<string>("select state from public_manual_editions where number = 2"));
    }

    [Fact]
    public async Task Word_HoldsTheWholeManual()
    {
        var word = await app.Visit().GetAsync("/demo/manual?as=docx");

        using var archive = new ZipArchive(new MemoryStream(await word.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        using var reader = new StreamReader(archive.GetEntry("word/document.xml")!.Open());
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("คำนำ", text, StringComparison.Ordinal);
        Assert.Contains("ภาคผนวก", text, StringComparison.Ordinal);
    }
}
