using System.Net;
using AngleSharp.Html.Dom;
using Npgsql;

namespace Rapfang.Tests.Modules.Services;

/// <summary>A service from its first draft to what everybody reads, and its next edition.</summary>
public sealed class ServiceTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/services";
    App app = null!;
    Visitor officer = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static Task<ReadPage> DoAsync(Visitor visitor, ReadPage page, string handler, params (string, string?)[] fields) =>
        page.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? visitor.SendAsync(form, fields)
        : visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{page.Path}?handler={handler}", fields);

    async Task<ReadPage> DoAsync(Visitor visitor, string path, string handler, params (string, string?)[] fields) => await DoAsync(visitor, await visitor.GetAsync(path), handler, fields);

    async Task<string> BegunAsync(string slug = "library-card")
    {
        var page = await officer.SendAsync(
            (await officer.GetAsync(Register + "/new")).Form(), ("Name", "การขอมีบัตรห้องสมุด"), ("Slug", slug), ("GroupId", await app.ScalarAsync<string>("select id::text from groups where kind = 'general_affairs'")));
        Assert.EndsWith("/edit", page.Path, StringComparison.Ordinal);
        return page.Path[..^"/edit".Length];
    }

    async Task<ReadPage> WriteAsync(string service, params (string, string?)[] more) => await officer.SendAsync(
        (await officer.GetAsync(service + "/edit")).Form(),
        [
            ("Input.About", "ออกบัตรให้ยืมหนังสือ"), ("Input.WhoMayAsk", "ประชาชนทุกคน"), ("Input.Place", "ชั้น 1"), ("Input.DeclaredAmount", "๑"), ("Input.DeclaredUnit", "Hours"), ("Input.Fee", "ไม่มีค่าธรรมเนียม"),
            ("Documents[0].Name", "บัตรประจำตัวประชาชน"), ("Documents[0].Originals", "1"), ("Documents[0].ByState", "true"),
            ("Officers[0].PersonId", await app.ScalarAsync<string>("select id::text from people where family_name = 'ตั้งใจทำ'")), ("Officers[0].Phone", "08 1234 5678"), .. more,
        ]);

    async Task<ReadPage> DrawAsync(string service) => await officer.SendAsync(
        (await officer.GetAsync(service + "/steps")).Form(), ("Rows[0].Text", "รับคำขอ"), ("Rows[0].Amount", "10"), ("Rows[1].Text", "ทำบัตร"), ("Rows[1].Amount", "20"), ("Rows[1].Evidence", "ทะเบียนบัตร"));

    async Task<string> PublishedAsync()
    {
        var service = await BegunAsync();
        await WriteAsync(service);
        await DrawAsync(service);
        await DoAsync(officer, service, "Submit");
        Assert.Contains("เผยแพร่ฉบับที่ 1 แล้ว", (await DoAsync(director, service, "Publish")).Text, StringComparison.Ordinal);
        return service;
    }

    [Fact]
    public async Task Service_GoesFromDraftToThePublicPage()
    {
        var service = await BegunAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/services/library-card")).Status);
        var early = await officer.GetAsync(service);
        Assert.Contains("ยังขาด:", early.Text, StringComparison.Ordinal);
        Assert.Contains("รายการเอกสาร หรือระบุว่าไม่ต้องใช้เอกสาร", early.Text, StringComparison.Ordinal);

        await WriteAsync(service);
        var drawn = await DrawAsync(service);
        Assert.Contains("น้อยกว่าที่ประกาศไว้ 1 ชั่วโมง อยู่ 30 นาที", drawn.Text, StringComparison.Ordinal);
        await DoAsync(officer, service, "Submit");
        await DoAsync(director, service, "Publish");

        var page = await app.Visit().GetAsync("/demo/services/library-card");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var words in new[] { "การขอมีบัตรห้องสมุด", "1 ชั่วโมง", "บัตรประจำตัวประชาชน", "ออกโดยส่วนราชการ", "ทะเบียนบัตร", "ฉบับที่ 1" })
        {
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        // A mobile number is somebody's own: the desk sees it, the public only its end.
        Assert.Contains("08 1234 5678", (await officer.GetAsync(service)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", (await app.Visit().GetAsync("/demo/services/library-card/print")).Html, StringComparison.Ordinal);
        Assert.Contains("678", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_BeforeItIsWhole_SaysWhatMisses()
    {
        var service = await BegunAsync();
        await WriteAsync(service);

        var page = await officer.SendToAsync((await officer.GetAsync(service + "/edit")).Form(), service + "?handler=Submit");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ขั้นตอนการให้บริการ", page.All(".error-summary li").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_IsPublishedByTheHeadOnly()
    {
        var service = await BegunAsync();
        await WriteAsync(service);
        await DrawAsync(service);
        await DoAsync(officer, service, "Submit");

        var answer = await officer.SendToAsync((await officer.GetAsync(Register + "/new")).Form(), service + "?handler=Publish");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("submitted", await app.ScalarAsync<string>($"select state from service_editions where service_id = '{service[^36..]}'"));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(service + "/edit")).Status);
    }

    [Fact]
    public async Task Return_SendsItBackWithTheReason()
    {
        var service = await BegunAsync();
        await WriteAsync(service);
        await DrawAsync(service);
        await DoAsync(officer, service, "Submit");

        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(director, service, "Return", ("Words", " "))).Status);
        await DoAsync(director, service, "Return", ("Words", "ลดเอกสารลงได้อีก"));

        Assert.Contains("ลดเอกสารลงได้อีก", (await officer.GetAsync(service + "/edit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edition_ThatIsPublished_NeverChanges()
    {
        var service = await PublishedAsync();
        var edition = $"service_editions where service_id = '{service[^36..]}'";

        foreach (var sql in new[] { $"update service_editions set name = 'x' where service_id = '{service[^36..]}'", $"delete from {edition}" })
        {
            Assert.Equal("RF030", (await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync(sql))).SqlState);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(service + "/edit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(service + "/steps")).Status);
    }

    [Fact]
    public async Task Revise_LeavesWhatPeopleReadUntilTheNextIsPublished()
    {
        var service = await PublishedAsync();
        await DoAsync(officer, service, "Revise");
        await WriteAsync(service, ("Input.DeclaredAmount", "30"), ("Input.DeclaredUnit", "Minutes"), ("Documents[0].Name", "บัตรใดก็ได้"), ("Input.Why", "ลดเวลา"));
        await officer.SendAsync((await officer.GetAsync(service + "/steps")).Form(), ("Rows[0].Amount", "5"));

        Assert.Contains("1 ชั่วโมง", (await app.Visit().GetAsync("/demo/services/library-card")).Text, StringComparison.Ordinal);
        var changed = await director.GetAsync(service + "/compare?from=1&to=2");
        Assert.Contains("30 นาที → 25 นาที", changed.Text, StringComparison.Ordinal);
        Assert.Contains("เวลาเปลี่ยน", changed.Text, StringComparison.Ordinal);
        Assert.Contains("ไม่ต้องใช้แล้ว บัตรประจำตัวประชาชน", changed.Text, StringComparison.Ordinal);

        await DoAsync(officer, service, "Submit");
        await DoAsync(director, service, "Publish");
        Assert.Contains("ฉบับที่ 2", (await app.Visit().GetAsync("/demo/services/library-card")).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from service_editions where service_id = '{service[^36..]}' and number = 1 and declared_unit = 'hours'"));
    }

    [Fact]
    public async Task Discard_ThrowsOnlyTheDraftAway()
    {
        var service = await PublishedAsync();
        await DoAsync(officer, service, "Revise");

        await DoAsync(officer, service, "Discard");

        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from service_editions where service_id = '{service[^36..]}'"));
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().GetAsync("/demo/services/library-card")).Status);
    }

    [Fact]
    public async Task Withdraw_TakesItFromThePublicAndBringsItBack()
    {
        var service = await PublishedAsync();

        await DoAsync(director, service, "Withdraw", ("Words", "ย้ายไปห้องสมุดประชาชน"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/services/library-card")).Status);
        Assert.DoesNotContain("การขอมีบัตรห้องสมุด", (await app.Visit().GetAsync("/demo/services")).Text, StringComparison.Ordinal);

        await DoAsync(director, service, "Resume");
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().GetAsync("/demo/services/library-card")).Status);
    }

    [Theory]
    [InlineData("Slug", "ห้องสมุด", "ใช้อักษรอังกฤษตัวเล็ก")]
    [InlineData("Slug", "medical", "มีบริการอื่นใช้ที่อยู่นี้แล้ว")]
    [InlineData("Name", " ", "กรอกช่องนี้")]
    public async Task New_WithWhatDoesNotFit_KeepsWhatWasTyped(string field, string value, string message)
    {
        var page = await officer.SendAsync(
            (await officer.GetAsync(Register + "/new")).Form(), ("Name", "บริการใหม่"), ("GroupId", await app.ScalarAsync<string>("select id::text from groups where kind = 'personnel'")), (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Equal(value, ((IHtmlInputElement)page.Document.GetElementById(field)!).Value);
    }

    [Fact]
    public async Task Edit_WithManyMistakes_TellsEachAndSavesNothing()
    {
        var service = await BegunAsync();

        var page = await WriteAsync(service, ("Input.DeclaredAmount", "10,000"), ("Officers[0].Phone", "12"), ("Documents[0].Copies", "หนึ่ง"), ("Input.NoDocuments", "true"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(4, page.All(".error-summary li").Length);
        Assert.Equal("", await app.ScalarAsync<string>($"select about from service_editions where service_id = '{service[^36..]}'"));
        Assert.Contains("ออกบัตรให้ยืมหนังสือ", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_ByButtons_LoseNothingTyped()
    {
        var service = await BegunAsync();
        var form = (await officer.GetAsync(service + "/steps")).Form();

        var moved = await officer.SendAsync(form, ("Rows[0].Text", "หนึ่ง"), ("Rows[1].Text", "สอง"), ("Rows[1].Amount", "ไม่ทราบ"), ("Rows[2].Text", "สาม"), ("Rows[2].Symbol", "Decision"), ("Rows[2].IfNot", "1"), ("do", "up:1"));
        Assert.Equal(["สอง", "หนึ่ง", "สาม"], Texts(moved));
        Assert.Equal("ไม่ทราบ", ((IHtmlInputElement)moved.Document.GetElementById("Rows-0--Amount")!).Value);
        Assert.Equal("2", ((IHtmlSelectElement)moved.Document.GetElementById("Rows-2--IfNot")!).Value);
        Assert.Equal(0, await app.ScalarAsync<int>($"select jsonb_array_length(steps) from service_editions where service_id = '{service[^36..]}'"));

        var refused = await officer.SendAsync(moved.Form());
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["สอง", "หนึ่ง", "สาม"], Texts(refused));

        await officer.SendAsync((await officer.SendAsync(refused.Form(), ("do", "remove:0"))).Form());
        Assert.Equal("หนึ่ง>สาม", await app.ScalarAsync<string>($"select string_agg(step ->> 'text', '>' order by nth) from service_editions, jsonb_array_elements(steps) with ordinality as s (step, nth) where service_id = '{service[^36..]}'"));

        static string[] Texts(ReadPage page) => [.. page.Document.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name$='.Text']").Select(area => area.Value)];
    }

    [Fact]
    public async Task Steps_Preview_SaysWhatComesOfHalfWrittenRows()
    {
        var service = await BegunAsync();

        var part = await officer.SendToAsync((await officer.GetAsync(service + "/steps")).Form(), service + "/steps?handler=Preview", ("Rows[0].Text", "รับเรื่อง"), ("Rows[0].Amount", "15"), ("Rows[1].Amount", "abc"));

        Assert.Equal(HttpStatusCode.OK, part.Status);
        Assert.Contains("15 นาที", part.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_StandsInLanesWhereTheOfficeChoseThem()
    {
        var service = await BegunAsync();
        await WriteAsync(service);
        await officer.SendAsync(
            (await officer.GetAsync(service + "/steps")).Form(), ("Rows[0].Text", "รับคำขอ"), ("Rows[0].Responsible", "จุดบริการ"), ("Rows[1].Text", "ทำบัตร"), ("Rows[1].Responsible", "ห้องสมุด"), ("Chart", "Lanes"));
        await DoAsync(officer, service, "Submit");
        await DoAsync(director, service, "Publish");

        var lanes = (await app.Visit().GetAsync("/demo/services/library-card")).Document.QuerySelectorAll("svg.process path.lane");

        Assert.Equal(2, lanes.Length);
    }

    [Fact]
    public async Task Steps_TakeInAChartOfMermaid_BelowWhatIsWritten()
    {
        var service = await BegunAsync();

        var page = await officer.SendAsync(
            (await officer.GetAsync(service + "/steps")).Form(), ("Rows[0].Text", "รับบัตรคิว"), ("Mermaid", "graph TD\n A[รับเรื่อง] --> B{เอกสารครบ}\n B -->|ครบ| C[ออกบัตร]\n B -->|ไม่ครบ| A"), ("do", "take:0"));

        Assert.Equal(["รับบัตรคิว", "รับเรื่อง", "เอกสารครบ", "ออกบัตร"], page.Document.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name$='.Text']").Select(area => area.Value));
        Assert.Equal("2", ((IHtmlSelectElement)page.Document.GetElementById("Rows-2--IfNot")!).Value);
    }

    [Fact]
    public async Task Steps_WhenTheChartIsNone_KeepWhatWasTyped()
    {
        var service = await BegunAsync();

        var page = await officer.SendAsync((await officer.GetAsync(service + "/steps")).Form(), ("Rows[0].Text", "รับบัตรคิว"), ("Mermaid", "สวัสดี"), ("do", "take:0"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("สวัสดี", ((IHtmlTextAreaElement)page.Document.GetElementById("Mermaid")!).Value, StringComparison.Ordinal);
        Assert.Contains("รับบัตรคิว", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WithADecisionOfOneWay_NamesTheStep()
    {
        var service = await BegunAsync();
        await WriteAsync(service);
        await officer.SendAsync((await officer.GetAsync(service + "/steps")).Form(), ("Rows[0].Text", "รับคำขอ"), ("Rows[1].Text", "ครบหรือไม่"), ("Rows[1].Symbol", "Decision"), ("Rows[2].Text", "ทำบัตร"));

        Assert.Contains("ขั้นที่ 2 เป็นการตัดสินใจ แต่มีทางออกทางเดียว", (await officer.GetAsync(service)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ค่ารักษาพยาบาล", "การเบิกเงินสวัสดิการค่ารักษาพยาบาล", false)]
    [InlineData("ค่ารักษาพยาบาน", "การเบิกเงินสวัสดิการค่ารักษาพยาบาล", true)]
    [InlineData("ห้องปะชุม", "การขอใช้ห้องประชุมของสำนักงาน", true)]
    [InlineData("หนังสือรับรองเงืนเดือน", "การขอหนังสือรับรองเงินเดือน", true)]
    public async Task Public_FindsAServiceAlsoWithATypingMistake(string typed, string found, bool near)
    {
        var page = await app.Visit().GetAsync("/demo/services?q=" + Uri.EscapeDataString(typed));

        Assert.Equal(found, page.All(".do b")[0]);
        Assert.Equal(near, page.Text.Contains("ท่านหมายถึงบริการเหล่านี้หรือไม่", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Public_WhenNothingComesNear_OffersToAsk()
    {
        var page = await app.Visit().GetAsync("/demo/services?q=" + Uri.EscapeDataString("ซื้อตั๋วเครื่องบิน"));

        Assert.Contains("ไม่พบบริการที่ใกล้เคียงคำนี้", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opinion_OfTheSameFormTwice_IsCountedOnce()
    {
        await PublishedAsync();
        var visitor = app.Visit();
        var page = await visitor.GetAsync("/demo/services/library-card");

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(page.Form())).Status);
        await visitor.SendAsync(page.Form(), ("Clear", "false"), ("Why", "ไม่บอกที่จอดรถ โทรหา 0812345678"));
        var thanks = await visitor.SendAsync(page.Form(), ("Clear", "false"), ("Why", "ไม่บอกที่จอดรถ โทรหา 0812345678"));

        Assert.EndsWith("/thanks", thanks.Path, StringComparison.Ordinal);
        var service = await app.ScalarAsync<Guid>("select id from services where slug = 'library-card'");
        var desk = await officer.GetAsync($"{Register}/{service}");
        Assert.Contains("0 จาก 1 คนเห็นว่าชัดเจน", desk.Text, StringComparison.Ordinal);
        Assert.Contains("ไม่บอกที่จอดรถ", desk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("0812345678", desk.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/demo/services")]
    [InlineData("/demo/services/medical")]
    [InlineData("/demo/services/medical/queue")]
    public async Task Looking_WritesNothing(string path)
    {
        const string Written = "select (select count(*) from events) + (select count(*) from service_opinions) + (select count(*) from service_requests)";
        var before = await app.ScalarAsync<long>(Written);

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().GetAsync(path)).Status);

        Assert.Equal(before, await app.ScalarAsync<long>(Written));
    }

    [Theory]
    [InlineData("salary-certificate", "รวม 48 นาที", "หลักฐานประกอบ (1)–(5)")]
    [InlineData("building", "รวม 18 วัน", "ระยะเวลาขึ้นอยู่กับความยากง่ายของเรื่อง")]
    [InlineData("supervision", "ก่อนดำเนินการ", "1.1 รับคำขอและศึกษาข้อมูลของสถานศึกษา")]
    [InlineData("lost-certificate", "หากไม่ครบ ไปขั้นตอนที่ 1", "ทะเบียนคุมใบแทน")]
    [InlineData("home-school", "ช่องทางการร้องเรียน แนะนำบริการ", "เจ้าหน้าที่จะไม่เรียกเอกสารอื่นนอกจากรายการนี้")]
    public async Task Paper_SaysWhatTheGuidelineSays(string slug, string first, string second)
    {
        var page = await app.Visit().GetAsync($"/demo/services/{slug}/print");

        Assert.Contains(first, page.Text, StringComparison.Ordinal);
        Assert.Contains(second, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_ComesAsWordAndExcelInBothLayouts()
    {
        var id = await app.ScalarAsync<Guid>("select id from services where slug = 'medical'");
        foreach (var layout in new[] { "Guideline", "Act" })
        {
            Assert.Contains("การเบิกเงินสวัสดิการค่ารักษาพยาบาล", (await officer.GetAsync($"{Register}/{id}/print/2?layout={layout}")).Text, StringComparison.Ordinal);
            foreach (var kind in new[] { "docx", "xlsx" })
            {
                var file = await officer.Http.GetAsync(new Uri($"{Register}/{id}/print/2?layout={layout}&as={kind}", UriKind.Relative));
                Assert.Equal("PK", System.Text.Encoding.ASCII.GetString((await file.Content.ReadAsByteArrayAsync())[..2]));
            }
        }
    }

    [Fact]
    public async Task Improvement_IsOfferedFromTheService()
    {
        var id = await app.ScalarAsync<Guid>("select id from services where slug = 'medical'");
        var page = await officer.GetAsync($"/demo/desk/improvements/new?Offered={id}");
        Assert.Equal("การเบิกเงินสวัสดิการค่ารักษาพยาบาล", ((IHtmlInputElement)page.Document.GetElementById("Service")!).Value);

        var made = await officer.SendAsync(page.Form(), ("Title", "โอนเงินเร็วขึ้น"), ("Said", "รอนาน"));

        Assert.Contains("บริการ “การเบิกเงินสวัสดิการค่ารักษาพยาบาล”", made.Text, StringComparison.Ordinal);
    }
}
