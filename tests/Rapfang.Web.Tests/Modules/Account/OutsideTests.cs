using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Rapfang.Platform.Identity.Oidc;

namespace Rapfang.Tests.Modules.Account;

/// <summary>Signing in through an OpenID Connect provider: the whole way, over HTTP, with a provider that may err.</summary>
public sealed class OutsideTests(Server server) : IAsyncLifetime
{
    const string SignIn = "/account/sign-in/outside";
    readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });
    OidcServer provider = null!;
    App app = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await OidcServer.StartAsync();
        app = await server.AppAsync([.. Settings()]);
    }

    IEnumerable<(string, string)> Settings() =>
    [
        ("Oidc:Authority", provider.Address), ("Oidc:ClientId", OidcServer.Client), ("Oidc:ClientSecret", OidcServer.Secret), ("Oidc:Name", "บัตรตัวอย่าง"),
    ];

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }

    Visitor Visit() => new(app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    async Task<Visitor> DeskAsync(string user)
    {
        var visitor = Visit();
        await visitor.SendAsync((await visitor.GetAsync("/account/sign-in")).Form("/account/demo"), ("user", user));
        return visitor;
    }

    /// <summary>Goes where the answers lead, to the provider and back, as a browser does.</summary>
    async Task<ReadPage> WalkAsync(Visitor visitor, string path)
    {
        var page = await visitor.GetAsync(path);
        for (var steps = 0; page.Response.Headers.Location is { } next && steps < 12; steps++)
        {
            if (next.IsAbsoluteUri && next.AbsoluteUri.StartsWith(provider.Address, StringComparison.Ordinal))
            {
                using var answer = await browser.GetAsync(next);
                Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
                next = answer.Headers.Location!;
            }

            page = await visitor.GetAsync(next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString);
        }

        return page;
    }

    async Task LinkAsync(string user)
    {
        var page = await WalkAsync(await DeskAsync(user), "/account/outside?handler=link");
        Assert.Contains("เชื่อมกับ บัตรตัวอย่าง แล้ว", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task SignIn_OfALinkedAccount_LeadsToTheDeskLikeAnyOther(string algorithm)
    {
        provider.Algorithm = algorithm;
        await LinkAsync("demo.officer");
        var visitor = Visit();
        Assert.Contains(SignIn, (await visitor.GetAsync("/account/sign-in")).Html, StringComparison.Ordinal);

        var desk = await WalkAsync(visitor, SignIn + "?returnUrl=%2Fdemo%2Fdesk%2Fworks");

        Assert.Equal("/demo/desk/works", desk.Path);
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        Assert.Equal(["account.outside-linked " + provider.Address, "account.signed-in oidc"], await app.ColumnAsync(
            "select kind || ' ' || detail from installation_events where subject = 'demo.officer' and detail <> 'demo' and kind <> 'account.opened' order by at"));
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from sessions s join users u on u.id = s.user_id where u.user_name = 'demo.officer' and s.ended_at is null"));
        Assert.DoesNotContain("1-person", await app.ScalarAsync<string>("select string_agg(l::text, '') || (select string_agg(e::text, '') from installation_events e) from user_logins l"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_OfAnUnknownIdentity_MakesNoAccountAndSaysWhatToDo()
    {
        var users = await app.ScalarAsync<long>("select count(*) from users");
        var visitor = Visit();

        var page = await WalkAsync(visitor, SignIn);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("ยังไม่ได้เชื่อมกับบัญชีในระบบนี้", page.Text, StringComparison.Ordinal);
        Assert.Equal(users, await app.ScalarAsync<long>("select count(*) from users"));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).Status);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("signature")]
    [InlineData("unsigned")]
    [InlineData("other person in the token")]
    public async Task SignIn_WithATokenThatIsNotRight_IsRefusedInWords(string wrong)
    {
        await LinkAsync("demo.officer");
        provider.Change = claims =>
        {
            if (wrong == "no nonce")
            {
                claims.Remove("nonce");
            }

            foreach (var (_, claim, value) in new (string, string, object)[]
            {
                ("nonce", "nonce", "of another sign-in"), ("audience", "aud", "another-client"), ("issuer", "iss", "https://elsewhere.example"), ("expired", "exp", 1_600_000_000),
            }.Where(change => change.Item1 == wrong))
            {
                claims[claim] = value;
            }
        };
        provider.Forge = token => wrong switch
        {
            "signature" => token[..^8] + (token[^8] == 'A' ? 'B' : 'A') + token[^7..],
            "unsigned" => $"{OidcServer.Part(new { alg = "none" })}.{token.Split('.')[1]}.",
            "other person in the token" => string.Join('.', token.Split('.')[0], OidcServer.Part(new { sub = "2-person" }), token.Split('.')[2]),
            _ => token,
        };
        var visitor = Visit();
        var given = provider.TokensGiven;

        var page = await WalkAsync(visitor, SignIn);

        Assert.Equal(given + 1, provider.TokensGiven);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("ตรวจสอบคำตอบจาก บัตรตัวอย่าง ไม่ผ่าน", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task SignIn_CancelledAtTheProvider_SaysSo()
    {
        provider.Error = "access_denied";

        Assert.Contains("ท่านยกเลิกที่ บัตรตัวอย่าง", (await WalkAsync(Visit(), SignIn)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WhenTheProviderIsDown_SaysSoAndThePasswordRemains()
    {
        await provider.DisposeAsync();
        var visitor = Visit();

        var page = await WalkAsync(visitor, SignIn);

        Assert.Equal(HttpStatusCode.BadGateway, page.Status);
        Assert.Contains("ขณะนี้ บัตรตัวอย่าง ไม่ตอบสนอง", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty((await visitor.GetAsync("/account/sign-in")).All("main form"));
    }

    [Fact]
    public async Task Answer_InAnotherBrowserThanTheOneThatAsked_IsRefused()
    {
        await LinkAsync("demo.officer");
        var asking = await Visit().GetAsync(SignIn);
        using var answer = await browser.GetAsync(asking.Response.Headers.Location);
        var other = Visit();

        var page = await WalkAsync(other, answer.Headers.Location!.PathAndQuery);

        Assert.Contains("ตรวจสอบคำตอบจาก บัตรตัวอย่าง ไม่ผ่าน", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task SignIn_OfAnEndedAccount_IsRefused()
    {
        await LinkAsync("demo.officer");
        await app.ExecuteAsync("update users set ended_at = now() - interval '1 minute' where user_name = 'demo.officer'");
        var visitor = Visit();

        Assert.Contains("บัญชีนี้สิ้นสุดแล้ว", (await WalkAsync(visitor, SignIn)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task SignIn_OfAnAccountWithASecondStep_AsksForIt()
    {
        await LinkAsync("demo.officer");
        await app.ExecuteAsync("update users set two_factor_enabled = true where user_name = 'demo.officer'");
        var visitor = Visit();
        await app.InScopeAsync(null, async services =>
        {
            var users = (Microsoft.AspNetCore.Identity.UserManager<Rapfang.Platform.Identity.User>)services.GetService(typeof(Microsoft.AspNetCore.Identity.UserManager<Rapfang.Platform.Identity.User>))!;
            await users.ResetAuthenticatorKeyAsync((await users.FindByNameAsync("demo.officer"))!);
        });

        Assert.Equal("/account/sign-in/code", (await WalkAsync(visitor, SignIn)).Path);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Link_OfAnIdentityThatIsLinkedElsewhere_IsRefused()
    {
        await LinkAsync("demo.officer");

        var page = await WalkAsync(await DeskAsync("demo.reader"), "/account/outside?handler=link");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("เชื่อมกับบัญชีอื่นอยู่แล้ว", page.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from user_logins"));
    }

    [Fact]
    public async Task Link_BegunForASignIn_LinksNothing()
    {
        var officer = await DeskAsync("demo.officer");
        var asking = await officer.GetAsync(SignIn); // The way to the provider for a sign-in …
        using var answer = await browser.GetAsync(asking.Response.Headers.Location);
        await officer.GetAsync(answer.Headers.Location!.PathAndQuery);

        await WalkAsync(officer, "/account/outside?handler=back"); // … is none for a link.

        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from user_logins"));
    }

    [Fact]
    public async Task Unlink_IsRefusedWhileItIsTheOnlyWayInAndWorksOtherwise()
    {
        await LinkAsync("demo.officer"); // Demo people have no password.
        var officer = await DeskAsync("demo.officer");
        Assert.Contains("เป็นวิธีเข้าสู่ระบบเพียงวิธีเดียว", (await officer.GetAsync("/account/outside")).Text, StringComparison.Ordinal);
        await app.ExecuteAsync("update users set password_hash = 'x' where user_name = 'demo.officer'");

        await officer.SendAsync((await officer.GetAsync("/account/outside")).Form("handler=Unlink"));

        Assert.Contains("เลิกเชื่อมแล้ว", (await officer.GetAsync("/account/outside")).Text, StringComparison.Ordinal);
        Assert.Contains("ยังไม่ได้เชื่อม", (await WalkAsync(Visit(), SignIn)).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from installation_events where kind = 'account.outside-unlinked' and subject = 'demo.officer'"));
    }

    [Fact]
    public async Task Invitation_CanBeUsedUpByLinkingInPlaceOfAPassword()
    {
        var admin = await app.SignInAsync("demo.admin");
        var person = "/demo/desk/office/people/" + await app.ScalarAsync<Guid>("select p.id from people p join users u on u.id = p.user_id where u.user_name = 'demo.officer'");
        var made = await admin.SendAsync((await admin.GetAsync(person)).Form("handler=Link"));
        var link = new Uri(made.Document.QuerySelector<IHtmlInputElement>("#one-time-link")!.Value).AbsolutePath;
        var visitor = Visit();
        Assert.Contains("เชื่อมกับ บัตรตัวอย่าง", (await visitor.GetAsync(link)).Text, StringComparison.Ordinal);

        var page = await WalkAsync(visitor, link + "?handler=provider");

        Assert.Equal("/account/sign-in", page.Path);
        Assert.Contains("เชื่อมกับ บัตรตัวอย่าง แล้ว", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
        Assert.Equal("/demo/desk", (await WalkAsync(visitor, SignIn)).Path);
    }

    [Fact]
    public async Task SubjectClaim_ThatOnlyUserinfoHas_CountsIfItIsOfTheSamePerson()
    {
        await using var byPid = await server.AppAsync([.. Settings(), ("Oidc:SubjectClaim", "pid")]);
        var before = app;
        app = byPid;
        await LinkAsync("demo.officer");
        Assert.Equal("/demo/desk", (await WalkAsync(Visit(), SignIn)).Path);

        provider.UserInfoSubject = "2-person";
        Assert.Contains("ตรวจสอบคำตอบจาก บัตรตัวอย่าง ไม่ผ่าน", (await WalkAsync(Visit(), SignIn)).Text, StringComparison.Ordinal);
        app = before;
    }

    [Fact]
    public async Task WithoutSettings_NothingOfItIsThere()
    {
        await using var plain = await server.AppAsync();
        var officer = await plain.SignInAsync("demo.officer");

        Assert.DoesNotContain("/outside", (await plain.Visit().GetAsync("/account/sign-in")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/outside", (await officer.GetAsync("/account")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { SignIn, SignIn + "?handler=back", SignIn + "?handler=failed&why=cancelled", "/account/outside", OidcSettings.CallbackPath })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(path)).Status);
        }
    }

    [Theory]
    [InlineData("http://provider.example")]
    [InlineData("provider.example")]
    [InlineData("")]
    public void Settings_ThatSendPeopleOverAnOpenLine_AreRefused(string authority)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        configuration["Oidc:ClientId"] = "x";
        configuration["Oidc:Authority"] = authority;

        Assert.Throws<InvalidOperationException>(() => OidcSettings.Read(configuration));
    }
}
