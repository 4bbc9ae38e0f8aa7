using System.Net;
using AngleSharp.Html.Dom;
using Npgsql;
using Rapfang.Modules.Works;
using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Modules.Works;

/// <summary>Who hosts a work: exactly one main host on any day.</summary>
public sealed class WorkTests
{
    static readonly DateOnly Start = new(2026, 10, 1);
    readonly Guid first = Guid.NewGuid(), second = Guid.NewGuid(), third = Guid.NewGuid();

    static Guid[] MainOn(Work work, int day) =>
        [.. work.Hosts.Where(host => host.Host == Rapfang.Modules.Works.Host.Main && host.IsInForce(Start.AddDays(day))).Select(host => host.GroupId)];

    Work Hosted()
    {
        var work = new Work { FromDate = Start };
        work.HostBy(first, Start);
        return work;
    }

    [Fact]
    public void HostBy_EndsTheOneBeforeTheDayBefore()
    {
        var work = Hosted();

        work.HostBy(second, Start.AddDays(5));

        Assert.Equal([first], MainOn(work, 4));
        Assert.Equal([second], MainOn(work, 5));
    }

    [Fact]
    public void HostBy_OnTheDayTheOneBeforeBegan_LeavesOnlyTheNewOne()
    {
        var work = Hosted();

        work.HostBy(second, Start);

        Assert.Equal([second], MainOn(work, 0));
        Assert.Equal([second], work.Hosts.Select(host => host.GroupId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void HostBy_FromWhateverDay_LeavesOneOnEveryDay(int day)
    {
        var work = Hosted();
        work.HostBy(second, Start.AddDays(5));

        work.HostBy(third, Start.AddDays(day));

        Assert.All(Enumerable.Range(0, 20), on => Assert.Single(MainOn(work, on)));
        Assert.Equal([third], MainOn(work, day));
    }

    [Fact]
    public void HostBy_AGroupThatHostsAlready_IsNothingForTheMainHostAndRefusedForASecondaryOne()
    {
        var work = Hosted();
        work.SupportBy(second, Start);

        work.HostBy(first, Start.AddDays(3));

        Assert.Equal(2, work.Hosts.Count);
        Assert.Throws<RuleBroken>(() => work.HostBy(second, Start.AddDays(3)));
        Assert.Equal([first], MainOn(work, 9));
    }

    [Fact]
    public void EndHost_OfTheMainHost_IsRefused()
    {
        var work = Hosted();

        Assert.Throws<RuleBroken>(() => work.EndHost(work.Hosts[0].Id, Start.AddDays(3)));
        Assert.Equal([first], MainOn(work, 9));
    }
}

/// <summary>The page of works and hosts.</summary>
public sealed class HostsPageTests(Server server) : IAsyncLifetime
{
    const string Path = "/demo/desk/works";
    App app = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<Guid> GroupAsync(string kind) => app.ScalarAsync<Guid>($"select id from groups where kind = '{kind}'");

    Task<List<string>> MainAsync() =>
        app.ColumnAsync("select g.kind from work_hosts h join groups g on g.id = h.group_id where h.host = 'main' and h.until_date is null");

    async Task<ReadPage> EndAsync(string kind)
    {
        var page = await director.GetAsync(Path);
        var host = await app.ScalarAsync<Guid>($"select h.id from work_hosts h join groups g on g.id = h.group_id where g.kind = '{kind}' and h.until_date is null");
        var form = page.Document.QuerySelectorAll<IHtmlFormElement>("form[action$='handler=End']").First();
        return await director.SendAsync(form, ("host", host.ToString()));
    }

    async Task<ReadPage> NameMainAsync(string kind, string? from = null)
    {
        var form = (await director.GetAsync(Path)).Form("handler=Host");
        var group = (await GroupAsync(kind)).ToString();
        return from is null
            ? await director.SendAsync(form, ("Input.GroupId", group), ("Input.Host", "Main"))
            : await director.SendAsync(form, ("Input.GroupId", group), ("Input.Host", "Main"), ("Input.From", from));
    }

    [Fact]
    public async Task Host_WhenAnotherTakesOverTwiceOnADay_IsTheLastOneOnly()
    {
        await EndAsync("personnel");
        await EndAsync("supervision");

        Assert.Equal(HttpStatusCode.OK, (await NameMainAsync("personnel")).Status);
        Assert.Equal(["personnel"], await MainAsync());
        Assert.Equal(HttpStatusCode.OK, (await NameMainAsync("supervision")).Status);

        Assert.Equal(["supervision"], await MainAsync());
        Assert.Equal(
            ["general_affairs", "supervision"],
            await app.ColumnAsync("select g.kind from work_hosts h join groups g on g.id = h.group_id where h.host = 'main' order by h.from_date"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from work_hosts a join work_hosts b on b.id <> a.id and a.host = 'main' and b.host = 'main' and a.from_date <= coalesce(b.until_date, 'infinity') and b.from_date <= coalesce(a.until_date, 'infinity')"));
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from events where kind = 'work.host-named' and before is not null and after is not null"));
    }

    [Fact]
    public async Task Host_WhenTheGroupIsASecondaryHost_IsRefusedInWords()
    {
        var page = await NameMainAsync("personnel");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("กลุ่มนี้เป็นเจ้าภาพของงานนี้อยู่แล้ว", page.Text, StringComparison.Ordinal);
        Assert.Equal(["general_affairs"], await MainAsync());
    }

    [Fact]
    public async Task End_OfTheMainHost_IsRefusedInWords()
    {
        var page = await EndAsync("general_affairs");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("งานต้องมีเจ้าภาพหลักเสมอ", page.Text, StringComparison.Ordinal);
        Assert.Equal(["general_affairs"], await MainAsync());
    }

    [Fact]
    public async Task Host_WithAChristianYear_IsRefusedWithTheYearToType()
    {
        await EndAsync("personnel");

        var page = await NameMainAsync("personnel", "21/11/2026");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("ปีนี้เป็น ค.ศ. ให้พิมพ์เป็น พ.ศ. คือ 21/11/2569", page.Document.QuerySelector("#Input-From-error")!.TextContent);
        Assert.Equal(["general_affairs"], await MainAsync());
    }

    [Fact]
    public async Task Database_HoldsNoTwoOpenMainHosts()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync(
            "insert into work_hosts select (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid()))).* from work_hosts h where host = 'main'"));

        Assert.Equal("work_hosts_one_main", refused.ConstraintName);
    }
}
