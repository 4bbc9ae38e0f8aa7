using System.Diagnostics;

namespace Rapfang.Bench;

/// <summary>Some clients at once, each on a thread of its own, each again as soon as it has its answer.</summary>
static class Load
{
    /// <returns>How many steps were done, and how many a second.</returns>
    public static (long Steps, double PerSecond) Run(TimeSpan time, IReadOnlyCollection<Action> clients, CancellationToken stop)
    {
        var steps = 0L;
        Exception? failure = null;
        var watch = Stopwatch.StartNew();
        var threads = clients.Select(step => new Thread(() =>
        {
            var mine = 0L;
            try
            {
                for (; watch.Elapsed < time && failure is null && !stop.IsCancellationRequested; mine++)
                {
                    step();
                }
            }
            catch (Exception e)
            {
                failure = e;
            }

            Interlocked.Add(ref steps, mine);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        stop.ThrowIfCancellationRequested();
        return failure is null ? (steps, steps / watch.Elapsed.TotalSeconds) : throw new BenchException($"a client failed: {failure.Message}");
    }
}
