using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Time;

namespace Rapfang.Tests.Modules.Rules;

/// <summary>The defaults of an office, and the first deadline that follows from them: a survey's report.</summary>
public sealed class DeadlineTests(Server server) : IAsyncLifetime
{
    const string Survey = "/demo/desk/surveys/70-1";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<string> DeadlineAsync(string slug) => app.ScalarAsync<string>(
        $"select started_on || ' ' || due_on || ' ' || coalesce(met_on::text, 'open') from deadlines where path = '/surveys/{slug}'");

    async Task<string> DueAsync(DateOnly started)
    {
        var due = default(DateOnly);
        await app.InScopeAsync("demo", async services => due = (await services.GetRequiredService<OfficeCalendar>().DaysAsync()).AddWorkingDays(started, 30));
        return $"{started:yyyy-MM-dd} {due:yyyy-MM-dd}";
    }

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    [Fact]
    public async Task Office_WhenItIsOpened_HasTheDefaultsAndNoneIsVerified()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.Other, "สำนักงานอื่น"));

        foreach (var (table, least) in new[] { ("holidays", 40L), ("deadline_rules", 4L), ("legal_references", 4L) })
        {
            var rows = await app.ScalarAsync<long>($"select count(*) from {table} where verified_on is null and office_id = (select id from offices where slug = 'other')");
            Assert.True(rows >= least, $"{table}: {rows}");
            Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from {table} where verified_on is not null"));
        }

        Assert.Equal(["improvement", "letter", "memo", "order", "project", "voice"], await app.ColumnAsync("select code from number_series where office_id = (select id from offices where slug = 'other') order by code"));
        // A year's days are one event, not one each.
        Assert.Equal(3L, await app.ScalarAsync<long>("select count(*) from events where kind = 'holiday.added' and office_id = (select id from offices where slug = 'other')"));
    }

    [Fact]
    public async Task Survey_FromApprovalToReport_HasOneDeadlineThatFollowsIt()
    {
        var quality = await app.SignInAsync("demo.quality");
        var closes = await app.ScalarAsync<DateOnly>("select closes_on from surveys where slug = '70-1'");
        Assert.Equal(await DueAsync(closes) + " open", await DeadlineAsync("70-1"));

        var closed = await quality.SendAsync((await quality.GetAsync(Survey)).Form("handler=Close"));

        Assert.Equal(await DueAsync(Today) + " open", await DeadlineAsync("70-1"));
        Assert.Contains("ต้องรายงานภายในวันที่", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เกินกำหนด", closed.Text, StringComparison.Ordinal);

        await app.ExecuteAsync("update deadlines set started_on = '2026-01-01', due_on = '2026-01-05' where path = '/surveys/70-1'");
        var late = await quality.GetAsync(Survey);
        Assert.Contains("ต้องรายงานภายในวันที่ 5 มกราคม 2569 เกินกำหนด", late.Text, StringComparison.Ordinal);

        await quality.SendAsync(late.Form("handler=Report"));
        Assert.Equal($"2026-01-01 2026-01-05 {Today:yyyy-MM-dd}", await DeadlineAsync("70-1"));

        await quality.SendAsync((await quality.GetAsync(Survey)).Form("handler=Withdraw"), ("Reason", "ตัวเลขผิด"));
        Assert.Equal(await DueAsync(new(2026, 1, 1)) + " open", await DeadlineAsync("70-1"));
        Assert.Equal(
            ["deadline.started", "deadline.started", "deadline.met", "deadline.reopened"],
            await app.ColumnAsync("select e.kind from events e join deadlines d on d.id = e.subject_id where d.path = '/surveys/70-1' order by e.id"));
    }

    [Fact]
    public async Task Report_TakesItsNumberAsTheSeriesSays()
    {
        await app.ExecuteAsync("update number_series set pattern = 'บท {number}/{year}', restarts = 'fiscal_year' where code = 'memo'");
        var quality = await app.SignInAsync("demo.quality");
        await quality.SendAsync((await quality.GetAsync(Survey)).Form("handler=Close"));

        await quality.SendAsync((await quality.GetAsync(Survey)).Form("handler=Report"));

        var year = Rapfang.Thai.FiscalYear.Of(Today).Year;
        Assert.StartsWith("บท ", await app.ScalarAsync<string>("select report_number from surveys where slug = '70-1'"), StringComparison.Ordinal);
        Assert.EndsWith($"/{year}", await app.ScalarAsync<string>("select report_number from surveys where slug = '70-1'"), StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from issued_numbers where series = 'memo' and year = {year} and subject_id = (select id from surveys where slug = '70-1')"));
    }
}
