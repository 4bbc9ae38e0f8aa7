using System.Net;
using AngleSharp.Html.Dom;
using Rapfang.Tests.Platform.Files;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>What was taken down is read back to who said it.</summary>
public sealed class ReadBackTests(Server server) : IAsyncLifetime
{
    App app = null!;
    Visitor records = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        records = await app.SignInAsync("demo.records");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<string> TakenAsync(string way)
    {
        await records.TakeDownAsync(
            ("Channel", await app.ScalarAsync<string>($"select id::text from channels where way = '{way}' limit 1")), ("Input.Subject", "ป้ายบอกทางหลุด"), ("Input.What", "ป้ายบอกทางหลุด\r\nเดินหลงทุกครั้ง"),
            ("Input.Wish", "ขอให้ติดป้ายใหม่"), ("Input.Name", "นางสมมติ ลับเฉพาะ"));
        return "/demo/desk/voices/" + await app.ScalarAsync<Guid>("select id from voices order by id desc limit 1");
    }

    [Fact]
    public async Task Paper_HoldsTheWordsAsTakenDownAndPlacesToSignButNoName()
    {
        var paper = await records.GetAsync(await TakenAsync("counter") + "/read-back/print");

        foreach (var words in new[] { "บันทึกการรับเรื่อง", "เดินหลงทุกครั้ง", "ขอให้ติดป้ายใหม่", "จึงลงลายมือชื่อไว้เป็นหลักฐาน", "ผู้แจ้งเรื่อง", "ผู้อ่าน", "เจ้าหน้าที่ผู้รับเรื่อง" })
        {
            Assert.Contains(words, paper.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ลับเฉพาะ", paper.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("ลงลายมือชื่อไว้เป็นหลักฐาน", (await records.GetAsync(await TakenAsync("telephone") + "/read-back/print")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadBack_IsRecordedOnceWithWhoWhenAndTheSignedPaper()
    {
        var path = await TakenAsync("counter");
        var form = (await records.GetAsync(path + "/read-back")).Document.QuerySelectorAll<IHtmlFormElement>("form[enctype='multipart/form-data']").Single();

        var done = await records.SendFilesAsync(form, ("ลงชื่อ.pdf", FilesDesk.Pdf));

        Assert.Equal(path, done.Path);
        var row = done.All(".timeline li").Single(line => line.Contains("อ่านทวนให้ผู้แจ้งฟังและลงลายมือชื่อแล้ว", StringComparison.Ordinal));
        Assert.Contains(await app.ScalarAsync<string>("select p.given_name from people p join voice_read_backs r on r.read_by = p.id"), row, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from voice_files where voice_id = '{path[^36..]}' and kind = 'record' and not is_public"));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from events where kind = 'voice.read-back' and subject_id = '{path[^36..]}'"));
        Assert.Equal(HttpStatusCode.BadRequest, (await records.SendFilesAsync(form)).Status);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from voice_read_backs"));
    }

    [Fact]
    public async Task ReadBack_InTheFutureOrByAReader_IsRefused()
    {
        var path = await TakenAsync("telephone") + "/read-back";
        var page = await records.GetAsync(path);
        Assert.Equal("Telephone", page.Document.QuerySelector<IHtmlSelectElement>("#Way")!.Value);

        var refused = await records.SendAsync(page.Form(), ("ReadOn", "1/1/2599"));
        Assert.Contains("ต้องไม่เกินวันนี้", refused.Text, StringComparison.Ordinal);
        var auditor = await app.SignInAsync("demo.auditor");
        Assert.Empty((await auditor.GetAsync(path)).Document.QuerySelectorAll("form[enctype='multipart/form-data']"));
        using var own = new FormUrlEncodedContent([new("_form", (await auditor.GetAsync("/demo/desk/voices?View=all&Q=x")).Document.QuerySelector("input[name=_form]")!.GetAttribute("value")!), new("ReadOn", "1/11/2569")]);
        Assert.NotEqual(path, (await Visitor.ReadAsync(await auditor.Http.PostAsync(new Uri(path, UriKind.Relative), own))).Path);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from voice_read_backs"));
    }

    [Fact]
    public async Task SealedCase_IsReadBackByNobodyWhoMayNotKnowOfIt()
    {
        var hidden = await app.ScalarAsync<Guid>("select id from voices where is_sealed limit 1");

        Assert.Equal(HttpStatusCode.NotFound, (await records.GetAsync($"/demo/desk/voices/{hidden}/read-back/print")).Status);
    }
}
