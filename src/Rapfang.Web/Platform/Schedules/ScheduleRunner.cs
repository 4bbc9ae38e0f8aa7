using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Schedules;

/// <summary>
/// Runs each schedule once when it is due, whichever node comes first. Runs that were missed because no node was there are
/// made up for by one. A run that fails, or whose node dies, is not repeated before it is due again.
/// </summary>
public sealed partial class ScheduleRunner(
    IEnumerable<Schedule> schedules, NpgsqlDataSource source, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ScheduleRunner> log) : BackgroundService
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunDueAsync(stoppingToken);
            await Task.Delay(LookAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs what is due and no node has taken.</summary>
    public async Task RunDueAsync(CancellationToken stop = default)
    {
        foreach (var schedule in schedules)
        {
            var due = schedule.DueUntil(clock.GetUtcNow());
            if (seen.GetValueOrDefault(schedule.Name) == due)
            {
                continue;
            }

            try
            {
                if (await TakeAsync(schedule.Name, due, stop))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await schedule.Work(scope.ServiceProvider, stop);
                    await EndAsync(schedule.Name, due);
                }

                seen[schedule.Name] = due;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException) // Whatever it is, the other schedules run.
            {
                LogFailure(log, schedule.Name, e);
            }
        }
    }

    // Not below a run that was taken already: a node whose clock is behind must not make up for yesterday.
    async Task<bool> TakeAsync(string name, DateTimeOffset due, CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            insert into schedule_runs (name, due_at, taken_at)
            select $1, $2, $3 where not exists (select from schedule_runs where name = $1 and due_at >= $2)
            on conflict do nothing
            """);
        command.Parameters.Fill(name, due, clock.GetUtcNow());
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    async Task EndAsync(string name, DateTimeOffset due)
    {
        await using var command = source.CreateCommand("update schedule_runs set ended_at = $3 where name = $1 and due_at = $2");
        command.Parameters.Fill(name, due, clock.GetUtcNow());
        await command.ExecuteNonQueryAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Schedule {Name} failed; if it had begun, it runs again when it is due next.")]
    static partial void LogFailure(ILogger logger, string name, Exception exception);
}
