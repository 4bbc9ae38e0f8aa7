using System.Globalization;
using System.Text.RegularExpressions;

namespace Rapfang.Bench;

/// <summary>How large the app gets with the data of the demo office: citizens answer, then others look around as well, then officers at every page of the desk.</summary>
static partial class MemoryBench
{
    public const int Minutes = 10;
    const int Answering = 8;
    const int Looking = 8;
    const int Officers = 2;

    public static async Task RunAsync(string folder, int minutes, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        Figures.Print("resident memory after the first start", app.Megabytes("VmRSS"), "MB");
        await app.DisposeAsync();
        // An office's app never made a demo: what that left behind is told above, what serves is measured.
        (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        var survey = (await AskedSurvey.ReadAsync(database))[0];
        var cookie = await ResultsBench.SignInAsync(app, stop);
        Figures.Print("resident memory after a start with data", app.Megabytes("VmRSS"), "MB");

        var answering = Enumerable.Range(0, Answering).Select(_ => new Answering(app.Address, survey)).ToList();
        var looking = Enumerable.Range(0, Looking + Officers).Select(_ => new RawConnection(app.Address)).ToList();
        var seen = PagesBench.Paths(looking[0], "", "/demo", PublicLink());
        var desk = PagesBench.Paths(looking[0], cookie, "/demo/desk", PagesBench.DeskLink());
        List<Action> clients = [.. answering.Select(person => (Action)person.Pair)];
        await HoldAsync("citizens answering");
        clients.AddRange(looking.Take(Looking).Select(connection => InTurn(connection, "", seen)));
        await HoldAsync($"and looking at {seen.Count} public pages");
        clients.AddRange(looking.Skip(Looking).Select(connection => InTurn(connection, cookie, desk)));
        await HoldAsync($"and officers at {desk.Count} pages of the desk");
        answering.ForEach(person => person.Dispose());
        looking.ForEach(connection => connection.Dispose());

        async Task HoldAsync(string what)
        {
            var perSecond = 0.0;
            for (var minute = 1; minute <= minutes; minute++)
            {
                perSecond = Load.Run(TimeSpan.FromMinutes(1), clients, stop).PerSecond;
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"minute {minute} of {what}: {app.Megabytes("VmRSS"):0} MB"));
            }

            Figures.Print($"{what}, a second", perSecond, "answers and pages");
            Figures.Below($"resident memory after {minutes} minutes of {what}", app.Megabytes("VmRSS"), "MB", 300);
        }
    }

    static Action InTurn(RawConnection connection, string cookie, List<string> paths)
    {
        var next = 0;
        return () => PagesBench.Look(connection, cookie, paths[next++ % paths.Count]);
    }

    // Without the desk and without files.
    [GeneratedRegex("href=\"(?<path>/demo(?:/(?!desk)[a-z0-9/-]+)?)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicLink();
}
