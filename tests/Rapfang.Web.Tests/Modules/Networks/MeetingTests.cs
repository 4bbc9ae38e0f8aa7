using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Networks;

/// <summary>Who came to a meeting: ticked by an officer, or signed in by the code on its day, each once.</summary>
public sealed class MeetingTests(Server server) : IAsyncLifetime
{
    App app = null!;
    Visitor quality = null!;
    string network = "";
    string meeting = "";

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
        network = $"/demo/desk/networks/{await app.ScalarAsync<Guid>("select id from networks where number = 1")}";
        meeting = await TodaysAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    async Task<ReadPage> PlanAsync(params (string, string?)[] more) => await quality.SendAsync(
        (await quality.GetAsync(network + "/meetings/new")).Form(), [("Input.Title", "ประชุมทดลอง"), ("Input.Place", "ห้องประชุม"), ("Input.Day", ThaiDate.Numeric(Today)), .. more]);

    async Task<string> TodaysAsync()
    {
        await PlanAsync();
        return $"/demo/desk/networks/meetings/{await app.ScalarAsync<Guid>("select id from network_meetings where title = 'ประชุมทดลอง'")}";
    }

    // As it stands on the sheet.
    async Task<string> AttendAsync() => new Uri((await quality.GetAsync(meeting + "/poster")).All(".poster-link").Single()).AbsolutePath;

    Task<long> CameAsync() => app.ScalarAsync<long>($"select count(*) from network_attendances where meeting_id = '{meeting[^36..]}'");

    // A name of the list, pressed as a button of its form.
    static Task<ReadPage> TapAsync(Visitor visitor, ReadPage page, int nth) => visitor.SendAsync(
        page.Form(), ("member", page.Document.QuerySelectorAll<IHtmlButtonElement>("button[name=member]").ElementAt(nth).Value));

    static Task<ReadPage> TypeAsync(Visitor visitor, ReadPage page, string name) =>
        visitor.SendAsync(page.Document.QuerySelector<IHtmlInputElement>("input[name=Name]")!.Form!, ("Name", name));

    [Fact]
    public async Task Member_SignsInByTapOrByName_EachOnce()
    {
        var path = await AttendAsync();
        var member = app.Visit();
        var page = await member.GetAsync(path);
        Assert.Equal(["สม••• รั•••", "ตัว••• ร่•••", "จำล••• แ•••", "ทด••• ช่•••"], page.All("button[name=member]"));

        Assert.Contains("ลงชื่อเรียบร้อยแล้ว", (await TapAsync(member, page, 0)).Text, StringComparison.Ordinal);
        Assert.Contains("ไม่ต้องลงชื่อซ้ำ", (await TapAsync(member, page, 0)).Text, StringComparison.Ordinal);
        Assert.Contains("ไม่ต้องลงชื่อซ้ำ", (await TypeAsync(member, page, "สมมติ  รักเครือข่าย")).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await CameAsync());
        Assert.Contains("ลงชื่อเรียบร้อยแล้ว", (await TypeAsync(member, page, "ตัวอย่าง ร่วมใจ")).Text, StringComparison.Ordinal);
        var unknown = await TypeAsync(member, page, "ไม่มี ชื่อนี้");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        Assert.Contains("ไม่พบชื่อนี้ในทะเบียนสมาชิก", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(2L, await CameAsync());
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from events where kind = 'network-meeting.signed' and actor_user_id is null"));
        Assert.Contains("ลงชื่อเอง", (await quality.GetAsync(meeting)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day = day - 1")]
    [InlineData("day = day + 1")]
    [InlineData("state = 'cancelled'")]
    public async Task List_IsOpenOnItsDayAlone(string change)
    {
        var path = await AttendAsync();
        var member = app.Visit();
        var page = await member.GetAsync(path);
        await app.ExecuteAsync($"update network_meetings set {change} where title = 'ประชุมทดลอง'");

        Assert.Equal(HttpStatusCode.NotFound, (await TapAsync(member, page, 0)).Status);
        var shut = await member.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, shut.Status);
        Assert.Contains("ยังลงชื่อเข้าประชุมไม่ได้", shut.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("•••", shut.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/demo/networks/attend/0000-0000-0000")).Status);
        Assert.Equal(0L, await CameAsync());
    }

    [Fact]
    public async Task OfficersList_TakesOutWhoWasUnticked_NotWhoSignedInMeanwhile()
    {
        var before = await quality.GetAsync(meeting);
        var all = before.Document.QuerySelectorAll<IHtmlInputElement>("input[name=present]").Select(box => box.Value).ToList();
        var member = app.Visit();
        await TapAsync(member, await member.GetAsync(await AttendAsync()), 0);

        await quality.SendAsync(before.Form("handler=Tick"), ("present", all[1]));
        Assert.Equal(2L, await CameAsync());

        var after = await quality.GetAsync(meeting);
        await quality.SendAsync(after.Form("handler=Tick"), ("present", all[1]));
        Assert.Equal(["ticked"], await app.ColumnAsync($"select way from network_attendances where meeting_id = '{meeting[^36..]}'"));
        Assert.Equal(HttpStatusCode.OK, (await quality.SendAsync(after.Form("handler=Tick"), ("present", Guid.NewGuid().ToString()))).Status); // Nobody of the network.
    }

    [Fact]
    public async Task NamesThatLookAlike_AreToldApartOrTyped()
    {
        foreach (var (name, phone) in new[] { ("นายเหมือนกัน คนหนึ่ง", "08 0000 0301"), ("นายเหมือนกัน คนสอง", "08 0000 0302"), ("นายเหมือนกัน คนสาม", "") })
        {
            await quality.SendAsync((await quality.GetAsync(network + "/members")).Form("handler=Add"), ("Input.Name", name), ("Input.Phone", phone));
        }

        var member = app.Visit();
        var page = await member.GetAsync(await AttendAsync());

        Assert.Equal(["เห••• ค••• 302", "เห••• ค••• 301"], page.All("button[name=member]").Where(shown => shown.StartsWith("เห", StringComparison.Ordinal)));
        Assert.Contains("ลงชื่อเรียบร้อยแล้ว", (await TypeAsync(member, page, "เหมือนกัน คนสาม")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormerMember_IsNeitherListedNorFound()
    {
        var page = await app.Visit().GetAsync(await AttendAsync());
        await app.ExecuteAsync("update network_members set until_date = current_date - 30 where duty = 'ประธานกรรมการ'");
        var member = app.Visit();
        var now = await member.GetAsync(await AttendAsync());

        Assert.Equal(page.All("button[name=member]").Length - 1, now.All("button[name=member]").Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await TypeAsync(member, now, "สมมติ รักเครือข่าย")).Status);
    }

    [Fact]
    public async Task Meetings_ArePlannedByTheMonth_HeldWithMinutes_OrCancelled()
    {
        Assert.Contains("เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม", (await PlanAsync(("Input.From", "13:00"), ("Input.Until", "12:00"))).Text, StringComparison.Ordinal);
        await PlanAsync(("Input.Title", "ประชุมประจำเดือนใหม่"), ("Input.Day", "31/1/2570"), ("Months", "3"));
        Assert.Equal(["2027-01-31", "2027-02-28", "2027-03-31"], await app.ColumnAsync("select day::text from network_meetings where title = 'ประชุมประจำเดือนใหม่' order by day"));

        Assert.Contains("มติเห็นชอบ", (await quality.SendAsync((await quality.GetAsync(meeting)).Form("handler=Hold"), ("Minutes", "มติเห็นชอบ"))).Html, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from events where after::text like '%มติเห็นชอบ%'")); // Minutes name people.
        var later = await quality.GetAsync($"/demo/desk/networks/meetings/{await app.ScalarAsync<Guid>("select id from network_meetings where day = '2027-01-31'")}");
        Assert.Null(later.Document.QuerySelector("form[action*='handler=Hold']"));
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendToAsync(later.Form("handler=Change"), later.Path + "?handler=Hold", ("Minutes", "x"))).Status);
        Assert.Contains("ยกเลิกการประชุมเครือข่าย", (await quality.SendToAsync(later.Form("handler=Change"), later.Path + "?handler=Cancel")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostByAsync("demo.reader", meeting + "?handler=Tick")).Status);
    }

    async Task<ReadPage> PostByAsync(string user, string path)
    {
        var visitor = await app.SignInAsync(user);
        return await visitor.SendToAsync((await visitor.GetAsync("/demo/desk")).Document.QuerySelectorAll<IHtmlFormElement>("form").First(form => form["_form"] is not null), path);
    }
}
