using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Account;

/// <summary>Above offices: another office, and who administers all of them.</summary>
public sealed class InstallationTests(Server server) : IAsyncLifetime
{
    const string Page = "/account/installation";
    const string Password = "ประโยคยาวพอสมควร";
    App app = null!;
    Visitor admin = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        await app.ExecuteAsync("update users set installation_admin = true where user_name = 'demo.admin'");
        admin = await app.SignInAsync("demo.admin");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static readonly (string Name, string? Value)[] Good =
    [
        ("Input.DisplayName", "ผู้ดูแล สำนักงานใหม่"), ("Input.UserName", "second"), ("Input.Password", Password),
        ("Input.OfficeKind", "SecondaryArea"), ("Input.OfficeName", "สำนักงานทดสอบ 2"), ("Input.Slug", "test-2"),
    ];

    async Task<ReadPage> OpenAsync(params (string Name, string? Value)[] changed)
    {
        var form = (await admin.GetAsync(Page)).Form("handler=Open");
        return await admin.SendAsync(form, [.. Good.Where(good => changed.All(field => field.Name != good.Name)), .. changed]);
    }

    async Task<ReadPage> NameAsync(string user) =>
        await admin.SendAsync((await admin.GetAsync(Page)).Form("handler=Name"), ("NewAdmin", user));

    static async Task<ReadPage> EndAsync(Visitor visitor, string user)
    {
        var page = await visitor.GetAsync(Page);
        var row = page.Document.QuerySelectorAll("tr").Single(row => row.TextContent.Contains(user, StringComparison.Ordinal));
        return await visitor.SendAsync((IHtmlFormElement)row.QuerySelector("form")!);
    }

    // The last on the page; the first is that of the demo staff.
    static IHtmlFormElement SignInForm(ReadPage page) => page.Document.QuerySelectorAll<IHtmlFormElement>("main form").Single(form => form["Input.Password"] is not null);

    Task<List<string>> EventsAsync(string kinds) =>
        app.ColumnAsync($"select kind || ' ' || subject from installation_events where kind similar to '{kinds}' order by id");

    [Fact]
    public async Task Open_MakesTheOfficeAndSomebodyWhoAdministersItAndNoOther()
    {
        var page = await OpenAsync();

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("เปิด สำนักงานทดสอบ 2 แล้ว ผู้ใช้ second เข้าสู่ระบบได้ทันที", page.Text, StringComparison.Ordinal);
        Assert.Contains("test-2", page.All("td"));
        var second = app.Visit();
        var desk = await second.SendAsync(SignInForm(await second.GetAsync("/account/sign-in?ReturnUrl=/test-2/desk/office/people")), ("Input.UserName", "second"), ("Input.Password", Password));
        Assert.Equal("/test-2/desk/office/people", desk.Path);
        Assert.Contains("ผู้ดูแล สำนักงานใหม่ ผู้ดูแลระบบของสำนักงาน", string.Join(' ', desk.All("tbody tr")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync("/demo/desk")).Status);
        Assert.Equal("/error/403", (await second.GetAsync(Page)).Path);
        Assert.Equal(["office.opened test-2", "account.opened second"], (await EventsAsync("(office|account).opened")).TakeLast(2));
        Assert.Equal(["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1", "สำนักงานทดสอบ 2"], (await app.Visit().GetAsync("/")).All("main a"));
    }

    [Theory]
    [InlineData("Input.Slug", "demo")]
    [InlineData("Input.Slug", "account")]
    [InlineData("Input.UserName", "demo.director")]
    [InlineData("Input.Password", "สั้น")]
    [InlineData("Input.OfficeName", "")]
    public async Task Open_WhenSomethingIsWrong_NamesItKeepsTheRestAndOpensNothing(string field, string value)
    {
        var users = await app.ScalarAsync<long>("select count(*) from users");

        var page = await OpenAsync((field, value));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var link = page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")!;
        Assert.Equal(field, page.Document.QuerySelector(link)!.GetAttribute("name"));
        Assert.Equal("ผู้ดูแล สำนักงานใหม่", page.Document.QuerySelector<IHtmlInputElement>("[name='Input.DisplayName']")!.Value);
        Assert.DoesNotContain(Password, page.Html, StringComparison.Ordinal);
        Assert.Equal(users, await app.ScalarAsync<long>("select count(*) from users"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from offices"));
    }

    [Fact]
    public async Task Installation_IsForItsAdministratorsOnly()
    {
        var director = await app.SignInAsync("demo.director");

        Assert.Equal("/error/403", (await director.GetAsync(Page)).Path);
        Assert.Equal("/account/sign-in", (await app.Visit().GetAsync(Page)).Path);
        Assert.DoesNotContain(Page, (await director.GetAsync("/demo/desk")).Html, StringComparison.Ordinal);
        Assert.NotNull((await admin.GetAsync("/demo/desk")).Document.QuerySelector($".tools a[href='{Page}']"));
        Assert.NotNull((await admin.GetAsync("/demo")).Document.QuerySelector($".tools a[href='{Page}']"));
    }

    [Fact]
    public async Task Name_MakesAnotherWhoMayEndTheFirstAtOnce()
    {
        var page = await NameAsync(" Demo.Quality ");
        Assert.Contains("แต่งตั้ง นางสาวทดลอง คุณภาพเยี่ยม เป็นผู้ดูแลระบบกลางแล้ว", page.Text, StringComparison.Ordinal);
        var quality = await app.SignInAsync("demo.quality");

        var ended = await EndAsync(quality, "demo.admin");

        Assert.Contains("นางสาวฝึกหัด ดูแลระบบ สิ้นสุดการเป็นผู้ดูแลระบบกลางแล้ว", ended.Text, StringComparison.Ordinal);
        Assert.Equal("/error/403", (await admin.GetAsync(Page)).Path);
        Assert.Equal(
            ["installation.administrator-named demo.quality", "installation.administrator-ended demo.admin"],
            await EventsAsync("installation.administrator-%"));
    }

    [Theory]
    [InlineData("nobody", "ไม่พบบัญชีที่ใช้ชื่อผู้ใช้นี้")]
    [InlineData("", "ไม่พบบัญชีที่ใช้ชื่อผู้ใช้นี้")]
    [InlineData("demo.reader", "ไม่พบบัญชีที่ใช้ชื่อผู้ใช้นี้")] // Left the office.
    [InlineData("demo.admin", "ผู้นี้เป็นผู้ดูแลระบบกลางอยู่แล้ว")]
    public async Task Name_WhenItCanNotBe_SaysWhyAtTheField(string user, string why)
    {
        await app.ExecuteAsync("update users set ended_at = now() - interval '1 day' where user_name = 'demo.reader'");

        var page = await NameAsync(user);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(why, page.Document.QuerySelector("#NewAdmin-error")!.TextContent);
        Assert.Equal(user, page.Document.QuerySelector<IHtmlInputElement>("#NewAdmin")!.Value);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from users where installation_admin"));
    }

    [Fact]
    public async Task End_OfTheLastOne_IsRefused()
    {
        // Somebody whose account is closed can not administer anything and does not count.
        await app.ExecuteAsync("update users set installation_admin = true, ended_at = now() - interval '1 day' where user_name = 'demo.reader'");

        var page = await EndAsync(admin, "demo.admin");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ต้องมีผู้ดูแลระบบกลางอย่างน้อย 1 คน", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync(Page)).Status);
    }

    [Fact]
    public async Task End_OfAnAdministratorAsAPersonOfAnOffice_IsRefused()
    {
        var director = await app.SignInAsync("demo.director");
        var person = await app.ScalarAsync<Guid>("select p.id from people p join users u on u.id = p.user_id where u.user_name = 'demo.admin'");

        var shown = await director.GetAsync($"/demo/desk/office/people/{person}");
        var page = await director.SendAsync(shown.Document.QuerySelector<IHtmlFormElement>("form[action$='handler=End']")!);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ให้สิ้นสุดการเป็นผู้ดูแลระบบกลางก่อน", page.Text, StringComparison.Ordinal);
        Assert.True(await app.ScalarAsync<bool>("select ended_at is null from users where user_name = 'demo.admin'"));
    }
}
