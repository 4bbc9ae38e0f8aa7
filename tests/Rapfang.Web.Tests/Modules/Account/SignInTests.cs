using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Account;

/// <summary>Signing in with a password, and the very first start.</summary>
public sealed class SignInTests(Server server) : IAsyncLifetime
{
    const string Password = "ประโยคยาวพอสมควร";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync(demo: false);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static readonly (string Name, string? Value)[] Good =
    [
        ("Input.DisplayName", "ผู้ดูแล คนแรก"), ("Input.UserName", "first"), ("Input.Password", Password),
        ("Input.OfficeKind", "PrimaryArea"), ("Input.OfficeName", "สำนักงานทดสอบ"), ("Input.Slug", "test-1"),
    ];

    async Task<Visitor> SetUpAsync()
    {
        var visitor = app.Visit();
        var done = await visitor.SendAsync((await visitor.GetAsync("/")).Form(), Good);
        Assert.Equal("/test-1/desk/office", done.Path);
        return visitor;
    }

    async Task<ReadPage> TryAsync(string? user, string? password)
    {
        var visitor = app.Visit();
        return await visitor.SendAsync((await visitor.GetAsync("/account/sign-in")).Form(), ("Input.UserName", user), ("Input.Password", password));
    }

    [Fact]
    public async Task FirstSetUp_MakesOfficeAndAdministratorOnceAndIsThenGone()
    {
        var page = (await app.Visit().GetAsync("/account/first")).Form();

        var desk = await (await SetUpAsync()).GetAsync("/test-1/desk/office/groups");

        Assert.Contains("กลุ่มส่งเสริมสถานศึกษาเอกชน", desk.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/account/first")).Status);
        var visitor = app.Visit();
        await visitor.GetAsync("/account/sign-in");
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.SendAsync(page, [.. Good, ("Input.UserName", "second")])).Status);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from users"));
    }

    [Theory]
    [InlineData("Input.Slug", "คำไทย")]
    [InlineData("Input.Slug", "account")]
    [InlineData("Input.Slug", "")]
    [InlineData("Input.Password", "สั้น")]
    [InlineData("Input.Password", "")]
    [InlineData("Input.UserName", "มีวรรค ไทย")]
    [InlineData("Input.OfficeName", "")]
    [InlineData("Input.OfficeKind", "Palace")]
    public async Task FirstSetUp_WhenSomethingIsWrong_NamesItAndKeepsTheRestButThePassword(string field, string value)
    {
        var visitor = app.Visit();
        var form = (await visitor.GetAsync("/account/first")).Form();

        var page = await visitor.SendAsync(form, [.. Good.Where(good => good.Name != field), (field, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var link = page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")!;
        Assert.Equal("true", page.Document.QuerySelector(link)!.GetAttribute("aria-invalid"));
        Assert.Equal(field, page.Document.QuerySelector(link)!.GetAttribute("name"));
        Assert.Equal("ผู้ดูแล คนแรก", page.Document.QuerySelector<IHtmlInputElement>("[name='Input.DisplayName']")!.Value);
        Assert.Equal("", page.Document.QuerySelector<IHtmlInputElement>("[name='Input.Password']")!.Value);
        Assert.DoesNotContain(Password, page.Html, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select (select count(*) from users) + (select count(*) from offices)"));
    }

    [Fact]
    public async Task SignIn_WithTheRightPassword_LeadsToTheDesk()
    {
        await SetUpAsync();

        Assert.Equal("/test-1/desk", (await TryAsync(" First ", Password)).Path);
    }

    [Theory]
    [InlineData("first", "not the password")]
    [InlineData("nobody", Password)]
    [InlineData("first", "")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public async Task SignIn_WhenNameOrPasswordIsNotRight_SaysTheSame(string? user, string? password)
    {
        await SetUpAsync();

        var page = await TryAsync(user, password);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongPasswords_IsLockedEvenForTheRightOneAndSaysSo()
    {
        await SetUpAsync();
        for (var tries = 0; tries < 4; tries++)
        {
            Assert.DoesNotContain("15 นาที", (await TryAsync("first", "wrong password")).Text, StringComparison.Ordinal);
        }

        Assert.Contains("โปรดรอ 15 นาที", (await TryAsync("first", "wrong password")).Text, StringComparison.Ordinal);
        var page = await TryAsync("first", Password);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("โปรดรอ 15 นาที", page.Text, StringComparison.Ordinal);
        Assert.NotEqual(0L, await app.ScalarAsync<long>("select count(*) from installation_events where kind = 'account.locked-out' and subject = 'first'"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("wrong password", "another long sentence")]
    [InlineData(Password, "short")]
    [InlineData(Password, "")]
    public async Task ChangePassword_WhenSomethingIsWrong_SaysSoAndTheOldOneStays(string current, string next)
    {
        var admin = await SetUpAsync();
        var form = (await admin.GetAsync("/account/password")).Form();

        var page = await admin.SendAsync(form, ("Input.Current", current), ("Input.New", next));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotEmpty(page.All(".error-summary li"));
        Assert.Equal("/test-1/desk", (await TryAsync("first", Password)).Path);
    }

    [Fact]
    public async Task ChangePassword_TakesTheNewOneOnly()
    {
        var admin = await SetUpAsync();
        var page = await admin.SendAsync((await admin.GetAsync("/account/password")).Form(), ("Input.Current", Password), ("Input.New", "another long sentence"));

        Assert.Contains("เปลี่ยนรหัสผ่านแล้ว", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync("first", Password)).Status);
        Assert.Equal("/test-1/desk", (await TryAsync("first", "another long sentence")).Path);
    }

    [Fact]
    public async Task DemoSignIn_OutsideDemoMode_DoesNotExist()
    {
        await SetUpAsync();
        var visitor = app.Visit();
        var page = await visitor.GetAsync("/account/sign-in");
        using var form = new FormUrlEncodedContent([.. Visitor.Fields(page.Form()), new("user", "first")]);

        var response = await visitor.Http.PostAsync(new Uri("/account/demo", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(page.Document.QuerySelectorAll("form[action*='demo']"));
    }
}
