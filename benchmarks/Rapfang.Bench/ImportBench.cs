using System.Diagnostics;
using System.Net;
using System.Text;
using Npgsql;
using Rapfang.Modules.Surveys;

namespace Rapfang.Bench;

/// <summary>A CSV of 1 million survey answers in words, as Google Forms would export it: brought, checked, imported.</summary>
static class ImportBench
{
    const int Rows = 1_000_000;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <returns>Whether all rows are stored and counted.</returns>
    public static async Task<bool> RunAsync(string folder, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        var survey = (await AskedSurvey.ReadAsync(database))[0];
        var before = await survey.CountAsync(database);
        var file = Path.Combine(data.Path, "answers.csv");
        await WriteAsync(file, survey);
        var cookie = await ResultsBench.SignInAsync(app, stop);

        var watch = Stopwatch.StartNew();
        var import = await BringAsync(app, $"/demo/desk/imports/new/survey-answers/{survey.Id}", file, cookie, stop);
        Figures.Print("bringing the file", watch.Elapsed.TotalSeconds, "s");
        Figures.Print("size of the file", new FileInfo(file).Length / 1e6, "MB");
        await DoAsync("Check", "checking 1 million rows", double.MaxValue);
        await DoAsync("Import", "importing 1 million rows", 60);
        Figures.Print("highest resident memory", app.Megabytes("VmHWM"), "MB");

        var stored = await survey.CountAsync(database) - before;
        var agree = await survey.TalliesAgreeAsync(database);
        Console.WriteLine($"imported equals sent: {(stored == Rows && agree ? "yes" : "no")}");
        return stored == Rows && agree;

        async Task DoAsync(string handler, string name, double budget)
        {
            var page = await GetAsync(app, import, cookie, stop);
            // Every field as the page proposes it: the columns are headed as the questions are.
            var fields = ImportForm.Fields(page).Append(new("_form", ImportForm.Token(page)));
            var time = Stopwatch.StartNew();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{import}?handler={handler}");
            request.Headers.Add("Cookie", cookie);
            request.Content = new FormUrlEncodedContent(fields);
            using var answer = await app.Client.SendAsync(request, stop);
            if (answer.StatusCode != HttpStatusCode.Redirect || answer.Headers.Location?.ToString().Contains("/jobs/", StringComparison.Ordinal) != true)
            {
                throw new BenchException($"{handler} came back with {answer.StatusCode}");
            }

            await EndAsync(database, answer.Headers.Location.ToString()[^36..], stop);
            Figures.Below(name, time.Elapsed.TotalSeconds, "s", budget);
        }
    }

    static async Task WriteAsync(string file, AskedSurvey survey)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(true), 1 << 20);
        var asked = survey.Questionnaire;
        await writer.WriteLineAsync("ประทับเวลา,กลุ่มผู้ตอบ," + string.Join(',', asked.Coded.Select(question => $"\"{question.Text.Th}\"")));
        var words = asked.Coded.Select(question => asked.CodesOf(question).Zip(asked.AnswersOf(question)).ToDictionary(pair => pair.First, pair => pair.Second.Th)).ToList();
        var line = new StringBuilder();
        for (var n = 0; n < Rows; n++)
        {
            line.Clear().Append(survey.OpensOn.ToString("dd/MM/yyyy")).Append(' ').Append(n).Append(',').Append(survey.Groups[n % survey.Groups.Length]);
            var codes = survey.Codes();
            for (var i = 0; i < codes.Length; i++)
            {
                line.Append(',').Append(words[i][codes[i]]);
            }

            await writer.WriteLineAsync(line);
        }
    }

    internal static async Task<string> GetAsync(RunningApp app, string path, string cookie, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var answer = await app.Client.SendAsync(request, stop);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop);
    }

    static async Task<string> BringAsync(RunningApp app, string path, string file, string cookie, CancellationToken stop)
    {
        var page = await GetAsync(app, path, cookie, stop);
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Cookie", cookie);
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent { { new StringContent(ImportForm.Token(page)), "_form" }, { new StreamContent(content), "Table", "answers.csv" } };
        request.Content = form;
        using var answer = await app.Client.SendAsync(request, stop);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.ToString() : throw new BenchException($"the file came back with {answer.StatusCode}");
    }

    internal static async Task EndAsync(NpgsqlConnection database, string job, CancellationToken stop)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Longest;)
        {
            await Task.Delay(100, stop);
            await using var command = new NpgsqlCommand("select state, message from jobs where id = $1", database) { Parameters = { new() { Value = Guid.Parse(job) } } };
            await using var reader = await command.ExecuteReaderAsync(stop);
            await reader.ReadAsync(stop);
            switch (reader.GetString(0))
            {
                case "done":
                    return;
                case "failed" or "cancelled":
                    throw new BenchException($"the job ended: {reader.GetString(1)}");
            }
        }

        throw new BenchException("the job did not end");
    }
}
