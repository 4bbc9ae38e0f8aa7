using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Participation;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Participation;

/// <summary>A consultation from the draft to what changed because of it, and what the public may and may not do in it.</summary>
public sealed class ConsultationTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/consultations";
    const string Public = "/demo/participate";
    App app = null!;
    Visitor quality = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync(("RAPFANG_CONSULTATION_AT_ONCE", "8"));
        quality = await app.SignInAsync("demo.quality");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    static Task<ReadPage> DoAsync(Visitor visitor, ReadPage page, string handler, params (string, string?)[] fields) =>
        page.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? visitor.SendAsync(form, fields)
        : visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{page.Path}?handler={handler}", fields);

    async Task<ReadPage> DraftAsync(params (string, string?)[] more) => await quality.SendAsync((await quality.GetAsync(Register + "/new")).Form(),
    [
        ("Input.Title", "เวลาเปิดเคาน์เตอร์"), ("Input.Asks", "ควรเปิดเวลาใด"), ("Input.Why", "ยังปรับได้"), ("Input.OpensOn", ThaiDate.Numeric(Today)), ("Input.ClosesOn", ThaiDate.Numeric(Today.AddDays(10))),
        ("Input.Chosen", await app.ScalarAsync<string>("select id::text from stakeholder_groups where number = 4")),
        ("Input.Lines[0].Text", "เวลาใดสะดวก"), ("Input.Lines[0].Options", "เช้า\nเที่ยง\nเย็น"), ("Input.Lines[1].Text", "เพราะอะไร"), .. more,
    ]);

    /// <summary>An open one of today; its address at the desk and for the public.</summary>
    async Task<(string Desk, string Public)> OpenAsync(params (string, string?)[] more)
    {
        var draft = await DraftAsync(more);
        var approved = await DoAsync(director, await director.GetAsync(draft.Path), "Approve");
        return (draft.Path, approved.Document.QuerySelector($"a[href*='{Public}/']")!.GetAttribute("href")!);
    }

    static async Task<ReadPage> SayAsync(Visitor visitor, string path, string comment, params (string, string?)[] more) =>
        await visitor.SendAsync((await visitor.GetAsync(path)).Form(), [("Comment", comment), .. more]);

    async Task ShowAllAsync(string desk)
    {
        var page = await quality.GetAsync(desk + "/comments");
        foreach (var one in page.Document.QuerySelectorAll("[name=Ticked]").Select(box => box.GetAttribute("value")))
        {
            await DoAsync(quality, page, "Show", ("Ticked", one));
        }
    }

    Task<long> CountAsync(string table) => app.ScalarAsync<long>($"select count(*) from consultation_{table} t where t.office_id = (select id from offices where slug = 'demo')");

    [Fact]
    public async Task Consultation_FromDraftToWhatChanged_GoesAllTheWay()
    {
        var draft = await DraftAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(Public + "/" + await app.ScalarAsync<string>("select slug from consultations where approved_at is null"))).Status);
        Assert.Contains("รอการอนุมัติของท่าน", (await director.GetAsync("/demo/desk")).Text, StringComparison.Ordinal);
        await DoAsync(director, await director.GetAsync(draft.Path), "Approve");
        var path = Public + "/" + await app.ScalarAsync<string>("select slug from consultations where title = 'เวลาเปิดเคาน์เตอร์'");
        Assert.Contains("เวลาเปิดเคาน์เตอร์", (await app.Visit().GetAsync("/demo")).Text, StringComparison.Ordinal);

        var citizen = app.Visit();
        var thanks = await SayAsync(citizen, path, "ขอให้เปิดช่วงเที่ยง", ("q-1", "2"), ("q-2", "พักกลางวันจึงมาได้"), ("SignedAs", "ครูคนหนึ่ง"));
        Assert.EndsWith("/thanks", thanks.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("ขอให้เปิดช่วงเที่ยง", (await app.Visit().GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Contains("ความเห็นรออ่าน", (await quality.GetAsync("/demo/desk")).Text, StringComparison.Ordinal);
        await ShowAllAsync(draft.Path);
        Assert.Contains("ขอให้เปิดช่วงเที่ยง", (await app.Visit().GetAsync(path)).Text, StringComparison.Ordinal);
        var comment = $"{Register}/comments/{await app.ScalarAsync<Guid>("select id from consultation_comments where text = 'ขอให้เปิดช่วงเที่ยง'")}";
        await DoAsync(quality, await quality.GetAsync(comment), "Reply", ("Reply", "จะจัดเวรพักเหลื่อมเวลา"));

        Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendToAsync((await quality.GetAsync(comment)).Form(), draft.Path + "?handler=Publish", ("Summary", "x"), ("Changed", "y"))).Status);
        await DoAsync(director, await director.GetAsync(draft.Path), "Close", ("Reason", "ได้คำตอบครบ"));
        var published = await DoAsync(director, await director.GetAsync(draft.Path), "Publish", ("Summary", "ส่วนใหญ่เลือกเที่ยง"), ("Changed", "เปิดช่วงเที่ยงแล้ว"));
        Assert.Contains("พักกลางวันจึงมาได้", published.Text, StringComparison.Ordinal); // The office reads answers in words …

        var result = await app.Visit().GetAsync(path);
        Assert.Contains("เปิดช่วงเที่ยงแล้ว", result.Text, StringComparison.Ordinal);
        Assert.Contains("เที่ยง1100", result.All("main tbody tr"));
        Assert.Contains("ผู้ตอบคำถามนี้1100", result.All("main tfoot tr"));
        Assert.Contains("จะจัดเวรพักเหลื่อมเวลา", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("พักกลางวันจึงมาได้", result.Text, StringComparison.Ordinal); // … and nobody else.
        Assert.Contains("ระดับการมีส่วนร่วม ปรึกษาหารือ", (await director.GetAsync(draft.Path + "/report")).Text, StringComparison.Ordinal);
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync($"{draft.Path}/report?as={kind}")).Status);
        }

        Assert.Equal(
            ["consultation-comment.replied", "consultation-comment.shown", "consultation.approved", "consultation.closed", "consultation.drafted", "consultation.published"],
            (await app.ColumnAsync($"select distinct kind from events where subject_id = '{draft.Path[(Register.Length + 1)..]}'")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SameForm_SentTwice_IsOneSending()
    {
        var (_, path) = await OpenAsync();
        var citizen = app.Visit();
        var form = (await citizen.GetAsync(path)).Form();
        var (sheets, comments) = (await CountAsync("sheets"), await CountAsync("comments"));

        await citizen.SendAsync(form, ("Comment", "ครั้งเดียว"), ("q-1", "1"));
        Assert.EndsWith("/thanks", (await citizen.SendAsync(form, ("Comment", "ครั้งเดียว"), ("q-1", "1"))).Path, StringComparison.Ordinal);

        Assert.Equal((sheets + 1, comments + 1), (await CountAsync("sheets"), await CountAsync("comments")));
    }

    [Fact]
    public async Task Looking_WritesNothingAndSetsNoSupportCookie()
    {
        var (_, path) = await OpenAsync();
        var rows = await RowsAsync();

        var page = await app.Visit().GetAsync(path);

        Assert.DoesNotContain(page.Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("rapfang-support", StringComparison.Ordinal));
        Assert.Equal(rows, await RowsAsync());

        async Task<string> RowsAsync() => string.Join(',', await CountAsync("sheets"), await CountAsync("comments"), await CountAsync("supports"), await CountAsync("floods"), await app.ScalarAsync<long>("select count(*) from events"));
    }

    [Theory]
    [InlineData("closes_on = closes_on - 20, opens_on = opens_on - 20")]
    [InlineData("closed_at = now()")]
    public async Task AfterTheEnd_NothingIsTaken_AndWhatWasTypedIsStillThere(string ended)
    {
        var (_, path) = await OpenAsync();
        var citizen = app.Visit();
        var form = (await citizen.GetAsync(path)).Form();
        var sheets = await CountAsync("sheets");
        await app.ExecuteAsync($"update consultations set {ended} where title = 'เวลาเปิดเคาน์เตอร์'");

        var late = await citizen.SendAsync(form, ("Comment", "มาช้าไปหน่อย"));

        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Contains("ไม่ได้บันทึก เพราะส่งหลังวันปิดรับ", late.Text, StringComparison.Ordinal);
        Assert.Contains("มาช้าไปหน่อย", late.Text, StringComparison.Ordinal);
        Assert.Null(late.Document.QuerySelector("main textarea"));
        Assert.Equal(sheets, await CountAsync("sheets"));
    }

    // The page was asked before, so the last word is the database's.
    [Fact]
    public Task Box_WhenItClosedMeanwhile_StoresNothing() => app.InScopeAsync("demo", async services =>
    {
        var closed = await app.ScalarAsync<Guid>("select id from consultations where published_at is not null limit 1");

        var sent = await services.GetRequiredService<ConsultationBox>().SendAsync(closed, new(Guid.NewGuid(), [], new("สาย"), new(""), Today), default(SourceTurn) with { Earlier = [] });

        Assert.Equal(Sent.NotOpen, sent);
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from consultation_comments where text = 'สาย'"));
    });

    [Fact]
    public async Task NumbersOfPeople_AreWarnedOfBeforeSending_AndToTheModerator()
    {
        var (desk, path) = await OpenAsync();
        var citizen = app.Visit();

        var warned = await SayAsync(citizen, path, "โทรหา ๐๘ ๐๐๐๐ ๐๑๒๓ ได้");
        Assert.Equal(HttpStatusCode.BadRequest, warned.Status);
        Assert.Contains("(๐๘ ๐๐๐๐ ๐๑๒๓)", warned.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from consultation_comments where text like 'โทรหา%'"));
        Assert.EndsWith("/thanks", (await citizen.SendAsync(warned.Form(), ("Sure", "true"))).Path, StringComparison.Ordinal);

        var list = await quality.GetAsync(desk + "/comments");
        Assert.Contains("มีหมายเลขโทรศัพท์", list.Text, StringComparison.Ordinal);
        var one = await quality.GetAsync(list.Document.QuerySelector("td a[href*='/comments/']")!.GetAttribute("href")!);
        await DoAsync(quality, one, "Hide");
        Assert.Equal("โทรหา •• •••• •••• ได้", await app.ScalarAsync<string>("select text from consultation_comments where text like 'โทรหา%'"));
        Assert.DoesNotContain("๐๑๒๓", string.Join('\n', await app.ColumnAsync("select coalesce(before::text, '') || coalesce(after::text, '') from events")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedComment_IsToldInNumbersOnly_AndItsNameGoes()
    {
        var (desk, path) = await OpenAsync();
        await SayAsync(app.Visit(), path, "ซื้อของดีที่นี่", ("SignedAs", "คนขาย"));
        var list = await quality.GetAsync(desk + "/comments");

        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(quality, list, "Refuse", ("Why", "Advertising"))).Status); // None was chosen.
        await DoAsync(quality, list, "Refuse", ("Why", "Advertising"), ("Ticked", list.Document.QuerySelector("[name=Ticked]")!.GetAttribute("value")));

        var seen = await app.Visit().GetAsync(path);
        Assert.Contains("ไม่แสดง 1 ความเห็น: โฆษณา 1", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ซื้อของดีที่นี่", seen.Text, StringComparison.Ordinal);
        Assert.Equal("", await app.ScalarAsync<string>("select signed_as from consultation_comments where text = 'ซื้อของดีที่นี่'"));
    }

    [Fact]
    public async Task Comment_ShowsAtOnce_WhereTheOfficeChoseSo()
    {
        var (_, path) = await OpenAsync(("Input.ModeratesFirst", "False"));

        await SayAsync(app.Visit(), path, "เห็นทันที");

        Assert.Contains("เห็นทันที", (await app.Visit().GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_CountsOnceABrowser_AndTwoOfItsMarksHaveNothingInCommon()
    {
        var (desk, path) = await OpenAsync();
        await SayAsync(app.Visit(), path, "ข้อหนึ่ง");
        await SayAsync(app.Visit(), path, "ข้อสอง");
        await ShowAllAsync(desk);
        var (first, second) = (await IdAsync("ข้อหนึ่ง"), await IdAsync("ข้อสอง"));
        var (one, other) = (app.Visit(), app.Visit());
        var page = await one.GetAsync(path);

        await SupportAsync(one, page, first);
        Assert.Contains("ท่านสนับสนุนแล้ว", (await SupportAsync(one, page, first)).Text, StringComparison.Ordinal);
        await SupportAsync(one, page, second);
        await SupportAsync(other, await other.GetAsync(path), first);

        Assert.Equal(2, await app.ScalarAsync<long>($"select count(*) from consultation_supports where comment_id = '{first}'"));
        Assert.Equal(3, await app.ScalarAsync<long>($"select count(distinct browser) from consultation_supports where comment_id in ('{first}', '{second}')"));
        await app.ExecuteAsync("update consultation_comments set state = 'waiting' where text = 'ข้อสอง'");
        Assert.Equal(HttpStatusCode.Gone, (await SupportAsync(other, await other.GetAsync(path), second)).Status); // What nobody sees nobody supports.

        Task<Guid> IdAsync(string text) => app.ScalarAsync<Guid>($"select id from consultation_comments where text = '{text}'");

        static Task<ReadPage> SupportAsync(Visitor visitor, ReadPage from, Guid comment) => visitor.SendAsync(from.Form("handler=Support"), ("comment", comment.ToString()));
    }

    [Fact]
    public async Task Support_CanBeTakenBack_WhileOpen_ByItsBrowserOnly()
    {
        var (desk, path) = await OpenAsync();
        await SayAsync(app.Visit(), path, "ข้อหนึ่ง");
        await ShowAllAsync(desk);
        var comment = await app.ScalarAsync<string>("select id::text from consultation_comments where text = 'ข้อหนึ่ง'");
        var (one, other) = (app.Visit(), app.Visit());
        var supported = await one.SendAsync((await one.GetAsync(path)).Form("handler=Support"), ("comment", comment));
        var both = await other.SendAsync((await other.GetAsync(path)).Form("handler=Support"), ("comment", comment));
        var stranger = app.Visit();
        await TakeBackAsync(stranger, await stranger.GetAsync(path));

        Assert.Contains("สนับสนุน 2 คน", (await one.GetAsync(path)).Text, StringComparison.Ordinal);
        var back = await TakeBackAsync(one, supported);

        Assert.Contains("สนับสนุน 1 คน", back.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ท่านสนับสนุนแล้ว", back.Text, StringComparison.Ordinal);
        await app.ExecuteAsync("update consultations set closed_at = now() where closed_at is null");
        Assert.Equal(HttpStatusCode.Gone, (await TakeBackAsync(other, both)).Status);

        Task<ReadPage> TakeBackAsync(Visitor visitor, ReadPage from) => visitor.SendToAsync(from.Form("handler=Support"), path + "?handler=StopSupporting", ("comment", comment));
    }

    [Fact]
    public async Task Flood_IsPutOffWithEverythingKept_AndTheModeratorsSeeIt()
    {
        var (desk, path) = await OpenAsync();
        var flooder = app.Visit();
        var form = (await flooder.GetAsync(path)).Form();
        var taken = 0;
        while (taken < 60 && (await flooder.SendAsync(form, ("Comment", $"ถล่ม {taken}"), ("key", Guid.NewGuid().ToString()))).Path.EndsWith("/thanks", StringComparison.Ordinal))
        {
            taken++;
        }

        // Somebody else behind the same address, before the next turn is due.
        var citizen = app.Visit();
        var theirs = (await citizen.GetAsync(path)).Form();
        await flooder.SendAsync(form, ("Comment", "อีก"), ("key", Guid.NewGuid().ToString()));
        var waits = await citizen.SendAsync(theirs, ("Comment", "ความเห็นของอีกคน"), ("q-1", "3"));

        Assert.InRange(taken, 8, 59);
        Assert.Equal(HttpStatusCode.TooManyRequests, waits.Status);
        Assert.Contains("ยังไม่ได้ส่ง ขณะนี้มีการส่งจากเครือข่ายของท่านจำนวนมาก", waits.Text, StringComparison.Ordinal);
        Assert.InRange(waits.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.Equal("ความเห็นของอีกคน", ((IHtmlTextAreaElement)waits.Document.QuerySelector("[name=Comment]")!).Value);
        Assert.True(((IHtmlInputElement)waits.Document.QuerySelector("[name=q-1][value='3']")!).IsChecked);

        var told = (await quality.GetAsync(desk)).Text;
        var came = await app.ScalarAsync<long>("select count(*) from consultation_comments where text like 'ถล่ม%' or text = 'อีก'");
        Assert.Contains($"{came} จากทั้งหมด {came} ครั้ง รวม 1 ชุด", told, StringComparison.Ordinal);
        Assert.Contains("มีการขอให้รอแล้วส่งใหม่", told, StringComparison.Ordinal);
        Assert.Equal(came, (await quality.GetAsync(desk + "/comments?View=burst")).All("main tbody tr").LongCount(row => row.Contains("ชุด A", StringComparison.Ordinal)));
    }

    // Neither the address nor anything made of it: five alike are not even marked.
    [Fact]
    public async Task Few_OfOneSource_AreNoBurst()
    {
        var (desk, path) = await OpenAsync();
        for (var n = 0; n < ConsultationSources.BurstFrom - 1; n++)
        {
            await SayAsync(app.Visit(), path, $"ห้องเรียน {n}");
        }

        Assert.Empty((await quality.GetAsync(desk + "/comments?View=burst")).All("main tbody tr"));
    }

    [Fact]
    public async Task Comment_BecomesAnImprovement_AndThePublicFollowsTheLink()
    {
        var (desk, path) = await OpenAsync();
        await SayAsync(app.Visit(), path, "ขอเก้าอี้เพิ่ม");
        await ShowAllAsync(desk);
        var id = await app.ScalarAsync<Guid>("select id from consultation_comments where text = 'ขอเก้าอี้เพิ่ม'");
        var form = await quality.GetAsync((await quality.GetAsync($"{Register}/comments/{id}")).Document.QuerySelector("a[href*='improvements/new']")!.GetAttribute("href")!);
        Assert.Contains("ขอเก้าอี้เพิ่ม", form.Html, StringComparison.Ordinal);
        var proposed = await quality.SendAsync(form.Form(), ("Title", "เพิ่มเก้าอี้รอรับบริการ"), ("Service", "จุดบริการ"));
        Assert.NotNull(proposed.Document.QuerySelector($"a[href='{Register}/comments/{id}']"));
        Assert.DoesNotContain("เพิ่มเก้าอี้รอรับบริการ", (await app.Visit().GetAsync(path)).Text, StringComparison.Ordinal);

        await app.ExecuteAsync("update improvements set published_at = now(), began_on = current_date, state = 'in_place' where title = 'เพิ่มเก้าอี้รอรับบริการ'");

        Assert.Contains("ท่านบอก เราทำ: เพิ่มเก้าอี้รอรับบริการ", (await app.Visit().GetAsync(path)).All("#c-1 a")[0], StringComparison.Ordinal);
        await app.ExecuteAsync($"update consultation_comments set state = 'refused', refusal = 'rude' where id = '{id}'");
        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync($"/demo/desk/improvements/new?Comment={id}")).Status);
    }

    [Fact]
    public async Task Document_IsForEverybodyOnceApproved_AndStaysAsItWas()
    {
        var draft = await DraftAsync();
        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        await quality.SendAsync((await quality.GetAsync(draft.Path)).Form("handler=Files"), "Chosen", "แผนผัง.png", png);
        var file = await app.ScalarAsync<Guid>("select file_id from file_uses where kind = 'consultation-document'");
        var path = $"{Public}/{await app.ScalarAsync<string>("select slug from consultations where approved_at is null")}?handler=Document&file=";
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(path + file)).Status);
        var detach = (await quality.GetAsync(draft.Path)).Form("handler=Detach");

        await DoAsync(director, await director.GetAsync(draft.Path), "Approve");

        Assert.Equal("attachment", (await app.Visit().GetAsync(path + file)).Response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(path + Guid.NewGuid())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendAsync(detach, ("reason", "x"))).Status);
    }

    [Fact]
    public async Task Approved_IsNotChangedAnyMore_AndOnlyTheHeadApproves()
    {
        var draft = await DraftAsync();
        var edit = await quality.GetAsync(draft.Path + "/edit");
        Assert.Contains("แก้ชื่อ", (await quality.SendAsync(edit.Form(), ("Input.Title", "แก้ชื่อ"))).Text, StringComparison.Ordinal);
        var stale = await quality.SendAsync(edit.Form(), ("Input.Title", "ของคนที่สอง"));
        Assert.Equal(HttpStatusCode.BadRequest, stale.Status);
        Assert.Contains("ของคนที่สอง", stale.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendToAsync(edit.Form(), draft.Path + "?handler=Approve", ("seen", "2"))).Status);

        await DoAsync(director, await director.GetAsync(draft.Path), "Approve");

        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync(draft.Path + "/edit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await quality.SendAsync(edit.Form(), ("Input.Title", "หลังอนุมัติ"))).Status);
    }

    [Theory]
    [InlineData("Input.Lines[0].Options", "ตัวเลือกเดียว", "ใส่ตัวเลือก 2 ถึง 12 ข้อ")]
    [InlineData("Input.ClosesOn", "1/1/2560", "วันสุดท้ายต้องไม่ก่อนวันแรก")]
    [InlineData("Input.Level", "Inform", "ระดับให้ข้อมูลข่าวสารไม่มีคำถาม")]
    [InlineData("Input.Title", " ", "กรอกช่องนี้")]
    public async Task Draft_WithAMistake_SaysWhatAndKeepsTheRest(string field, string typed, string said)
    {
        var refused = await DraftAsync((field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(said, refused.Text, StringComparison.Ordinal);
        Assert.Contains("ควรเปิดเวลาใด", refused.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q-1", "9", "โปรดเลือกหนึ่งคำตอบ")]
    [InlineData("Comment", "", "โปรดตอบคำถามอย่างน้อย 1 ข้อ")]
    public async Task Sending_WithAMistake_IsShownAgain(string field, string typed, string said)
    {
        var (_, path) = await OpenAsync();

        var refused = await SayAsync(app.Visit(), path, "", (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(said, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AsAFile_HoldsAll()
    {
        var csv = await quality.Http.GetStringAsync(new Uri(Register + "?export=csv", UriKind.Relative));

        Assert.Contains("แนวคิดตลาดนัดชุมชนข้างสำนักงาน", csv, StringComparison.Ordinal);
        Assert.Contains("ร่างปฏิทินและช่องทางยื่นเอกสารรับนักเรียน", csv, StringComparison.Ordinal);
    }
}
