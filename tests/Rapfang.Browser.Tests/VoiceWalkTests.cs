using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using static Microsoft.Playwright.Assertions;

namespace Rapfang.BrowserTests;

/// <summary>Whole ways of cases, walked from the first word to the end by everybody who takes part.</summary>
[Collection(Browser.Walks)]
public sealed partial class VoiceWalkTests(Browser browser)
{
    const string Voices = "/demo/desk/voices";

    [Fact]
    public async Task Compliment_OnATelephoneWithoutJavaScript_IsAnsweredAndRatedInEightPages()
    {
        var page = await browser.OpenAsync(360, javaScript: false);
        var pages = 0;
        page.Load += (_, _) => pages++;
        await page.GotoAsync("/demo");
        await page.Locator("a[href='/demo/voice/new']").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "คำชมเชย" }).ClickAsync();
        await page.GetByLabel("เรื่องโดยย่อ").FillAsync("ชมงานบริการรับเอกสาร");
        await page.GetByLabel("ท่านประทับใจสิ่งใด").FillAsync("พูดจาดี รอไม่นาน");
        await PressAsync(page, "ต่อไป: ตรวจทาน");
        await Expect(page.GetByText("ไม่ระบุชื่อ ติดตามเรื่องด้วยเลขที่เรื่องและรหัสลับ")).ToBeVisibleAsync();
        await PressAsync(page, "ส่ง");
        await Expect(Heading(page)).ToHaveTextAsync("รับเรื่องของท่านแล้ว");
        await Browser.LookAsync(page, "walk-receipt");
        Assert.Equal(0, await page.Locator(".receipt dl").EvaluateAsync<int>("list => list.scrollWidth - list.clientWidth"));
        var (number, code) = await ReceiptAsync(page.Locator(".receipt b"));

        var quality = await browser.DeskOfAsync("demo.quality");
        var path = await FindAsync(quality, number);
        await DoAsync(quality, path, "บันทึกผลการกลั่นกรอง", "บันทึกผลการกลั่นกรองแล้ว");
        await DoAsync(quality, path, "ส่งคำตอบ", "ส่งคำตอบถึงผู้แจ้งแล้ว", "ขอบคุณสำหรับกำลังใจ");

        await FollowAsync(page, number, code);
        await Expect(page.GetByText("ขอบคุณสำหรับกำลังใจ")).ToBeVisibleAsync();
        await RateAsync(page, "ได้รับการแก้ไขแล้ว");
        Assert.InRange(pages, 1, 8);
        await DoAsync(quality, path, "ยุติเรื่อง", "ยุติเรื่องแล้ว");
    }

    [Fact]
    public async Task Complaint_ByTelephoneForTwoGroups_IsChasedReopenedAndSolved()
    {
        var officer = await browser.DeskOfAsync("demo.officer");
        await officer.GotoAsync(Voices + "/new");
        await officer.GetByLabel("ช่องทาง").SelectOptionAsync(new SelectOptionValue { Label = "โทรศัพท์" });
        await officer.GetByLabel("เรื่องโดยย่อ").FillAsync("สายโทรศัพท์ไม่มีผู้รับ");
        await officer.GetByLabel("สาระของเรื่อง").FillAsync("โทรมาทั้งวันไม่มีผู้รับสาย");
        await PressAsync(officer, "บันทึกรับเรื่อง");
        var (number, code) = await ReceiptAsync(officer.Locator(".notice b"));
        var quality = await browser.DeskOfAsync("demo.quality");
        var director = await browser.DeskOfAsync("demo.director");
        var path = await FindAsync(quality, number);

        await DoAsync(officer, path, "บันทึกผลการกลั่นกรอง", "บันทึกผลการกลั่นกรองแล้ว", "อยู่ในอำนาจหน้าที่");
        await DoAsync(quality, path, "เสนอผู้อำนวยการ", "เสนอผู้อำนวยการแล้ว", "เกี่ยวข้องสองกลุ่ม", ("Branch", "Several"));
        await DoAsync(director, path, "สั่งการ", "สั่งการแล้ว", "ตั้งคณะทำงาน", ("Branch", "Several"));
        await DoAsync(quality, path, "มอบหมาย", "มอบหมายกลุ่มแล้ว", choices: ("NewAssignment.GroupId", "กลุ่มนโยบายและแผน"));
        await DoAsync(quality, path, "มอบหมาย", "มอบหมายกลุ่มแล้ว", choices: ("NewAssignment.GroupId", "กลุ่มบริหารงานการเงินและสินทรัพย์"));

        await MakeLateAsync(number, "กลุ่มบริหารงานการเงินและสินทรัพย์", days: 9);
        await quality.GotoAsync(Voices + "/board");
        var late = quality.Locator("section", new() { Has = quality.GetByRole(AriaRole.Heading, new() { Name = "กลุ่มบริหารงานการเงินและสินทรัพย์" }) });
        await Expect(late.Locator("tr", new() { HasText = number })).ToContainTextAsync("เกินกำหนด 9 วัน");
        await Browser.LookAsync(quality, "walk-board");
        await ChaseAsync(quality, path);

        await ReportAsync(quality, path, "จัดซื้อเครื่องโทรศัพท์แล้ว");
        await ReportAsync(quality, path, "แก้ตารางเวรแล้ว");
        await DoAsync(quality, path, "ส่งคำตอบ", "ส่งคำตอบถึงผู้แจ้งแล้ว", "เพิ่มผู้รับสายแล้ว");

        var speaker = await browser.OpenAsync(360);
        await FollowAsync(speaker, number, code);
        await Expect(speaker.GetByText("เพิ่มผู้รับสายแล้ว")).ToBeVisibleAsync();
        await Browser.LookAsync(speaker, "walk-follow");
        await Browser.CheckAsync(speaker, "answered case");
        await RateAsync(speaker, "ยังไม่ได้รับการแก้ไข หรือยังไม่ครบ", "ช่วงพักเที่ยงยังไม่มีผู้รับสาย");
        await Expect(speaker.Locator(".next h2")).ToHaveTextAsync("เสนอหัวหน้าสำนักงานพิจารณา");

        await director.GotoAsync(path);
        await Expect(director.GetByText("ช่วงพักเที่ยงยังไม่มีผู้รับสาย")).ToBeVisibleAsync();
        await Browser.LookAsync(director, "walk-reopened");
        await DoAsync(director, path, "สั่งการ", "สั่งการแล้ว", "แก้ภายในวันนี้", ("Branch", "Urgent"));
        await DoAsync(officer, path, "รายงานผลการตรวจสอบ", "รายงานผลแล้ว", "จัดเวรพักเที่ยงแล้ว");
        await DoAsync(quality, path, "ส่งคำตอบ", "ส่งคำตอบถึงผู้แจ้งแล้ว", "มีผู้รับสายช่วงพักเที่ยงแล้ว");

        await speaker.ReloadAsync();
        await RateAsync(speaker, "ได้รับการแก้ไขแล้ว");
        await DoAsync(quality, path, "ยุติเรื่อง", "ยุติเรื่องแล้ว", "จัดเวรรับสายทุกช่วงเวลา");
        await speaker.ReloadAsync();
        await Expect(speaker.Locator(".next h2")).ToHaveTextAsync("ยุติเรื่องแล้ว");
    }

    [Fact]
    public async Task Corruption_IsAnsweredByThoseWhoMayKnowAndThereForNobodyElse()
    {
        const string Subject = "เรียกรับเงินค่าลัดคิว";
        var visitor = await browser.OpenAsync(360);
        await visitor.GotoAsync("/demo/voice/new");
        await visitor.Locator("a[href='/demo/voice/new/corruption']").ClickAsync();
        await visitor.GetByLabel("เรื่องโดยย่อ").FillAsync(Subject);
        await visitor.GetByLabel("เกิดอะไรขึ้น").FillAsync("มีผู้เรียกเงินห้าร้อยบาท");
        await PressAsync(visitor, "ต่อไป: ตรวจทาน");
        await PressAsync(visitor, "ส่ง");
        var (number, code) = await ReceiptAsync(visitor.Locator(".receipt b"));

        var auditor = await browser.DeskOfAsync("demo.auditor");
        await auditor.GotoAsync(Voices + "?View=sealed");
        await auditor.GetByRole(AriaRole.Link, new() { Name = Subject }).ClickAsync();
        await Expect(Heading(auditor)).ToHaveTextAsync(Subject);
        var path = new Uri(auditor.Url).AbsolutePath;

        var quality = await browser.DeskOfAsync("demo.quality");
        foreach (var list in new[] { Voices + "?View=all", Voices + "?View=open", Voices + "?View=all&Q=" + number, Voices + "/board", "/demo/desk/search?Q=" + number, "/demo/desk/search?Q=ลัดคิว" })
        {
            await quality.GotoAsync(list);
            await Expect(Heading(quality)).ToBeVisibleAsync();
            await Expect(quality.Locator($"main a[href='{path}']")).ToHaveCountAsync(0);
            await Expect(quality.Locator("main").GetByText(Subject)).ToHaveCountAsync(0);
        }

        Assert.Equal(404, (await quality.GotoAsync(path))!.Status);
        await Expect(Heading(quality)).ToHaveTextAsync("ไม่พบหน้านี้");

        var director = await browser.DeskOfAsync("demo.director");
        await DoAsync(auditor, path, "บันทึกผลการกลั่นกรอง", "บันทึกผลการกลั่นกรองแล้ว");
        await DoAsync(auditor, path, "เสนอผู้อำนวยการ", "เสนอผู้อำนวยการแล้ว", "มีข้อเท็จจริงชัดเจน");
        await DoAsync(director, path, "สั่งการ", "สั่งการแล้ว", "ตรวจสอบทันที");
        await DoAsync(auditor, path, "รายงานผลการตรวจสอบ", "รายงานผลแล้ว", "สอบพยานแล้ว");
        await DoAsync(auditor, path, "ส่งคำตอบ", "ส่งคำตอบถึงผู้แจ้งแล้ว", "สำนักงานดำเนินการตามระเบียบแล้ว");

        await FollowAsync(visitor, number, code);
        await Expect(visitor.GetByText("สำนักงานดำเนินการตามระเบียบแล้ว")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Slips_TwoHundredOfThem_AreTypedWithoutTheMouse()
    {
        var page = await browser.DeskOfAsync("demo.officer");
        await page.GotoAsync(Voices + "/slips");
        var opened = ThaiDate.Numeric(ThaiDate.OnDay(TimeProvider.System.GetUtcNow().AddDays(-1)));
        await page.GetByLabel("วันที่รับเรื่อง").FillAsync(opened);
        await page.Locator("[name='Slips[0].Words']").FocusAsync();
        var (first, last) = (0, 0);
        for (var sheet = 0; sheet < 10; sheet++)
        {
            for (var line = 0; line < 20; line++)
            {
                await Expect(page.Locator($"[name='Slips[{line}].Words']")).ToBeFocusedAsync();
                await page.Keyboard.TypeAsync($"ใบที่ {(sheet * 20) + line + 1} บริการดี");
                await page.Keyboard.PressAsync("Enter");
            }

            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "บันทึกและพิมพ์ชุดถัดไป" })).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            var kept = Kept(sheet == 0 ? "\\d+" : $"{last + 1}");
            await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(kept);
            var numbers = kept.Match(await page.GetByRole(AriaRole.Status).InnerTextAsync());
            var (from, to) = (Number(numbers.Groups[1]), Number(numbers.Groups[2]));
            Assert.Equal(from + 19, to);
            (first, last) = (sheet == 0 ? from : first, to);
            await Expect(page.GetByLabel("วันที่รับเรื่อง")).ToHaveValueAsync(opened);
        }

        Assert.Equal(first + 199, last);
    }

    static Regex Kept(string from) => new($@"บันทึกแล้ว 20 ใบ เลขที่ ({from})/\d+ ถึง (\d+)/\d+", RegexOptions.None, TimeSpan.FromSeconds(1));

    static int Number(Group digits) => int.Parse(digits.Value, System.Globalization.CultureInfo.InvariantCulture);

    static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    static async Task<(string Number, string Code)> ReceiptAsync(ILocator shown) => (await shown.Nth(0).InnerTextAsync(), await shown.Nth(1).InnerTextAsync());

    /// <summary>The address of a case by its number, as the list shows it.</summary>
    static async Task<string> FindAsync(IPage desk, string number)
    {
        await desk.GotoAsync(Voices + "?View=all&Q=" + number);
        return (await desk.Locator("tr", new() { HasText = number + " ·" }).GetByRole(AriaRole.Link).GetAttributeAsync("href"))!;
    }

    /// <summary>Opens the case, fills the form of one button and presses it.</summary>
    static async Task DoAsync(IPage desk, string path, string button, string done, string words = "", params (string Field, string Choice)[] choices)
    {
        await desk.GotoAsync(path);
        var press = desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true });
        var form = desk.Locator("form", new() { Has = press });
        foreach (var (field, choice) in choices)
        {
            await form.Locator($"[name='{field}']").SelectOptionAsync(choice);
        }

        if (words.Length > 0)
        {
            await form.Locator("textarea").First.FillAsync(words);
        }

        await press.ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Status)).ToHaveTextAsync(done);
    }

    static async Task ReportAsync(IPage desk, string path, string words)
    {
        await desk.GotoAsync(path);
        var group = desk.Locator("details", new() { HasText = "รายงานผลของกลุ่มนี้" }).First;
        await group.Locator("summary").ClickAsync();
        await group.GetByLabel("สิ่งที่พบและดำเนินการแล้ว").FillAsync(words);
        await group.GetByRole(AriaRole.Button, new() { Name = "รายงาน" }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Status)).ToHaveTextAsync("รายงานผลแล้ว");
    }

    static async Task ChaseAsync(IPage desk, string path)
    {
        await desk.GotoAsync(path);
        await desk.GetByLabel("จัดทำหนังสือ").SelectOptionAsync(new SelectOptionValue { Label = "ติดตามเร่งรัด" });
        await PressAsync(desk, "เริ่มร่าง");
        await Expect(desk.GetByLabel("เนื้อความ")).ToHaveValueAsync(Chasing());
        await Browser.CheckAsync(desk, "letter of a case");
        await PressAsync(desk, "เก็บและออกเลข");
        await Expect(desk.GetByRole(AriaRole.Status)).ToContainTextAsync("ออกเลขที่");
        await desk.GotoAsync(path);
        await Expect(desk.Locator("#letters ~ ul")).ToContainTextAsync("ติดตามเร่งรัด");
    }

    static async Task FollowAsync(IPage page, string number, string code)
    {
        await page.GotoAsync("/demo/voice/follow");
        await page.GetByLabel("เลขที่เรื่อง").FillAsync(number);
        await page.GetByLabel("รหัสลับ").FillAsync(code);
        await PressAsync(page, "ดูความคืบหน้า");
        await Expect(Heading(page)).ToContainTextAsync(number);
    }

    static async Task RateAsync(IPage page, string answer, string why = "")
    {
        await page.GetByText(answer, new() { Exact = true }).ClickAsync();
        await page.GetByLabel("ยังขาดสิ่งใด").FillAsync(why);
        await PressAsync(page, "ส่ง");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("ขอบคุณ");
    }

    /// <summary>Days that nobody can wait for: the group should have reported so many days ago.</summary>
    async Task MakeLateAsync(string number, string group, int days)
    {
        await using var server = await EmbeddedPostgres.JoinOrStartAsync(browser.App.DataFolder);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("rapfang"));
        await using var late = source.CreateCommand("""
            update voice_assignments a set due_on = (now() at time zone 'Asia/Bangkok')::date - $3 from voices v, groups g
            where v.id = a.voice_id and g.id = a.group_id and v.number = $1 and g.name = $2
            """);
        late.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = number }, new() { Value = group }, new() { Value = days } });
        Assert.Equal(1, await late.ExecuteNonQueryAsync());
    }

    [GeneratedRegex("เร่ง|ติดตาม", RegexOptions.None, 1000)]
    private static partial Regex Chasing();
}
