using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Services;

/// <summary>Requests against the standard: at the counter, by queue slip, late ones, the figures that everybody reads.</summary>
public sealed class RequestTests(Server server) : IAsyncLifetime
{
    const string Counter = "/demo/desk/services/requests";
    App app = null!;
    Visitor officer = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
        await app.ExecuteAsync("delete from service_requests");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<string> ServiceAsync(string slug) => app.ScalarAsync<string>($"select id::text from services where slug = '{slug}'");

    async Task<Guid> TakenAsync(string slug, string handler = "Start", string who = "คุณสมมติ")
    {
        var form = (await officer.GetAsync(Counter)).Form("handler=Start");
        var page = await officer.SendToAsync(form, $"{Counter}?handler={handler}", ("ServiceId", await ServiceAsync(slug)), ("Who", who));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return await app.ScalarAsync<Guid>("select id from service_requests order by number desc limit 1");
    }

    async Task<ReadPage> DoAsync(Guid request, string handler, params (string, string?)[] fields) =>
        await officer.SendAsync((IHtmlFormElement)(await officer.GetAsync($"{Counter}/{request}")).Document.QuerySelector($"form[action*='handler={handler}']")!, fields);

    [Fact]
    public async Task Request_IsTakenServedStepByStepAndForgetsTheName()
    {
        var request = await TakenAsync("salary-certificate", "Wait");
        Assert.Contains("คุณสมมติ", (await officer.GetAsync(Counter)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("คุณสมมติ", await app.ScalarAsync<string>($"select who from service_requests where id = '{request}'"), StringComparison.Ordinal);

        await DoAsync(request, "Start");
        var step = await DoAsync(request, "Step");
        Assert.Contains("ขณะนี้: ตรวจสอบบัญชีถือจ่ายเงินเดือน", step.Text, StringComparison.Ordinal);
        var done = await DoAsync(request, "Finish");

        Assert.Contains("ทันกำหนด", done.Text, StringComparison.Ordinal);
        Assert.Equal("true false 1", await app.ScalarAsync<string>($"select format('%s %s %s', (who is null)::text, is_late::text, cardinality(marks)) from service_requests where id = '{request}'"));
    }

    [Fact]
    public async Task Finish_AfterTheStandard_IsLateAndToTheMinute()
    {
        var request = await TakenAsync("salary-certificate");
        await app.ExecuteAsync("update service_requests set started_at = started_at - interval '49 minutes', due_at = due_at - interval '49 minutes'");
        Assert.Contains("ล่าช้า", (await officer.GetAsync(Counter)).Text, StringComparison.Ordinal);

        var done = await DoAsync(request, "Finish");

        Assert.Contains("50 นาที (ล่าช้า)", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Late_UnderTheAct_AsksForAnExplanationWithinSevenDays()
    {
        var request = await TakenAsync("home-school");
        await app.ExecuteAsync("update service_requests set started_at = started_at - interval '90 days', due_at = due_at - interval '90 days', explain_by = explain_by - 90");
        Assert.Equal(7, await app.ScalarAsync<int>("select explain_by - (due_at at time zone 'Asia/Bangkok' - interval '1 second')::date from service_requests"));
        await DoAsync(request, "Finish");
        Assert.Contains("ล่าช้า ต้องชี้แจงเป็นหนังสือ", (await officer.GetAsync(Counter)).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(request, "Explain", ("Why", ""))).Status);
        await DoAsync(request, "Explain", ("Why", "รอผลการประชุมคณะกรรมการ"));

        Assert.DoesNotContain("ล่าช้า ต้องชี้แจงเป็นหนังสือ", (await officer.GetAsync(Counter)).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from events where kind = 'service-request.explained'"));
    }

    [Fact]
    public async Task Late_OutsideTheAct_AsksForNone()
    {
        var request = await TakenAsync("medical");
        await app.ExecuteAsync("update service_requests set started_at = started_at - interval '90 days', due_at = due_at - interval '90 days'");

        await DoAsync(request, "Finish");

        Assert.DoesNotContain("ต้องชี้แจงเป็นหนังสือ", (await officer.GetAsync(Counter)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_Twice_IsRefused()
    {
        var request = await TakenAsync("medical");
        var page = await officer.GetAsync($"{Counter}/{request}");
        var finish = (IHtmlFormElement)page.Document.QuerySelector("form[action*='handler=Finish']")!;
        await officer.SendAsync(finish);

        var again = await officer.SendAsync(finish);

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("คำขอนี้ไม่ได้อยู่ระหว่างดำเนินการ", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_LooksAndServesNobody()
    {
        await TakenAsync("medical");
        var reader = await app.SignInAsync("demo.reader");
        var page = await reader.GetAsync(Counter);
        Assert.Empty(page.Document.QuerySelectorAll("main form[method=post]"));

        // With a form of their own, so that only the right is missing.
        var answer = await reader.SendToAsync(page.Form("/account/sign-out"), Counter + "?handler=Start", ("ServiceId", await ServiceAsync("medical")));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from service_requests"));
    }

    [Fact]
    public async Task Slip_TellsHowManyWait_AndShowsNobodyElses()
    {
        var visitor = app.Visit();
        var first = await visitor.SendAsync((await visitor.GetAsync("/demo/services/medical/queue")).Form());
        Assert.Contains("ท่านเป็นคิวถัดไป", first.Text, StringComparison.Ordinal);
        var second = await visitor.SendAsync((await visitor.GetAsync("/demo/services/medical/queue")).Form());
        Assert.Contains("มีผู้รอก่อนท่าน 1 คิว", second.Text, StringComparison.Ordinal);

        var atCounter = await TakenAsync("medical", "Wait");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/demo/services/medical/queue/{atCounter}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(first.Path.Replace("medical", "transfer", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Figures_StandOnThePublicPage_OfHowMany()
    {
        await app.ExecuteAsync("""
            insert into service_requests (office_id, id, service_id, edition, group_id, number, asked_on, source, standard_amount, standard_unit, under_act, asked_at, started_at, due_at, marks, finished_at, finished_on, taken, is_late, explanation, version)
            select office_id, gen_random_uuid(), id, in_force, group_id, n, current_date, 'counter', 30, 'minutes', false, now(), now(), now(), array[]::timestamptz[], now(), current_date, n * 4, n > 7, '', 0
            from services, generate_series(1, 9) n where slug = 'officer-card'
            """);

        var page = await app.Visit().GetAsync("/demo/services/officer-card");
        Assert.Contains("คำขอ 9 รายการ", page.Text, StringComparison.Ordinal);
        Assert.Contains("ทันกำหนดร้อยละ 77.7", page.Text, StringComparison.Ordinal); // 7 of 9, never rounded up.
        Assert.Contains("ครึ่งหนึ่งใช้เวลาไม่เกิน 20 นาที", page.Text, StringComparison.Ordinal);
        var desk = await officer.GetAsync("/demo/desk/services/figures");
        Assert.Contains("36 นาที", desk.All("section[aria-labelledby=services] tbody tr").Single(), StringComparison.Ordinal); // 90th percentile by nearest rank.
    }
}
