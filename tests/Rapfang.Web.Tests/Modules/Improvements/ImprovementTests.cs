using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Improvements;

/// <summary>An improvement from what people said to what everybody reads.</summary>
public sealed class ImprovementTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/improvements";
    App app = null!;
    Visitor quality = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        await app.ExecuteAsync("delete from improvement_effects; delete from improvements");
        quality = await app.SignInAsync("demo.quality");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    // By the form of the deed, or by its button in a form of several.
    static Task<ReadPage> DoAsync(Visitor visitor, ReadPage page, string handler, params (string, string?)[] fields) =>
        page.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? visitor.SendAsync(form, fields)
        : visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{page.Path}?handler={handler}", fields);

    // The most dissatisfied item of last year's survey.
    Task<ReadPage> ProposeAsync(string query = "?Survey=69-1&Item=1.3", params (string, string?)[] more) => ProposeFromAsync(quality, query, more);

    static async Task<ReadPage> ProposeFromAsync(Visitor visitor, string query, params (string, string?)[] more) => await visitor.SendAsync(
        (await visitor.GetAsync(Register + "/new" + query)).Form(), [("Title", "ลดขั้นตอนออกหนังสือรับรอง"), ("Service", "การออกหนังสือรับรอง"), ("Said", "รอนาน"), .. more]);

    async Task<ReadPage> ApprovedAsync(string query = "?Kind=Meeting", params (string, string?)[] more)
    {
        var page = await ProposeAsync(query, more);
        var plan = await quality.GetAsync(page.Path + "/plan");
        await quality.SendAsync(plan.Form(), ("Action", "รวมขั้นตอน"), ("GroupId", await app.ScalarAsync<string>("select id::text from groups where kind = 'general_affairs'")), ("DueOn", ThaiDate.Numeric(Today.AddDays(30))));
        return await DoAsync(director, await director.GetAsync(page.Path), "Approve");
    }

    [Fact]
    public async Task Improvement_FromSurveyToTheWorld_GoesAllTheWay()
    {
        Assert.Contains("ยังไม่มีเรื่องที่เผยแพร่", (await app.Visit().GetAsync("/demo/improvements")).Text, StringComparison.Ordinal);
        var worst = await quality.GetAsync("/demo/desk/surveys/69-1/results");
        var link = worst.Document.QuerySelectorAll("a[href*='/improvements/new']")[0].GetAttribute("href")!;
        var proposed = await ProposeFromAsync(quality, link[link.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.Contains("เสนอแล้ว เลขที่ 2/", proposed.Text, StringComparison.Ordinal);
        Assert.Contains("ผลสำรวจความไม่พึงพอใจ", proposed.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(director, await director.GetAsync(proposed.Path), "Approve")).Status); // No plan yet.
        await quality.SendAsync(
            (await quality.GetAsync(proposed.Path + "/plan")).Form(), ("Cause", "ลงนามหลายชั้น"), ("Action", "รวมขั้นตรวจกับลงนาม"), ("OrderNumber", "12/2570"),
            ("GroupId", await app.ScalarAsync<string>("select id::text from groups where kind = 'general_affairs'")), ("DueOn", ThaiDate.Numeric(Today.AddDays(30))), ("WorkingGroup", "ผู้แทนกลุ่ม ประธาน"));
        Assert.Contains("อนุมัติการปรับปรุงบริการ", (await DoAsync(director, await director.GetAsync(proposed.Path), "Approve", ("Words", "ดำเนินการได้"))).Text, StringComparison.Ordinal);
        var steps = new[] { (1, 1), (3, 2), (1, 1), (5, 1), (1, -1) };
        var process = await quality.GetAsync(proposed.Path + "/process");
        // Three lines are there; the page grows with what is written.
        await quality.SendAsync(process.Form(), Typed(steps[..3]));
        process = await quality.GetAsync(proposed.Path + "/process");
        var drawn = await quality.SendAsync(process.Form(), Typed(steps));
        Assert.Contains("เวลาลดลงร้อยละ 54.5 · ขั้นตอนลดลงร้อยละ 20", drawn.Text, StringComparison.Ordinal);

        Assert.Contains("0.0 (0/1)", (await director.GetAsync("/demo/desk/voices/statistics")).Text, StringComparison.Ordinal);
        await DoAsync(quality, await quality.GetAsync(proposed.Path), "InPlace", ("Announced", "ป้ายหน้าสำนักงาน"));
        Assert.Contains("100.0 (1/1)", (await director.GetAsync("/demo/desk/voices/statistics")).Text, StringComparison.Ordinal);
        var measured = await DoAsync(quality, await quality.GetAsync(proposed.Path + "/effects"), "Survey");
        Assert.Contains("คำตอบ", measured.All("table").First(table => table.Contains("ก่อนปรับปรุง", StringComparison.Ordinal)), StringComparison.Ordinal);
        await DoAsync(quality, await quality.GetAsync(proposed.Path + "/effects"), "Times", ("TimesBefore", "11 10 12 13 9"), ("TimesAfter", "๕ 6 4 7 3"));
        Assert.Contains("-6 ± 2.3", (await quality.GetAsync(proposed.Path)).Text, StringComparison.Ordinal);

        var report = await director.GetAsync(proposed.Path + "/report");
        Assert.Contains("ระยะเวลาลดลงจาก 11 เหลือ 5 วันทำการ (ร้อยละ 54.5)", report.Text, StringComparison.Ordinal);
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(proposed.Path + "/report?as=" + kind)).Status);
        }

        await DoAsync(director, await director.GetAsync(proposed.Path), "Publish", ("Did", "ลดเหลือสี่ขั้นตอน"));
        var world = await app.Visit().GetAsync("/demo/improvements");
        Assert.Contains("ลดเหลือสี่ขั้นตอน", world.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ลงนามหลายชั้น", world.Text, StringComparison.Ordinal);
        await DoAsync(director, await director.GetAsync(proposed.Path), "TakeBack");
        Assert.DoesNotContain("ลดเหลือสี่ขั้นตอน", (await app.Visit().GetAsync("/demo/improvements")).Text, StringComparison.Ordinal);
        Assert.Equal(
            ["improvement.approved", "improvement.in-place", "improvement.measured", "improvement.planned", "improvement.process-drawn", "improvement.proposed", "improvement.published", "improvement.taken-back"],
            (await app.ColumnAsync($"select distinct kind from events where subject_id = '{proposed.Path[^36..]}'")).Order(StringComparer.Ordinal));

        static (string, string?)[] Typed((int Before, int After)[] steps) =>
        [
            .. steps.SelectMany((step, n) => new (string, string?)[]
            {
                ($"Lines[{n}].Before", $"ขั้น {n + 1}"), ($"Lines[{n}].BeforeTime", $"{step.Before}"), ($"Lines[{n}].After", step.After < 0 ? "" : $"ขั้นใหม่ {n + 1}"), ($"Lines[{n}].AfterTime", step.After < 0 ? "" : $"{step.After}"),
            }),
        ];
    }

    [Fact]
    public async Task LowerItem_AsksWhyTheHigherOneIsLeft()
    {
        var ranking = (await quality.GetAsync("/demo/desk/surveys/70-1/results")).Document.QuerySelectorAll("a[href*='/improvements/new'][aria-label]").Length;
        Assert.True(ranking > 3);
        var first = (await quality.GetAsync("/demo/desk/surveys/70-1/results")).Document.QuerySelector("p a[href*='/improvements/new']")!.GetAttribute("href")!;
        var lower = first.EndsWith("Item=1.1", StringComparison.Ordinal) ? "?Survey=70-1&Item=1.2" : "?Survey=70-1&Item=1.1";

        var refused = await ProposeAsync(lower);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("ข้อต่อไปนี้มีผู้ไม่พึงพอใจมากกว่า", refused.Text, StringComparison.Ordinal);

        Assert.Contains("งบประมาณพร้อม", (await ProposeAsync(lower, ("Why", "งบประมาณพร้อม"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เหตุผลที่ปรับปรุงข้อนี้ก่อน", (await ProposeAsync(first[first.IndexOf('?', StringComparison.Ordinal)..])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_IsASource_ASealedOneIsNot()
    {
        var open = await app.ScalarAsync<Guid>("select id from voices where not is_sealed limit 1");
        var hidden = await app.ScalarAsync<Guid>("select id from voices where is_sealed limit 1");

        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync($"{Register}/new?Voice={hidden}")).Status);
        var made = await ProposeAsync($"?Voice={open}");
        Assert.NotNull(made.Document.QuerySelector($"a[href='/demo/desk/voices/{open}']"));
        var number = await app.ScalarAsync<string>("select number from voices where is_sealed limit 1");
        Assert.Contains("ไม่พบเรื่องเลขที่นี้", (await DoAsync(quality, made, "Source", ("SourceKind", "Voice"), ("SourceTitle", number))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_AreCountedWhenTheMonthsAfterAreOver()
    {
        var page = await ApprovedAsync("?Kind=Meeting", ("Source", "ประชุมผู้บริหาร"));
        await app.ExecuteAsync($"update improvements set proposed_on = proposed_on - 400");
        await DoAsync(quality, await quality.GetAsync(page.Path), "InPlace", ("BeganOn", ThaiDate.Numeric(Today.AddMonths(-2))));
        var effects = await quality.GetAsync(page.Path + "/effects");

        Assert.Contains("ช่วงหลังปรับปรุงยังไม่ครบ", (await DoAsync(quality, effects, "Cases", ("Months", "3"))).Text, StringComparison.Ordinal);
        Assert.Contains("จำนวนเรื่องร้องเรียน", (await DoAsync(quality, effects, "Cases", ("Months", "1"))).Text, StringComparison.Ordinal);
        var type = await app.ScalarAsync<Guid>("select id from voice_types where until_date is null order by number limit 1");
        Assert.Equal(
            await app.ScalarAsync<long>($"select count(*) from voices where not is_sealed and kind = 'complaint' and type_id = '{type}' and received_on >= (date '{Today.AddMonths(-2):yyyy-MM-dd}' - interval '1 month') and received_on < '{Today.AddMonths(-2):yyyy-MM-dd}'"),
            await app.ScalarAsync<long>("select before_count from improvement_effects"));
    }

    [Fact]
    public async Task Photo_IsForEverybodyOnlyWhileItIsPublished()
    {
        var page = await ApprovedAsync("?Kind=Meeting", ("Source", "ประชุมผู้บริหาร"));
        await DoAsync(quality, await quality.GetAsync(page.Path), "InPlace");
        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        await SendAsync("ลับ.png", "improvement-paper");
        var sent = await SendAsync("หลัง.png", "improvement-after");
        Assert.Contains("หลัง.png", sent.Text, StringComparison.Ordinal);
        var printed = (await quality.GetAsync(page.Path + "/report")).Document.QuerySelectorAll("figure.photograph");
        Assert.Equal("หลัง", Assert.Single(printed).TextContent);
        var photo = "/demo/improvements?handler=Photo&file=" + await app.ScalarAsync<Guid>("select file_id from file_uses where kind = 'improvement-after'");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(photo)).Status);

        await DoAsync(director, await director.GetAsync(page.Path), "Publish", ("Did", "ทำแล้ว"));

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().GetAsync(photo)).Status);
        Assert.Single((await app.Visit().GetAsync("/demo/improvements")).Document.QuerySelectorAll(".photos img"));
        var paper = await app.ScalarAsync<Guid>("select file_id from file_uses where kind = 'improvement-paper'");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/improvements?handler=Photo&file=" + paper)).Status);

        async Task<ReadPage> SendAsync(string name, string shows)
        {
            var form = (await quality.GetAsync(page.Path)).Form("handler=Files");
            ((IHtmlSelectElement)form["Shows"]!).Value = shows;
            return await quality.SendAsync(form, "Chosen", name, png);
        }
    }

    [Fact]
    public async Task TwoAtOnce_TheSecondLosesNothingAndChangesNothing()
    {
        var page = await ProposeAsync("?Kind=Meeting", ("Source", "ประชุมผู้บริหาร"));
        var (first, second) = (await quality.GetAsync(page.Path + "/plan"), await quality.GetAsync(page.Path + "/plan"));
        await quality.SendAsync(first.Form(), ("Action", "ของคนแรก"));

        var refused = await quality.SendAsync(second.Form(), ("Action", "ของคนที่สอง"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("ของคนที่สอง", refused.Html, StringComparison.Ordinal);
        Assert.Equal("ของคนแรก", await app.ScalarAsync<string>("select action from improvements"));
    }

    [Fact]
    public async Task Deciding_IsForTheHeadAlone_AndARefusedOneStays()
    {
        var page = await ProposeAsync("?Kind=Meeting", ("Source", "ประชุมผู้บริหาร"));
        Assert.Null(page.Document.QuerySelector("[formaction*='handler=Approve']"));
        var token = (await quality.GetAsync(page.Path)).Form("handler=Source");
        foreach (var handler in new[] { "Approve", "TurnDown", "Publish", "TakeBack" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendToAsync(token, $"{page.Path}?handler={handler}", ("Words", "x"))).Status);
        }

        var heads = await director.GetAsync(page.Path);
        Assert.Equal(HttpStatusCode.BadRequest, (await director.SendToAsync(heads.Form(), $"{page.Path}?handler=TurnDown")).Status); // Without a reason.
        Assert.Contains("ไม่อนุมัติ", (await director.SendToAsync(heads.Form(), $"{page.Path}?handler=TurnDown", ("Words", "งบประมาณไม่พอ"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync(page.Path + "/plan")).Status);
    }
}
