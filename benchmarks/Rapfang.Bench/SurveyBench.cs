using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Rapfang.Bench;

/// <summary>Answering a survey: pairs of look and answer, answers alone, and the bare insert they are compared with.</summary>
static partial class SurveyBench
{
    const int Clients = 8;
    const int ManyClients = 32;
    const int Rounds = 3;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(4);

    /// <returns>Whether every acknowledged answer is stored and counted, and nothing else.</returns>
    public static async Task<bool> RunAsync(string folder, CancellationToken stop)
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartWithDataAsync(folder, data.Path, stop);
        await using var database = await app.OpenDatabaseAsync();
        var surveys = await AskedSurvey.ReadAsync(database);
        var survey = surveys[0];
        Figures.Below("survey page size", await PageSizeAsync(app, $"/demo/survey/{survey.Slug}", stop), "bytes", 120_000);

        var before = await survey.CountAsync(database);
        var people = Enumerable.Range(0, ManyClients).Select(_ => new Answering(app.Address, survey)).ToList();
        var inserts = new List<Action>();
        for (var i = 0; i < Clients; i++)
        {
            inserts.Add(await InsertingAsync(app, surveys[1]));
        }

        var acknowledged = Load.Run(WarmUp, Steps(Clients, person => person.Pair), stop).Steps;
        people.ForEach(person => person.Pair());
        acknowledged += people.Count;
        // What is compared takes turns, so that whatever else the machine does meets all of it.
        List<double> pairs = [], posts = [], manyPosts = [], inserted = [], ratios = [], pairRatios = [], pairTimes = [], postTimes = [];
        for (var round = 0; round < Rounds; round++)
        {
            pairs.Add(Answer(Clients, person => person.Pair, pairTimes));
            posts.Add(Answer(Clients, person => person.Post, postTimes));
            inserted.Add(Load.Run(Round, inserts, stop).PerSecond);
            manyPosts.Add(Answer(ManyClients, person => person.Post, []));
            ratios.Add(posts[^1] / inserted[^1]);
            pairRatios.Add(pairs[^1] / inserted[^1]);
        }

        Figures.Print("survey pairs per second", Figures.Median(pairs), "pairs/s");
        Figures.AtLeast("pairs to insert", Figures.Median(pairRatios), "ratio", 0.28); // docs/adr/0013
        Figures.Print("survey POST per second", Figures.Median(posts), "POST/s");
        Figures.Print("survey POST per second with 32 clients", Figures.Median(manyPosts), "POST/s");
        Figures.Print("insert per second", Figures.Median(inserted), "inserts/s");
        Figures.AtLeast("POST to insert", Figures.Median(ratios), "ratio", 0.4);
        Figures.Print("app processor time per pair", Figures.Median(pairTimes), "us");
        Figures.Print("app processor time per POST", Figures.Median(postTimes), "us");
        Figures.Below("resident memory after load", app.Megabytes("VmRSS"), "MB", 300);
        people.ForEach(person => person.Dispose());

        var stored = await survey.CountAsync(database) - before;
        var agree = await survey.TalliesAgreeAsync(database);
        Console.WriteLine($"stored equals acknowledged: {(stored == acknowledged && agree ? "yes" : "no")}");
        if (stored != acknowledged || !agree)
        {
            await Console.Error.WriteLineAsync($"acknowledged {acknowledged}, stored {stored}, counts agree: {agree}");
        }

        return stored == acknowledged && agree;

        double Answer(int clients, Func<Answering, Action> what, List<double> processorTimes)
        {
            var used = app.ProcessorMicroseconds();
            var (steps, perSecond) = Load.Run(Round, Steps(clients, what), stop);
            processorTimes.Add((app.ProcessorMicroseconds() - used) / steps);
            acknowledged += steps;
            return perSecond;
        }

        List<Action> Steps(int clients, Func<Answering, Action> what) => [.. people.Take(clients).Select(what)];
    }

    // Another survey takes these rows, so that the answers of the measured one can be counted afterwards.
    static async Task<Action> InsertingAsync(RunningApp app, AskedSurvey survey)
    {
        var insert = survey.InsertOne(await app.OpenDatabaseAsync());
        var key = (NpgsqlParameter<Guid>)insert.Parameters[1];
        key.TypedValue = Guid.NewGuid();
        await insert.PrepareAsync();
        return () =>
        {
            key.TypedValue = Guid.NewGuid();
            insert.ExecuteNonQuery();
        };
    }

    /// <summary>Bytes of a first visit over the wire, without headers: the page and all it names, each compressed if the app can.</summary>
    static async Task<long> PageSizeAsync(RunningApp app, string path, CancellationToken stop)
    {
        var (size, page) = await FetchAsync(app, path, stop);
        var files = Named().Matches(page).Select(match => match.Groups["file"].Value).Distinct().ToList();
        foreach (var file in files)
        {
            var (bytes, _) = await FetchAsync(app, file, stop);
            size += bytes;
            if (file.EndsWith(".css", StringComparison.Ordinal))
            {
                var css = await app.Client.GetStringAsync(new Uri(file, UriKind.Relative), stop);
                foreach (Match font in Font().Matches(css))
                {
                    size += (await FetchAsync(app, "/lib/" + font.Groups["file"].Value, stop)).Bytes;
                }
            }
        }

        return size;
    }

    static async Task<(long Bytes, string Text)> FetchAsync(RunningApp app, string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var answer = await app.Client.SendAsync(request, stop);
        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop);
        return (bytes.Length, answer.Content.Headers.ContentEncoding.Count == 0 ? Encoding.UTF8.GetString(bytes) : "");
    }

    [GeneratedRegex("(?:src|href)=\"(?<file>/lib/[^\"#]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("url\\(\"?\\./(?<file>fonts/[^\")]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Font();
}
