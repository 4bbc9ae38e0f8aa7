using System.Globalization;
using Rapfang.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(30));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var which = args is [var name] ? name : "all";
var app = Path.Combine(Environment.CurrentDirectory, "artifacts", "app");
try
{
    var right = true;
    if (which is "survey" or "all")
    {
        right &= await SurveyBench.RunAsync(app, stop.Token);
    }

    if (which is "results" or "all")
    {
        await ResultsBench.RunAsync(app, stop.Token);
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
