using System.Net;
using Rapfang.Platform.Identity;

namespace Rapfang.Tests.Modules.Account;

/// <summary>A code from an app as the second step of sign-in.</summary>
public sealed class TwoStepTests(Server server) : IAsyncLifetime
{
    const string Password = "ประโยคยาวพอสมควร";
    App app = null!;
    Visitor person = null!;
    string key = "";
    long step;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync(demo: false);
        person = app.Visit();
        await person.SendAsync(
            (await person.GetAsync("/")).Form(),
            ("Input.DisplayName", "ผู้ดูแล คนแรก"), ("Input.UserName", "first"), ("Input.Password", Password),
            ("Input.OfficeKind", "PrimaryArea"), ("Input.OfficeName", "สำนักงานทดสอบ"), ("Input.Slug", "test-1"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // The codes of RFC 6238, appendix B, for its SHA-1 key.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Code_IsThatOfTheStandard(long second, string code) =>
        Assert.Equal(code, AppCodes.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", AppCodes.StepOf(DateTimeOffset.FromUnixTimeSeconds(second))));

    async Task<string[]> TurnOnAsync()
    {
        await person.SendAsync((await person.GetAsync("/account/two-step")).Form());
        var page = await person.GetAsync("/account/two-step");
        key = page.Document.GetElementById("key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector(".qr svg"));
        // The first of the three codes that are good now, so that two are left for the tests.
        step = AppCodes.StepOf(TimeProvider.System.GetUtcNow());
        return (await person.SendAsync(page.Form(), ("Code", AppCodes.Code(key, step - 1)))).All(".plain-codes code");
    }

    async Task<(Visitor Visitor, ReadPage Page)> PasswordAsync()
    {
        var visitor = app.Visit();
        var page = await visitor.SendAsync((await visitor.GetAsync("/account/sign-in")).Form(), ("Input.UserName", "first"), ("Input.Password", Password));
        Assert.Equal("/account/sign-in/code", page.Path);
        return (visitor, page);
    }

    async Task<ReadPage> SignInAsync(string code)
    {
        var (visitor, page) = await PasswordAsync();
        return await visitor.SendAsync(page.Form(), ("Code", code));
    }

    [Fact]
    public async Task TurnOn_WithAWrongCode_IsNotOn()
    {
        await person.SendAsync((await person.GetAsync("/account/two-step")).Form());

        var page = await person.SendAsync((await person.GetAsync("/account/two-step")).Form(), ("Code", "000000"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.False(await app.ScalarAsync<bool>("select two_factor_enabled from users"));
    }

    [Fact]
    public async Task TurnOn_ShowsTenRecoveryCodesOnceAndKeepsOnlyTheirHashes()
    {
        var codes = await TurnOnAsync();

        Assert.Equal(10, codes.Distinct().Count());
        Assert.Empty((await person.GetAsync("/account/two-step")).All(".plain-codes code"));
        var kept = await app.ScalarAsync<string>("select value from user_tokens where name = 'RecoveryCodes'");
        Assert.All(codes, code => Assert.DoesNotContain(code, kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_AsksForTheCodeAndThePasswordAloneOpensNothing()
    {
        await TurnOnAsync();
        var (visitor, page) = await PasswordAsync();

        Assert.Equal("/account/sign-in", (await visitor.GetAsync("/account")).Path);
        Assert.Equal("/test-1/desk", (await visitor.SendAsync(page.Form(), ("Code", AppCodes.Code(key, step).Insert(3, " ")))).Path);
    }

    [Fact]
    public async Task Code_TakenOnce_IsRefusedTheSecondTimeAndSoIsAnEarlierOne()
    {
        await TurnOnAsync();
        var code = AppCodes.Code(key, step);
        Assert.Equal("/test-1/desk", (await SignInAsync(code)).Path);

        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(code)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(AppCodes.Code(key, step - 1))).Status);
    }

    [Fact]
    public async Task RecoveryCode_SignsInOnce()
    {
        var code = (await TurnOnAsync())[0];

        Assert.Equal("/test-1/desk", (await SignInAsync(code.ToLowerInvariant())).Path);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(code)).Status);
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("AAAAA-AAAAA")]
    public async Task WrongCodes_FiveTimes_LockTheAccount(string wrong)
    {
        await TurnOnAsync();
        var (visitor, page) = await PasswordAsync();
        for (var tries = 0; tries < 5; tries++)
        {
            page = await visitor.SendAsync(page.Form(), ("Code", wrong));
        }

        Assert.Contains("โปรดรอ 15 นาที", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(page.Form(), ("Code", AppCodes.Code(key, step)))).Status);
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from installation_events where kind = 'account.locked-out'"));
    }

    [Fact]
    public async Task TurnOff_NeedsThePassword()
    {
        await TurnOnAsync();
        var form = (await person.GetAsync("/account/two-step")).Form();
        form.SetAttribute("action", "/account/two-step?handler=Off");

        Assert.Equal(HttpStatusCode.BadRequest, (await person.SendAsync(form, ("Password", "not the password"))).Status);
        Assert.True(await app.ScalarAsync<bool>("select two_factor_enabled from users"));
        Assert.Equal("/account", (await person.SendAsync(form, ("Password", Password))).Path);
        Assert.False(await app.ScalarAsync<bool>("select two_factor_enabled from users"));
    }
}
