using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Notifications;

/// <summary>A call that this node is sending.</summary>
public sealed record TakenCall(int Office, Guid Id, string What, Guid Target, string Body, int Attempts, DateTimeOffset WrittenAt);

/// <summary>How calls of one kind go out; registered under their <see cref="OutgoingCall.What"/>, one for each call.</summary>
public interface ICallRoute
{
    /// <summary>After this time it is of no use any more.</summary>
    TimeSpan Lasts { get; }

    /// <returns>Null when there is nowhere to send it any more.</returns>
    Task<HttpRequestMessage?> RequestAsync(TakenCall call, DateTimeOffset now);

    /// <summary>Whether the receiver has it with this status.</summary>
    bool Took(int status) => status is >= 200 and < 300;

    /// <summary>Whether waiting does not help, though the status says so.</summary>
    bool IsOver(int status, string words) => false;

    /// <summary>An attempt was made, and how it went is stored.</summary>
    /// <param name="words">Status and words of the receiver; empty when it took the call.</param>
    Task TriedAsync(TakenCall call, CallTrouble? trouble, string words, DateTimeOffset now) => Task.CompletedTask;
}

/// <summary>
/// Sends the calls in the outbox, each by one node. Like a mail, a call whose node died after the receiver took it goes out
/// again after <see cref="OutboxSender.Lease"/>, under the same id. Calls may overtake each other.
/// </summary>
public sealed partial class CallSender(
    NpgsqlDataSource source, IServiceScopeFactory scopes, OfficeDirectory offices, PersonalKeys keys, OutsideNetwork network, TimeProvider clock, ILogger<CallSender> log)
    : OutboxSender(source, clock, log)
{
    /// <summary>At once, so that a receiver that does not answer holds up no others.</summary>
    const int AtOnce = 4;
    const int LongestWords = 300;

    /// <summary>For one call, from connecting to the end of the answer.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);

    // Somebody waits in a chat.
    protected override TimeSpan LookAgain => TimeSpan.FromSeconds(1);

    public override Task SendDueAsync(CancellationToken stop = default) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
    {
        while (!stop.IsCancellationRequested && await TakeAsync(stop) is { } call)
        {
            await SendAsync(call);
        }
    }));

    async Task<TakenCall?> TakeAsync(CancellationToken stop)
    {
        await using var command = Source.CreateCommand("""
            update outgoing_calls set attempts = attempts + 1, taken_at = $1, due_at = $2
            where (office_id, id) = (
                select office_id, id from outgoing_calls
                where sent_at is null and given_up_at is null and due_at <= $1
                order by due_at, id limit 1 for update skip locked)
            returning office_id, id, what, target_id, body, attempts, written_at
            """);
        var now = Clock.GetUtcNow();
        command.Parameters.Fill(now, now + Lease);
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop))
        {
            return null;
        }

        var (office, id) = (reader.GetInt32(0), reader.GetGuid(1));
        var body = await reader.IsDBNullAsync(4, stop) ? "" : keys.Open(new(office, OutgoingCall.BodyField.Name, id), new(reader.GetString(4)));
        return new(office, id, reader.GetString(2), reader.GetGuid(3), body, reader.GetInt32(5), await reader.GetFieldValueAsync<DateTimeOffset>(6, stop));
    }

    async Task SendAsync(TakenCall call)
    {
        await using var scope = scopes.CreateAsyncScope();
        var office = (await offices.AllAsync()).FirstOrDefault(one => one.Id == call.Office);
        if (office is null)
        {
            await StoreAsync(call, new(nameof(CallTrouble.NotSet), "", WaitAfter(call.Attempts)));
            return;
        }

        scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set(office);
        var route = scope.ServiceProvider.GetRequiredKeyedService<ICallRoute>(call.What);
        var failure = await TryAsync(call, route);
        await StoreAsync(call, failure);
        if (failure is { Trouble: nameof(CallTrouble.Unreachable), Wait: { } wait })
        {
            await PutOffAsync(call, wait);
        }

        await route.TriedAsync(call, failure is null ? null : Enum.Parse<CallTrouble>(failure.Trouble), failure?.Words ?? "", Clock.GetUtcNow());
    }

    // What was sent is not kept: it may name somebody. A webhook's can be sent again.
    Task StoreAsync(TakenCall call, Failure? failure) => StoreAsync(
        "outgoing_calls", call.Office, call.Id, call.Attempts, failure, ", body = case when what = 'webhook' or ($4 is null and $5 is null) then body end");

    async Task<Failure?> TryAsync(TakenCall call, ICallRoute route)
    {
        var now = Clock.GetUtcNow();
        if (now - call.WrittenAt > route.Lasts)
        {
            return new(nameof(CallTrouble.TooLate), "", null);
        }

        try
        {
            using var request = await route.RequestAsync(call, now);
            if (request is null)
            {
                return new(nameof(CallTrouble.NotSet), "", null);
            }

            using var patience = new CancellationTokenSource(Patience);
            using var answer = await network.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)answer.StatusCode;
            if (route.Took(status))
            {
                return null;
            }

            var said = await WordsAsync(answer, patience.Token);
            var (trouble, wait) = answer.StatusCode switch
            {
                HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests when !route.IsOver(status, said) => (CallTrouble.Busy, Later(call, answer)),
                >= HttpStatusCode.InternalServerError => (CallTrouble.Fault, WaitAfter(call.Attempts)),
                _ => (CallTrouble.Refused, null), // A redirect too: the address is to be set right.
            };
            return new(trouble.ToString(), said, wait);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or FormatException)
        {
            LogFailure(log, call.Id, call.What, call.Attempts, e);
            return e.InnerException is NotAllowedException ? new(nameof(CallTrouble.NotAllowed), e.InnerException.Message, null)
                : e is FormatException ? new(nameof(CallTrouble.Refused), e.Message, null)
                : new(nameof(CallTrouble.Unreachable), e is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"No answer within {Patience.TotalSeconds} seconds.") : Masked(e.Message), WaitAfter(call.Attempts));
        }
    }

    static TimeSpan? Later(TakenCall call, HttpResponseMessage answer) => WaitAfter(call.Attempts) is not { } usual ? null
        : answer.Headers.RetryAfter?.Delta is { } asked && asked > usual ? (asked < LongestWait ? asked : LongestWait) : usual;

    static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        var letters = new char[LongestWords];
        var read = await reader.ReadBlockAsync(letters, stop);
        var words = string.Concat(letters.Take(read).Select(c => char.IsControl(c) ? ' ' : c));
        return $"{(int)answer.StatusCode} {Masked(words)}".Trim();
    }

    // A receiver may repeat a telephone number or a user's id.
    static string Masked(string words) => LongNumber().Replace(words, Masks.Hidden);

    [GeneratedRegex("[0-9a-fA-F-]{7,}", RegexOptions.None, 1000)]
    private static partial Regex LongNumber();

    async Task PutOffAsync(TakenCall call, TimeSpan wait)
    {
        await using var command = Source.CreateCommand("""
            update outgoing_calls set due_at = $3
            where office_id = $1 and target_id = $2 and sent_at is null and given_up_at is null and taken_at is null and due_at < $3
            """);
        command.Parameters.Fill(call.Office, call.Target, Clock.GetUtcNow() + wait);
        await command.ExecuteNonQueryAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Id} ({What}) did not get through at attempt {Attempt}.")]
    static partial void LogFailure(ILogger logger, Guid id, string what, int attempt, Exception exception);
}
