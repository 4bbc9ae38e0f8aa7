using System.Net;
using AngleSharp.Html.Dom;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Stakeholders;

/// <summary>Missions, linkage table and needs of a fiscal year, from the empty table to the printed form.</summary>
public sealed class MissionTests(Server server) : IAsyncLifetime
{
    const string Root = "/demo/desk/stakeholders";
    App app = null!;
    Visitor quality = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    int ThisYear => FiscalYear.Of(app.Services.GetRequiredService<TimeProvider>().Today()).Year;

    int NextYear => ThisYear + 1;

    Task<Guid> GroupAsync(int number) => app.ScalarAsync<Guid>($"select id from stakeholder_groups where number = {number}");

    async Task<ReadPage> PostAsync(Visitor who, string page, string handler, params (string, string?)[] fields) =>
        await who.SendAsync((await who.GetAsync(page)).Form("handler=" + handler), fields);

    static string Choice(ReadPage page, string select, string words) => page.Document.QuerySelector<IHtmlSelectElement>($"select[name='{select}']")!.Options.First(option => option.Text.Contains(words, StringComparison.Ordinal)).Value;

    async Task BeginAsync(int year)
    {
        await PostAsync(quality, $"{Root}?year={year}", "Start");
        await PostAsync(quality, $"{Root}/missions?year={year}", "Examples");
        var page = await quality.GetAsync($"{Root}/missions?year={year}");
        await quality.SendAsync(page.Document.QuerySelectorAll<IHtmlFormElement>("form[action*='handler=Add']").Last(), ("Text", "จัดการศึกษาขั้นพื้นฐาน"));
        var mission = await app.ScalarAsync<Guid>($"select m.id from missions m join mission_analyses a on a.id = m.analysis_id where a.year = {year} and m.level = 'province' and m.number = 3");
        await quality.SendToAsync(page.Form("handler=Strategy"), $"{Root}/missions?handler=Strategy&year={year}", ("id", mission.ToString()), ("Text", "สร้างเสริมสุขภาพ"));
    }

    async Task<ReadPage> LinkAsync(int year, string target, string drive)
    {
        var page = await quality.GetAsync($"{Root}/linkage?year={year}");
        return await quality.SendAsync(page.Form("handler=Save"), ("Input.Target", Choice(page, "Input.Target", target)), ("Input.Drive", drive),
            ("Input.Recipients", (await GroupAsync(4)).ToString()), ("Input.Stakeholders", (await GroupAsync(1)).ToString()));
    }

    [Fact]
    public async Task Analysis_FromTheEmptyTableToNextYear_GoesAllTheWay()
    {
        var year = NextYear;
        Assert.Contains("ยังไม่มีข้อมูลของปีงบประมาณนี้", (await quality.GetAsync($"{Root}?year={year}")).Text, StringComparison.Ordinal);
        await BeginAsync(year);
        var linked = await LinkAsync(year, "3.1 สร้างเสริมสุขภาพ", "Directly");
        Assert.Contains("3.1 สร้างเสริมสุขภาพ 1. จัดการศึกษาขั้นพื้นฐาน โดยตรง ประชาชน ผู้ปกครอง และนักเรียน บุคลากรในสำนักงานและสถานศึกษา", linked.Text, StringComparison.Ordinal);
        await LinkAsync(year, "4. ส่งเสริมให้ภาครัฐ", "Indirectly");

        var needs = await quality.GetAsync($"{Root}/needs?year={year}");
        var number = await app.ScalarAsync<string>("select number from voices where not is_sealed order by received_on limit 1");
        var voice = await app.ScalarAsync<Guid>("select id from voices where not is_sealed order by received_on limit 1");
        var saved = await quality.SendAsync(needs.Form("handler=Save"), ("Input.Group", (await GroupAsync(4)).ToString()), ("Input.Mission", Choice(needs, "Input.Mission", "3. ")), ("Input.Text", "อาหารกลางวันสะอาด"), ("Input.Priority", "High"), ("Input.Source", "Voice"), ("Input.Reference", number));
        Assert.Contains($"/demo/desk/voices/{voice}", saved.Html, StringComparison.Ordinal);

        await PostAsync(quality, $"{Root}?year={year}", "Submit");
        Assert.Contains("รอการอนุมัติของท่าน", (await director.GetAsync("/demo/desk")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(director, $"{Root}?year={year}", "Return", ("Words", " "))).Status);
        await PostAsync(director, $"{Root}?year={year}", "Return", ("Words", "ขอให้เพิ่มพันธกิจที่ 8"));
        Assert.Contains("ขอให้เพิ่มพันธกิจที่ 8", (await quality.GetAsync($"{Root}?year={year}")).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from notices n join users u on u.id = n.user_id where u.user_name = 'demo.quality' and n.text like '%กลับให้แก้ไข'"));

        await LinkAsync(year, "8. ส่งเสริมให้ชุมชน", "Directly");
        await PostAsync(quality, $"{Root}?year={year}", "Submit");
        await PostAsync(director, $"{Root}?year={year}", "Approve");
        Assert.Contains("อนุมัติแล้ว", (await quality.GetAsync($"{Root}?year={year}")).Text, StringComparison.Ordinal);

        await PostAsync(quality, $"{Root}?year={year + 1}", "Carry");
        await LinkAsync(year + 1, "7. ส่งเสริมให้องค์กร", "Directly");
        var need = await quality.GetAsync($"{Root}/needs?year={year + 1}");
        await quality.SendAsync((await quality.GetAsync(need.Document.QuerySelector("tbody td a[href*='need=']")!.GetAttribute("href")!)).Form("handler=Save"), ("Input.Text", "อาหารกลางวันสะอาดและครบห้าหมู่"));
        var line = (await quality.GetAsync($"{Root}/linkage?year={year + 1}")).Document.QuerySelectorAll("tbody td a[href*='line=']")[1].GetAttribute("href")!;
        var removing = (await quality.GetAsync(line)).Document.QuerySelector("button[formaction*='handler=Remove']")!;
        await quality.SendToAsync(((IHtmlButtonElement)removing).Form!, Root + "/linkage" + removing.GetAttribute("formaction"));

        var compared = await quality.GetAsync($"{Root}/compare?from={year}&to={year + 1}");
        Assert.Equal(["1", "1", "1"], compared.All(".figure b")[..3]);
        Assert.Contains("เพิ่มใหม่ – ส่งเสริมให้องค์กร", compared.Text, StringComparison.Ordinal);
        Assert.Contains("ประชาชน ผู้ปกครอง และนักเรียน: อาหารกลางวันสะอาด ความสำคัญสูง ประชาชน ผู้ปกครอง และนักเรียน: อาหารกลางวันสะอาดและครบห้าหมู่", compared.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_HaveTheColumnsOfTheGuideline_OnPaperInWordAndInExcel()
    {
        var linkage = await director.GetAsync($"{Root}/forms/linkage");
        Assert.Equal(
            ["พันธกิจของจังหวัดตัวอย่าง", "กลยุทธ์ในการขับเคลื่อนพันธกิจของจังหวัด", "พันธกิจหลักของส่วนราชการ", "สถานภาพพันธกิจของส่วนราชการในการขับเคลื่อนพันธกิจของจังหวัด", "ผู้รับบริการ", "ผู้มีส่วนได้เสีย", "ขับเคลื่อนพันธกิจของจังหวัดโดยตรง", "ขับเคลื่อนพันธกิจของจังหวัดทางอ้อม"],
            linkage.All("thead th"));
        // Each row has one tick, and a mission stands beside all of its rows.
        var ticks = linkage.Document.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td.center").Count(cell => cell.TextContent == "✓")).ToList();
        Assert.Equal(await app.ScalarAsync<long>($"select count(*) from mission_linkages l join mission_analyses a on a.id = l.analysis_id where a.year = {ThisYear}"), ticks.Sum());
        Assert.All(ticks, tick => Assert.InRange(tick, 0, 1));

        var groups = await director.GetAsync($"{Root}/forms/groups");
        Assert.Equal(["พันธกิจของจังหวัดตัวอย่าง", "ผู้รับบริการ", "ผู้มีส่วนได้ส่วนเสีย", "ความต้องการของผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย"], groups.All("thead th"));
        Assert.StartsWith("กลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสียตามพันธกิจของสำนักงาน", groups.All("h1")[0], StringComparison.Ordinal);
        Assert.Equal(8, groups.All("tbody th").Length);

        foreach (var (which, column) in new[] { ("linkage", "สถานภาพพันธกิจของส่วนราชการในการขับเคลื่อนพันธกิจของจังหวัด"), ("groups", "ความต้องการของผู้รับบริการ/") })
        {
            await using var written = new MemoryStream(await director.Http.GetByteArrayAsync(new Uri($"{Root}/forms/{which}?as=docx", UriKind.Relative)));
            using var word = WordprocessingDocument.Open(written, isEditable: false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Select(error => error.Description));
            Assert.Contains(column, word.MainDocumentPart!.Document.InnerText, StringComparison.Ordinal);

            await using var counted = new MemoryStream(await director.Http.GetByteArrayAsync(new Uri($"{Root}/forms/{which}?as=xlsx", UriKind.Relative)));
            using var book = SpreadsheetDocument.Open(counted, isEditable: false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(error => error.Description));
            Assert.Contains(column, book.WorkbookPart!.WorksheetParts.Single().Worksheet.InnerText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Approved_DoesNotChange_EvenWhenAGroupGetsAnotherName()
    {
        var approved = $"{Root}/forms/groups?year={ThisYear - 1}";
        var before = (await director.GetAsync(approved)).Text;
        var group = $"{Root}/groups/{await GroupAsync(4)}";
        await quality.SendAsync((await quality.GetAsync(group)).Form("handler=Save"), ("Input.Name", "ผู้ปกครอง"));

        Assert.Equal(before, (await director.GetAsync(approved)).Text);
        Assert.DoesNotContain("ประชาชน ผู้ปกครอง และนักเรียน", (await director.GetAsync($"{Root}/forms/groups")).Text, StringComparison.Ordinal);

        // No form is offered, one that was open is refused, and so is the database.
        Assert.Empty((await quality.GetAsync($"{Root}/linkage?year={ThisYear - 1}")).Document.QuerySelectorAll("form[action*='handler=Save']"));
        var draft = await quality.GetAsync($"{Root}/missions?year={ThisYear}");
        var late = await quality.SendToAsync(draft.Form("handler=Add"), $"{Root}/missions?handler=Add&year={ThisYear - 1}", ("Text", "พันธกิจแทรก"));
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Contains("อนุมัติแล้ว แก้ไขไม่ได้ ทำฉบับใหม่แทน", late.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync($"update missions set text = 'x' where analysis_id = (select id from mission_analyses where year = {ThisYear - 1})"));
        await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync($"update mission_analyses set state = 'draft', approved_at = null, names_then = null where year = {ThisYear - 1}"));

        await PostAsync(quality, $"{Root}?year={ThisYear - 1}", "NewVersion");
        var second = await quality.GetAsync($"{Root}?year={ThisYear - 1}");
        Assert.Contains("ฉบับที่ 2", second.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await director.GetAsync(approved + "&version=1")).Text);
        await PostAsync(quality, $"{Root}?year={ThisYear - 1}", "Discard");
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from mission_analyses where year = {ThisYear - 1}"));
    }

    [Fact]
    public async Task Gap_IsListedWithTheLinkThatMendsIt()
    {
        var page = await quality.GetAsync(Root);
        var gap = page.Document.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("กลุ่มไม่มีช่องทางรับฟัง", StringComparison.Ordinal));
        Assert.Contains("หน่วยงานภาคเอกชน", gap.TextContent, StringComparison.Ordinal);
        var group = await quality.GetAsync(gap.QuerySelector("a")!.GetAttribute("href")!);
        var telephone = await app.ScalarAsync<Guid>("select id from channels where way = 'telephone'");

        await quality.SendAsync(group.Form("handler=Channels"), ("chosen", telephone.ToString()));
        Assert.DoesNotContain("กลุ่มไม่มีช่องทางรับฟัง", (await quality.GetAsync(Root)).Text, StringComparison.Ordinal);

        // A channel that has ended serves nobody.
        await app.ExecuteAsync("update channels set until_date = current_date where way = 'telephone'");
        Assert.Contains("กลุ่มไม่มีช่องทางรับฟัง", (await quality.GetAsync(Root)).Text, StringComparison.Ordinal);

        Assert.DoesNotContain("กลุ่มไม่มีแบบสำรวจ", (await quality.GetAsync(Root)).Text, StringComparison.Ordinal);
        await app.ExecuteAsync($"update surveys set fiscal_year = {ThisYear - 1}");
        Assert.Contains("กลุ่มไม่มีแบบสำรวจ", (await quality.GetAsync(Root)).Text, StringComparison.Ordinal);

        var seven = (await quality.GetAsync(Root)).Document.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains("7. ส่งเสริมให้องค์กร", StringComparison.Ordinal));
        var form = await quality.GetAsync(seven.QuerySelector("a")!.GetAttribute("href")!);
        Assert.StartsWith("7. ", form.Document.QuerySelector<IHtmlSelectElement>("select[name='Input.Target']")!.SelectedOptions.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_InUse_CanNotBeDeletedButEnds_AndIsNotCarriedOn()
    {
        var used = $"{Root}/groups/{await GroupAsync(4)}";
        var refused = await PostAsync(quality, used, "Delete");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("ให้กด “เลิกใช้” แทน", refused.Text, StringComparison.Ordinal);

        await PostAsync(quality, used, "End");
        Assert.Contains("ถึง", (await quality.GetAsync(used)).All("h1")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Save", (await quality.GetAsync(used)).Html, StringComparison.Ordinal);

        var added = await quality.SendAsync((await quality.GetAsync(Root + "/groups")).Form(), ("Input.Name", "ชมรมเพิ่มผิด"));
        await quality.SendAsync((await quality.GetAsync(added.Path)).Form("handler=Delete"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from stakeholder_groups where name = 'ชมรมเพิ่มผิด'"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from events where kind = 'stakeholder-group.deleted'"));

        var done = await PostAsync(quality, $"{Root}?year={NextYear}", "Carry");
        Assert.Contains("ไม่รวมกลุ่มที่เลิกใช้ 1 กลุ่ม", done.Text, StringComparison.Ordinal);
        Assert.Contains("ไม่มีผู้รับบริการ", (await quality.GetAsync($"{Root}?year={NextYear}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_ReadsAllAndWritesNothing_OfficerToo()
    {
        var events = await app.ScalarAsync<long>("select count(*) from events");
        foreach (var user in new[] { "demo.reader", "demo.officer" })
        {
            var reader = await app.SignInAsync(user);
            var token = (IHtmlFormElement)(await reader.GetAsync("/demo/desk")).Document.QuerySelector("input[name=_form]")!.Closest("form")!;
            foreach (var page in new[] { "", "/missions", "/linkage", "/needs", "/groups", "/compare", "/forms/linkage", $"/groups/{await GroupAsync(1)}" })
            {
                var read = await reader.GetAsync(Root + page);
                Assert.Equal(HttpStatusCode.OK, read.Status);
                Assert.Empty(read.Document.QuerySelectorAll("main form[method=post]"));
            }

            foreach (var deed in new[] { "?handler=Start", "?handler=Carry", "?handler=Submit", "?handler=Approve", "?handler=Return", "?handler=NewVersion", "?handler=Discard", "/missions?handler=Add", "/missions?handler=Examples", "/linkage?handler=Save", "/needs?handler=Save", $"/groups/{await GroupAsync(1)}?handler=End" })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await reader.SendToAsync(token, Root + deed, ("Text", "x"))).Status);
            }
        }

        // The coordinator submits, and does not approve.
        var page1 = (await quality.GetAsync(Root)).Form("handler=Submit");
        Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendToAsync(page1, Root + "?handler=Approve")).Status);
        Assert.Equal(events, await app.ScalarAsync<long>("select count(*) from events"));
    }

    [Fact]
    public async Task RowsOfAnotherOfficeOrVersion_AreNotFound()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.SecondaryArea, "สำนักงานอื่น"));
        await app.ExecuteAsync("""
            insert into stakeholder_groups select (jsonb_populate_record(g, jsonb_build_object('office_id', (select id from offices where slug = 'other'), 'id', '00000000-0000-7000-8000-000000000001'))).* from stakeholder_groups g where number = 1
            """);
        var old = await app.ScalarAsync<Guid>($"select l.id from mission_linkages l join mission_analyses a on a.id = l.analysis_id where a.year = {ThisYear - 1} limit 1");
        var need = await app.ScalarAsync<Guid>($"select n.id from stakeholder_needs n join mission_analyses a on a.id = n.analysis_id where a.year = {ThisYear - 1} limit 1");

        foreach (var path in new[] { "/groups/00000000-0000-7000-8000-000000000001", $"/linkage?line={old}", $"/needs?need={need}", "/forms/groups?year=2590" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync(Root + path)).Status);
        }
    }

    [Fact]
    public async Task Need_OfASealedOrUnknownCase_IsRefused()
    {
        var page = await quality.GetAsync($"{Root}/needs");
        foreach (var number in new[] { "ไม่มี/1", await app.ScalarAsync<string>("select number from voices where is_sealed limit 1") })
        {
            var refused = await quality.SendAsync(page.Form("handler=Save"), ("Input.Text", "คำที่พิมพ์ไว้"), ("Input.Source", "Voice"), ("Input.Reference", number));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("ไม่พบเรื่องเลขที่นี้", refused.Text, StringComparison.Ordinal);
            Assert.Equal("คำที่พิมพ์ไว้", refused.Document.QuerySelector<IHtmlTextAreaElement>("textarea[name='Input.Text']")!.Value);
        }
    }

    [Fact]
    public async Task Groups_GoOutAndComeInAgainByTheSameHeadings()
    {
        var list = await quality.Http.GetByteArrayAsync(new Uri(Root + "/groups?export=csv", UriKind.Relative));
        var text = System.Text.Encoding.UTF8.GetString(list).Replace("หน่วยงานภาคเอกชน", "สมาคมใหม่", StringComparison.Ordinal);
        var begun = await quality.SendAsync((await quality.GetAsync("/demo/desk/imports/new/stakeholder-groups")).Form(), "Table", "groups.csv", System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.OK, begun.Status);
        var fields = Visitor.Fields(begun.Form()).Where(field => field.Key.StartsWith("c-", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, fields.Count);
        Assert.DoesNotContain(fields, field => field.Value is "" or "-1");
        var check = await quality.SendAsync(begun.Form("handler=Check"));
        Assert.Contains("จะเพิ่ม 1 แถว มีอยู่แล้ว 3 แถว", check.Text, StringComparison.Ordinal);
        await quality.SendAsync(check.Form("handler=Import"));
        Assert.Equal("recipient|64|ในเขตเทศบาลเป็นส่วนใหญ่", (await app.ColumnAsync("select concat_ws('|', kind, size, place) from stakeholder_groups where name = 'สมาคมใหม่' and number = 5"))[0]);
    }

    [Fact]
    public void Mission_InUse_StaysAndNumbersCloseUp()
    {
        var analysis = new MissionAnalysis(2570, 1);
        var (one, two, three) = (analysis.Add(MissionLevel.Province, "ก"), analysis.Add(MissionLevel.Province, "ข"), analysis.Add(MissionLevel.Province, "ค"));
        var ours = analysis.Add(MissionLevel.Agency, "ง");
        analysis.Link(null, three, null, ours, Drive.Directly, [], []);

        Assert.Throws<RuleBroken>(() => analysis.Remove(three));
        Assert.Throws<RuleBroken>(() => analysis.Change(three, "ค", "ไม่เกี่ยว"));
        Assert.Throws<RuleBroken>(() => analysis.Link(null, three, null, ours, Drive.Indirectly, [], []));
        Assert.Throws<RuleBroken>(() => analysis.Add(MissionLevel.Agency, " "));
        analysis.Remove(two);

        Assert.Equal(["1 ก", "2 ค"], analysis.Province.Select(mission => $"{mission.Number} {mission.Text}"));
        Assert.Equal(1, one.Number);
    }

    [Fact]
    public void CarryTo_KeepsAllLines_SoThatNothingDiffers()
    {
        var group = new StakeholderGroup { Name = "ครู", Kind = StakeholderKind.Both };
        var analysis = new MissionAnalysis(2569, 1);
        var province = analysis.Add(MissionLevel.Province, "ก");
        var strategy = analysis.AddStrategy(province, "ข");
        analysis.Link(null, province, strategy, analysis.Add(MissionLevel.Agency, "ค"), Drive.Directly, [group], [group]);
        analysis.Need(null, province, group, NeedKind.Need, NeedPriority.High, "ง", NeedSource.Other, null, "");

        var next = analysis.CarryTo(2570, 1, new HashSet<Guid> { group.Id });
        var compared = AnalysisComparison.Of(new(new(2569), analysis, [], [group]), new(new(2570), next, [], [group]));

        Assert.Empty(compared.Lines);
        Assert.Equal(5, compared.Same);
        Assert.All(next.Missions, mission => Assert.DoesNotContain(mission.Id, analysis.Missions.Select(old => old.Id)));
        Assert.Empty(analysis.CarryTo(2570, 1, new HashSet<Guid>()).Needs);
    }
}
