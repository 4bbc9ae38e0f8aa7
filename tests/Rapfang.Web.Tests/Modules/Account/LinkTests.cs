using System.Net;
using AngleSharp.Html.Dom;
using Rapfang.Platform.Identity;

namespace Rapfang.Tests.Modules.Account;

/// <summary>One-time links: an invitation for somebody new, a reset for somebody who forgot.</summary>
public sealed class LinkTests(Server server) : IAsyncLifetime
{
    const string Password = "ประโยคยาวพอสมควร";
    static readonly DateTimeOffset Noon = new(2026, 11, 21, 5, 0, 0, TimeSpan.Zero);
    App app = null!;
    Visitor admin = null!;
    string person = "";

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        admin = await app.SignInAsync("demo.admin");
        person = "/demo/desk/office/people/" + await app.ScalarAsync<Guid>("select p.id from people p join users u on u.id = p.user_id where u.user_name = 'demo.officer'");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static string LinkOn(ReadPage page) => new Uri(page.Document.QuerySelector<IHtmlInputElement>("#one-time-link")!.Value).AbsolutePath;

    async Task<string> MakeAsync() => LinkOn(await admin.SendAsync((await admin.GetAsync(person)).Form("handler=Link")));

    async Task<ReadPage> SetAsync(string link, string password = Password)
    {
        var visitor = app.Visit();
        return await visitor.SendAsync((await visitor.GetAsync(link)).Form(), ("Password", password));
    }

    async Task<ReadPage> SignInAsync(string user, string password)
    {
        var visitor = app.Visit();
        var form = (await visitor.GetAsync("/account/sign-in")).Document.QuerySelectorAll<IHtmlFormElement>("main form").Single(form => form["Input.Password"] is not null);
        return await visitor.SendAsync(form, ("Input.UserName", user), ("Input.Password", password));
    }

    [Theory]
    [InlineData(-1, false, false, LinkState.Good)]
    [InlineData(0, false, false, LinkState.TooOld)]
    [InlineData(-1, true, false, LinkState.Used)]
    [InlineData(1, true, true, LinkState.Used)]
    [InlineData(-1, false, true, LinkState.Replaced)]
    public void Link_IsGoodUntilUsedReplacedOrTooOld(int minutesAfterItsEnd, bool used, bool replaced, LinkState state) =>
        Assert.Equal(state, new AccountLink(Guid.Empty, AccountLink.Reset, Noon, used ? Noon : null, replaced ? Noon : null).StateAt(Noon.AddMinutes(minutesAfterItsEnd)));

    [Fact]
    public async Task Invitation_LeadsSomebodyNewToADeskWithAPasswordOnlyTheyKnow()
    {
        await admin.SendAsync((await admin.GetAsync("/demo/desk/office/people")).Form(), ("Input.GivenName", "ใหม่"), ("Input.FamilyName", "เพิ่งมา"));
        var fresh = "/demo/desk/office/people/" + await app.ScalarAsync<Guid>("select id from people where family_name = 'เพิ่งมา'");
        await admin.SendAsync((await admin.GetAsync(fresh)).Form("handler=Assign"), ("NewRole.Role", "Officer"));
        var page = await admin.SendAsync((await admin.GetAsync(fresh)).Form("handler=Account"), ("NewUserName", "newcomer"));

        Assert.Contains("3 วัน", page.Text, StringComparison.Ordinal);
        var set = await SetAsync(LinkOn(page));

        Assert.Equal("/account/sign-in", set.Path);
        Assert.Contains("ตั้งรหัสผ่านแล้ว", set.Text, StringComparison.Ordinal);
        Assert.Equal("/demo/desk", (await SignInAsync("newcomer", Password)).Path);
        Assert.Equal(["invitation", "invitation"], await app.ColumnAsync("select detail from installation_events where subject = 'newcomer' and kind in ('account.link-made', 'account.password-set')"));
        Assert.Empty((await admin.GetAsync(fresh)).All("#one-time-link"));
    }

    [Fact]
    public async Task Link_WorksOnceAndThenSaysSo()
    {
        var link = await MakeAsync();
        await SetAsync(link);

        var again = await app.Visit().GetAsync(link);

        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Contains("ลิงก์นี้ใช้ไปแล้ว", again.Text, StringComparison.Ordinal);
        Assert.Empty(again.All("main form"));
    }

    [Fact]
    public async Task Link_SentTwiceAtOnce_SetsOnePassword()
    {
        var link = await MakeAsync();
        var (first, second) = (app.Visit(), app.Visit());
        var (one, two) = ((await first.GetAsync(link)).Form(), (await second.GetAsync(link)).Form());

        var pages = await Task.WhenAll(first.SendAsync(one, ("Password", "the first sentence")), second.SendAsync(two, ("Password", "the second sentence")));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], pages.Select(page => page.Status).Order());
    }

    [Fact]
    public async Task Link_WithAWeakPassword_StaysGood()
    {
        var link = await MakeAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await SetAsync(link, "สั้น")).Status);
        Assert.Equal("/account/sign-in", (await SetAsync(link)).Path);
    }

    [Fact]
    public async Task Link_WhenANewerOneIsMade_SaysSo()
    {
        var link = await MakeAsync();
        var newer = await MakeAsync();

        Assert.Contains("มีลิงก์ใหม่กว่าลิงก์นี้แล้ว", (await app.Visit().GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().GetAsync(newer)).Status);
    }

    [Fact]
    public async Task Reset_AfterTwoHours_IsTooOldAndSaysSo()
    {
        await SetAsync(await MakeAsync());
        var link = await MakeAsync();
        Assert.Equal(2.0, await app.ScalarAsync<double>("select extract(epoch from expires_at - made_at)::float8 / 3600 from account_links where used_at is null"));
        var form = (await app.Visit().GetAsync(link)).Form();
        await app.ExecuteAsync("update account_links set expires_at = now()");

        Assert.Contains("ลิงก์นี้หมดอายุแล้ว", (await app.Visit().GetAsync(link)).Text, StringComparison.Ordinal);
        var visitor = app.Visit();
        await visitor.GetAsync("/account/sign-in");
        Assert.NotEqual("/account/sign-in", (await visitor.SendAsync(form, ("Password", "another long sentence"))).Path);
        Assert.Equal("/demo/desk", (await SignInAsync("demo.officer", Password)).Path);
    }

    [Fact]
    public async Task Link_IsKeptAsAHashOnly_AndAnUnknownOneDoesNotExist()
    {
        var link = await MakeAsync();

        Assert.DoesNotContain(link.Split('/')[^1], await app.ScalarAsync<string>("select string_agg(l::text, '') || (select string_agg(e::text, '') from installation_events e) from account_links l"), StringComparison.Ordinal);
        Assert.Equal(32, await app.ScalarAsync<int>("select octet_length(token_hash) from account_links"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(link + "x")).Status);
    }
}
