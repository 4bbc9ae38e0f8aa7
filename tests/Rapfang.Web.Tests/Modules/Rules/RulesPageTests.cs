using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Rules;

/// <summary>The pages of rules: what is looked at before it is stored, what a change moves, who may do it.</summary>
public sealed class RulesPageTests(Server server) : IAsyncLifetime
{
    const string Rules = "/demo/desk/rules";
    const string Import = Rules + "/holidays/import";
    App app = null!;
    Visitor admin = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        // Only the surveys' deadlines, which a few days more or less move in a known way.
        await app.ExecuteAsync("delete from deadlines where subject_kind = 'voice'");
        admin = await app.SignInAsync("demo.admin");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    // The due days of the open deadlines, as the database has them.
    Task<List<string>> DueAsync() => app.ColumnAsync("select path || ' ' || due_on from deadlines where met_on is null and rule_code <> 'governor-report' order by path");

    static string[] Moved(ReadPage page) => page.All("main table tbody td:last-child time");

    static IHtmlFormElement Consent(ReadPage page) => (IHtmlFormElement)page.Document.QuerySelector("input[name=seen]")!.Closest("form")!;

    // A day on which the office works while both open surveys of the demo wait for their report.
    async Task<DateOnly> WorkingDayInBetweenAsync()
    {
        var started = await app.ScalarAsync<DateOnly>("select max(started_on) from deadlines where met_on is null");
        var day = default(DateOnly);
        await app.InScopeAsync("demo", async services => day = (await services.GetRequiredService<OfficeCalendar>().DaysAsync()).AddWorkingDays(started, 3));
        return day;
    }

    async Task<ReadPage> AddAsync(DateOnly day, string name = "วันหยุดพิเศษ") => await admin.SendAsync(
        (await admin.GetAsync(Rules + "/holidays")).Form("handler=Add"),
        ("Input.Day", ThaiDate.Numeric(day)), ("Input.Name", name), ("Input.Source", "มติคณะรัฐมนตรี"));

    async Task<ReadPage> CheckAsync(string lines) => await admin.SendAsync(
        (await admin.GetAsync(Import)).Form("handler=Check"), ("Input.Lines", lines), ("Input.Source", "มติคณะรัฐมนตรี"));

    [Fact]
    public async Task Import_WithWrongLines_NamesThemAndStoresNothing()
    {
        var before = await CountAsync("holidays");

        var page = await CheckAsync("""
            1/1/2580, วันขึ้นปีใหม่
            6/4/2037, วันจักรี
            31/4/2580, ไม่มีวันนี้
            23/10/2569, วันปิยมหาราช
            1/1/2580, ซ้ำ
            5/5/2580
            """);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var lines = page.All("main tbody tr");
        Assert.Equal(6, lines.Length);
        Assert.Contains("ใหม่", lines[0], StringComparison.Ordinal);
        Assert.Contains("ผิด ปีนี้เป็น ค.ศ. ให้พิมพ์เป็น พ.ศ. คือ 6/4/2580", lines[1], StringComparison.Ordinal);
        Assert.Contains("ผิด ไม่มีวันนี้ในปฏิทิน", lines[2], StringComparison.Ordinal);
        Assert.Contains("ซ้ำ มีอยู่แล้ว: วันปิยมหาราช", lines[3], StringComparison.Ordinal);
        Assert.Contains("ซ้ำ ซ้ำกับบรรทัดที่ 1", lines[4], StringComparison.Ordinal);
        Assert.Contains("ผิด หลังวันที่ให้พิมพ์จุลภาค", lines[5], StringComparison.Ordinal);
        Assert.Contains("บรรทัดที่ 2, 3, 6", page.Text, StringComparison.Ordinal);
        Assert.Contains("5/5/2580", page.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Store']"));
        Assert.Equal(before, await CountAsync("holidays"));
    }

    [Fact]
    public async Task Import_WhenTheListIsChecked_StoresTheNewDaysAsOneEvent()
    {
        var page = await CheckAsync("1 ม.ค. 2580\tวันขึ้นปีใหม่\n๖/๔/๒๕๘๐, \"วันจักรี\"\n23/10/2569, วันปิยมหาราช");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(0L, await CountAsync("holidays where day >= '2037-01-01'"));

        var stored = await admin.SendAsync(page.Form("handler=Store"));

        Assert.Equal(Rules + "/holidays", stored.Path);
        Assert.Equal(
            ["2037-01-01 วันขึ้นปีใหม่ nation มติคณะรัฐมนตรี", "2037-04-06 วันจักรี nation มติคณะรัฐมนตรี"],
            await app.ColumnAsync("select day || ' ' || name || ' ' || scope || ' ' || source from holidays where day >= '2037-01-01' and verified_on is null order by 1"));
        Assert.Equal("2", await app.ScalarAsync<string>("select jsonb_array_length(after)::text from events where kind = 'holiday.added' and actor_user_id is not null"));
    }

    [Fact]
    public async Task Import_OfACsvFile_ReadsItsColumns()
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Visitor.Fields((await admin.GetAsync(Import)).Form("handler=Check")).Where(field => field.Key != "Input.Source"))
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new StringContent("ประกาศ"), "Input.Source");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("วันที่,ชื่อ\n13/4/2580,\"วันสงกรานต์, วันแรก\"\n14/4/2037,วันสงกรานต์\n")), "Input.File", "list.csv");

        var response = await admin.Http.PostAsync(new Uri(Import + "?handler=Check", UriKind.Relative), form);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("วันสงกรานต์, วันแรก", html, StringComparison.Ordinal);
        Assert.Contains("ปีนี้เป็น ค.ศ. ให้พิมพ์เป็น พ.ศ. คือ 14/4/2580", html, StringComparison.Ordinal);
        Assert.Contains("บรรทัดที่ 3", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holiday_OnADayThatIsOne_IsNamed()
    {
        var page = await AddAsync(new(2026, 10, 23));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("วันนี้เป็นวันหยุดอยู่แล้ว: วันปิยมหาราช", page.Document.QuerySelector("#Input-Day-error")!.TextContent);
    }

    [Fact]
    public async Task Holiday_ThatMovesDeadlines_ShowsThemFirstAndMovesExactlyThese()
    {
        var day = await WorkingDayInBetweenAsync();
        var before = await DueAsync();
        Assert.Equal(2, before.Count);

        var preview = await AddAsync(day);

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Equal(2, Moved(preview).Length);
        Assert.Equal(before, await DueAsync());
        Assert.Equal(0L, await CountAsync($"holidays where day = '{day:yyyy-MM-dd}'"));

        await admin.SendAsync(Consent(preview));

        Assert.Equal(1L, await CountAsync($"holidays where day = '{day:yyyy-MM-dd}'"));
        Assert.NotEqual(before, await DueAsync());
        Assert.Equal(Moved(preview), (await DueAsync()).Select(row => ThaiDate.Short(DateOnly.Parse(row.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(2L, await CountAsync("events where kind = 'deadline.moved' and actor_user_id is not null and reason like '%วันหยุดพิเศษ' and before is not null and after is not null"));

        // Taken out again they come back, by the same two steps.
        var id = await app.ScalarAsync<Guid>($"select id from holidays where day = '{day:yyyy-MM-dd}'");
        var page = await admin.GetAsync($"{Rules}/holidays?year={ThaiDate.BuddhistYear(day)}");
        var back = await admin.SendAsync(page.Form("handler=Remove"), ("id", id.ToString()));
        Assert.Equal(2, Moved(back).Length);
        await admin.SendAsync(Consent(back));

        Assert.Equal(before, await DueAsync());
        Assert.Equal(1L, await CountAsync("events where kind = 'holiday.removed'"));
    }

    [Fact]
    public async Task Consent_ToOtherMovesThanThereAre_IsAskedAgain()
    {
        var day = await WorkingDayInBetweenAsync();
        var preview = await AddAsync(day);
        await app.ExecuteAsync("update deadlines set due_on = due_on + 7 where path = '/surveys/70-2'");
        var before = await DueAsync();

        var again = await admin.SendAsync(Consent(preview));

        Assert.NotEmpty(Moved(preview));
        Assert.NotNull(Consent(again));
        Assert.Equal(before, await DueAsync());
        Assert.Equal(0L, await CountAsync($"holidays where day = '{day:yyyy-MM-dd}'"));
    }

    [Fact]
    public async Task Import_ThatMovesDeadlines_ShowsThem()
    {
        var day = await WorkingDayInBetweenAsync();

        var preview = await CheckAsync($"{ThaiDate.Numeric(day)}, วันหยุดพิเศษ");

        Assert.Equal(2, Moved(preview).Length);
        await admin.SendAsync(preview.Form("handler=Store"));
        Assert.Equal(2L, await CountAsync("events where kind = 'deadline.moved'"));
    }

    [Fact]
    public async Task RuleVersion_ThatMovesDeadlines_ShowsThemFirstAndEndsTheOneBefore()
    {
        var id = await app.ScalarAsync<Guid>("select id from deadline_rules where code = 'survey-report'");
        var form = (await admin.GetAsync($"{Rules}/deadlines/{id}")).Form("handler=Add");

        var tooEarly = await admin.SendAsync(form, ("Input.From", "1/1/2568"), ("Input.Amount", "10"));
        Assert.Equal(HttpStatusCode.BadRequest, tooEarly.Status);
        Assert.Contains("ฉบับใหม่ต้องเริ่มใช้หลังวันที่ 1 มกราคม 2568", tooEarly.Text, StringComparison.Ordinal);

        var preview = await admin.SendAsync(form, ("Input.From", "1/1/2569"), ("Input.Amount", "10"));
        Assert.Equal(2, Moved(preview).Length);
        Assert.Equal(1L, await CountAsync("deadline_rules where code = 'survey-report'"));

        await admin.SendAsync(Consent(preview));

        Assert.Equal(
            ["2025-01-01 2025-12-31 30", "2026-01-01 open 10"],
            await app.ColumnAsync("select from_date || ' ' || coalesce(until_date::text, 'open') || ' ' || amount from deadline_rules where code = 'survey-report' order by 1"));
        Assert.Equal(Moved(preview), (await DueAsync()).Select(row => ThaiDate.Short(DateOnly.Parse(row.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(1L, await CountAsync("events where kind = 'deadline-rule.ended'"));
    }

    [Fact]
    public async Task Overview_NamesTheYearsWithoutAListAndWhatIsNotVerified()
    {
        var page = await admin.GetAsync(Rules);
        Assert.Contains($"วันหยุดปี {CalendarYear.Of(Today)} ยังไม่ได้เทียบกับประกาศครบทุกวัน", page.Text, StringComparison.Ordinal);
        Assert.Contains("เกณฑ์เวลาที่ยังไม่ได้ตรวจสอบ 13 รายการ", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ยังไม่มีรายการวันหยุด", page.Text, StringComparison.Ordinal);

        await app.ExecuteAsync("delete from holidays");
        var empty = await admin.GetAsync(Rules);

        // From 1 September on that is the next year too.
        foreach (var year in new[] { CalendarYear.Of(Today), CalendarYear.Of(Today.AddMonths(4)) })
        {
            Assert.Contains($"ยังไม่มีรายการวันหยุดของปีปฏิทิน {year}", empty.Text, StringComparison.Ordinal);
        }

        Assert.Contains($"ยังไม่มีรายการวันหยุดของปีงบประมาณ {FiscalYear.Of(Today.AddMonths(1))}", empty.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_KeepsWhoAndWhen()
    {
        var law = await app.ScalarAsync<Guid>("select id from legal_references where section <> ''");
        var rule = await app.ScalarAsync<Guid>("select id from deadline_rules where code = 'letter-reply'");
        var year = CalendarYear.Of(Today).Year;

        var page = await admin.SendAsync((await admin.GetAsync($"{Rules}/references/{law}")).Form("handler=Verify"));
        await admin.SendAsync((await admin.GetAsync(Rules + "/deadlines")).Form("handler=Verify"), ("id", rule.ToString()));
        await admin.SendAsync((await admin.GetAsync($"{Rules}/holidays?year={year}")).Form("handler=Verify"));

        Assert.Contains($"ตรวจสอบแล้ว {ThaiDate.Short(Today)} นางสาวฝึกหัด ดูแลระบบ", page.Text, StringComparison.Ordinal);
        foreach (var verified in new[] { $"legal_references where id = '{law}'", $"deadline_rules where id = '{rule}'" })
        {
            Assert.Equal("ดูแลระบบ", await app.ScalarAsync<string>($"select family_name from people where id = (select verified_by from {verified} and verified_on = '{Today:yyyy-MM-dd}')"));
        }

        Assert.Equal(0L, await CountAsync($"holidays where extract(year from day) = {year - 543} and verified_on is null"));
        Assert.NotEqual(0L, await CountAsync($"holidays where extract(year from day) <> {year - 543} and verified_on is null"));
        Assert.Equal(1L, await CountAsync("legal_references where verified_on is not null"));
        Assert.Equal(3L, await CountAsync("events where kind like '%.verified'"));

        // What is changed has to be verified again.
        await admin.SendAsync(page.Form("handler=Save"), ("Input.Section", "มาตรา 999"));
        Assert.Equal(0L, await CountAsync("legal_references where verified_on is not null"));
        Assert.Equal(1L, await CountAsync("events where kind = 'legal-reference.changed'"));
    }

    [Fact]
    public async Task NumberSeries_IsChangedOnlyToAPatternThatWorks()
    {
        var path = $"{Rules}/numbers/{await app.ScalarAsync<Guid>("select id from number_series where code = 'memo'")}";
        var form = (await admin.GetAsync(path)).Form();

        var refused = await admin.SendAsync(form, ("Input.Pattern", "{prefix}"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("รูปแบบต้องมี {number}", refused.Text, StringComparison.Ordinal);

        await admin.SendAsync(form, ("Input.Pattern", "{prefix}/{number}/{year}"), ("Input.Restarts", "FiscalYear"));
        Assert.Equal(["{prefix}/{number}/{year} fiscal_year"], await app.ColumnAsync("select pattern || ' ' || restarts from number_series where code = 'memo'"));
        Assert.Equal(1L, await CountAsync("events where kind = 'number-series.changed'"));
    }

    [Fact]
    public async Task Reference_WithAShortNameThatIsTaken_IsRefused()
    {
        var form = (await admin.GetAsync(Rules + "/references")).Form();
        var taken = await app.ScalarAsync<string>("select short_name from legal_references limit 1");

        var refused = await admin.SendAsync(form, ("ShortName", taken), ("Input.FullTitle", "ระเบียบ"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);

        await admin.SendAsync(form, ("ShortName", "ระเบียบใหม่"), ("Input.FullTitle", "ระเบียบใหม่ พ.ศ. 2569"), ("Input.EffectiveFrom", "1/10/2569"));
        Assert.Equal(1L, await CountAsync("legal_references where short_name = 'ระเบียบใหม่' and effective_from = '2026-10-01' and verified_on is null"));
    }

    [Fact]
    public async Task Defaults_AreShownBeforeTheyAreTakenAndLeaveTheOfficesOwnAlone()
    {
        await app.ExecuteAsync("""
            delete from deadline_rules where code = 'letter-reply';
            delete from holidays where day = '2026-10-23';
            delete from number_series where code = 'memo';
            update deadline_rules set amount = 5 where code = 'complaint-answer' and scope = ''
            """);

        var page = await admin.GetAsync(Rules + "/defaults");
        Assert.Equal(3, page.All("main tbody tr").Length);

        await admin.SendAsync(page.Form(), ("take", "rule letter-reply"));

        Assert.Equal(1L, await CountAsync("deadline_rules where code = 'letter-reply'"));
        Assert.Equal(0L, await CountAsync("holidays where day = '2026-10-23'"));
        Assert.Equal(0L, await CountAsync("number_series where code = 'memo'"));
        Assert.Equal(1L, await CountAsync("deadline_rules where code = 'complaint-answer' and amount = 5"));
        Assert.Equal(2, (await admin.GetAsync(Rules + "/defaults")).All("main tbody tr").Length);
    }

    [Fact]
    public async Task Officer_ReadsTheRulesButCanNotChangeThem()
    {
        var officer = await app.SignInAsync("demo.officer");
        var law = await app.ScalarAsync<Guid>("select id from legal_references limit 1");
        var rule = await app.ScalarAsync<Guid>("select id from deadline_rules limit 1");
        var series = await app.ScalarAsync<Guid>("select id from number_series where code = 'memo'");
        foreach (var path in new[] { "", "/holidays", "/deadlines", "/numbers", "/escalation", "/references", $"/references/{law}" })
        {
            var page = await officer.GetAsync(Rules + path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("main form"));
        }

        foreach (var path in new[] { "/holidays/import", "/defaults", $"/deadlines/{rule}", $"/numbers/{series}" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync(Rules + path)).Status);
        }

        // The officer's own token, sent to what only the administrator sees.
        var token = Visitor.Fields((await officer.GetAsync("/demo/desk")).Form("/account/sign-out"));
        foreach (var path in new[] { "/holidays?handler=Add", "/holidays?handler=Remove", "/holidays?handler=Verify", "/deadlines?handler=Verify", "/references", $"/references/{law}?handler=Save", $"/references/{law}?handler=Verify" })
        {
            using var form = new FormUrlEncodedContent(token);
            Assert.Equal(HttpStatusCode.Forbidden, (await officer.Http.PostAsync(new Uri(Rules + path, UriKind.Relative), form)).StatusCode);
        }

        Assert.Equal(0L, await CountAsync("legal_references where verified_on is not null"));
    }

    [Fact]
    public async Task Rule_OfAnotherOffice_IsNotFoundUnderOnesOwn()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.Other, "สำนักงานอื่น"));
        Task<Guid> OtherAsync(string table) => app.ScalarAsync<Guid>($"select id from {table} where office_id = (select id from offices where slug = 'other') limit 1");

        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{Rules}/references/{await OtherAsync("legal_references")}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{Rules}/deadlines/{await OtherAsync("deadline_rules")}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{Rules}/numbers/{await OtherAsync("number_series")}")).Status);
        var holidays = await admin.GetAsync(Rules + "/holidays");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SendAsync(holidays.Form("handler=Remove"), ("id", (await OtherAsync("holidays")).ToString()))).Status);
        var deadlines = await admin.GetAsync(Rules + "/deadlines");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SendAsync(deadlines.Form("handler=Verify"), ("id", (await OtherAsync("deadline_rules")).ToString()))).Status);
        var law = await OtherAsync("legal_references");
        var form = (await admin.GetAsync($"{Rules}/deadlines/{await app.ScalarAsync<Guid>("select id from deadline_rules where code = 'survey-report' and office_id = (select id from offices where slug = 'demo')")}")).Form("handler=Add");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SendAsync(form, ("Input.From", "1/1/2580"), ("Input.LegalReferenceId", law.ToString()))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/other/desk/rules")).Status);
    }

    [Fact]
    public async Task ScopedRule_IsAddedShowsWhatItMovesAndEndsAgain()
    {
        await app.ExecuteAsync("""
            insert into deadlines (office_id, id, subject_kind, subject_id, title, path, rule_code, started_on, due_on, scopes, paused_days, pause_reason)
            select office_id, gen_random_uuid(), 'voice', id, number, '/voices/' || id, 'complaint-answer', '2026-01-05', '2026-01-20', '{channel:letter,kind:question}', 0, '' from voices limit 1
            """);
        var general = await app.ScalarAsync<Guid>("select id from deadline_rules where code = 'complaint-answer' and scope = ''");
        var page = await admin.GetAsync($"{Rules}/deadlines/{general}/scoped");
        var unknown = await admin.SendAsync(page.Form(), ("Scope", "kind:rumour"), ("Input.From", "1/1/2569"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);

        var preview = await admin.SendAsync(page.Form(), ("Scope", "kind:question"), ("RuleTitle", "ตอบคำถาม"), ("Input.From", "1/1/2569"), ("Input.Amount", "5"));
        Assert.Equal(["10 ม.ค. 2569"], Moved(preview));
        await admin.SendAsync(Consent(preview));

        Assert.Equal("2026-01-10", await app.ScalarAsync<string>("select due_on::text from deadlines where subject_kind = 'voice'"));
        Assert.Matches("ตอบคำถาม ใช้เฉพาะ [^:]+: สอบถาม", (await admin.GetAsync(Rules + "/deadlines")).Text);
        var scoped = await app.ScalarAsync<Guid>("select id from deadline_rules where scope = 'kind:question'");
        var end = await admin.SendAsync((await admin.GetAsync($"{Rules}/deadlines/{scoped}")).Form("handler=End"), ("Last", "3/1/2569"));
        await admin.SendAsync(Consent(end));

        Assert.Equal("2026-01-20", await app.ScalarAsync<string>("select due_on::text from deadlines where subject_kind = 'voice'"));
        Assert.Equal(1L, await CountAsync("deadline_rules where code = 'complaint-answer' and scope = '' and until_date is null"));
    }

    [Fact]
    public async Task ScopedRule_ForWhatNoModuleSetsApart_IsNotFound()
    {
        var survey = await app.ScalarAsync<Guid>("select id from deadline_rules where code = 'survey-report'");

        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{Rules}/deadlines/{survey}/scoped")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("demo.officer")).GetAsync($"{Rules}/deadlines/{survey}/scoped")).Status);
    }

    [Fact]
    public async Task WarningStep_IsAddedOnceAndTakenOff()
    {
        var page = await admin.GetAsync(Rules + "/escalation");
        (string, string?)[] step = [("Input.Rule", "complaint-answer"), ("Input.Days", "5"), ("Input.Before", "True"), ("Input.Role", "GroupHead")];
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.SendAsync(page.Form("handler=Add"), [.. step, ("Input.Role", "Reader")])).Status);
        await admin.SendAsync(page.Form("handler=Add"), step);

        var again = await admin.SendAsync(page.Form("handler=Add"), step);

        Assert.Contains("มีขั้นนี้อยู่แล้ว", again.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("escalation_steps where rule_code = 'complaint-answer' and days = -5 and role = 'group_head'"));
        var id = await app.ScalarAsync<string>("select id::text from escalation_steps where days = -5");
        await admin.SendAsync(again.Form("handler=Remove"), ("id", id));
        Assert.Equal(0L, await CountAsync("escalation_steps where days = -5"));
        Assert.Equal(1L, await CountAsync("events where kind = 'escalation-step.removed'"));
    }
}
