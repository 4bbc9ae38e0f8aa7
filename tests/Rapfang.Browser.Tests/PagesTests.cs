using Microsoft.Playwright;

namespace Rapfang.BrowserTests;

/// <summary>The public pages, and those of one record.</summary>
public sealed class PagesTests(Browser browser)
{
    public static TheoryData<string, string> PublicPages => new()
    {
        { "home", "/demo" },
        { "survey", "/demo/survey/70-1" },
        { "you-said", "/demo/improvements" },
        { "yearly-public", "/demo/yearly-reports" },
        { "participate", "/demo/participate" },
        { "services", "/demo/services" },
        { "manual-public", "/demo/manual" },
        { "service-one", "/demo/services/lost-certificate" },
        { "service-queue", "/demo/services/medical/queue" },
        { "consultation-open", "/demo/participate/70-1" },
        { "consultation-finished", "/demo/participate/69-1" },
        { "survey-closed", "/demo/survey/69-1" },
        { "thanks", "/demo/survey/70-1/thanks" },
        { "voice-new", "/demo/voice/new" },
        { "voice-form", "/demo/voice/new/complaint" },
        { "voice-follow", "/demo/voice/follow" },
        { "sign-in", "/account/sign-in" },
        { "not-found", "/nowhere" },
    };

    [Theory, MemberData(nameof(PublicPages))]
    public async Task PublicPage_AtEverySize_CanBeUsedByEverybody(string name, string path) =>
        await EverySize.CheckAsync(name, path, await browser.OpenAsync(EverySize.Telephone));

    [Theory]
    [InlineData("voice", "")]
    [InlineData("voice-files", "/files")]
    [InlineData("voice-together", "/together")]
    [InlineData("voice-letter", "/letters/")]
    public async Task PageOfACase_AtEverySize_CanBeUsedByEverybody(string name, string of)
    {
        var page = await browser.DeskOfAsync("demo.quality");
        await page.GotoAsync("/demo/desk/voices?View=open");
        await page.Locator("main td a").First.ClickAsync();
        await Browser.ReachAsync(page, "**/voices/*-*-*-*-*");
        if (of == "/letters/")
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "เริ่มร่าง" }).ClickAsync();
            await Browser.ReachAsync(page, "**/letters/*");
            of = "";
        }

        await EverySize.CheckAsync(name, new Uri(page.Url).AbsolutePath + of, await browser.DeskOfAsync("demo.quality", EverySize.Telephone));
    }

    [Theory]
    [InlineData("project", "projects", "")]
    [InlineData("project-edit", "projects", "/edit")]
    [InlineData("improvement", "improvements", "")]
    [InlineData("improvement-report", "improvements", "/report")]
    [InlineData("network", "networks", "")]
    [InlineData("service", "services", "")]
    [InlineData("manual", "manuals", "")]
    [InlineData("manual-readers", "manuals", "/readers")]
    public async Task PageOfARecord_AtEverySize_CanBeUsedByEverybody(string name, string list, string of)
    {
        var page = await browser.DeskOfAsync("demo.quality");
        await page.GotoAsync("/demo/desk/" + list);
        var first = await page.Locator("main tbody a").First.GetAttributeAsync("href");

        await EverySize.CheckAsync(name, first + of, await browser.DeskOfAsync("demo.quality", EverySize.Telephone));
    }
}
