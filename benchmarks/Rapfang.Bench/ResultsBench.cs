using System.Diagnostics;
using System.Net;
using System.Text;
using Npgsql;

namespace Rapfang.Bench;

/// <summary>The results page at 10 thousand and at 10 million answers; the CSV export of 1 million.</summary>
static class ResultsBench
{
    const int Looks = 400;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    static readonly TimeSpan LongestExport = TimeSpan.FromSeconds(120);

    public static async Task RunAsync(string folder, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        var survey = (await AskedSurvey.ReadAsync(database))[0];
        var cookie = await SignInAsync(app, stop);
        var desk = $"/demo/desk/surveys/{survey.Slug}";

        await survey.GrowToAsync(database, 10_000, stop);
        var small = await LookAsync("10 thousand");

        var watch = Stopwatch.StartNew();
        var generated = await survey.GrowToAsync(database, 10_000_000, stop);
        Figures.Print("generated answers per second", generated / watch.Elapsed.TotalSeconds, "answers/s");
        var large = await LookAsync("10 million");
        Figures.Below("results 10 million to 10 thousand", large / small, "ratio", 1.3);

        async Task<double> LookAsync(string answers)
        {
            await SettleAsync(database, stop);
            var times = await TimesAsync(app, $"{desk}/results", cookie, stop);
            Figures.Print($"results page at {answers} answers p50", Figures.Median(times), "ms");
            Figures.Below($"results page at {answers} answers p95", Figures.Percentile(times, 0.95), "ms", 100);
            return Figures.Median(times);
        }
    }

    public static async Task RunExportAsync(string folder, CancellationToken stop)
    {
        const int answers = 1_000_000;
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        var survey = (await AskedSurvey.ReadAsync(database))[0];
        await survey.GrowToAsync(database, answers, stop);
        await SettleAsync(database, stop);
        await ExportAsync(app, $"/demo/desk/surveys/{survey.Slug}/answers.csv", await SignInAsync(app, stop), answers, stop);
    }

    // The server's own clearing up after so many rows would be measured as the page's time.
    static async Task SettleAsync(NpgsqlConnection database, CancellationToken stop)
    {
        foreach (var sql in new[] { "vacuum analyze survey_answers", "vacuum analyze survey_comments", "vacuum analyze survey_tallies", "checkpoint" })
        {
            await using var command = new NpgsqlCommand(sql, database);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Signs in as the demo office's quality coordinator.</summary>
    public static async Task<string> SignInAsync(RunningApp app, CancellationToken stop)
    {
        using var page = await app.Client.GetAsync(new Uri("/account/sign-in", UriKind.Relative), stop);
        var token = RawConnection.Between(await page.Content.ReadAsByteArrayAsync(stop), "name=\"_form\" type=\"hidden\" value=\""u8, "\""u8);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/demo");
        request.Headers.Add("Cookie", Cookie(page));
        request.Content = new FormUrlEncodedContent([new("user", "demo.quality"), new("_form", token)]);
        using var answer = await app.Client.SendAsync(request, stop);
        return answer.StatusCode == HttpStatusCode.Redirect ? Cookie(answer) : throw new BenchException($"signing in came back with {answer.StatusCode}");
    }

    static string Cookie(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];

    static async Task<List<double>> TimesAsync(RunningApp app, string path, string cookie, CancellationToken stop)
    {
        using var connection = new RawConnection(app.Address);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n");
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            Look();
        }

        var times = new List<double>();
        while (times.Count < Looks)
        {
            stop.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            Look();
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(5, stop);
        }

        return times;

        void Look()
        {
            connection.Send(request);
            if (connection.Status != 200 || connection.Body.IndexOf("id=\"ranking\""u8) < 0)
            {
                throw new BenchException($"the results page came with {connection.Status}");
            }
        }
    }

    static async Task ExportAsync(RunningApp app, string path, string cookie, long answers, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(LongestExport);
        var lines = 0L;
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(patience.Token);
            var buffer = new byte[1 << 16];
            for (int read; (read = await body.ReadAsync(buffer, patience.Token)) > 0;)
            {
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"the export was given up after {lines} lines");
        }

        var seconds = watch.Elapsed.TotalSeconds;
        if (seconds < LongestExport.TotalSeconds && lines != answers + 1)
        {
            throw new BenchException($"the export has {lines} lines, not a heading and {answers}");
        }

        Figures.Below("export 1 million answers", seconds, "s", 20);
        Figures.Below("resident memory", app.Megabytes("VmHWM"), "MB", 300);
    }
}
