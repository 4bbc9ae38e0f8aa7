namespace Rapfang.Bench;

/// <summary>From the start of the process to the first page of the demo office, with no data and with data.</summary>
static class StartBench
{
    const int Rounds = 5;

    public static async Task RunAsync(string folder, CancellationToken stop)
    {
        List<double> first = [], again = [], memory = [];
        for (var round = 0; round < Rounds; round++)
        {
            using var data = new DataFolder();
            var (fresh, seconds) = await RunningApp.StartAsync(folder, data.Path, "/demo", stop);
            await fresh.DisposeAsync();
            first.Add(seconds);
            var (app, secondsAgain) = await RunningApp.StartAsync(folder, data.Path, "/demo", stop);
            memory.Add(app.Megabytes("VmRSS"));
            await app.DisposeAsync();
            again.Add(secondsAgain);
        }

        Figures.Below("first start", Figures.Median(first), "s", 8);
        Figures.Below("start with data", Figures.Median(again), "s", 3);
        Figures.Print("resident memory after start", Figures.Median(memory), "MB");
    }
}
