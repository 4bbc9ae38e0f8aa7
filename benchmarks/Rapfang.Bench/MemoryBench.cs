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
        await using var app = await RunningApp.StartWithDataAsync(folder, data.Path, stop);
        await using var database = await app.OpenDatabaseAsync();
        var survey = (await AskedSurvey.ReadAsync(database))[0];
        Figures.Print("resident memory after a start with data", app.Megabytes("VmRSS"), "MB");

        var answering = Enumerable.Range(0, Answering).Select(_ => new Answering(app.Address, survey)).ToList();
        // Opened when they are used: the app closes a connection that is silent for two minutes.
        var looking = new List<RawConnection>();
        List<Action> clients = [.. answering.Select(person => (Action)person.Pair)];
        await HoldAsync("citizens answering");
        await HoldAsync($"and looking at {Look(Looking, "", "/demo", PublicLink())} public pages");
        await HoldAsync($"and officers at {Look(Officers, await ResultsBench.SignInAsync(app, stop), "/demo/desk", PagesBench.DeskLink())} pages of the desk");
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

        // Some more who look at all pages that one leads to, in turn.
        int Look(int people, string cookie, string start, Regex links)
        {
            var connections = Enumerable.Range(0, people).Select(_ => new RawConnection(app.Address)).ToList();
            looking.AddRange(connections);
            var paths = PagesBench.Paths(connections[0], cookie, start, links);
            clients.AddRange(connections.Select(connection =>
            {
                var next = 0;
                return (Action)(() => PagesBench.Look(connection, cookie, paths[next++ % paths.Count]));
            }));
            return paths.Count;
        }
    }

    // Without the desk and without files.
    [GeneratedRegex("href=\"(?<path>/demo(?:/(?!desk)[a-z0-9/-]+)?)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicLink();
}
