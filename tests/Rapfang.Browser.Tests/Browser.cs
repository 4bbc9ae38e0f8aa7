using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Rapfang.BrowserTests.Browser))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Rapfang.BrowserTests;

/// <summary>One Chromium and one app with demo data for all. Walks change what is there and go one after the other; pages are only looked at, beside them.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The collection of tests that change what is there.</summary>
    public const string Walks = "walks";

    // Run by itself: the library's own runner opens a second page for each run and takes four times as long.
    static readonly BundledAxeScriptProvider Axe = new();

    readonly ConcurrentDictionary<string, string> signedIn = new(StringComparer.Ordinal);
    IPlaywright playwright = null!;
    IBrowser chromium = null!;

    public RunningApp App { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await App.StartAsync();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Installed(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A window of its own: a telephone (360 px) or a desk (1280 px), with or without JavaScript.</summary>
    public Task<IPage> OpenAsync(int width = 1280, bool javaScript = true) => OpenAsync(width, javaScript, null);

    async Task<IPage> OpenAsync(int width, bool javaScript, string? state)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = App.Address,
            ViewportSize = new() { Width = width, Height = width < 600 ? 740 : 900 },
            JavaScriptEnabled = javaScript,
            ColorScheme = ColorScheme.Light,
            Locale = "th-TH",
            StorageState = state,
        });
        context.SetDefaultTimeout(5_000);
        context.SetDefaultNavigationTimeout(15_000); // The first page of a busy machine takes its time.
        return await context.NewPageAsync();
    }

    /// <summary>The desk, signed in by one click as one of the demo staff; the first one's sign-in serves the later ones.</summary>
    public async Task<IPage> DeskOfAsync(string user, int width = 1280, bool javaScript = true)
    {
        var page = await OpenAsync(width, javaScript, signedIn.GetValueOrDefault(user));
        if (signedIn.ContainsKey(user))
        {
            await page.GotoAsync("/demo/desk");
            return page;
        }

        await page.GotoAsync("/account/sign-in");
        await page.Locator($"button[value='{user}']").ClickAsync();
        await ReachAsync(page, "**/demo/desk");
        signedIn[user] = await page.Context.StorageStateAsync();
        return page;
    }

    /// <summary>Waits for an address, not for its load event: that can come before it is waited for.</summary>
    public static Task ReachAsync(IPage page, string address) => page.WaitForURLAsync(address, new() { WaitUntil = WaitUntilState.Commit });

    /// <summary>A picture to look at, in the ignored folder <c>screenshots/</c>.</summary>
    public static async Task LookAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(RunningApp.Root, "screenshots", $"{name}-{page.ViewportSize!.Width}.jpg"), Type = ScreenshotType.Jpeg, FullPage = true, Animations = ScreenshotAnimations.Disabled,
        });
    }

    /// <summary>No page may scroll sideways, and axe must find nothing of WCAG 2.2 A and AA.</summary>
    public static async Task CheckAsync(IPage page, string name)
    {
        await CheckWidthAsync(page, name);
        await page.EvaluateAsync(Axe.GetScript());
        var found = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })).violations.flatMap(rule =>
                rule.nodes.slice(0, 4).map(node => `${rule.id}: ${rule.help} at ${node.html} ${node.any.map(check => check.message).join(' ')}`))
            """);
        Assert.True(found.Length == 0, $"{name}: " + string.Join("\n", found));
    }

    public static async Task CheckWidthAsync(IPage page, string name)
    {
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name} at {page.ViewportSize!.Width} px is {wide} px too wide");
    }

    static string Installed() => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/usr/bin/microsoft-edge" }
        .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("No Chromium was found; ./test installs it where it may.");

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
        await App.DisposeAsync();
    }
}
