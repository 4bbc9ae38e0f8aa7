using Microsoft.Playwright;

namespace Rapfang.BrowserTests;

/// <summary>Every page at both sizes, light and dark: nothing too wide, nothing that axe names; pictures to look at.</summary>
static class EverySize
{
    public const int Telephone = 360;
    const int Desk = 1280;
    const int DeskHeight = 900;

    // What axe finds lies in the colours, light or dark, or in what a narrow window leaves: two of its runs see all of it.
    public static async Task CheckAsync(string name, string path, IPage page)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("document.fonts.ready");
        await Browser.LookAsync(page, name);
        await Browser.CheckAsync(page, name);
        await page.SetViewportSizeAsync(Desk, DeskHeight);
        await Browser.CheckWidthAsync(page, name);
        await Browser.LookAsync(page, name);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ReloadAsync(); // Charts take their colours when they are drawn.
        await Browser.CheckAsync(page, name);
        await page.Context.CloseAsync();
    }
}
