using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Voices.Monitoring;
using Rapfang.Platform;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Monitoring of service quality: policy, plan, tasks, findings, report.</summary>
public sealed class MonitoringTests(Server server) : IAsyncLifetime
{
    const string Monitoring = "/demo/desk/monitoring";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    int NextYear => FiscalYear.Of(Today).Next.Year;

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    [Theory]
    [InlineData(Frequency.Yearly, 1, "2027-09-30")]
    [InlineData(Frequency.EveryTwoMonths, 6, "2026-11-30")]
    [InlineData(Frequency.Monthly, 12, "2026-10-31")]
    [InlineData(Frequency.Daily, 12, "2026-10-31")]
    [InlineData(Frequency.EveryWorkingDay, 12, "2026-10-31")]
    public void Periods_CoverTheFiscalYearWithoutAGap(Frequency frequency, int count, string firstEnds)
    {
        var year = new FiscalYear(2570);
        var periods = MonitoringMethod.Periods(year, frequency);

        Assert.Equal(count, periods.Count);
        Assert.Equal(firstEnds, $"{periods[0].Last:yyyy-MM-dd}");
        Assert.Equal((year.First, year.Last), (periods[0].First, periods[^1].Last));
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.Last.AddDays(1), pair.Second.First));
    }

    [Fact]
    public async Task Report_GetsOneNumberOfTheRegisterAndGivesItBackVoid()
    {
        var quality = await app.SignInAsync("demo.quality");
        var page = await quality.GetAsync(Monitoring);

        var done = await quality.SendAsync(page.Form("handler=Report"));
        var number = await app.ScalarAsync<string>("select report_number from monitoring_plans where report_number is not null");
        Assert.Contains(number, done.Text, StringComparison.Ordinal);
        Assert.Contains(number, (await quality.GetAsync(Monitoring + "/report")).Text, StringComparison.Ordinal);
        var again = await quality.SendAsync(page.Form("handler=Report"));
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal(1L, await CountAsync("issued_numbers where subject_kind = 'monitoring_plan'"));

        await quality.SendAsync((await quality.GetAsync(Monitoring)).Form("handler=Withdraw"), ("Reason", "แก้ตาราง"));

        Assert.Equal(1L, await CountAsync("issued_numbers where subject_kind = 'monitoring_plan' and voided_at is not null"));
        Assert.Equal(0L, await CountAsync("monitoring_plans where report_number is not null"));
        Assert.Null((await (await app.SignInAsync("demo.officer")).GetAsync(Monitoring)).Document.QuerySelector("form[action*='handler=Report']"));
    }

    [Fact]
    public void Record_BeforeThePeriodOrAfterToday_IsRefused()
    {
        var year = new FiscalYear(2570);
        var task = new MonitoringMethod { Name = "ตู้", Frequency = Frequency.Monthly }.TasksFrom(year, year.First.AddDays(40)).First();
        var words = new VoiceText("พบ");

        Assert.Equal(year.First.AddMonths(1), task.FirstDay); // October was over when the method came.
        Assert.Throws<RuleBroken>(() => task.Record(words, VoiceText.Nothing, task.FirstDay.AddDays(-1), null, task.LastDay));
        Assert.Throws<RuleBroken>(() => task.Record(words, VoiceText.Nothing, task.FirstDay.AddDays(3), null, task.FirstDay.AddDays(2)));
        Assert.Null(task.DoneOn);
    }

    [Fact]
    public async Task Plan_FromPolicyToReport_GoesAllTheWay()
    {
        var director = await app.SignInAsync("demo.director");
        var quality = await app.SignInAsync("demo.quality");
        var plan = $"{Monitoring}/plan?year={NextYear}";
        Assert.Contains("ยังไม่มีแผนของปีนี้", (await quality.GetAsync($"{Monitoring}?year={NextYear}")).Text, StringComparison.Ordinal);

        await director.SendAsync((await director.GetAsync(plan)).Form("handler=Policy"), ("Policy", "นโยบายของปีหน้า"), ("Indicators", "ตัวที่หนึ่ง\nตัวที่สอง"));
        await quality.SendAsync((await quality.GetAsync(plan)).Form("handler=Usual"), ("groupId", await app.ScalarAsync<string>("select id::text from groups where kind = 'personnel'")));
        await quality.SendAsync((await quality.GetAsync(plan)).Form("handler=Method"), ("Input.Name", "โทรถามผู้รับบริการ"), ("Input.Frequency", "EveryTwoMonths"));

        var page = await quality.GetAsync(plan);
        Assert.Contains("ตัวที่สอง", page.Text, StringComparison.Ordinal);
        Assert.Equal(12, page.All("main table tbody tr").Length);
        var methods = $"monitoring_tasks t join monitoring_methods m on m.id = t.method_id join monitoring_plans p on p.id = m.plan_id where p.year = {NextYear}";
        Assert.Equal(1L + 6 + 9 * 12 + 6, await CountAsync(methods));
        await quality.SendAsync(page.Form("handler=End"));
        Assert.Equal(6L + 9 * 12 + 6, await CountAsync(methods));

        var report = await director.GetAsync($"{Monitoring}/report?year={NextYear}");
        Assert.Contains("นโยบายของปีหน้า", report.Text, StringComparison.Ordinal);
        Assert.Contains("โทรถามผู้รับบริการ", report.Text, StringComparison.Ordinal);
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync($"{Monitoring}/report?year={NextYear}&as={kind}")).Status);
        }
    }

    [Fact]
    public async Task Finding_IsRecordedWithAFileThatCanNotVanish()
    {
        var officer = await app.SignInAsync("demo.officer");
        var task = await app.ScalarAsync<Guid>("select id from monitoring_tasks where done_on is null and first_day <= current_date order by last_day limit 1");
        var path = $"{Monitoring}/tasks/{task}";
        var page = await officer.GetAsync(path);
        var empty = await officer.SendAsync(page.Form(), ("Findings", ""));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);

        await officer.SendAsync(page.Form(), ("Findings", "พบว่าป้ายเลือน"), ("Proposal", "ทำป้ายใหม่"));
        await officer.SendAsync((await officer.GetAsync(path)).Form("handler=Files"), "Chosen", "ภาพ.txt", "หลักฐาน"u8.ToArray());

        Assert.Equal(1L, await CountAsync($"file_uses where kind = 'monitoring-task' and subject_id = '{task}'"));
        var overview = await officer.GetAsync(Monitoring);
        Assert.Contains("พบว่าป้ายเลือน ข้อเสนอ: ทำป้ายใหม่", overview.Text, StringComparison.Ordinal);
        Assert.Contains("พบว่าป้ายเลือน", (await officer.GetAsync(Monitoring + "/report")).Text, StringComparison.Ordinal);
        Assert.Contains(path, (await officer.GetAsync("/demo/desk/search?q=ป้ายเลือน")).Html, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("events where kind = 'monitoring-task.recorded'"));
    }

    [Fact]
    public async Task Overdue_FollowsTheRuleAndTheHolidays()
    {
        await app.ExecuteAsync("delete from monitoring_tasks where done_on is null");
        var day = Today.AddDays(-1);
        await app.InScopeAsync("demo", async services =>
        {
            var days = await services.GetRequiredService<OfficeCalendar>().DaysAsync();
            while (days.AddWorkingDays(day, 1) >= Today)
            {
                day = day.AddDays(-1);
            }
        });
        await app.ExecuteAsync($"""
            insert into monitoring_tasks (office_id, id, method_id, title, first_day, last_day, findings, proposal)
            select office_id, gen_random_uuid(), id, 'งานที่ครบรอบแล้ว', '{day:yyyy-MM-dd}', '{day:yyyy-MM-dd}', '', '' from monitoring_methods order by number limit 1
            """);
        var quality = await app.SignInAsync("demo.quality");
        await app.ExecuteAsync("update deadline_rules set amount = 300 where code = 'monitoring-record'");
        Assert.Equal("0", (await quality.GetAsync(Monitoring)).All(".figure b")[0]);

        await app.ExecuteAsync("update deadline_rules set amount = 1 where code = 'monitoring-record'");

        Assert.Equal("1", (await quality.GetAsync(Monitoring)).All(".figure b")[0]);
        Assert.Contains("เกินกำหนด", (await quality.GetAsync(Monitoring)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheHeadSetsPolicy_OnlyPlannersPlan_OnlyThoseWhoDoItRecord()
    {
        var officer = await app.SignInAsync("demo.officer");
        Assert.Empty((await officer.GetAsync(Monitoring + "/plan")).Document.QuerySelectorAll("main form[method=post]"));
        var token = (await officer.GetAsync(Monitoring + "/tasks/" + await app.ScalarAsync<Guid>("select id from monitoring_tasks limit 1"))).Form();
        foreach (var handler in new[] { "Policy", "Method", "Usual", "End" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await officer.SendToAsync(token, $"{Monitoring}/plan?handler={handler}", ("Input.Name", "x"))).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("demo.reader")).GetAsync(Monitoring)).Status);
        // Reads all, handles none, and works in another group.
        var auditor = await app.SignInAsync("demo.auditor");
        var task = $"{Monitoring}/tasks/{await app.ScalarAsync<Guid>("select id from monitoring_tasks where done_on is null limit 1")}";
        Assert.Empty((await auditor.GetAsync(task)).Document.QuerySelectorAll("main form[method=post]"));
        var note = (await auditor.GetAsync($"/demo/desk/voices/{await app.ScalarAsync<Guid>("select id from voices limit 1")}")).Form("handler=Note");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.SendToAsync(note, task, ("Findings", "x"))).Status);
    }
}
