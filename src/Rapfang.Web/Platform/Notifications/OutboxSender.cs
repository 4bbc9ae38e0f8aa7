using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Notifications;

/// <summary>
/// What all senders of an outbox share: looking for what is due, waiting longer after each failure, putting down how it
/// went. An outbox is a table with due_at, attempts, taken_at, sent_at, given_up_at, trouble and last_error.
/// </summary>
public abstract partial class OutboxSender(NpgsqlDataSource source, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>After this what a node took and said no more of may be taken again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <param name="Wait">Until the next attempt; null: it is given up.</param>
    protected sealed record Failure(string Trouble, string Words, TimeSpan? Wait);

    /// <summary>How long to wait before looking again.</summary>
    protected virtual TimeSpan LookAgain => TimeSpan.FromSeconds(5);

    protected NpgsqlDataSource Source => source;

    protected TimeProvider Clock => clock;

    /// <summary>How long to wait after so many attempts failed; null after three days: it is given up.</summary>
    public static TimeSpan? WaitAfter(int attempts) => attempts switch
    {
        1 => TimeSpan.FromMinutes(1),
        2 => TimeSpan.FromMinutes(5),
        3 => TimeSpan.FromMinutes(15),
        4 => TimeSpan.FromHours(1),
        < 40 => TimeSpan.FromHours(2),
        _ => null,
    };

    /// <summary>Sends everything that is due now.</summary>
    public abstract Task SendDueAsync(CancellationToken stop = default);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException) // Nothing that befalls one of them may stop the app.
            {
                LogDatabase(log, e);
            }

            await Task.Delay(LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Puts down how the attempt of this node went; if it took longer than the lease, the row is another node's by now.</summary>
    /// <param name="table">A constant of the sender, as is <paramref name="alsoSet"/>.</param>
    /// <param name="failure">Null when it was taken.</param>
    protected Task StoreAsync(string table, int office, Guid id, int attempts, Failure? failure, string alsoSet = "")
    {
        var now = clock.GetUtcNow();
        return RetriedAsync($"""
            update {table} set taken_at = null, sent_at = $4, given_up_at = $5, due_at = $6, trouble = $7, last_error = $8{alsoSet}
            where office_id = $1 and id = $2 and attempts = $3 and sent_at is null
            """, parameters =>
        {
            parameters.Fill(office, id, attempts);
            parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = failure is null ? now : null });
            parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = failure is { Wait: null } ? now : null });
            parameters.Fill(now + (failure?.Wait ?? TimeSpan.Zero));
            parameters.Add(new NpgsqlParameter<string?> { TypedValue = failure is null ? null : RapfangDb.SnakeCase(failure.Trouble) });
            parameters.Fill(failure?.Words ?? "");
        });
    }

    // It is out: unless this is stored it goes out again. So a database that is away for a moment is waited for.
    async Task RetriedAsync(string sql, Action<NpgsqlParameterCollection> fill)
    {
        for (var left = 60; ; left--)
        {
            try
            {
                await using var command = source.CreateCommand(sql);
                fill(command.Parameters);
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException e) when (left > 0)
            {
                LogDatabase(log, e);
                await Task.Delay(LookAgain);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox can not be reached; trying again.")]
    static partial void LogDatabase(ILogger logger, Exception exception);
}
