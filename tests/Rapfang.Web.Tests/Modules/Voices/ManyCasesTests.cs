using System.Net;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Many cases at a time: slips, templates, one deed for several; and who is told.</summary>
public sealed class ManyCasesTests(Server server) : IAsyncLifetime
{
    const string Voices = "/demo/desk/voices";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    async Task<ReadPage> SlipsAsync(params (string, string?)[] slips) => await quality.SendAsync((await quality.GetAsync(Voices + "/slips")).Form(), slips);

    [Fact]
    public async Task Slips_AreKeptEachWithANumberByTheBoxAndEmptyLinesAreNot()
    {
        var before = await CountAsync("voices");
        var form = (await quality.GetAsync(Voices + "/slips")).Form();
        (string, string?)[] typed = [("Slips[0].Words", "บริการดีมาก"), ("Slips[0].Kind", "Compliment"), ("Slips[2].Words", "ขอเก้าอี้เพิ่ม"), ("Slips[2].Kind", "Suggestion")];

        var page = await quality.SendAsync(form, typed);
        await quality.SendAsync(form, typed); // By the back button.

        Assert.Contains("บันทึกแล้ว 2 ใบ", page.Text, StringComparison.Ordinal);
        Assert.Equal(before + 2, await CountAsync("voices"));
        Assert.Equal(1L, await CountAsync("voices v join channels c on (c.office_id, c.id) = (v.office_id, v.channel_id) where v.subject = 'ขอเก้าอี้เพิ่ม' and v.kind = 'suggestion' and c.way = 'box'"));
    }

    [Fact]
    public async Task Slips_WithTomorrowsDay_AreNotKeptAndWhatWasTypedStays()
    {
        var before = await CountAsync("voices");

        var page = await SlipsAsync(("Slips[0].Words", "หนึ่ง"), ("Slips[1].Words", "สอง"), ("ReceivedOn", "1/1/2600"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("value=\"สอง\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync("voices"));
    }

    [Fact]
    public async Task SeveralAtOnce_GoEachByTheRules()
    {
        await quality.SendAsync((await quality.GetAsync(Voices + "/replies")).Form("handler=Add"), ("Name", "ขอบคุณ"), ("Words", "ขอบคุณสำหรับเรื่อง {number}"));
        var reply = await app.ScalarAsync<string>("select id::text from reply_templates");
        await SlipsAsync(("Slips[0].Words", "ชมเชยหนึ่ง"), ("Slips[0].Kind", "Compliment"), ("Slips[1].Words", "ร้องเรียนหนึ่ง"), ("Slips[1].Kind", "Complaint"));
        var (compliment, complaint) = (await IdAsync("ชมเชยหนึ่ง"), await IdAsync("ร้องเรียนหนึ่ง"));

        await BulkAsync("Screen", compliment, complaint);
        var page = await BulkAsync("Answer", compliment, complaint);

        Assert.Contains("ต้องมีผลการตรวจสอบ", page.Text, StringComparison.Ordinal);
        Assert.Equal("answered", await app.ScalarAsync<string>($"select state from voices where id = '{compliment}'"));
        Assert.Equal("screened", await app.ScalarAsync<string>($"select state from voices where id = '{complaint}'"));
        Assert.Equal(1L, await CountAsync($"voice_steps s join voices v on v.id = s.voice_id where v.id = '{compliment}' and s.text = 'ขอบคุณสำหรับเรื่อง ' || v.number"));

        Task<string> IdAsync(string subject) => app.ScalarAsync<string>($"select id::text from voices where subject = '{subject}'");

        async Task<ReadPage> BulkAsync(string deed, params string[] ids)
        {
            var token = (await quality.GetAsync(Voices)).Document.QuerySelector("input[name=_form]")!.GetAttribute("value")!;
            using var form = new FormUrlEncodedContent([new("_form", token), new("deed", deed), new("reply", reply), .. ids.Select(id => KeyValuePair.Create("chosen", id))]);
            return await Visitor.ReadAsync(await quality.Http.PostAsync(new Uri(Voices + "/bulk", UriKind.Relative), form));
        }
    }

    [Fact]
    public async Task Register_OfAnExcelSheet_ComesInOnceWithNumbersAndQuietly()
    {
        var before = await CountAsync("voices");
        var notices = await CountAsync("notices where path like '%/voices/%'");
        var file = System.Text.Encoding.UTF8.GetBytes(
            "วันที่รับเรื่อง,ลักษณะเรื่อง,ช่องทาง,รายละเอียด,ผู้แจ้ง\r\n1/10/2569,ข้อร้องเรียน,โทรศัพท์,โทรแล้วไม่มีผู้รับสาย,นางสมมติ ลับเฉพาะ\r\n2/10/2569,คำชมเชย,เว็บไซต์ของสำนักงาน,บริการดี,\r\n");
        for (var time = 0; time < 2; time++)
        {
            var page = await quality.SendAsync((await quality.GetAsync("/demo/desk/imports/new/voices")).Form(), "Table", "ทะเบียน.csv", file);
            page = await quality.SendAsync(page.Form("handler=Check"));
            Assert.Contains(time == 0 ? "จะเพิ่ม 2 แถว" : "มีอยู่แล้ว 2 แถว", page.Text, StringComparison.Ordinal);
            Assert.Equal(before + (2 * time), await CountAsync("voices"));
            if (time == 0)
            {
                await quality.SendAsync(page.Form("handler=Import"));
            }
        }

        Assert.Equal(1L, await CountAsync("voices v join channels c on c.id = v.channel_id where v.subject = 'โทรแล้วไม่มีผู้รับสาย' and c.way = 'telephone' and v.received_on = '2026-10-01'"));
        Assert.Equal(notices, await CountAsync("notices where path like '%/voices/%'"));
        Assert.Equal(0L, await CountAsync("voice_speakers where voice_speakers::text like '%ลับเฉพาะ%'"));
    }

    [Fact]
    public async Task Register_WithDaysThatCanNotBe_IsToldByRowAndColumn()
    {
        var file = System.Text.Encoding.UTF8.GetBytes(
            "วันที่รับเรื่อง,ลักษณะเรื่อง,ช่องทาง,รายละเอียด\r\n1/10/2569,ข้อร้องเรียน,โทรศัพท์,ก\r\n1/10/2599,ข้อร้องเรียน,โทรศัพท์,ข\r\n1/10/2539,ข้อร้องเรียน,โทรศัพท์,ค\r\n");

        var page = await quality.SendAsync((await quality.GetAsync("/demo/desk/imports/new/voices")).Form(), "Table", "ทะเบียน.csv", file);
        page = await quality.SendAsync(page.Form("handler=Check"));

        Assert.Equal(["แถวที่ 3", "แถวที่ 4"], page.Document.QuerySelectorAll("tr").Where(row => row.TextContent.Contains("อยู่นอกช่วงวันที่", StringComparison.Ordinal)).Select(row => row.QuerySelector("td, th")!.TextContent.Trim()));
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Import']"));
    }

    [Fact]
    public async Task View_IsKeptForThisPersonAlone()
    {
        var page = await quality.GetAsync(Voices + "?View=all&Kind=Compliment");
        await quality.SendAsync(page.Form("handler=Keep"), ("name", "คำชมเชยทั้งหมด"));

        var kept = (await quality.GetAsync(Voices)).Document.QuerySelectorAll(".saved-views a").Single();
        Assert.Equal("/demo/desk/voices?View=all&Kind=Compliment", kept.GetAttribute("href"));
        Assert.Empty((await (await app.SignInAsync("demo.officer")).GetAsync(Voices)).All(".saved-views a"));
        await quality.SendAsync((await quality.GetAsync(Voices)).Form("handler=Forget"));
        Assert.Empty((await quality.GetAsync(Voices)).All(".saved-views a"));
    }

    [Fact]
    public async Task Template_BeginsTheAnswer()
    {
        await quality.SendAsync((await quality.GetAsync(Voices + "/replies")).Form("handler=Add"), ("Name", "ขอบคุณ"), ("Words", "เรียนผู้แจ้งเรื่อง {number}"));
        await SlipsAsync(("Slips[0].Words", "ชมเชยสอง"), ("Slips[0].Kind", "Compliment"));
        var path = Voices + "/" + await app.ScalarAsync<string>("select id::text from voices where subject = 'ชมเชยสอง'");
        await quality.SendAsync((await quality.GetAsync(path)).Form("handler=Screen"));

        var offered = (await quality.GetAsync(path)).Document.QuerySelector("a[href^='?reply=']")!.GetAttribute("href");

        Assert.Contains("เรียนผู้แจ้งเรื่อง " + await app.ScalarAsync<string>("select number from voices where subject = 'ชมเชยสอง'"), (await quality.GetAsync(path + offered)).All("textarea[name=Words]")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_TellHeadGroupAndHandlersByNumberOnly()
    {
        await app.ExecuteAsync("""
            insert into substitutions (office_id, id, person_id, substitute_id, order_number, from_date, until_date)
            select a.office_id, gen_random_uuid(), a.id, s.id, '', now()::date - 1, now()::date + 1 from people a join people s on s.office_id = a.office_id
            where a.user_id = (select id from users where user_name = 'demo.director') and s.user_id = (select id from users where user_name = 'demo.reader')
            """);
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/complaint")).Form(), ("Input.Subject", "เรื่องลับของฉัน"), ("Input.What", "รายละเอียดลับ"));
        await visitor.SendToAsync(check.Form(), check.Path + "?handler=Send");
        var path = Voices + "/" + await app.ScalarAsync<string>("select id::text from voices where subject = 'เรื่องลับของฉัน'");

        await DoAsync("Screen");
        await DoAsync("Propose", ("Branch", "General"), ("Words", "เห็นควร"));

        Assert.Equal(1L, await CountAsync($"notices n join users u on u.id = n.user_id where u.user_name = 'demo.quality' and n.path = '{path}'"));
        Assert.Equal(1L, await CountAsync($"notices n join users u on u.id = n.user_id where u.user_name = 'demo.director' and n.path = '{path}' and n.text like '%รอการสั่งการ%'"));
        Assert.Equal(1L, await CountAsync($"notices n join users u on u.id = n.user_id where u.user_name = 'demo.reader' and n.path = '{path}' and n.text like '%รอการสั่งการ%'"));
        Assert.Equal(0L, await CountAsync("notices where text like '%ลับ%'"));

        async Task DoAsync(string handler, params (string, string?)[] fields) => await quality.SendAsync((await quality.GetAsync(path)).Form("handler=" + handler), fields);
    }
}

/// <summary>The speaker who wishes so is told by e-mail that there is news, and never what.</summary>
public sealed class SpeakerMailTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync(
        ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"), ("Smtp:From", "rapfang@office.example"), ("RAPFANG_ADDRESS", "https://rapfang.office.example/"));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<string> SpokenAsync(params (string, string?)[] more)
    {
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/question")).Form(), [("Input.Subject", "เรื่องของฉัน"), ("Input.What", "รายละเอียด"), .. more]);
        await visitor.SendToAsync(check.Form(), check.Path + "?handler=Send");
        return "/demo/desk/voices/" + await app.ScalarAsync<string>("select id::text from voices where subject = 'เรื่องของฉัน'");
    }

    async Task ScreenAsync(string path)
    {
        var quality = await app.SignInAsync("demo.quality");
        await quality.SendAsync((await quality.GetAsync(path)).Form("handler=Screen"));
        await quality.SendAsync((await quality.GetAsync(path)).Form("handler=Note"), ("NoteText", "บันทึกภายใน"));
    }

    [Fact]
    public async Task Wish_BringsOneMailForNewsAndNoneForWhatIsInternal()
    {
        await ScreenAsync(await SpokenAsync(("Input.Email", "somebody@people.example"), ("Input.WantsMail", "true")));

        Assert.Equal(["somebody@people.example"], await app.ColumnAsync("select address from outbox where what = 'voice'"));
        var body = await app.ScalarAsync<string>("select subject || body from outbox where what = 'voice'");
        Assert.Contains("https://rapfang.office.example/demo/voice/follow", body, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องของฉัน", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoWish_NoMail()
    {
        await ScreenAsync(await SpokenAsync(("Input.Email", "somebody@people.example")));

        Assert.Empty(await app.ColumnAsync("select address from outbox where what = 'voice'"));
    }
}
