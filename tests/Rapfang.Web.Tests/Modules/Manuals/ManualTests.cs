using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rapfang.Modules.Manuals;

namespace Rapfang.Tests.Modules.Manuals;

/// <summary>A staff manual from the guideline's work through three people's acts to those who must know it.</summary>
public sealed class ManualTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/manuals";
    App app = null!;
    Visitor officer = null!;
    Visitor head = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        (officer, head, director) = (await app.SignInAsync("demo.officer"), await app.SignInAsync("demo.head"), await app.SignInAsync("demo.director"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<string> PersonAsync(string user) => app.ScalarAsync<string>($"select p.id::text from people p join users u on u.id = p.user_id where u.user_name = '{user}'");

    Task<string> StateAsync(string manual, int number = 1) => app.ScalarAsync<string>($"select state from manual_editions where manual_id = '{manual[^36..]}' and number = {number}");

    static async Task<ReadPage> DoAsync(Visitor visitor, string page, string handler, params (string, string?)[] fields)
    {
        var read = await visitor.GetAsync(page);
        return read.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? await visitor.SendAsync(form, fields)
            : read.Document.QuerySelector($"[formaction*='handler={handler}']") is { } button ? await visitor.SendToAsync((IHtmlFormElement)button.Closest("form")!, button.GetAttribute("formaction")!, fields)
            // There is no button for this person; somebody who makes the request by hand is refused all the same.
            : await visitor.SendToAsync(read.Document.QuerySelector<IHtmlFormElement>("form[method=post]")!, $"{read.Path}?handler={handler}", fields);
    }

    async Task<string> BegunAsync(string from = "monitoring")
    {
        var page = await officer.SendAsync((await officer.GetAsync($"{Register}/new?from={from}")).Form(), ("Code", "นผ-01"));
        Assert.Contains("เริ่มแล้ว", page.Text, StringComparison.Ordinal);
        return page.Path;
    }

    async Task<ReadPage> NameAsync(string manual, string author = "demo.officer", string reviewer = "demo.head", string approver = "demo.director") => await officer.SendAsync(
        (await officer.GetAsync(manual + "/edit")).Form(), ("Input.AuthorId", await PersonAsync(author)), ("Input.ReviewerId", await PersonAsync(reviewer)), ("Input.ApproverId", await PersonAsync(approver)));

    async Task<string> InForceAsync(string from = "monitoring")
    {
        var manual = await BegunAsync(from);
        await NameAsync(manual);
        await DoAsync(officer, manual, "Submit");
        await DoAsync(head, manual, "Review");
        await DoAsync(director, manual, "Approve");
        Assert.Equal("in_force", await StateAsync(manual));
        return manual;
    }

    [Fact]
    public async Task Manual_GoesThroughThreeActsOfThreePeople()
    {
        var manual = await BegunAsync();
        Assert.Contains("กำหนดผู้รับผิดชอบดำเนินงาน", (await officer.GetAsync(manual)).Text, StringComparison.Ordinal);
        Assert.Contains("ระบุผู้ทบทวนและผู้อนุมัติก่อนส่ง", (await DoAsync(officer, manual, "Submit")).Text, StringComparison.Ordinal);
        await NameAsync(manual);

        Assert.Equal(HttpStatusCode.Forbidden, (await DoAsync(head, manual, "Submit")).Status);
        await DoAsync(officer, manual, "Submit");
        Assert.Equal(HttpStatusCode.Forbidden, (await DoAsync(officer, manual, "Review")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await DoAsync(director, manual, "Approve")).Status);
        Assert.Contains("รอการทบทวนของท่าน", (await head.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
        await DoAsync(head, manual, "Review");
        Assert.Contains("รอการอนุมัติของท่าน", (await director.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
        await DoAsync(director, manual, "Approve");

        Assert.Equal("in_force", await StateAsync(manual));
        Assert.Equal(
            ["staff-manual.approved", "staff-manual.begun", "staff-manual.reviewed", "staff-manual.submitted", "staff-manual.written"],
            (await app.ColumnAsync($"select distinct kind from events where subject_id = '{manual[^36..]}'")).Order(StringComparer.Ordinal));
        Assert.Equal("นายลองดู ตั้งใจทำ\nนักจัดการงานทั่วไปปฏิบัติการ", await app.ScalarAsync<string>($"select author_as from manual_editions where manual_id = '{manual[^36..]}'"));
    }

    [Fact]
    public async Task ManualSentBack_IsWrittenAgainAndSignedAgain()
    {
        var manual = await BegunAsync();
        await NameAsync(manual);
        await DoAsync(officer, manual, "Submit");
        await DoAsync(head, manual, "Review");

        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(director, manual, "Return")).Status); // Without a reason.
        await DoAsync(director, manual, "Return", ("Words", "ระบุเวลาแต่ละขั้น"));

        Assert.Equal("draft", await StateAsync(manual));
        Assert.Contains("ระบุเวลาแต่ละขั้น", (await officer.GetAsync(manual)).Text, StringComparison.Ordinal);
        Assert.Equal("", await app.ScalarAsync<string>($"select author_as || reviewer_as from manual_editions where manual_id = '{manual[^36..]}'"));
    }

    [Theory]
    [InlineData("demo.officer", "demo.deputy", "demo.deputy")]
    [InlineData("demo.head", "demo.head", "demo.director")]
    public async Task TwoOfTheThree_AreNeverOnePerson(string author, string reviewer, string approver)
    {
        var manual = await BegunAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await NameAsync(manual, author, reviewer, approver)).Status);
        Assert.Equal("", await app.ScalarAsync<string>($"select coalesce(reviewer_id::text, '') from manual_editions where manual_id = '{manual[^36..]}'"));
    }

    [Fact]
    public async Task AbsentApprover_IsActedFor_AndBothNamesAreSigned()
    {
        var manual = await BegunAsync();
        await NameAsync(manual, reviewer: "demo.quality");
        await DoAsync(officer, manual, "Submit");
        await DoAsync(await app.SignInAsync("demo.quality"), manual, "Review");
        await app.ExecuteAsync($"""
            insert into substitutions (office_id, id, person_id, substitute_id, order_number, from_date, until_date)
            select office_id, gen_random_uuid(), '{await PersonAsync("demo.director")}', '{await PersonAsync("demo.head")}', '', '2000-01-01', '2999-01-01' from people limit 1
            """);

        await DoAsync(head, manual, "Approve");

        Assert.Equal("นางสาวจำลอง หัวหน้าเก่ง\nผู้อำนวยการกลุ่มอำนวยการ\nปฏิบัติงานแทน นายตัวอย่าง ผู้นำดี", await app.ScalarAsync<string>($"select approver_as from manual_editions where manual_id = '{manual[^36..]}'"));
        Assert.Equal(await PersonAsync("demo.director"), await app.ScalarAsync<string>($"select acting_for::text from events where kind = 'staff-manual.approved' and subject_id = '{manual[^36..]}'"));
    }

    [Fact]
    public async Task VersionInForce_NeverChanges()
    {
        var manual = await InForceAsync();

        foreach (var page in new[] { "/edit", "/steps", "/steps/1", "/parts/objective" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(manual + page)).Status);
        }

        foreach (var change in new[] { "update manual_editions set contents = '{}'", "update manual_editions set author_as = 'x'", "delete from manual_editions" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync($"{change} where state in ('in_force', 'replaced')"));
            Assert.Equal("RF032", refused.SqlState);
        }
    }

    [Fact]
    public async Task DraftOfANewManual_IsThrownAwayWithTheManual()
    {
        var manual = await BegunAsync();
        await officer.SendAsync((await officer.GetAsync(manual + "/readers")).Document.QuerySelector<IHtmlFormElement>("section form")!, ("Named", await PersonAsync("demo.records")));
        await NameAsync(manual);
        await DoAsync(officer, manual, "Submit");
        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(officer, manual, "Discard")).Status); // It is with the reviewer.
        await DoAsync(head, manual, "Return", ("Words", "ไม่ต้องทำแล้ว"));
        Assert.Equal(HttpStatusCode.Forbidden, (await DoAsync(director, manual, "Discard")).Status);

        var page = await DoAsync(officer, manual, "Discard");

        Assert.Equal(Register, page.Path);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(manual)).Status);
        Assert.Equal(["staff-manual.draft-discarded"], await app.ColumnAsync($"select kind from events where subject_id = '{manual[^36..]}' order by at desc limit 1"));
        Assert.DoesNotContain(manual[^36..], string.Join(' ', await app.ColumnAsync("select path from search_rows")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DraftOfALaterVersion_IsThrownAwayAlone_AndItsNumberIsFreeAgain()
    {
        var manual = await InForceAsync();
        await DoAsync(officer, manual, "Revise", ("Why", "ลองดู"));

        Assert.Contains("ลบร่างคู่มือปฏิบัติงานแล้ว", (await DoAsync(officer, manual + "?edition=2", "Discard")).Text, StringComparison.Ordinal);

        Assert.Equal(["1 in_force"], await app.ColumnAsync($"select number || ' ' || state from manual_editions where manual_id = '{manual[^36..]}'"));
        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(officer, manual, "Discard")).Status); // No draft is left.
        await DoAsync(officer, manual, "Revise", ("Why", "เอาใหม่"));
        Assert.Equal("draft", await StateAsync(manual, 2));
    }

    [Fact]
    public async Task Work_LeadsToItsManual_OrToBeginningOne()
    {
        const string Works = "/demo/desk/works";
        var work = await app.ScalarAsync<string>("select work_id::text from staff_manuals where work_id is not null");
        var manual = await app.ScalarAsync<string>("select id::text from staff_manuals where work_id is not null");
        Assert.Contains(Register + "/" + manual, Manuals(await director.GetAsync(Works)));
        await app.ExecuteAsync("update staff_manuals set work_id = null");
        var begin = $"{Register}/new?work={work}";
        Assert.Contains(begin, Manuals(await officer.GetAsync(Works)));
        Assert.DoesNotContain(begin, Manuals(await director.GetAsync(Works))); // Who may not write one.

        var choose = await officer.GetAsync(begin);
        var form = await officer.GetAsync(Register + "/new" + choose.Document.QuerySelector("a[href^='?from=empty']")!.GetAttribute("href"));
        Assert.Equal(await app.ScalarAsync<string>($"select name from works where id = '{work}'"), form.Document.QuerySelector<IHtmlInputElement>("#Title")!.Value);
        var begun = await officer.SendAsync(form.Form());

        Assert.Contains(begun.Path, Manuals(await director.GetAsync(Works)));
        Assert.Equal(work, await app.ScalarAsync<string>($"select work_id::text from staff_manuals where id = '{begun.Path[^36..]}'"));

        static IEnumerable<string?> Manuals(ReadPage page) => page.Document.QuerySelectorAll("main .papers a").Select(link => link.GetAttribute("href"));
    }

    [Fact]
    public async Task Desk_ShowsTheManualsThatWaitForMe()
    {
        const string Desk = "/demo/desk";
        var manual = await BegunAsync();
        await NameAsync(manual);
        await officer.SendAsync((await officer.GetAsync(manual + "/readers")).Document.QuerySelector<IHtmlFormElement>("section form")!, ("Named", await PersonAsync("demo.records")));
        const string Review = "คู่มือปฏิบัติงาน “งานกำกับ ติดตาม ประเมินผล” รอการทบทวนของท่าน", Approval = "คู่มือปฏิบัติงาน “งานกำกับ ติดตาม ประเมินผล” รอการอนุมัติของท่าน", Unread = "มีคู่มือปฏิบัติงาน 1 เล่มรอท่านอ่าน";
        var records = await app.SignInAsync("demo.records");
        await app.ExecuteAsync("delete from manual_readings where read_at is null and edition_id in (select id from manual_editions where state = 'in_force')");

        await DoAsync(officer, manual, "Submit");
        Assert.Contains(Review, (await head.GetAsync(Desk)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Review, (await director.GetAsync(Desk)).Text, StringComparison.Ordinal); // May review, but is not the one.
        await DoAsync(head, manual, "Review");
        Assert.DoesNotContain(Review, (await head.GetAsync(Desk)).Text, StringComparison.Ordinal);
        Assert.Contains(Approval, (await director.GetAsync(Desk)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Unread, (await records.GetAsync(Desk)).Text, StringComparison.Ordinal); // Not before it is in force.
        await DoAsync(director, manual, "Approve");
        Assert.DoesNotContain(Approval, (await director.GetAsync(Desk)).Text, StringComparison.Ordinal);
        Assert.Contains(Unread, (await records.GetAsync(Desk)).Text, StringComparison.Ordinal);
        await DoAsync(records, manual, "Read");
        Assert.DoesNotContain(Unread, (await records.GetAsync(Desk)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_ShowsWhatWaitsForWhomOneActsFor()
    {
        await app.ExecuteAsync($"""
            insert into substitutions (office_id, id, person_id, substitute_id, order_number, from_date, until_date)
            select office_id, gen_random_uuid(), '{await PersonAsync("demo.head")}', '{await PersonAsync("demo.quality")}', '', '2000-01-01', '2999-01-01' from people limit 1
            """);
        var manual = await BegunAsync();
        await NameAsync(manual);

        await DoAsync(officer, manual, "Submit");

        Assert.Contains("รอการทบทวนของท่าน", (await (await app.SignInAsync("demo.quality")).GetAsync("/demo/desk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextVersion_ReplacesTheOneBefore_AndIsReadAnew()
    {
        var manual = await InForceAsync();
        var me = await PersonAsync("demo.records");
        await officer.SendAsync((await officer.GetAsync(manual + "/readers")).Document.QuerySelector<IHtmlFormElement>("section form")!, ("Named", me));
        await DoAsync(await app.SignInAsync("demo.records"), manual, "Read");

        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(officer, manual, "Revise")).Status); // Without why.
        await DoAsync(officer, manual, "Revise", ("Why", "ระบุเวลา"));
        var old = await officer.GetAsync(manual + "/steps/1");
        await officer.SendAsync(old.Form(), ("Input.Amount", "๕"));
        Assert.Contains("แก้ไขขั้นตอน: กำหนดผู้รับผิดชอบดำเนินงาน เวลา – → 5 วัน", (await officer.GetAsync(manual + "?edition=2")).Text, StringComparison.Ordinal);
        await DoAsync(officer, manual + "?edition=2", "Submit");
        await DoAsync(head, manual + "?edition=2", "Review");
        await DoAsync(director, manual + "?edition=2", "Approve");

        Assert.Equal(["replaced", "in_force"], await app.ColumnAsync($"select state from manual_editions where manual_id = '{manual[^36..]}' order by number"));
        Assert.Contains("0 จาก 1", (await officer.GetAsync(manual + "/readers")).Text, StringComparison.Ordinal);
        var printed = await officer.GetAsync(manual + "/printed");
        Assert.Contains("ระบุเวลา", printed.All("table").Single(table => table.Contains("ประวัติการปรับปรุงแก้ไข", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("ระบุเวลา", (await officer.GetAsync(manual + "/printed?edition=1")).Text, StringComparison.Ordinal); // It does not tell of later ones.
    }

    [Fact]
    public async Task WhoMustKnowIt_SaysThatTheyHaveReadIt_AndTheOthersAreReminded()
    {
        var manual = await BegunAsync();
        await NameAsync(manual);
        var (records, reader) = (await app.SignInAsync("demo.records"), await app.SignInAsync("demo.reader"));
        var form = (await officer.GetAsync(manual + "/readers")).Document.QuerySelector<IHtmlFormElement>("section form")!;
        using (var both = new FormUrlEncodedContent([.. Visitor.Fields(form), new("Named", await PersonAsync("demo.records")), new("Named", await PersonAsync("demo.reader"))]))
        {
            await officer.Http.PostAsync(new Uri(manual + "/readers", UriKind.Relative), both);
        }

        Assert.DoesNotContain("โปรดอ่านคู่มือ", (await records.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal); // Not before it is in force.
        await DoAsync(officer, manual, "Submit");
        await DoAsync(head, manual, "Review");
        await DoAsync(director, manual, "Approve");
        Assert.Contains("โปรดอ่านคู่มือปฏิบัติงาน งานกำกับ ติดตาม ประเมินผล ฉบับที่ 1", (await records.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await DoAsync(officer, manual, "Read")).Status); // Is not on the list.
        await DoAsync(records, manual, "Read");

        Assert.Contains("อ่านแล้ว 1 จาก 2 คน", (await officer.GetAsync(manual)).Text, StringComparison.Ordinal);
        Assert.Contains("เตือนแล้ว 1 คน", (await DoAsync(officer, manual + "/readers", "Remind")).Text, StringComparison.Ordinal);
        Assert.Contains("ยังไม่ได้ยืนยันว่าอ่านแล้ว", (await reader.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ยังไม่ได้ยืนยันว่าอ่านแล้ว", (await records.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeeklyReminder_IsForThoseWhoHaveNotReadForAWeek()
    {
        // In the demo office three of six have read a version that is a month old.
        await app.InScopeAsync("demo", services => services.GetRequiredService<ManualReminders>().RunAsync());
        Assert.Equal(3, await app.ScalarAsync<long>("select count(*) from manual_readings where reminded_on is not null and read_at is null"));
        var told = await app.ScalarAsync<long>("select count(*) from notices");

        await app.InScopeAsync("demo", services => services.GetRequiredService<ManualReminders>().RunAsync());

        Assert.Equal(told, await app.ScalarAsync<long>("select count(*) from notices"));
    }

    [Fact]
    public async Task Improvement_LearnsThatTheManualIsMended()
    {
        var manual = await InForceAsync();
        var improvement = await app.ScalarAsync<string>("select id::text from improvements where manual_updated_on is null limit 1");
        await DoAsync(officer, $"{manual}?improvement={improvement}", "Revise", ("Why", "ตามการปรับปรุง"));
        await DoAsync(officer, manual + "?edition=2", "Submit");
        await DoAsync(head, manual + "?edition=2", "Review");
        await DoAsync(director, manual + "?edition=2", "Approve");

        Assert.Equal(1, await app.ScalarAsync<long>($"select count(*) from improvements where id = '{improvement}' and manual_updated_on is not null"));
        Assert.Equal(1, await app.ScalarAsync<long>($"select count(*) from events where kind = 'improvement.manual-updated' and subject_id = '{improvement}'"));
    }

    [Theory]
    [InlineData("Input.Amount", "0", "กรอกตัวเลขมากกว่า 0")]
    [InlineData("Input.Amount", "10000", "กรอกตัวเลขมากกว่า 0")]
    [InlineData("Input.Amount", "สามวัน", "กรอกตัวเลขมากกว่า 0")]
    [InlineData("Input.Text", "", "กรอกช่องนี้")]
    [InlineData("Input.Text", "*301", "เขียนได้ไม่เกิน 300 ตัวอักษร")]
    public async Task WrongStep_IsToldAndNothingIsLost(string field, string typed, string said)
    {
        var manual = await BegunAsync();

        var page = await officer.SendAsync((await officer.GetAsync(manual + "/steps/2")).Form(), ("Input.Detail", "ยังอยู่"), (field, typed.StartsWith('*') ? new string('ก', 301) : typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal("ยังอยู่", page.Document.QuerySelector<IHtmlTextAreaElement>("#Input-Detail")!.Value);
    }

    [Fact]
    public async Task StepTable_IsWorkedOnWithButtons_AndSaysWhatCanNotBeFollowed()
    {
        var manual = await BegunAsync("letter-screening");
        await DoAsync(officer, manual + "/steps", "Down"); // The first.
        await officer.SendAsync((await officer.GetAsync(manual + "/steps/new")).Form(), ("Input.Text", "ตรวจแฟ้ม"), ("After", "1"));
        await officer.SendAsync((await officer.GetAsync(manual + "/steps/4")).Form(), ("Input.Symbol", "Decision"));

        var page = await officer.GetAsync(manual + "/steps");

        Assert.Equal(["พิจารณาการกลั่นกรองหนังสือราชการทุกฉบับ", "ตรวจแฟ้ม", "เจ้าของเรื่องส่งหนังสือราชการที่กลุ่มอำนวยการ (งานสารบรรณ)"], page.All("tbody th a").Take(3));
        Assert.Contains("ขั้นที่ 4 เป็นการตัดสินใจ แต่มีทางออกทางเดียว", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoWhoWriteAtOnce_DoNotWriteOverEachOther()
    {
        var manual = await BegunAsync();
        var late = await officer.GetAsync(manual + "/parts/scope");
        await officer.SendAsync((await officer.GetAsync(manual + "/parts/own1")).Form(), ("Heading", "ข้อควรระวัง"), ("Words", "เก็บเป็นความลับ"));

        var page = await officer.SendAsync(late.Form(), ("Words", "ของคนหลัง"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ของคนหลัง", page.Document.QuerySelector<IHtmlTextAreaElement>("#Words")!.Value, StringComparison.Ordinal);
        Assert.Contains("ข้อควรระวัง", (await officer.GetAsync(manual)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("buildings", "Three", "ลำดับที่|กิจกรรม/วิธีปฏิบัติ|มาตรฐานการปฏิบัติงาน")]
    [InlineData("four-year-plan", "Five", "ลำดับที่|ขั้นตอน|รายละเอียด|ระยะเวลา|ผู้รับผิดชอบ")]
    [InlineData("service-quality", "Six", "ลำดับที่|ผังขั้นตอนการดำเนินงาน|รายละเอียดงาน|เวลาดำเนินการ|มาตรฐานคุณภาพงาน|ผู้รับผิดชอบ")]
    [InlineData("service-quality", "Seven", "ลำดับที่|ผังขั้นตอนการดำเนินงาน|รายละเอียดงาน|เวลาดำเนินการ|มาตรฐานคุณภาพงาน|ผู้รับผิดชอบ|หมายเหตุ")]
    [InlineData("community-leaders", "Eight", "ที่|ผังกระบวนการ|ระยะเวลา|รายละเอียดงาน|มาตรฐานคุณภาพงาน|ระบบติดตามประเมินผล|ผู้รับผิดชอบ|แบบฟอร์ม/เอกสารอ้างอิง")]
    [InlineData("community-leaders", "Nine", "ที่|ผังกระบวนการ|ระยะเวลา|รายละเอียดงาน|มาตรฐานคุณภาพงาน|ระบบติดตามประเมินผล|ผู้รับผิดชอบ|แบบฟอร์ม|เอกสารอ้างอิง")]
    public async Task Table_HasTheColumnsOfTheGuideline(string from, string columns, string heads)
    {
        var page = await officer.SendAsync((await officer.GetAsync($"{Register}/new?from={from}")).Form(), ("Columns", columns));

        var printed = await officer.GetAsync(page.Path + "/printed");

        Assert.Contains(printed.Document.QuerySelectorAll("table"), table => string.Join('|', table.QuerySelectorAll("thead th").Select(head => head.TextContent)) == heads);
    }

    [Theory]
    [InlineData("service-quality", "1. ชื่องาน|2. วัตถุประสงค์|3. ขอบเขตของงาน|4. คำจำกัดความ|5. ขั้นตอนการปฏิบัติงาน|6. Flow Chart การปฏิบัติงาน|7. แบบฟอร์มที่ใช้|8. เอกสาร/หลักฐานอ้างอิง|9. สรุปมาตรฐานงาน|ประวัติการปรับปรุงแก้ไขคู่มือ|ผู้จัดทำ ผู้ทบทวน ผู้อนุมัติ")]
    [InlineData("four-year-plan", "1. คำนำ|2. วัตถุประสงค์ของการจัดทำคู่มือการปฏิบัติงาน|3. ขอบเขตลักษณะงาน/ข้อกำหนดสำคัญของงาน|4. เป้าหมายของงาน|5. คำจำกัดความ/อธิบายคำย่อ|6. หน้าที่ความรับผิดชอบ|7. ขั้นตอนการปฏิบัติ/รายละเอียดที่ต้องดำเนินการในแต่ละกิจกรรม/คำอธิบายการใช้สัญลักษณ์ในกระบวนการ|8. มาตรฐานเวลาในแต่ละขั้นตอน|9. กฎหมาย ระเบียบ เอกสารอ้างอิง|10. แบบฟอร์มที่ใช้|11. ผู้รับผิดชอบในแต่ละขั้นตอน|12. การติดตามประเมินผล|13. ผู้จัดทำ/คณะผู้จัดทำ ผู้ทบทวน ผู้อนุมัติ|14. การปรับปรุงแก้ไขคู่มือปฏิบัติงาน|15. กฎหมาย ระเบียบที่เกี่ยวข้อง")]
    public async Task PrintedManual_HasAllPartsInTheirOrder_AndItsContentsLeadToThem(string template, string parts)
    {
        var manual = $"{Register}/{await app.ScalarAsync<string>($"select id::text from staff_manuals where template = '{template}'")}/printed";

        var printed = await director.GetAsync(manual);

        Assert.Equal(parts.Split('|'), printed.All("article > h2"));
        Assert.Equal(parts.Split('|'), printed.All("nav.contents a"));
        Assert.All(printed.Document.QuerySelectorAll<IHtmlAnchorElement>("nav.contents a"), link => Assert.NotNull(printed.Document.QuerySelector(link.Hash)));
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync($"{manual}?as={kind}")).Status);
        }
    }

    [Fact]
    public async Task Pdf_SaysOnWhichPageEachPartStands()
    {
        var manual = await app.ScalarAsync<string>("select id::text from staff_manuals where template = 'service-quality'");
        var job = await director.SendAsync((await director.GetAsync($"{Register}/{manual}/printed")).Form("handler=Pdf"));
        while (job.Document.QuerySelector("[hx-get]") is not null)
        {
            job = await director.GetAsync(job.Path);
        }

        var pdf = await director.Http.GetByteArrayAsync(new Uri(job.Document.QuerySelector("a[href$='handler=File']")!.GetAttribute("href")!, UriKind.Relative));

        var pages = Rapfang.Platform.Documents.PdfPages.OfParts(pdf);
        Assert.Equal(11, pages.Count);
        Assert.Equal(pages.Order(), pages);
        Assert.InRange(pages[0], 2, 3);
        Assert.InRange(pages[^1], 4, 20);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf[..5]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_IsExportedAndSearched()
    {
        var manual = await InForceAsync();

        var csv = await (await officer.Http.GetAsync(new Uri(Register + "?export=csv", UriKind.Relative))).Content.ReadAsStringAsync();
        Assert.Contains("งานกำกับ ติดตาม ประเมินผล", csv, StringComparison.Ordinal);
        var found = await officer.GetAsync("/demo/desk/search?q=" + Uri.EscapeDataString("ตรวจสอบคุณภาพเครื่องมือ"));
        Assert.Contains(found.Document.QuerySelectorAll("main a"), link => link.GetAttribute("href") == manual);
    }
}
