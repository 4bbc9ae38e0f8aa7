using System.Globalization;
using System.Runtime.InteropServices;
using Rapfang.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(90));
// Told to stop, it still stops the app and clears its folder away.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var which = args is [var name, ..] ? name : "all";
int? number = args is [_, var text] ? int.Parse(text, CultureInfo.InvariantCulture) : null;
var app = Path.Combine(Environment.CurrentDirectory, "artifacts", "app");
try
{
    var right = true;
    if (which is "survey" or "all")
    {
        right &= await SurveyBench.RunAsync(app, stop.Token);
    }

    if (which is "memory" or "all")
    {
        await MemoryBench.RunAsync(app, number ?? MemoryBench.Minutes, stop.Token);
    }

    if (which is "results" or "all")
    {
        await ResultsBench.RunAsync(app, stop.Token);
    }

    if (which is "export" or "all")
    {
        await ResultsBench.RunExportAsync(app, stop.Token);
    }

    if (which is "pages" or "all")
    {
        await PagesBench.RunAsync(app, stop.Token);
    }

    if (which is "manual" or "all")
    {
        await ManualBench.RunAsync(app, stop.Token);
    }

    if (which is "import" or "all")
    {
        right &= await ImportBench.RunAsync(app, stop.Token);
    }

    if (which is "search" or "all")
    {
        right &= await SearchBench.RunAsync(app, stop.Token);
    }

    if (which is "voices" or "all")
    {
        right &= await VoicesBench.RunAsync(app, number ?? VoicesBench.Cases, stop.Token);
    }

    if (which is "start" or "all")
    {
        await StartBench.RunAsync(app, stop.Token);
    }

    return right ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("stopped");
    return 1;
}
catch (BenchException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
