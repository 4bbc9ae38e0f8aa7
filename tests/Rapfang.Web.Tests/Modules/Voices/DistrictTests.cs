using System.Net;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>In which district it happened: asked, found, counted.</summary>
public sealed class DistrictTests(Server server) : IAsyncLifetime
{
    const string Voices = "/demo/desk/voices";
    const string Page = Voices + "/districts";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<string> IdAsync(string name) => app.ScalarAsync<string>($"select id::text from districts where name = '{name}'");

    [Fact]
    public async Task List_IsTypedInAtOnceWithoutDoubles()
    {
        var page = await quality.SendAsync((await quality.GetAsync(Page)).Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlFormElement>("main form[method=post]").Last(), ("Names", "อำเภอทดสอบหนึ่ง\r\nทดสอบสอง\r\n\r\nเมืองตัวอย่าง\r\nทดสอบสอง"));

        Assert.Equal(1, page.All("tbody th").Count(name => name == "ทดสอบหนึ่ง"));
        Assert.Equal(6L, await app.ScalarAsync<long>("select count(*) from districts"));
        await quality.SendToAsync(page.Form("handler=End"), Page + "?handler=End", ("id", await IdAsync("ทดสอบสอง")));
        Assert.DoesNotContain("ทดสอบสอง", (await app.Visit().GetAsync("/demo/voice/new/complaint")).All("#Input-DistrictId option"));
        var officer = await app.SignInAsync("demo.officer");
        Assert.Empty((await officer.GetAsync(Page)).Document.QuerySelectorAll("main form[method=post]"));
    }

    [Fact]
    public async Task District_OfAPublicForm_IsFilteredCorrectedAtScreeningAndCounted()
    {
        var (first, second) = (await IdAsync("บ้านตัวอย่าง"), await IdAsync("ตัวอย่างใต้"));
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/complaint")).Form(), ("Input.Subject", "เรื่องของอำเภอ"), ("Input.What", "ก ข ค"), ("Input.DistrictId", first));
        Assert.Contains("บ้านตัวอย่าง", check.Text, StringComparison.Ordinal);
        await visitor.SendToAsync(check.Form(), check.Path + "?handler=Send");

        Assert.Contains("เรื่องของอำเภอ", (await quality.GetAsync($"{Voices}?View=all&District={first}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องของอำเภอ", (await quality.GetAsync($"{Voices}?View=all&District={second}")).Text, StringComparison.Ordinal);
        var before = await CountedAsync("ตัวอย่างใต้");
        var path = Voices + "/" + await app.ScalarAsync<string>("select id::text from voices where subject = 'เรื่องของอำเภอ'");
        await quality.SendAsync((await quality.GetAsync(path)).Form("handler=Screen"), ("DistrictId", second));

        Assert.Equal(before + 1, await CountedAsync("ตัวอย่างใต้"));
        Assert.Contains("จำแนกตามอำเภอที่เกิดเหตุ", (await quality.GetAsync(Voices + "/statistics/report")).Text, StringComparison.Ordinal);
        var forged = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/complaint")).Form(), ("Input.Subject", "ก"), ("Input.What", "ข"), ("Input.DistrictId", Guid.NewGuid().ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);

        async Task<int> CountedAsync(string name) => int.Parse(
            (await quality.GetAsync(Voices + "/statistics")).Document.QuerySelector("#districts + .card")!.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(name, StringComparison.Ordinal)).QuerySelectorAll("td.num")[^1].TextContent, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Statistics_OfDistricts_LeaveSealedCasesOut()
    {
        var id = await IdAsync("บ้านตัวอย่าง");
        var all = await app.ScalarAsync<long>($"select count(*) from voices where district_id = '{id}' and not is_sealed");
        await app.ExecuteAsync($"update voices set district_id = '{id}' where is_sealed");

        var row = (await quality.GetAsync(Voices + "/statistics")).Document.QuerySelector("#districts + .card")!.QuerySelectorAll("tbody tr").Single(line => line.TextContent.Contains("บ้านตัวอย่าง", StringComparison.Ordinal));

        Assert.Equal(all, row.QuerySelectorAll("td.num").Sum(cell => long.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
