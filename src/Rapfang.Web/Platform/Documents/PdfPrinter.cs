using System.Diagnostics;
using System.Net;

namespace Rapfang.Platform.Documents;

/// <summary>
/// Prints documents as PDF with the browser that is installed beside the app: Chromium, Chrome or Edge. Without one there
/// is no PDF; the page to print and the Word file remain.
/// </summary>
public sealed class PdfPrinter(IConfiguration configuration, IWebHostEnvironment host)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge"];

    /// <summary>The browser's program, from <c>RAPFANG_BROWSER</c> or where systems keep it; null when there is none.</summary>
    public string? Browser { get; } = configuration["RAPFANG_BROWSER"] is { Length: > 0 } told ? (File.Exists(told) ? told : null) : Find();

    static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> places =
        [
            .. folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))),
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }.Select(Environment.GetFolderPath)
                .SelectMany(root => new[] { Path.Combine(root, "Microsoft", "Edge", "Application", "msedge.exe"), Path.Combine(root, "Google", "Chrome", "Application", "chrome.exe") }),
        ];
        return places.FirstOrDefault(File.Exists);
    }

    /// <summary>The document as PDF.</summary>
    /// <exception cref="RuleBroken">There is no browser, or it took longer than a minute.</exception>
    public async Task<byte[]> PrintAsync(OfficialDocument document, CancellationToken cancellation)
    {
        var program = Browser ?? throw new RuleBroken(
            "เครื่องที่ติดตั้งระบบไม่มีเบราว์เซอร์ จึงทำ PDF ไม่ได้ ให้ใช้ปุ่มพิมพ์หรือไฟล์ Word แทน",
            "The machine that this runs on has no browser, so no PDF can be made. Print the page or take the Word file instead.");
        var folder = Directory.CreateTempSubdirectory("rapfang-pdf-").FullName;
        try
        {
            // Which page a heading comes to stand on is known when it is printed; then the list of contents is printed with it.
            var pages = document.Blocks.Any(block => block is Contents) ? PdfPages.OfParts(await PrintAsync(program, folder, document, null, "--disable-pdf-tagging", cancellation)) : [];
            return await PrintAsync(program, folder, document, pages.Count > 0 ? pages : null, "--generate-pdf-document-outline", cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<byte[]> PrintAsync(string program, string folder, OfficialDocument document, IReadOnlyList<int>? pages, string option, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "document.html"), PageOf(document, pages), cancellation);
        var target = Path.Combine(folder, "document.pdf");
        await RunAsync(program, folder, target, option, cancellation);
        return await File.ReadAllBytesAsync(target, cancellation);
    }

    // The same markup and styles as the page to print; scripts and addresses outside this machine's files are shut out.
    string PageOf(OfficialDocument document, IReadOnlyList<int>? pages)
    {
        var styles = new Uri(Path.Combine(host.WebRootPath, "lib") + Path.DirectorySeparatorChar).AbsoluteUri;
        return $"""
            <!doctype html>
            <html lang="th" data-theme="light">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src file: 'unsafe-inline'; font-src file:; img-src data:">
            <title>{WebUtility.HtmlEncode(document.Title)}</title>
            <link rel="stylesheet" href="{styles}app.css">
            <link rel="stylesheet" href="{styles}document.css">
            </head>
            <body class="print-preview">{PrintHtml.Render(document, new PrintHtmlOptions(Pages: pages))}</body>
            </html>
            """;
    }

    static async Task RunAsync(string program, string folder, string target, string option, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
            ArgumentList =
            {
                "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--no-pdf-header-footer", option,
                "--allow-file-access-from-files", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={target}",
                new Uri(Path.Combine(folder, "document.html")).AbsoluteUri,
            },
        };
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            start.ArgumentList.Add("--no-sandbox"); // Chromium starts for root only without it; the page holds nothing foreign.
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        using var browser = Process.Start(start)!;
        try
        {
            var said = browser.StandardError.ReadToEndAsync(limit.Token);
            _ = browser.StandardOutput.ReadToEndAsync(limit.Token);
            await browser.WaitForExitAsync(limit.Token);
            if (browser.ExitCode != 0 || !File.Exists(target))
            {
                throw new IOException($"The browser ended with {browser.ExitCode}: {await said}");
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RuleBroken("ทำ PDF ไม่เสร็จภายในหนึ่งนาที กรุณาลองใหม่ หรือใช้ปุ่มพิมพ์", "The PDF was not done within a minute. Please try again, or print the page.");
        }
        finally
        {
            if (!browser.HasExited)
            {
                browser.Kill(entireProcessTree: true);
                await browser.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
