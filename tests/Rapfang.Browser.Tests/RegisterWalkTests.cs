using Microsoft.Playwright;
using Rapfang.Thai;
using static Microsoft.Playwright.Assertions;

namespace Rapfang.BrowserTests;

/// <summary>The registers of listening, relating and involving, each from an empty form to the printed one, as somebody without JavaScript walks them.</summary>
[Collection(Browser.Walks)]
public sealed class RegisterWalkTests(Browser browser)
{
    static string Day(int fromToday) => ThaiDate.Numeric(ThaiDate.OnDay(TimeProvider.System.GetUtcNow().AddDays(fromToday)));

    // Whom nobody has written of yet.
    static int NextYear => FiscalYear.Of(ThaiDate.OnDay(TimeProvider.System.GetUtcNow())).Year + 1;

    Task<IPage> DeskAsync(string user = "demo.quality") => browser.DeskOfAsync(user, javaScript: false);

    static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    static async Task FillAsync(IPage page, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            await page.Locator($"main [name='{name}']").First.FillAsync(value);
        }
    }

    static async Task PrintsAsync(IPage page, string path, params string[] words)
    {
        await page.GotoAsync(path);
        foreach (var word in words)
        {
            await Expect(page.Locator("article").First).ToContainTextAsync(word);
        }
    }

    [Fact]
    public async Task Missions_OfAYearWithoutAny()
    {
        var page = await DeskAsync();
        await page.GotoAsync($"/demo/desk/stakeholders?year={NextYear}");
        await PressAsync(page, "เริ่มจากตารางเปล่า");
        await page.GotoAsync($"/demo/desk/stakeholders/missions?year={NextYear}");
        await page.Locator("#add-Province").FillAsync("จังหวัดแห่งการเรียนรู้");
        await page.Locator("form:has(#add-Province) button").ClickAsync();
        await page.Locator("#add-Agency").FillAsync("จัดการศึกษาให้ทั่วถึง");
        await page.Locator("form:has(#add-Agency) button").ClickAsync();
        await page.GotoAsync($"/demo/desk/stakeholders/linkage?year={NextYear}");
        await page.Locator("[name='Input.Drive']").First.CheckAsync();
        await page.Locator("[name='Input.Recipients']").First.CheckAsync();
        await page.Locator("form[action*='handler=Save'] button.btn").First.ClickAsync();

        await PrintsAsync(page, $"/demo/desk/stakeholders/forms/linkage?year={NextYear}", "จังหวัดแห่งการเรียนรู้", "จัดการศึกษาให้ทั่วถึง");
    }

    [Fact]
    public async Task Channel_IsAddedDescribedAndPrinted()
    {
        var page = await DeskAsync();
        await page.GotoAsync("/demo/desk/channels");
        await FillAsync(page, ("Input.Name", "วิทยุชุมชนทดลอง"));
        await PressAsync(page, "เพิ่ม");
        await FillAsync(page, ("Input.OpenHours", "ทุกวันเสาร์"));
        await page.Locator("form[action*='handler=Save'] button").First.ClickAsync();
        await Expect(page.Locator("[name='Input.OpenHours']")).ToHaveValueAsync("ทุกวันเสาร์");

        await PrintsAsync(page, "/demo/desk/channels/printed/statistics", "วิทยุชุมชนทดลอง");
    }

    [Fact]
    public async Task Insight_IsWrittenDownAndPrinted()
    {
        var page = await DeskAsync();
        await page.GotoAsync("/demo/desk/channels/insights/new");
        await FillAsync(page, ("Input.What", "ผู้ปกครองอยากทราบผลทางโทรศัพท์"), ("Input.LearntOn", Day(0)));
        await page.Locator("[name='Input.GroupId']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await PressAsync(page, "บันทึก");
        await Expect(page.Locator("main")).ToContainTextAsync("ผู้ปกครองอยากทราบผลทางโทรศัพท์");

        await PrintsAsync(page, "/demo/desk/channels/printed/insights", "ผู้ปกครองอยากทราบผลทางโทรศัพท์");
    }

    [Fact]
    public async Task Network_IsFormedMetAndPrinted()
    {
        var page = await DeskAsync();
        await page.GotoAsync("/demo/desk/networks/new");
        await FillAsync(page, ("Input.Name", "เครือข่ายผู้ปกครองทดลอง"), ("Input.Form", "รวมตัวตามตำบล"), ("Input.Communication", "ประชุมประจำเดือน"));
        await page.Locator("[name='Input.GroupId']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("[name='Input.Bases']").First.CheckAsync();
        await PressAsync(page, "เพิ่ม");
        var network = new Uri(page.Url).AbsolutePath;
        await page.GotoAsync(network + "/members");
        await FillAsync(page, ("Input.Name", "นางเดินทาง ทดลอง"));
        await page.Locator("form[action*='handler=Add'] button").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("เดิ•••");

        await PrintsAsync(page, "/demo/desk/networks/table", "รวมตัวตามตำบล", "ประชุมประจำเดือน");
    }

    [Fact]
    public async Task Participation_IsWrittenDownAndPrinted()
    {
        var page = await DeskAsync();
        await page.GotoAsync($"/demo/desk/participation/processes/write?year={NextYear}");
        await FillAsync(page, ("Input.Name", "การจัดสรรรถรับส่งนักเรียน"), ("Input.Mechanism", "คณะกรรมการร่วมกับผู้ปกครอง"));
        await PressAsync(page, "บันทึก");
        await PrintsAsync(page, $"/demo/desk/participation/forms/processes?year={NextYear}", "การจัดสรรรถรับส่งนักเรียน", "คณะกรรมการร่วมกับผู้ปกครอง");

        await page.GotoAsync("/demo/desk/participation/records/write");
        await FillAsync(page, ("Input.Title", "เวทีประชาคมทดลอง"), ("Input.Day", Day(-1)), ("Input.Place", "ศาลาประชาคม"), ("Input.Others", "25"));
        await page.Locator("[name='Input.Tool']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("[name='Input.Level']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await PressAsync(page, "บันทึก");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("เวทีประชาคมทดลอง");
        await page.GotoAsync("/demo/desk/participation/forms/levels");
        await Expect(page.Locator("article").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Project_GoesFromItsNameThroughTheGateToThePrintedParts()
    {
        var page = await DeskAsync();
        await page.GotoAsync("/demo/desk/projects/new");
        await FillAsync(page, ("Name", "ห้องสมุดริมทาง"), ("Origin", "แผนพัฒนาจังหวัด"));
        await page.Locator("[name=GroupId]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await PressAsync(page, "เริ่ม");
        var project = new Uri(page.Url).AbsolutePath;
        await page.GotoAsync(project + "/edit");
        await FillAsync(
            page, ("Input.Rationale", "เด็กไม่มีที่อ่านหนังสือ"), ("Input.Objectives", "มีที่อ่านหนังสือ"), ("Input.Outcome", "เด็กอ่านมากขึ้น"), ("Input.Targets", "ห้องสมุด 1 แห่ง"), ("Input.Method", "สร้างร่วมกับชุมชน"),
            ("Input.Management", "คณะกรรมการร่วม"), ("Input.Budget", "๒๕,๐๐๐"), ("Indicators[0].Left", "ผู้ใช้ต่อเดือน"), ("Indicators[0].Right", "100 คน"), ("Risks[0].Left", "ฝนตก"), ("Risks[0].Right", "กางเต็นท์"),
            ("Activities[0].Title", "สร้าง"), ("Activities[0].From", Day(1)), ("Activities[0].Until", Day(40)));
        await PressAsync(page, "บันทึก");
        await PressAsync(page, "ขั้นตอนนี้เสร็จแล้ว");
        await PressAsync(page, "ขั้นตอนนี้เสร็จแล้ว");
        await Expect(page.Locator("[aria-current=step]").Last).ToContainTextAsync("ออกแบบและวางแผนรายละเอียด");
        var director = await DeskAsync("demo.director");
        await director.GotoAsync(project);
        await PressAsync(director, "ให้ผ่าน");
        await PressAsync(director, "อนุมัติ");
        await Expect(director.Locator("[aria-current=step]").Last).ToContainTextAsync("เตรียมความพร้อม");

        await PrintsAsync(page, project + "/report", "1. ชื่อโครงการ", "10. งบประมาณ", "25,000 บาท (สองหมื่นห้าพันบาทถ้วน)");
    }

    [Fact]
    public async Task YearlyReport_IsBegunApprovedAndPublished()
    {
        var page = await DeskAsync();
        await page.GotoAsync("/demo/desk/yearly-reports");
        await page.Locator("button[name=year]").First.ClickAsync();
        var report = new Uri(page.Url).AbsolutePath;
        await FillAsync(page, ("Parts[Ahead]", "จะลดเวลารอในปีหน้า"));
        await PressAsync(page, "บันทึกและเสนอผู้บริหาร");
        var director = await DeskAsync("demo.director");
        await director.GotoAsync(report);
        await PressAsync(director, "อนุมัติ");
        await PressAsync(director, "เผยแพร่");
        await PrintsAsync(page, report + "/report", "ผู้ว่าราชการจังหวัดตัวอย่าง", "จะลดเวลารอในปีหน้า");

        var citizen = await browser.OpenAsync(360, javaScript: false);
        await citizen.GotoAsync("/demo/yearly-reports/" + report[^4..]);
        await Expect(citizen.Locator("main")).ToContainTextAsync("จะลดเวลารอในปีหน้า");
    }
}
