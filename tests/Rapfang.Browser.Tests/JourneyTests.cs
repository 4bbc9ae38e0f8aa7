using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rapfang.BrowserTests;

/// <summary>The first full circle, walked as people walk it.</summary>
[Collection(Browser.Walks)]
public sealed partial class JourneyTests(Browser browser)
{
    [GeneratedRegex("ขอบคุณ", RegexOptions.None, 1000)]
    private static partial Regex Thanks();

    [Theory]
    [InlineData(360, true)]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    [InlineData(1280, false)]
    public async Task Citizen_AnswersFromTheOfficesHome_AndIsThanked(int width, bool javaScript)
    {
        var page = await browser.OpenAsync(width, javaScript);
        await page.GotoAsync("/demo");
        await page.Locator("a[href='/demo/survey/70-1']").ClickAsync();
        await page.GetByText("ประชาชน ผู้ปกครอง และนักเรียน").ClickAsync();
        await AnswerAllAsync(page, "3");
        await page.Locator("textarea").FillAsync("บริการดีมากแล้ว");
        await page.GetByRole(AriaRole.Button, new() { Name = "ส่งคำตอบ" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Thanks());
    }

    [Fact]
    public async Task Citizen_WhoForgetsAnItem_IsLedToItAndLosesNothing()
    {
        var page = await browser.OpenAsync(360);
        await page.GotoAsync("/demo/survey/70-1?g=2");
        await AnswerAllAsync(page, "2", except: "q-3.2");
        await page.GetByRole(AriaRole.Button, new() { Name = "ส่งคำตอบ" }).ClickAsync();

        await Expect(page.Locator(".error-summary")).ToBeFocusedAsync();
        await Browser.LookAsync(page, "survey-missing");
        await Browser.CheckAsync(page, "survey with a missing item");
        await page.Locator(".error-summary a").ClickAsync();
        await Expect(page.Locator("[id='q-3.2']")).ToBeInViewportAsync();
        await Expect(page.Locator("[name='q-5.4'][value='2']")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Citizen_WhoComesBackToALostPage_FindsWhatWasTyped()
    {
        var page = await browser.OpenAsync(360);
        await page.GotoAsync("/demo/survey/70-1?g=2");
        await page.Locator("[name='q-1.1'][value='1']").CheckAsync();
        await page.Locator("textarea").FillAsync("ยังพิมพ์ไม่จบ");
        await page.ReloadAsync();

        await Expect(page.Locator("[name='q-1.1'][value='1']")).ToBeCheckedAsync();
        await Expect(page.Locator("textarea")).ToHaveValueAsync("ยังพิมพ์ไม่จบ");
        await Expect(page.Locator("[data-progress-text]")).ToHaveTextAsync("ตอบแล้ว 1 จาก 17 ข้อ");
    }

    [Fact]
    public async Task Citizen_WithAKeyboardOnly_AnswersAnItem()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync("/demo/survey/70-1?g=2");
        await page.Locator("[name='q-1.1'][value='3']").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");

        await Expect(page.Locator("[name='q-1.1'][value='2']")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[name='q-1.2'][value='3']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Officer_SeesTheResultChangeWhileAnsweringGoesOn()
    {
        var officer = await browser.DeskOfAsync("demo.officer");
        await officer.GotoAsync("/demo/desk/surveys/70-2/results");
        var before = await AnswersAsync(officer);
        var citizen = await browser.OpenAsync(360);
        await citizen.GotoAsync("/demo/survey/70-2?g=4");
        await AnswerAllAsync(citizen, "1");
        await citizen.GetByRole(AriaRole.Button, new() { Name = "ส่งคำตอบ" }).ClickAsync();
        await Expect(citizen.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("ขอขอบคุณ");

        await Expect(officer.Locator("#numbers .lead")).ToContainTextAsync($"ผู้ตอบ {before + 1} คน", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Officer_EntersPaperSheetsWithDigitsAndEnter()
    {
        var page = await browser.DeskOfAsync("demo.officer");
        await page.GotoAsync("/demo/desk/surveys/70-1/paper");
        await page.Keyboard.TypeAsync("2", new());
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("๒41");
        await page.Keyboard.TypeAsync("33221133221133221");
        await Expect(page.Locator("[name='q-5.4']")).ToHaveValueAsync("1");
        await Expect(page.Locator("[name='q-age']")).ToHaveValueAsync("");
        await Expect(page.Locator("[name='q-education']")).ToHaveValueAsync("2");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("บันทึกแล้วในรอบนี้ 1 ฉบับ");
        await Expect(page.Locator("[name='q-sex']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Officer_WithoutJavaScript_GoesFromTemplateToOpenSurvey()
    {
        var page = await browser.DeskOfAsync("demo.quality", 360, javaScript: false);
        await page.GotoAsync("/demo/desk/surveys/new");
        await page.GetByLabel("ชื่อเรื่อง").FillAsync("แบบสำรวจผู้ปกครองหลังรับนักเรียน");
        await page.GetByRole(AriaRole.Button, new() { Name = "สร้างฉบับร่าง" }).ClickAsync();
        await page.GetByLabel("เรื่องที่มาติดต่อ").FillAsync("การรับนักเรียน\nการย้ายสถานศึกษา");
        await Browser.LookAsync(page, "survey-edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "บันทึก" }).ClickAsync();
        var address = new Uri(page.Url).AbsolutePath;

        var director = await browser.DeskOfAsync("demo.director", javaScript: false);
        await Expect(director.GetByText("แบบสำรวจผู้ปกครองหลังรับนักเรียน")).ToBeVisibleAsync();
        await Browser.LookAsync(director, "desk-director");
        await director.GotoAsync(address);
        await director.GetByRole(AriaRole.Button, new() { Name = "อนุมัติ" }).ClickAsync();
        await Expect(director.GetByRole(AriaRole.Status)).ToContainTextAsync("อนุมัติแล้ว เปิดรับคำตอบตั้งแต่วันที่");

        await page.GotoAsync("/demo");
        await Expect(page.GetByText("แบบสำรวจผู้ปกครองหลังรับนักเรียน")).ToBeVisibleAsync();
        await director.GotoAsync(address);
        await director.Context.CloseAsync();
        var quality = await browser.DeskOfAsync("demo.quality", javaScript: false);
        await quality.GotoAsync(address);
        await quality.GetByRole(AriaRole.Button, new() { Name = "ปิดรับคำตอบทันที" }).ClickAsync();
    }

    static async Task AnswerAllAsync(IPage page, string level, string? except = null)
    {
        var names = await page.EvalOnSelectorAllAsync<string[]>("input[type=radio][required]", "all => [...new Set(all.map(one => one.name))].filter(name => name !== 'g')");
        foreach (var name in names.Where(name => name != except))
        {
            await page.Locator($"[name='{name}'][value='{level}']").CheckAsync();
        }
    }

    static async Task<int> AnswersAsync(IPage page) =>
        int.Parse(Digits().Match(await page.Locator("#numbers .lead").InnerTextAsync()).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("ผู้ตอบ (\\d+) คน", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
