using System.Net;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>The statistics as officers read them, and what a speaker says of a channel.</summary>
public sealed class StatisticsPageTests(Server server) : IAsyncLifetime
{
    const string Page = "/demo/desk/voices/statistics";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The three figures of a row, whatever blanks stand between.</summary>
    static string[] Figures(ReadPage page, string section, string row) =>
    [
        .. page.Document.QuerySelectorAll($"h2#{section} + .card tr").First(tr => tr.QuerySelector("th")?.TextContent.Trim().StartsWith(row, StringComparison.Ordinal) == true)
            .QuerySelectorAll("td.num").Select(td => td.TextContent.Trim()),
    ];

    Task<List<string>> YearsAsync(string what) => app.ColumnAsync(
        $"select count(v.id)::text from generate_series(2, 0, -1) n left join voices v on extract(year from received_on + interval '3 months') = extract(year from now() + interval '3 months 7 hours') - n and {what} group by n order by n desc");

    [Fact]
    public async Task Page_CountsWhatIsStored_WithoutTheSealed()
    {
        var page = await (await app.SignInAsync("demo.quality")).GetAsync(Page);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var received = await YearsAsync("not is_sealed");
        Assert.NotEqual(await YearsAsync("true"), received);
        foreach (var (section, row) in new[] { ("outcome", "รับเรื่อง"), ("kinds", "รวม"), ("types", "รวม"), ("speakers", "รวม"), ("channels", "รวม"), ("months", "รวม") })
        {
            Assert.Equal(received, Figures(page, section, row));
        }

        Assert.Equal(await YearsAsync("not is_sealed and kind = 'complaint'"), Figures(page, "kinds", "ข้อร้องเรียน"));
        Assert.Equal(await YearsAsync("not is_sealed and type_id is null"), Figures(page, "types", "ยังไม่จำแนกประเภท"));
        Assert.Equal(await YearsAsync("not is_sealed and exists (select from deadlines d where d.subject_id = v.id and d.rule_code = 'complaint-answer' and v.answered_on > d.due_on)"), Figures(page, "outcome", "ตอบครั้งแรกเกินกำหนด"));
        Assert.DoesNotContain("จัดซื้อ", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfOneKind_CountsThatKindOnly()
    {
        var page = await (await app.SignInAsync("demo.quality")).GetAsync(Page + "?Kind=Compliment");

        var received = await YearsAsync("not is_sealed and kind = 'compliment'");
        Assert.Equal(received, Figures(page, "outcome", "รับเรื่อง"));
        Assert.Equal(received, Figures(page, "types", "รวม"));
        Assert.Equal(received, Figures(page, "channels", "รวม"));
    }

    [Fact]
    public async Task Page_OfCalendarYears_CountsByThose()
    {
        var page = await (await app.SignInAsync("demo.quality")).GetAsync(Page + "?By=calendar&Year=2568");

        var counted = await app.ColumnAsync("select count(v.id)::text from generate_series(2023, 2025) y left join voices v on extract(year from received_on) = y and not is_sealed group by y order by y");
        Assert.Equal(counted, Figures(page, "outcome", "รับเรื่อง"));
        Assert.NotEqual("0", counted[2]);
    }

    [Fact]
    public async Task Page_OfAnotherOfficesCases_CountsNone()
    {
        await app.ExecuteAsync("""
            insert into offices select (jsonb_populate_record(o, '{"id": 77, "slug": "other"}')).* from offices o where slug = 'demo';
            insert into channels select (jsonb_populate_record(c, '{"office_id": 77, "owner_group_id": null, "owner_person_id": null}')).* from channels c;
            insert into voices select (jsonb_populate_record(v, '{"office_id": 77, "type_id": null, "district_id": null, "speaker_group_id": null}')).* from voices v
            """);

        var page = await (await app.SignInAsync("demo.quality")).GetAsync(Page);

        Assert.Equal(await YearsAsync("not is_sealed and v.office_id <> 77"), Figures(page, "outcome", "รับเรื่อง"));
    }

    [Fact]
    public async Task Report_InEveryForm_HasTheTablesOfTheGuideline()
    {
        var director = await app.SignInAsync("demo.director");

        var page = await director.GetAsync(Page + "/report");
        foreach (var title in new[] { "สถิติข้อร้องเรียน จำแนกตามประเภทเรื่องที่ร้องเรียน", "สถิติข้อร้องเรียน จำแนกตามกลุ่มผู้ร้องเรียน", "สถิติการรับฟัง จำแนกตามช่องทาง", "ตัวชี้วัดการจัดการข้อร้องเรียน", "ความพึงพอใจต่อช่องทางการรับฟัง" })
        {
            Assert.Contains(title, page.Text, StringComparison.Ordinal);
        }

        var rows = page.Document.QuerySelectorAll("table").First(table => table.TextContent.Contains("ประเภทเรื่องที่ร้องเรียน", StringComparison.Ordinal)).QuerySelectorAll("tr");
        Assert.Equal(await YearsAsync("not is_sealed and kind = 'complaint'"), rows[rows.Length - 1].QuerySelectorAll("td, th").Select(cell => cell.TextContent.Trim()).Where(text => text.Length > 0 && char.IsAsciiDigit(text[0])));
        foreach (var form in new[] { "docx", "xlsx" })
        {
            using var file = await director.Http.GetAsync(new Uri($"{Page}/report?as={form}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        }
    }

    [Fact]
    public async Task Page_ForSomebodyWithoutTheRight_IsForbidden() =>
        Assert.NotEqual(HttpStatusCode.OK, (await (await app.SignInAsync("demo.reader")).GetAsync(Page)).Status);

    [Fact]
    public async Task Rate_WithTheChannel_IsCountedForThatChannel()
    {
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/compliment")).Form(), ("Input.Subject", "เรื่องทดสอบ"), ("Input.What", "ชมเชย"));
        var shown = (await visitor.SendToAsync(check.Form(), check.Path + "?handler=Send")).All(".receipt b");
        await app.ExecuteAsync($"update voices set state = 'answered', answered_on = received_on, rate_until = received_on + 30 where number = '{shown[0]}'");
        await app.ExecuteAsync("update voices set channel_rating = null where channel_id <> (select id from channels where way = 'web') or received_on >= '2026-10-01' and id <> (select id from voices order by id desc limit 1)");
        var seen = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/follow")).Form(), ("Number", shown[0]), ("Code", shown[1]));

        await visitor.SendAsync(seen.Form("handler=Rate"), ("helped", "true"), ("channel", "Low"));

        Assert.Equal("low", await app.ScalarAsync<string>($"select channel_rating from voices where number = '{shown[0]}' and satisfied"));
        var page = await (await app.SignInAsync("demo.quality")).GetAsync(Page);
        Assert.Equal(["0", "0", "100", "1*"], Figures(page, "satisfaction", "เว็บไซต์ของสำนักงาน")[^4..]);
    }

    [Fact]
    public async Task Inbox_LinksToTheStatistics() =>
        Assert.NotNull((await (await app.SignInAsync("demo.quality")).GetAsync("/demo/desk/voices")).Document.QuerySelector($"main a[href='{Page}']"));
}
