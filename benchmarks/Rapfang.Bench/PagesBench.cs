using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rapfang.Bench;

/// <summary>Every page of the desk that the menu and its pages lead to, with the demo office's data.</summary>
static partial class PagesBench
{
    const int Warm = 15;
    const int Looks = 40;

    public static async Task RunAsync(string folder, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        using var connection = new RawConnection(app.Address);
        var cookie = await ResultsBench.SignInAsync(app, stop);

        var paths = Paths(connection, cookie, "/demo/desk", DeskLink());
        var slowest = (Path: "", P95: 0.0);
        foreach (var path in paths)
        {
            for (var i = 0; i < Warm; i++)
            {
                Look(path);
            }

            var times = Enumerable.Range(0, Looks).Select(_ => Look(path)).ToList();
            stop.ThrowIfCancellationRequested();
            var p95 = Figures.Percentile(times, 0.95);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path}: p50 {Figures.Median(times):0.0}, p95 {p95:0.0} ms"));
            slowest = p95 > slowest.P95 ? (path, p95) : slowest;
        }

        Figures.Print("staff pages", paths.Count, "pages");
        await Console.Error.WriteLineAsync($"slowest: {slowest.Path}");
        Figures.Below("slowest staff page p95", slowest.P95, "ms", 60);

        double Look(string path)
        {
            var watch = Stopwatch.StartNew();
            PagesBench.Look(connection, cookie, path);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    /// <summary>Where a page leads to, and where these pages lead to.</summary>
    public static List<string> Paths(RawConnection connection, string cookie, string start, Regex links)
    {
        var near = Links(start);
        return [.. near.Concat(near.SelectMany(Links)).Distinct()];

        List<string> Links(string path)
        {
            Look(connection, cookie, path);
            return [.. links.Matches(Encoding.UTF8.GetString(connection.Body)).Select(match => match.Groups["path"].Value).Distinct()];
        }
    }

    public static void Look(RawConnection connection, string cookie, string path)
    {
        connection.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"));
        if (connection.Status != 200)
        {
            throw new BenchException($"{path} came with {connection.Status}");
        }
    }

    // Files to fetch and sheets to print are no pages.
    [GeneratedRegex("href=\"(?<path>/demo/desk(?:/(?!files/|jobs/)[a-z0-9/-]+)?)\"", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex DeskLink();
}
