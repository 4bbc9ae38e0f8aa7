using Microsoft.Playwright;
using Rapfang.Thai;
using static Microsoft.Playwright.Assertions;

namespace Rapfang.BrowserTests;

/// <summary>What a citizen suggests in a consultation, followed until they read what the office did.</summary>
[Collection(Browser.Walks)]
public sealed class ConsultationWalkTests(Browser browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Suggestion_OfACitizen_ChangesAProcessAndIsToldBack(bool javaScript)
    {
        var words = $"ขอให้รับเอกสารที่โรงเรียนใกล้บ้าน {(javaScript ? "ทุกวัน" : "วันหยุด")}";
        var title = $"รับเอกสารที่โรงเรียนใกล้บ้าน{(javaScript ? "ทุกวัน" : "วันหยุด")}";
        var citizen = await browser.OpenAsync(360, javaScript);
        await citizen.GotoAsync("/demo");
        await citizen.GetByRole(AriaRole.Link, new() { Name = "ร่างปฏิทินและช่องทางยื่นเอกสารรับนักเรียน" }).ClickAsync();
        var place = new Uri(citizen.Url).AbsolutePath;
        await citizen.GetByText("ยื่นที่โรงเรียน", new() { Exact = true }).ClickAsync();
        await citizen.GetByLabel("ความเห็นหรือข้อเสนอแนะ").FillAsync(words + " โทร 08 0000 0321");
        await PressAsync(citizen, "ส่ง");
        await Expect(citizen.GetByText("โปรดตรวจอีกครั้ง")).ToBeVisibleAsync();
        await Browser.LookAsync(citizen, $"consultation-warned-{javaScript}");
        await citizen.GetByLabel("ความเห็นหรือข้อเสนอแนะ").FillAsync(words);
        await PressAsync(citizen, "ส่ง");
        await Expect(citizen.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("ขอบคุณที่ร่วมแสดงความคิดเห็น");
        await citizen.GetByRole(AriaRole.Link, new() { Name = "กลับไปหน้าการรับฟัง" }).ClickAsync();
        await Expect(citizen.GetByText(words)).ToHaveCountAsync(0); // It is not read yet.

        var quality = await browser.DeskOfAsync("demo.quality");
        await quality.GotoAsync("/demo/desk");
        await quality.GetByText("ความเห็นรออ่าน").ClickAsync();
        await quality.GetByRole(AriaRole.Link, new() { Name = "ร่างปฏิทินและช่องทางยื่นเอกสารรับนักเรียน" }).ClickAsync();
        await quality.GetByRole(AriaRole.Link, new() { Name = "อ่านความเห็น" }).ClickAsync();
        await quality.Locator("tr", new() { HasText = words }).GetByRole(AriaRole.Link).ClickAsync();
        await PressAsync(quality, "แสดงให้ทุกคนเห็น");
        await Expect(quality.GetByRole(AriaRole.Status)).ToHaveTextAsync("แสดงความเห็นแล้ว");
        await quality.GetByRole(AriaRole.Link, new() { Name = "เสนอปรับปรุงบริการ" }).ClickAsync();
        await Expect(quality.Locator("[name=Said]")).ToHaveValueAsync(words);
        await quality.Locator("[name=Title]").FillAsync(title);
        await quality.Locator("[name=Service]").FillAsync("การรับนักเรียน");
        await PressAsync(quality, "เสนอ");
        await Expect(quality.GetByRole(AriaRole.Status)).ToContainTextAsync("เสนอแล้ว");
        var improvement = new Uri(quality.Url).AbsolutePath;

        await quality.GotoAsync(improvement + "/plan");
        await quality.Locator("[name=Action]").FillAsync("ตั้งจุดรับเอกสารที่โรงเรียนทุกตำบล");
        await quality.Locator("[name=GroupId]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await quality.Locator("[name=DueOn]").FillAsync(ThaiDate.Numeric(ThaiDate.OnDay(TimeProvider.System.GetUtcNow().AddDays(30))));
        await PressAsync(quality, "บันทึก");
        var director = await browser.DeskOfAsync("demo.director");
        await director.GotoAsync(improvement);
        await PressAsync(director, "อนุมัติ");

        await quality.GotoAsync(improvement + "/process");
        foreach (var (name, value) in new[] { ("Before", "เดินทางมายื่นที่สำนักงาน"), ("BeforeTime", "2"), ("After", "ยื่นที่โรงเรียนใกล้บ้าน"), ("AfterTime", "1") })
        {
            await quality.Locator($"[name='Lines[0].{name}']").FillAsync(value);
        }

        await PressAsync(quality, "บันทึก");
        await quality.GotoAsync(improvement);
        await quality.Locator("form[action*='handler=InPlace'] button").ClickAsync();
        await quality.GotoAsync(improvement + "/effects");
        await quality.Locator("[name=TimesBefore]").FillAsync("2 2 3 2 2 2");
        await quality.Locator("[name=TimesAfter]").FillAsync("1 1 1 1 1 1");
        await quality.Locator("form[action*='handler=Times'] button").ClickAsync();
        await director.GotoAsync(improvement);
        await director.Locator("[name=Did]").FillAsync("ตั้งจุดรับเอกสารที่โรงเรียนแล้ว");
        await director.Locator("form[action*='handler=Publish'] button").First.ClickAsync();

        await citizen.GotoAsync(place);
        await Browser.LookAsync(citizen, $"consultation-told-{javaScript}");
        var mine = citizen.Locator("li", new() { HasText = words });
        await mine.GetByRole(AriaRole.Button, new() { Name = "สนับสนุน" }).ClickAsync();
        await Expect(citizen.Locator("li", new() { HasText = words })).ToContainTextAsync("ท่านสนับสนุนแล้ว");
        if (javaScript)
        {
            await Browser.CheckAsync(citizen, "open consultation");
        }

        await citizen.Locator("li", new() { HasText = words }).GetByRole(AriaRole.Link, new() { Name = "ท่านบอก เราทำ" }).ClickAsync();
        var told = citizen.Locator("article", new() { HasText = title });
        await Expect(told).ToContainTextAsync("ตั้งจุดรับเอกสารที่โรงเรียนแล้ว");
        await Expect(told).ToContainTextAsync("ดีขึ้น");
        await Browser.LookAsync(citizen, $"consultation-did-{javaScript}");

        await quality.GotoAsync("/demo/desk/consultations");
        await quality.GetByRole(AriaRole.Link, new() { Name = "ร่างปฏิทินและช่องทางยื่นเอกสารรับนักเรียน" }).ClickAsync();
        await quality.Locator("a[href$='/report']").ClickAsync();
        await Expect(quality.Locator("article").First).ToContainTextAsync(words);
    }

    static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
