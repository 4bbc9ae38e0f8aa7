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
        await using var transaction = await connection.BeginTransactionAsync();
        // The same form twice in one batch: only the first is tried.
        var first = new Dictionary<(int, Guid), int>();
        for (var i = 0; i < answers.Count; i++)
        {
            first.TryAdd(Id(answers[i]), i);
        }

        var stored = await InsertAsync(connection, [.. first.Values.Order().Select(i => answers[i])]);
        var fresh = answers.Where((answer, i) => first[Id(answer)] == i && stored.Contains(Id(answer))).ToList();
        if (fresh.Count > 0)
        {
            await CountAsync(connection, fresh);
        }

        var outcomes = new Stored[answers.Count];
        var refused = answers.Where(answer => !stored.Contains(Id(answer))).ToList();
        var known = refused.Count > 0 ? await KnownAsync(connection, refused) : [];
        await transaction.CommitAsync();
        for (var i = 0; i < answers.Count; i++)
        {
            var id = Id(answers[i]);
            outcomes[i] = stored.Contains(id)
                ? first[id] == i ? Stored.Stored : Stored.Already
                : known.Contains(id) ? Stored.Already : Stored.NotOpen;
        }

        return outcomes;
    }

    static (int Office, Guid Key) Id(NewAnswer answer) => (answer.OfficeId, answer.Key);

    static async Task<HashSet<(int Office, Guid Key)>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<NewAnswer> answers)
    {
        // Whether a survey is open is asked in the same statement, so nothing slips in after closing.
        await using var insert = new NpgsqlCommand("""
            insert into survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes)
            select a.office_id, a.id, a.survey_id, a.group_number, a.source, a.answered_on, a.codes
            from unnest($1, $2, $3, $4, $5, $6, $7) as a(office_id, id, survey_id, group_number, source, answered_on, codes)
            join surveys s on s.office_id = a.office_id and s.id = a.survey_id
            where s.approved_at is not null and s.reported_at is null
                and (a.source > 0 or (s.closed_at is null and a.answered_on between s.opens_on and s.closes_on))
            on conflict do nothing
            returning office_id, id
            """, connection);
        Add(insert, NpgsqlDbType.Integer, answers.Select(a => a.OfficeId));
        Add(insert, NpgsqlDbType.Uuid, answers.Select(a => a.Key));
        Add(insert, NpgsqlDbType.Uuid, answers.Select(a => a.SurveyId));
        Add(insert, NpgsqlDbType.Smallint, answers.Select(a => a.Group));
        Add(insert, NpgsqlDbType.Smallint, answers.Select(a => (short)a.Source));
        Add(insert, NpgsqlDbType.Date, answers.Select(a => a.On));
        Add(insert, NpgsqlDbType.Text, answers.Select(a => a.Sheet.Codes));
        await insert.PrepareAsync();
        return await KeysAsync(insert);
    }

    static async Task<HashSet<(int Office, Guid Key)>> KnownAsync(NpgsqlConnection connection, List<NewAnswer> answers)
    {
        await using var command = new NpgsqlCommand(
            "select office_id, id from survey_answers where (office_id, id) in (select * from unnest($1, $2))", connection);
        Add(command, NpgsqlDbType.Integer, answers.Select(a => a.OfficeId));
        Add(command, NpgsqlDbType.Uuid, answers.Select(a => a.Key));
        return await KeysAsync(command);
    }

    async Task CountAsync(NpgsqlConnection connection, List<NewAnswer> answers)
    {
        await using var batch = new NpgsqlBatch(connection);
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

        await batch.PrepareAsync(); // Prepared once a connection, not parsed and planned with every batch.
        await batch.ExecuteNonQueryAsync();
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

    static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = (NpgsqlDbType)((int)NpgsqlDbType.Array | (int)type) });

    static async Task<HashSet<(int Office, Guid Key)>> KeysAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
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
