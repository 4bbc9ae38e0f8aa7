using Microsoft.Playwright;

namespace Rapfang.BrowserTests;

/// <summary>A large file over a line that breaks, as an officer in the field has it.</summary>
[Collection(Browser.Walks)]
public sealed class UploadTests(Browser browser) : IDisposable
{
    readonly string file = Path.Combine(Path.GetTempPath(), $"rapfang-แผน-{Guid.NewGuid():N}.pdf");

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task LargeFile_WhoseLineBreaks_GoesOnAfterThePageIsLoadedAgain()
    {
        await File.WriteAllBytesAsync(file, [.. "%PDF-1.4\n"u8, .. Enumerable.Range(0, 5_000_000).Select(n => (byte)(n * 7))]);
        var page = await browser.DeskOfAsync("demo.officer");
        var parts = new List<string>();
        await page.Context.RouteAsync("**/files/uploads/*?from=*", async route =>
        {
            parts.Add(route.Request.Url.Split("from=")[1]);
            // The line breaks for good with the third part.
            await (parts.Count > 2 ? route.AbortAsync() : route.ContinueAsync());
        });
        await page.GotoAsync("/demo/desk/files");
        await ChooseAsync(page);
        await page.GetByText("สัญญาณขาดหาย").WaitForAsync();
        await Browser.LookAsync(page, "files-broken-line");

        await page.Context.UnrouteAllAsync();
        page.Request += (_, request) => Keep(request.Url);
        await page.GotoAsync("/demo/desk/files");
        await page.GetByText("ไฟล์เหล่านี้ส่งค้างอยู่").WaitForAsync();
        await Browser.CheckAsync(page, "files");
        await ChooseAsync(page);
        await page.GetByText("เก็บไฟล์แล้ว: " + Path.GetFileName(file)).WaitForAsync();

        // Two parts came before the line broke; the others once each after it.
        Assert.Equal(["0", "1048576", "2097152"], parts.Take(3));
        Assert.Equal(["2097152", "3145728", "4194304"], parts.SkipWhile(part => part != "again").Skip(1));
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = Path.GetFileName(file) }).First.ClickAsync();
            await page.GetByText("ดาวน์โหลด", new() { Exact = true }).ClickAsync();
        });
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(await download.PathAsync()));

        void Keep(string url)
        {
            if (!parts.Contains("again"))
            {
                parts.Add("again");
            }

            if (url.Contains("from=", StringComparison.Ordinal))
            {
                parts.Add(url.Split("from=")[1]);
            }
        }
    }

    [Fact]
    public async Task LargeFile_WithoutJavaScript_GoesWithTheForm()
    {
        await File.WriteAllBytesAsync(file, [.. "%PDF-1.4\n"u8, .. new byte[5_000_000]]);
        var page = await browser.DeskOfAsync("demo.officer", javaScript: false);
        await page.GotoAsync("/demo/desk/files");

        await ChooseAsync(page);

        Assert.Contains("เก็บไฟล์แล้ว: " + Path.GetFileName(file), await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    async Task ChooseAsync(IPage page)
    {
        if (!await page.Locator("details.card").EvaluateAsync<bool>("details => details.open"))
        {
            await page.Locator("details.card > summary").ClickAsync();
        }

        await page.SetInputFilesAsync("#Chosen", file);
        await page.GetByRole(AriaRole.Button, new() { Name = "ส่งไฟล์" }).ClickAsync();
    }
}
