using System.Net;
using Rapfang.Modules.Office;
using Rapfang.Platform;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Account;

/// <summary>Acting for somebody absent: the days, the rights, the record.</summary>
public sealed class SubstitutionTests(Server server) : IAsyncLifetime
{
    static readonly DateOnly Monday = new(2026, 11, 23);
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static Person Somebody(bool account = true)
    {
        var person = new Person { GivenName = "ก", FamilyName = "ข", FromDate = Monday.AddYears(-1) };
        if (account)
        {
            person.GiveAccount(Guid.NewGuid());
        }

        return person;
    }

    static Substitution Make(Person absent, Person substitute, int from, int until, params Substitution[] others) =>
        Substitution.Make(absent, substitute, Monday.AddDays(from), Monday.AddDays(until), "", others);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void ActsFor_FromTheFirstDayToTheLast(int day, bool acts) => Assert.Equal(acts, Make(Somebody(), Somebody(), 0, 4).ActsFor(Monday.AddDays(day)));

    [Fact]
    public void Make_WhenItCanNotBe_IsRefused()
    {
        var absent = Somebody();
        var gone = Somebody();
        gone.End(Monday.AddDays(2));

        Assert.Equal("NewSubstitute.Until", Assert.Throws<RuleBroken>(() => Make(absent, Somebody(), 1, 0)).Field);
        Assert.Equal("NewSubstitute.PersonId", Assert.Throws<RuleBroken>(() => Make(absent, absent, 0, 1)).Field);
        Assert.Equal("NewSubstitute.PersonId", Assert.Throws<RuleBroken>(() => Make(absent, Somebody(account: false), 0, 1)).Field);
        Assert.Equal("NewSubstitute.PersonId", Assert.Throws<RuleBroken>(() => Make(absent, gone, 2, 3)).Field);
        Assert.Equal("NewSubstitute.From", Assert.Throws<RuleBroken>(() => Make(absent, Somebody(), 4, 6, Make(absent, Somebody(), 0, 4))).Field);
        Make(absent, Somebody(), 5, 6, Make(absent, Somebody(), 0, 4));
    }

    [Fact]
    public void EndBefore_StopsAtOnce_AndOneThatDidNotBeginIsGone()
    {
        var running = Make(Somebody(), Somebody(), 0, 4);

        Assert.True(running.EndBefore(Monday.AddDays(2)));
        Assert.False(running.ActsFor(Monday.AddDays(2)));
        Assert.True(running.ActsFor(Monday.AddDays(1)));
        Assert.False(Make(Somebody(), Somebody(), 0, 4).EndBefore(Monday));
    }

    async Task<Guid> PersonAsync(string user) => await app.ScalarAsync<Guid>($"select p.id from people p join users u on u.id = p.user_id where u.user_name = '{user}'");

    async Task<ReadPage> NameAsync(Visitor visitor, string absent, string substitute, int from = 0, int until = 0)
    {
        var today = ThaiDate.OnDay(TimeProvider.System.GetUtcNow());
        var page = await visitor.GetAsync($"/demo/desk/office/people/{await PersonAsync(absent)}");
        return await visitor.SendAsync(
            page.Form("handler=Substitute"), ("NewSubstitute.PersonId", (await PersonAsync(substitute)).ToString()),
            ("NewSubstitute.From", ThaiDate.Numeric(today.AddDays(from))), ("NewSubstitute.Until", ThaiDate.Numeric(today.AddDays(until))));
    }

    [Fact]
    public async Task Substitute_DoesWhatTheAbsentOneMay_AndBothNamesAreRecorded()
    {
        var officer = await app.SignInAsync("demo.officer");
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/demo/desk/office/history")).Status);
        Assert.Contains("ในช่วงนี้", (await NameAsync(await app.SignInAsync("demo.director"), "demo.director", "demo.officer")).Text, StringComparison.Ordinal);

        var groups = await officer.GetAsync("/demo/desk/office/groups");
        var added = await officer.SendAsync(groups.Form("handler=Add"), ("Input.Name", "กลุ่มทดสอบ"));

        Assert.Equal(HttpStatusCode.OK, added.Status);
        Assert.Contains("ท่านปฏิบัติงานแทน", (await officer.GetAsync("/demo/desk")).Text, StringComparison.Ordinal);
        Assert.Contains("ปฏิบัติงานแทนถึง", (await officer.GetAsync("/demo/desk/office/people")).Text, StringComparison.Ordinal);
        Assert.Contains("ปฏิบัติงานแทน", (await officer.GetAsync("/demo/desk/office/history")).All("tbody tr")[0], StringComparison.Ordinal);
        Assert.Equal(await PersonAsync("demo.director"), await app.ScalarAsync<Guid>("select acting_for from events e join users u on u.id = actor_user_id where kind = 'group.set-up' and user_name = 'demo.officer'"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from events where acting_for is not null"));
    }

    [Fact]
    public async Task Substitute_OutsideTheDays_MayNotDoIt()
    {
        await NameAsync(await app.SignInAsync("demo.director"), "demo.director", "demo.officer", 1, 3);

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("demo.officer")).GetAsync("/demo/desk/office/history")).Status);
    }

    [Fact]
    public async Task Substitute_OfASubstitute_BorrowsOnlyTheirOwnRights()
    {
        await NameAsync(await app.SignInAsync("demo.director"), "demo.director", "demo.officer");
        await NameAsync(await app.SignInAsync("demo.officer"), "demo.officer", "demo.reader");

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("demo.reader")).GetAsync("/demo/desk/office/history")).Status);
    }

    [Fact]
    public async Task End_TakesTheRightsBackAtOnce()
    {
        var director = await app.SignInAsync("demo.director");
        await NameAsync(director, "demo.director", "demo.officer");
        var page = await director.GetAsync($"/demo/desk/office/people/{await PersonAsync("demo.director")}");

        await director.SendAsync(page.Form("handler=EndSubstitute"));

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("demo.officer")).GetAsync("/demo/desk/office/history")).Status);
    }

    [Fact]
    public async Task Person_NamesWhoActsForThemselves_NotForOthers()
    {
        var officer = await app.SignInAsync("demo.officer");
        var own = await officer.GetAsync($"/demo/desk/office/people/{await PersonAsync("demo.officer")}");
        var form = own.Form("handler=Substitute");
        var other = await officer.GetAsync($"/demo/desk/office/people/{await PersonAsync("demo.director")}");
        Assert.Empty(other.All("form[action*='handler=Substitute']"));
        form.SetAttribute("action", $"/demo/desk/office/people/{await PersonAsync("demo.director")}?handler=Substitute");

        Assert.Equal(HttpStatusCode.Forbidden, (await officer.SendAsync(form, ("NewSubstitute.PersonId", (await PersonAsync("demo.officer")).ToString()))).Status);
    }
}
