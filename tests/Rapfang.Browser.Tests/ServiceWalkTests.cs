using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rapfang.BrowserTests;

/// <summary>A service from the officer who writes it, without a mouse, over the head who publishes it to the citizen who looks it up with a typing mistake.</summary>
[Collection(Browser.Walks)]
public sealed class ServiceWalkTests(Browser browser)
{
    const string Name = "การขอหนังสือรับรองผลการอบรมครู";
    static readonly string[] Steps = ["รับคำขอและตรวจเอกสาร", "เอกสารครบถ้วน", "ค้นทะเบียนและจัดทำหนังสือรับรอง", "ผู้ขอลงชื่อรับหนังสือรับรอง"];

    // As somebody does who never takes the hand from the keys.
    static async Task TypeAsync(IPage page, string field, string words)
    {
        await page.Locator($"main [name='{field}']:not([type=hidden])").FocusAsync();
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync(words);
    }

    static async Task KeyAsync(IPage page, ILocator on, string key)
    {
        await on.FocusAsync();
        await page.Keyboard.PressAsync(key);
    }

    static Task PressAsync(IPage page, string button) => KeyAsync(page, page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }), "Enter");

    [Fact]
    public async Task Service_WrittenWithTheKeyboard_IsFoundByACitizenWithATypingMistake()
    {
        var officer = await browser.DeskOfAsync("demo.officer");
        await officer.GotoAsync("/demo/desk/services/new");
        await TypeAsync(officer, "Name", Name);
        await TypeAsync(officer, "Slug", "training-certificate");
        await PressAsync(officer, "เริ่มร่าง");
        await Browser.ReachAsync(officer, "**/edit");
        var service = new Uri(officer.Url).AbsolutePath[..^"/edit".Length];
        await WriteFactsAsync(officer);
        await Browser.ReachAsync(officer, "**/steps"); // There are none yet, so they come next.
        await DrawStepsAsync(officer);
        await Browser.ReachAsync(officer, "**" + service);
        await PressAsync(officer, "เสนอผู้บริหาร");
        await Expect(officer.GetByRole(AriaRole.Status)).ToHaveTextAsync("เสนอฉบับให้ผู้บริหารแล้ว");

        var director = await browser.DeskOfAsync("demo.director");
        await director.GotoAsync(service);
        await PressAsync(director, "เผยแพร่");
        await Expect(director.GetByRole(AriaRole.Status)).ToHaveTextAsync("เผยแพร่ฉบับที่ 1 แล้ว ประชาชนอ่านได้ทันที");

        await LookUpAsync(await browser.OpenAsync(360));
    }

    static async Task WriteFactsAsync(IPage page)
    {
        await TypeAsync(page, "Input.About", "ออกหนังสือรับรองให้ครูที่ผ่านการอบรมของสำนักงาน");
        await TypeAsync(page, "Input.WhoMayAsk", "ครูและบุคลากรทางการศึกษา");
        await TypeAsync(page, "Input.Place", "จุดบริการชั้น 1 วันทำการ เวลา 08.30–16.30 น.");
        await TypeAsync(page, "Input.DeclaredAmount", "35");
        await KeyAsync(page, page.Locator("[name='Input.DeclaredUnit']"), "Home"); // Minutes.
        await TypeAsync(page, "Input.Fee", "ไม่มีค่าธรรมเนียม");
        await KeyAsync(page, page.Locator("main input[name='Input.NoDocuments'][type=checkbox]"), "Space");
        await KeyAsync(page, page.Locator("[name='Officers[0].PersonId']"), "ArrowDown");
        await TypeAsync(page, "Officers[0].Phone", "0 2000 0000 ต่อ 21");
        await PressAsync(page, "บันทึก");
    }

    static async Task DrawStepsAsync(IPage page)
    {
        for (var n = 0; n < Steps.Length; n++)
        {
            if (n == 3)
            {
                await PressAsync(page, "เพิ่มขั้นตอน");
                await Expect(page.Locator("#row-3")).ToBeFocusedAsync(); // Where the next words belong.
            }

            await TypeAsync(page, $"Rows[{n}].Text", Steps[n]);
            if (n == 1)
            {
                await KeyAsync(page, page.Locator("[name='Rows[1].Symbol']"), "ArrowDown");
                await KeyAsync(page, page.Locator("#row-1 summary"), "Enter");
                await KeyAsync(page, page.Locator("[name='Rows[1].IfNot']"), "ArrowDown");
            }
            else
            {
                await TypeAsync(page, $"Rows[{n}].Amount", n == 2 ? "20" : "5");
                await KeyAsync(page, page.Locator($"[name='Rows[{n}].Unit']"), "Home");
            }
        }

        await Expect(page.Locator("#preview svg")).ToContainTextAsync("ผู้ขอลงชื่อรับหนังสือ"); // While it is typed.
        await Browser.LookAsync(page, "service-steps");
        await PressAsync(page, "บันทึก");
    }

    static async Task LookUpAsync(IPage citizen)
    {
        await citizen.GotoAsync("/demo/services");
        await citizen.GetByLabel("ท่านต้องการทำเรื่องใด").FillAsync("หนังสือรับรองผลการอบลมครู");
        await citizen.Keyboard.PressAsync("Enter");
        await Expect(citizen.GetByText("ไม่พบคำนี้ตรงตัว")).ToBeVisibleAsync();
        await citizen.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await Expect(citizen.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Name);
        await Browser.CheckAsync(citizen, "public service");
        await Browser.LookAsync(citizen, "service-public");

        // On a telephone the chart is read as a list; the drawing shows as soon as there is room for it.
        await Expect(citizen.Locator(".step-list li")).ToHaveCountAsync(Steps.Length);
        await Expect(citizen.Locator(".step-list")).ToBeVisibleAsync();
        await citizen.SetViewportSizeAsync(800, 740);
        var chart = citizen.Locator("main figure svg");
        await Expect(chart).ToBeVisibleAsync();
        var drawn = string.Concat(await chart.Locator("text").AllTextContentsAsync()).Replace(" ", "", StringComparison.Ordinal);
        Assert.All(Steps, step => Assert.Contains(step, drawn, StringComparison.Ordinal));
        await Browser.LookAsync(citizen, "service-public");
    }
}
