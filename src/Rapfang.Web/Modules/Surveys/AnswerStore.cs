using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Surveys;

public enum AnswerSource
{
    Web,
    Paper,
    Import,
}

public enum Stored
{
    Stored,

    /// <summary>The same form came before: it is one answer and counted once.</summary>
    Already,

    /// <summary>The survey is not open; nothing was stored.</summary>
    NotOpen,
}

/// <summary>An answer on its way to the store. <paramref name="Key"/> is the random key of the form.</summary>
public sealed record NewAnswer(
    int OfficeId, Guid SurveyId, short Group, Guid Key, AnswerSource Source, DateOnly On, Questionnaire Questionnaire, AnswerSheet Sheet);

/// <summary>
/// Stores answers: what arrives together is committed together, with its counts, and acknowledged after the commit.
/// One writer a node keeps the rows of <c>survey_tallies</c> free of waiting.
/// </summary>
public sealed partial class AnswerStore(NpgsqlDataSource source, IConfiguration configuration, ILogger<AnswerStore> log) : BackgroundService
{
    const int LargestBatch = 500;

    readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(10_000);
    readonly int node = configuration.GetValue("RAPFANG_NODE", 0);

    sealed record Waiting(NewAnswer Answer, TaskCompletionSource<Stored> Outcome);

    /// <summary>Stores one answer and returns once it is on disk.</summary>
    /// <exception cref="NpgsqlException">The database could not take it; nothing was stored.</exception>
    public async Task<Stored> StoreAsync(NewAnswer answer, CancellationToken cancellation = default)
    {
        var outcome = new TaskCompletionSource<Stored>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!await queue.Writer.WaitToWriteAsync(cancellation) || !queue.Writer.TryWrite(new Waiting(answer, outcome)))
        {
            throw new IOException("The app is stopping or has more answers waiting than it can take.");
        }

        return await outcome.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                while (batch.Count < LargestBatch && queue.Reader.TryRead(out var waiting))
                {
                    batch.Add(waiting);
                }

                await WriteAsync(batch);
            }
        }
        catch (OperationCanceledException)
        {
            queue.Writer.TryComplete();
            while (queue.Reader.TryRead(out var waiting))
            {
                waiting.Outcome.TrySetException(new IOException("The app is stopping."));
            }
        }
    }

    async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            var outcomes = await StoreTogetherAsync(batch.ConvertAll(waiting => waiting.Answer));
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Outcome.SetResult(outcomes[i]);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException) // Whatever it is, its senders are told and the next batch is tried.
        {
            LogFailure(log, batch.Count, e);
            foreach (var waiting in batch)
            {
                waiting.Outcome.TrySetException(e);
            }
        }
    }

    /// <summary>Stores answers in one transaction; either all of them, with their counts, or none.</summary>
    /// <returns>What became of each, in order.</returns>
    public async Task<Stored[]> StoreTogetherAsync(IReadOnlyList<NewAnswer> answers)
    {
        await using var connection = await source.OpenConnectionAsync();
        try
        {
            await StoreNewAsync(connection, answers);
            return [.. answers.Select(_ => Stored.Stored)];
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.NotNullViolation)
        {
            return await StoreSomeAsync(connection, answers);
        }
    }

    /// <summary>The usual case in one trip: every answer is new and its survey open. If one is not, nothing is stored.</summary>
    /// <exception cref="PostgresException">A form that came before, or a survey that takes no answers (its id becomes null).</exception>
    async Task StoreNewAsync(NpgsqlConnection connection, IReadOnlyList<NewAnswer> answers)
    {
        // Commands sent together are one transaction of their own.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AnswersCommand($"""
            insert into survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes)
            select a.office_id, a.id, case when {Open} then s.id end, a.group_number, a.source, a.answered_on, a.codes
            from {Sent} left join surveys s on s.office_id = a.office_id and s.id = a.survey_id
            """, answers));
        AddCounts(batch, answers);
        await batch.PrepareAsync(); // Prepared once a connection, not parsed and planned with every batch.
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Stores those that are new and whose survey is open, and finds out about the others.</summary>
    async Task<Stored[]> StoreSomeAsync(NpgsqlConnection connection, IReadOnlyList<NewAnswer> answers)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        // The same form twice in one batch: only the first is tried.
        var first = new Dictionary<(int, Guid), int>();
        for (var i = 0; i < answers.Count; i++)
        {
            first.TryAdd(Id(answers[i]), i);
        }

        await using var insert = new NpgsqlBatch(connection);
        insert.BatchCommands.Add(AnswersCommand($"""
            insert into survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes)
            select a.office_id, a.id, s.id, a.group_number, a.source, a.answered_on, a.codes
            from {Sent} join surveys s on s.office_id = a.office_id and s.id = a.survey_id
            where {Open}
            on conflict do nothing
            returning office_id, id
            """, [.. first.Values.Order().Select(i => answers[i])]));
        var stored = await KeysAsync(insert);
        var fresh = answers.Where((answer, i) => first[Id(answer)] == i && stored.Contains(Id(answer))).ToList();
        if (fresh.Count > 0)
        {
            await using var counts = new NpgsqlBatch(connection);
            AddCounts(counts, fresh);
            await counts.ExecuteNonQueryAsync();
        }

        var refused = answers.Where(answer => !stored.Contains(Id(answer))).ToList();
        await using var known = new NpgsqlBatch(connection);
        known.BatchCommands.Add(AnswersCommand($"select a.office_id, a.id from {Sent} join survey_answers k on k.office_id = a.office_id and k.id = a.id", refused));
        var before = await KeysAsync(known);
        await transaction.CommitAsync();
        return [.. answers.Select((answer, i) => !stored.Contains(Id(answer))
            ? before.Contains(Id(answer)) ? Stored.Already : Stored.NotOpen
            : first[Id(answer)] == i ? Stored.Stored : Stored.Already)];
    }

    static (int Office, Guid Key) Id(NewAnswer answer) => (answer.OfficeId, answer.Key);

    const string Sent = "unnest($1, $2, $3, $4, $5, $6, $7) as a(office_id, id, survey_id, group_number, source, answered_on, codes)";

    // Whether a survey is open is asked in the statement that stores, so nothing slips in after closing.
    const string Open = "s.approved_at is not null and s.reported_at is null "
        + "and (a.source > 0 or (s.closed_at is null and a.answered_on between s.opens_on and s.closes_on))";

    static NpgsqlBatchCommand AnswersCommand(string sql, IReadOnlyCollection<NewAnswer> answers)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(NpgsqlDbType.Integer, a => a.OfficeId);
        Add(NpgsqlDbType.Uuid, a => a.Key);
        Add(NpgsqlDbType.Uuid, a => a.SurveyId);
        Add(NpgsqlDbType.Smallint, a => a.Group);
        Add(NpgsqlDbType.Smallint, a => (short)a.Source);
        Add(NpgsqlDbType.Date, a => a.On);
        Add(NpgsqlDbType.Text, a => a.Sheet.Codes);
        return command;

        void Add<T>(NpgsqlDbType type, Func<NewAnswer, T> value) =>
            command.Parameters.Add(new() { Value = answers.Select(value).ToArray(), NpgsqlDbType = (NpgsqlDbType)((int)NpgsqlDbType.Array | (int)type) });
    }

    void AddCounts(NpgsqlBatch batch, IReadOnlyList<NewAnswer> answers)
    {
        foreach (var same in answers.GroupBy(a => (a.OfficeId, a.SurveyId, a.Group)).OrderBy(g => g.Key))
        {
            var tally = new Tally(same.First().Questionnaire);
            foreach (var answer in same)
            {
                tally.Add(answer.Sheet);
            }

            batch.BatchCommands.Add(CountCommand(same.Key.OfficeId, same.Key.SurveyId, same.Key.Group, node, tally));
        }

        foreach (var answer in answers.Where(answer => answer.Sheet.Comments.Count > 0))
        {
            foreach (var (question, text) in answer.Sheet.Comments)
            {
                var comment = new NpgsqlBatchCommand("""
                    insert into survey_comments (office_id, id, answer_id, survey_id, group_number, answered_on, question, comment)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)
                    """);
                comment.Parameters.Fill(answer.OfficeId, Guid.NewGuid(), answer.Key, answer.SurveyId, answer.Group, answer.On, question, text);
                batch.BatchCommands.Add(comment);
            }
        }
    }

    internal static NpgsqlBatchCommand CountCommand(int office, Guid survey, short group, int node, Tally tally)
    {
        var command = new NpgsqlBatchCommand("""
            insert into survey_tallies as t (office_id, survey_id, group_number, node, answers, counts) values ($1, $2, $3, $4, $5, $6)
            on conflict (office_id, survey_id, group_number, node)
            do update set answers = t.answers + excluded.answers, counts = add_counts(t.counts, excluded.counts)
            """);
        command.Parameters.Fill(office, survey, group, node, tally.Answers, tally.Counts);
        return command;
    }

    static async Task<HashSet<(int Office, Guid Key)>> KeysAsync(NpgsqlBatch batch)
    {
        await using var reader = await batch.ExecuteReaderAsync();
        var keys = new HashSet<(int, Guid)>();
        while (await reader.ReadAsync())
        {
            keys.Add((reader.GetInt32(0), reader.GetGuid(1)));
        }

        return keys;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} answers could not be stored; their senders were told.")]
    static partial void LogFailure(ILogger logger, int count, Exception exception);
}
