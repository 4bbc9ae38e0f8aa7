using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Participation;

/// <summary>Participation of the people, from the empty table of a year to the printed forms.</summary>
public sealed class ParticipationTests(Server server) : IAsyncLifetime
{
    const string Root = "/demo/desk/participation";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        await app.ExecuteAsync("delete from involvement_suggestions; delete from involvement_options; delete from involvement_people; delete from involvements; delete from participation_steps; delete from participation_processes");
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    FiscalYear Year => FiscalYear.Of(Today);

    async Task<ReadPage> ProcessAsync(string name = "การจัดทำแผน", int? year = null, params (string, string?)[] more) => await quality.SendAsync(
        (await quality.GetAsync($"{Root}/processes/write?year={year ?? Year.Year}")).Form(),
        [("Input.Name", name), ("Input.Mechanism", "เวทีประชาคม\n- คณะกรรมการทุกภาคส่วน"), ("Input.LegalBase", "พระราชกฤษฎีกาสมมติ พ.ศ. 2551"), .. more]);

    async Task<ReadPage> StepAsync(ReadPage process, string task, params (string, string?)[] more) =>
        await quality.SendAsync((await quality.GetAsync(process.Path + "/steps")).Form("handler=Save"), [("Input.Task", task), .. more]);

    static (string, string?)[] Open(string tool, string level) => [("Input.CanTakePart", "True"), ("Input.Tool", tool), ("Input.Level", level)];

    Task<Guid> OriginAsync() => app.ScalarAsync<Guid>("select origin from participation_processes order by year limit 1");

    async Task<ReadPage> RecordAsync(string title, DateOnly day, string tool, string level, Guid? process = null, params (string, string?)[] more) => await quality.SendAsync(
        (await quality.GetAsync(Root + "/records/write")).Form(),
        [("Input.Title", title), ("Input.Day", ThaiDate.Numeric(day)), ("Input.Place", "หอประชุม"), ("Input.Tool", tool), ("Input.Level", level), ("Input.ProcessOrigin", process?.ToString() ?? ""), .. more]);

    [Fact]
    public async Task Processes_FromTheEmptyYearToThePrintedTable_AndCarriedOnOnce()
    {
        Assert.Contains("ยังไม่มีกระบวนงานในปีนี้ เริ่มจาก", (await quality.GetAsync(Root)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await ProcessAsync(" ")).Status);
        var last = await ProcessAsync("การจัดทำแผน", Year.Year - 1);
        await StepAsync(last, "ยกร่างแผน", Open("Committee", "Collaborate"));

        var empty = await quality.GetAsync(Root);
        Assert.Contains("ปีก่อนมี 1 กระบวนงาน", empty.Text, StringComparison.Ordinal);
        await quality.SendAsync(empty.Form("handler=Carry"));
        await quality.SendAsync(empty.Form("handler=Carry")); // Pressed twice.
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from participation_processes p join participation_steps s on s.process_id = p.id where year = {Year.Year}"));

        var form = await quality.GetAsync($"{Root}/forms/processes?year={Year.Year}");
        Assert.Equal(["ภารกิจหลัก/กระบวนงาน", "วิธีการ/กลไกมีส่วนร่วมของประชาชน", "หมายเหตุ"], form.Document.QuerySelector("table")!.QuerySelectorAll("thead th").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("1. การจัดทำแผน- เวทีประชาคม- คณะกรรมการทุกภาคส่วนตามพระราชกฤษฎีกาสมมติ พ.ศ. 2551", form.Text.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var which in new[] { "processes", "steps", "levels" })
        {
            Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync($"{Root}/forms/{which}?as=docx")).Status);
            Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync($"{Root}/forms/{which}?as=xlsx")).Status);
        }

        foreach (var list in new[] { "", "/records", "/levels" })
        {
            Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync($"{Root}{list}?export=csv")).Status);
            Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync($"{Root}{list}?export=xlsx")).Status);
        }
    }

    [Fact]
    public async Task Step_AnswersWhatTheGuidelineAsks_AndTheNewProcessReadsFromThem()
    {
        var process = await ProcessAsync();
        Assert.Contains("เลือกเครื่องมือที่ใช้", (await StepAsync(process, "ยกร่าง", ("Input.CanTakePart", "True"), ("Input.Level", "Involve"))).Text, StringComparison.Ordinal);
        Assert.Contains("เลือกระดับการมีส่วนร่วม", (await StepAsync(process, "ยกร่าง", ("Input.CanTakePart", "True"), ("Input.Tool", "Meeting"))).Text, StringComparison.Ordinal);
        Assert.Contains("ระบุกฎหมายที่จำกัด", (await StepAsync(process, "เปิดซอง", ("Input.CanTakePart", "False"), ("Input.Limit", "NotDisclosable"), ("Input.Reason", "เป็นความลับ"))).Text, StringComparison.Ordinal);
        Assert.Contains("ระบุเหตุผลที่เปิดเผยไม่ได้", (await StepAsync(process, "เปิดซอง", ("Input.Limit", "NotDisclosable"), ("Input.Law", "กฎหมายสมมติ"))).Text, StringComparison.Ordinal);
        Assert.Contains("ประชาชนมีส่วนร่วมไม่ได้ เลือกว่า", (await StepAsync(process, "เปิดซอง", [("Input.Limit", "NotDisclosable"), ("Input.Law", "กฎหมายสมมติ"), .. Open("Meeting", "Inform")])).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from participation_steps"));

        await StepAsync(process, "เปิดซอง", ("Input.Stage", "During"), ("Input.CanTakePart", "False"), ("Input.Limit", "NotDisclosable"), ("Input.Law", "กฎหมายสมมติ"), ("Input.Reason", "เป็นความลับทางการค้า"));
        await StepAsync(process, "ติดตามผล", [("Input.Stage", "After"), ("Input.Limit", "Limited"), ("Input.Law", "ระเบียบสมมติ"), ("Input.Form", "ลงพื้นที่ร่วมกัน"), .. Open("Monitoring", "Involve")]);
        await StepAsync(process, "สำรวจความต้องการ", [("Input.Stage", "Before"), .. Open("Meeting", "Consult")]);
        await StepAsync(process, "ประกาศแผน", [("Input.Stage", "Before"), .. Open("Told", "Inform")]);
        var page = await quality.GetAsync(process.Path);
        await quality.SendAsync(page.Form("handler=Up"));
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendAsync(page.Form("handler=Up"))).Status); // From a page that is out of date.

        var form = await quality.GetAsync(Root + "/forms/steps");
        Assert.Equal(["ขั้นตอน/กิจกรรม", "เปิดโอกาสให้ประชาชนมีส่วนร่วมได้หรือไม่", "ขัดต่อข้อกำหนดทางกฎหมายหรือไม่", "รูปแบบวิธีการมีส่วนร่วม", "ระดับของการมีส่วนร่วม"], form.All("thead th"));
        Assert.Contains("กฎหมายไม่ให้เปิดเผย ตามกฎหมายสมมติ", form.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "(ก่อนดำเนินการ) ประกาศแผน โดยประชาชนได้รับแจ้งข้อมูลผ่านช่องทาง – ระดับ 1. การให้ข้อมูล", "(ก่อนดำเนินการ) สำรวจความต้องการ โดยประชาชนร่วมประชุม – ระดับ 2. การให้คำปรึกษา",
                "(ขณะดำเนินการ) เปิดซอง – สำนักงานดำเนินการเอง", "(หลังดำเนินการ) ติดตามผล โดยประชาชนร่วมตรวจติดตามงาน ลงพื้นที่ร่วมกัน – ระดับ 3. การเข้ามาเกี่ยวข้องในกระบวนงาน",
            ],
            form.All("ol li"));
    }

    [Fact]
    public async Task Matrix_CountsTheYearAndTellsWhatMovedUp()
    {
        await ProcessAsync("การจัดทำแผน", Year.Year - 1, ("Input.Target", "Collaborate"));
        await quality.SendAsync((await quality.GetAsync(Root)).Form("handler=Carry"));
        var origin = await OriginAsync();
        await RecordAsync("ปีก่อน", Year.Previous.First, "Meeting", "Consult", origin);
        await RecordAsync("ปีนี้", Year.First, "Committee", "Involve", origin);
        await RecordAsync("นอกกระบวนงาน", Year.First, "Committee", "Inform");
        await RecordAsync("ยังไม่ถึงวัน", Today.AddDays(1), "Gift", "Empower");
        Assert.Contains("ไม่อยู่ในตารางของปีงบประมาณ", (await RecordAsync("ปีที่ไม่มีตาราง", Year.Previous.Previous.First, "Meeting", "Consult", origin)).Text, StringComparison.Ordinal);

        var levels = await quality.GetAsync(Root + "/levels");
        var tables = levels.Document.QuerySelectorAll("main table").ToList();
        Assert.Equal("เป็นคณะกรรมการ/คณะทำงาน101002", Squeezed(tables[0].QuerySelectorAll("tbody tr")[2].TextContent));
        var below = tables[0].QuerySelectorAll("tfoot tr").Select(row => Squeezed(row.TextContent)).ToList();
        Assert.Equal("รวม101002", below[0]);
        Assert.EndsWith("นอกเหนือจากเครื่องมือทั้งเจ็ด010001", below[1], StringComparison.Ordinal); // The consultation that is open.
        Assert.Equal("2.การให้คำปรึกษา10", Squeezed(tables[1].QuerySelectorAll("tbody tr")[1].TextContent));
        Assert.Contains("ขยับขึ้นจากปีก่อน", Squeezed(tables[2].TextContent), StringComparison.Ordinal);
        Assert.DoesNotContain("ถึงเป้าหมาย", Squeezed(tables[2].TextContent), StringComparison.Ordinal);

        await RecordAsync("ถึงเป้าหมาย", Today, "FreeWork", "Collaborate", origin);
        Assert.Contains("ถึงเป้าหมาย", (await quality.GetAsync(Root + "/levels")).Document.QuerySelectorAll("main table")[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("ขยับขึ้น", (await quality.GetAsync(Root + "/forms/levels")).Text, StringComparison.Ordinal);

        static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }

    [Fact]
    public async Task Record_HoldsPeopleVotesAndSuggestions_AndASuggestionLeadsToAnImprovement()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await RecordAsync("ยังไม่ถึงวัน", Today.AddDays(1), "Meeting", "Consult", null, ("Input.Said", "เร็วไป"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await RecordAsync("ทางเลือกเดียว", Today, "Meeting", "Consult", null, ("Input.Options[0].Text", "ตลาดวิถีไทย"))).Status);
        Assert.Contains("กรอกเป็นจำนวนเต็ม", (await RecordAsync("จำนวนผิด", Today, "Meeting", "Consult", null, ("Input.Others", "สิบ"))).Text, StringComparison.Ordinal);
        var record = await RecordAsync(
            "พิจารณาแนวคิดตลาด", Today, "Committee", "Collaborate", null, ("Input.Kind", "Committee"), ("Input.Sectors[0]", "๓"), ("Input.Sectors[1]", "2"),
            ("Input.Options[0].Text", "ตลาดวิถีไทย"), ("Input.Options[0].Votes", "4"), ("Input.Options[1].Text", "ตลาดเกษตร"), ("Input.Options[1].Votes", "2"));
        Assert.Contains("กรรมการทั้งหมดมาจากภาครัฐ", record.Text, StringComparison.Ordinal);
        Assert.Contains("6 คะแนน จากผู้เข้าร่วม 5 คน", record.Text, StringComparison.Ordinal);
        Assert.Contains("คะแนนรวมมากกว่าจำนวนผู้เข้าร่วม", record.Text, StringComparison.Ordinal);
        Assert.Contains("คะแนนรวมมากกว่าจำนวนผู้เข้าร่วม", (await quality.GetAsync(Root + "/forms/processes")).Text, StringComparison.Ordinal);

        var edit = await quality.GetAsync(record.Path.Replace("/records/", "/records/write/", StringComparison.Ordinal));
        record = await quality.SendAsync(edit.Form(), ("Input.Sectors[5]", "7"));
        Assert.DoesNotContain("กรรมการทั้งหมดมาจากภาครัฐ", record.Text, StringComparison.Ordinal);
        Assert.Contains("ตลาดวิถีไทย คะแนนสูงสุด", record.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendAsync(edit.Form(), ("Input.Sectors[5]", "9"))).Status); // From a page that is out of date.

        record = await quality.SendAsync(record.Form("handler=Suggest"), ("Suggestion", "ขอให้จัดวันเสาร์"));
        var propose = await quality.GetAsync(record.Document.QuerySelector("a[href*='Suggestion=']")!.GetAttribute("href")!);
        Assert.Contains("ขอให้จัดวันเสาร์", propose.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        await quality.SendAsync(propose.Form(), ("Title", "ย้ายวันจัดตลาด"), ("Service", "ตลาดนัดชุมชน"));
        Assert.Equal("participation", await app.ScalarAsync<string>("select kind from improvement_sources where reference_id = (select id from involvement_suggestions)"));
        var after = await quality.GetAsync(record.Path);
        Assert.Contains("ย้ายวันจัดตลาด", after.Text, StringComparison.Ordinal);
        var back = await quality.SendToAsync(after.Form("handler=Suggest"), after.Path + "?handler=TakeBack", ("which", (await app.ScalarAsync<Guid>("select id from involvement_suggestions")).ToString()));
        Assert.Contains("มีการปรับปรุงที่มาจากข้อเสนอแนะนี้แล้ว", back.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendAsync(after.Form("handler=Remove"), ("Reason", "ผิดรายการ"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync($"/demo/desk/improvements/new?Suggestion={Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Process_ThatPeopleTookPartIn_StaysUntilTheRecordIsGone()
    {
        var process = await ProcessAsync();
        var record = await RecordAsync("เวทีประชาคม", Today, "Meeting", "Consult", await OriginAsync());
        var page = await quality.GetAsync(process.Path);
        Assert.Contains("มีบันทึกการมีส่วนร่วมในกระบวนงานนี้ 1 ครั้ง", (await quality.SendAsync(page.Form("handler=Remove"), ("Reason", "ซ้ำ"))).Text, StringComparison.Ordinal);

        await quality.SendAsync(record.Form("handler=Remove"), ("Reason", "บันทึกผิดรายการ"));
        await quality.SendAsync(page.Form("handler=Remove"), ("Reason", "ซ้ำ"));

        Assert.Equal(0L, await app.ScalarAsync<long>("select (select count(*) from involvements) + (select count(*) from participation_processes)"));
        Assert.Equal(["บันทึกผิดรายการ", "ซ้ำ"], await app.ColumnAsync("select reason from events where kind like '%.removed' and kind ~ 'involvement|participation' order by at"));
    }

    [Fact]
    public async Task Channels_AreTheThreeMostUsed_WithoutSealedCases()
    {
        await app.ExecuteAsync($"""
            update voices set received_on = '{Year.Previous.First:yyyy-MM-dd}' where received_on >= '{Year.First:yyyy-MM-dd}';
            with chosen as (select id, row_number() over (order by id) n from voices limit 12)
            update voices v set received_on = '{Year.First:yyyy-MM-dd}', is_sealed = n > 10, kind = 'complaint',
                channel_id = (select id from channels where number = case when n <= 5 then 3 when n <= 8 then 1 when n = 9 then 2 when n = 10 then 4 else 5 end)
            from chosen where chosen.id = v.id
            """);
        var names = await app.ColumnAsync("select name from channels where number in (1, 2, 3, 4, 5) order by number");

        var rows = (await quality.GetAsync(Root)).All("#channels ~ .table-wide tbody tr");

        // The third and the fourth came in equally often; of the sealed ones nobody hears.
        Assert.Equal([$"1. {names[2]}550.0", $"2. {names[0]}330.0"], rows.Take(2));
        Assert.Equal(4, rows.Length);
        Assert.All(rows.Skip(2), row => Assert.StartsWith("3. ", row, StringComparison.Ordinal));
        Assert.Contains("ทั้งหมด 10 เรื่อง", (await quality.GetAsync(Root)).Text, StringComparison.Ordinal);
        Assert.Contains("รวม 10 เรื่อง ไม่รวมเรื่องที่ปิดผนึก", (await quality.GetAsync(Root + "/forms/processes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_ReadsAll_AndWritesNothing()
    {
        var process = await ProcessAsync();
        var record = await RecordAsync("เวทีประชาคม", Today, "Meeting", "Consult");
        var reader = await app.SignInAsync("demo.reader");
        foreach (var path in new[] { Root, process.Path, record.Path, Root + "/levels", Root + "/forms/processes" })
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Root + "/processes/write")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(process.Path + "/steps")).Status);
        var form = (await reader.GetAsync("/demo/desk")).Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlFormElement>("form[method=post]").First(); // For its token.
        foreach (var path in new[] { Root + "?handler=Carry", process.Path + "?handler=Remove", record.Path + "?handler=Suggest", record.Path + "?handler=Remove" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.SendToAsync(form, path, ("Reason", "x"), ("Suggestion", "x"))).Status);
        }
    }
}
