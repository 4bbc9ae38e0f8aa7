using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rapfang.BrowserTests;

/// <summary>Passkeys with the browser's own make-believe device.</summary>
[Collection(Browser.Walks)]
public sealed class PasskeyTests(Browser browser)
{
    [Fact]
    public async Task Passkey_IsAdded_SignsIn_IsRemovedAndSignsInNoMore()
    {
        var page = await browser.OpenAsync();
        var site = browser.App.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal); // Passkeys belong to a name, not to a number.
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
            },
        });
        await page.GotoAsync(site + "/account/sign-in");
        await page.Locator("button[value='demo.records'], button[value='demo.reader']").First.ClickAsync();
        await Browser.ReachAsync(page, "**/demo/desk");
        await page.GotoAsync(site + "/account/passkeys");
        await page.GetByLabel("ชื่อพาสคีย์").FillAsync("โทรศัพท์ทดสอบ");
        await page.GetByRole(AriaRole.Button, new() { Name = "เพิ่มพาสคีย์" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("เพิ่มพาสคีย์แล้ว");
        await Browser.LookAsync(page, "passkeys");

        await SignOutAsync(page, site);
        await page.GotoAsync(site + "/account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "เข้าใช้ด้วยพาสคีย์" }).ClickAsync();
        await Browser.ReachAsync(page, "**/demo/desk");

        await page.GotoAsync(site + "/account/passkeys");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "นำออก" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("ลบพาสคีย์แล้ว");
        await SignOutAsync(page, site);
        await page.GotoAsync(site + "/account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "เข้าใช้ด้วยพาสคีย์" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ยังเข้าใช้ด้วยพาสคีย์ไม่ได้");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Passkeys_WithoutJavaScript_SayWhatTheyNeed()
    {
        var page = await browser.DeskOfAsync("demo.reader", 360, javaScript: false);
        await page.GotoAsync("/account/passkeys");

        await Expect(page.GetByText("พาสคีย์ต้องเปิด JavaScript")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "เพิ่มพาสคีย์" })).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    static async Task SignOutAsync(IPage page, string site)
    {
        await page.GotoAsync(site + "/demo/desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "ออกจากระบบ" }).ClickAsync();
        await Browser.ReachAsync(page, "**/demo");
    }
}
