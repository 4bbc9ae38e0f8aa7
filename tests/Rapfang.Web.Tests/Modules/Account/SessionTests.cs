using System.Net;
using Rapfang.Platform.Identity;

namespace Rapfang.Tests.Modules.Account;

/// <summary>Where somebody is signed in: seen on their own page, ended from there or by the office.</summary>
public sealed class SessionTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<Visitor> OfficerAsync(string userAgent)
    {
        var visitor = app.Visit();
        visitor.Http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        await visitor.SendAsync((await visitor.GetAsync("/account/sign-in")).Form("/account/demo"), ("user", "demo.officer"));
        return visitor;
    }

    Task<Visitor> TelephoneAsync() => OfficerAsync("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36");

    Task<Visitor> ComputerAsync() => OfficerAsync("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0");

    static async Task<bool> IsSignedInAsync(Visitor visitor) => (await visitor.GetAsync("/account")).Path == "/account";

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36", "Chrome", "Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox", "Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari", "iPhone")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.17.0", "LINE", "iPhone")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36", "Chrome", "ChromeOS")]
    [InlineData("curl/8.5.0", "", "")]
    [InlineData("", "", "")]
    public void Device_IsNamedAsPeopleCallIt(string userAgent, string browser, string system) => Assert.Equal(new Device(browser, system), Device.Of(userAgent));

    [Fact]
    public async Task Account_ListsTheDevicesAndMarksThisOne()
    {
        await TelephoneAsync();
        var page = await (await ComputerAsync()).GetAsync("/account");

        Assert.Equal(["Chrome บน Android", "Edge บน Windows เครื่องนี้"], page.All("tbody th").Order(StringComparer.Ordinal));
        Assert.Single(page.All("form[action*='handler=End'] button[class~=small]"));
    }

    [Fact]
    public async Task End_SignsThatDeviceOutAtItsNextRequestAndNoOther()
    {
        var (telephone, computer) = (await TelephoneAsync(), await ComputerAsync());
        Assert.True(await IsSignedInAsync(telephone));

        var page = await computer.SendAsync((await computer.GetAsync("/account")).Form("handler=End"));

        Assert.Contains("อุปกรณ์นั้นออกจากระบบแล้ว", page.Text, StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(telephone));
        Assert.True(await IsSignedInAsync(computer));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from installation_events where kind = 'account.session-ended' and subject = 'demo.officer' and actor_user_id is not null"));
    }

    [Fact]
    public async Task EndOthers_KeepsThisOneOnly()
    {
        var (first, second, computer) = (await TelephoneAsync(), await TelephoneAsync(), await ComputerAsync());

        await computer.SendAsync((await computer.GetAsync("/account")).Form("handler=EndOthers"));

        Assert.False(await IsSignedInAsync(first));
        Assert.False(await IsSignedInAsync(second));
        Assert.True(await IsSignedInAsync(computer));
    }

    [Fact]
    public async Task End_OfSomebodyElsesSession_IsNotFound()
    {
        var director = await app.SignInAsync("demo.director");
        var theirs = await app.ScalarAsync<Guid>("select s.id from sessions s join users u on u.id = s.user_id where u.user_name = 'demo.director'");
        await TelephoneAsync();
        var computer = await ComputerAsync();

        var page = await computer.SendAsync((await computer.GetAsync("/account")).Form("handler=End"), ("id", theirs.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.True(await IsSignedInAsync(director));
    }

    [Fact]
    public async Task SignOut_EndsTheSession_SoThatACopyOfItsCookieIsWorthNothing()
    {
        var computer = await ComputerAsync();
        var desk = await computer.GetAsync("/demo/desk");

        await computer.SendAsync(desk.Form("sign-out"));

        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from sessions s join users u on u.id = s.user_id where u.user_name = 'demo.officer' and s.ended_at is null"));
    }

    [Fact]
    public async Task SignInBefore_IsShownOnTheDeskFromTheSecondTimeOn()
    {
        var first = await (await ComputerAsync()).GetAsync("/demo/desk");
        var second = await (await ComputerAsync()).GetAsync("/demo/desk");

        Assert.DoesNotContain("เข้าใช้ครั้งก่อน", first.Text, StringComparison.Ordinal);
        Assert.Contains("เข้าใช้ครั้งก่อน", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WritesNothingWithinFiveMinutes()
    {
        var computer = await ComputerAsync();
        var before = await app.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from sessions");

        await computer.GetAsync("/demo/desk");
        await computer.GetAsync("/account");

        Assert.Equal(before, await app.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from sessions"));
    }

    [Fact]
    public async Task Request_OfASessionUnusedForTenHours_IsRefused()
    {
        // Not following to the desk, so that the session was never asked for and nothing is remembered.
        var computer = new Visitor(app.CreateClient(new() { AllowAutoRedirect = false }));
        await computer.SendAsync((await computer.GetAsync("/account/sign-in")).Form("/account/demo"), ("user", "demo.officer"));
        await app.ExecuteAsync("update sessions set seen_at = now() - interval '10 hours 1 minute'");

        Assert.Equal(HttpStatusCode.Redirect, (await computer.GetAsync("/account")).Status);
    }

    [Theory]
    [InlineData("handler=End")]
    [InlineData("handler=Link")]
    public async Task Office_WhenItEndsAPersonOrMakesALink_SignsThemOut(string handler)
    {
        var computer = await ComputerAsync();
        Assert.True(await IsSignedInAsync(computer));
        var admin = await app.SignInAsync("demo.admin");
        var person = await app.ScalarAsync<Guid>("select p.id from people p join users u on u.id = p.user_id where u.user_name = 'demo.officer'");
        var form = (await admin.GetAsync($"/demo/desk/office/people/{person}")).Document
            .QuerySelectorAll<AngleSharp.Html.Dom.IHtmlFormElement>($"form[action$='{handler}']").First();

        var page = await admin.SendAsync(form);

        Assert.Empty(page.All(".error-summary li"));
        Assert.False(await IsSignedInAsync(computer));
    }
}
