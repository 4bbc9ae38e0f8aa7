using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Rapfang.Modules.Surveys;

namespace Rapfang.Bench;

/// <summary>An open survey of the demo office, read from the database, with answers made up for it.</summary>
sealed record AskedSurvey(int OfficeId, Guid Id, string Slug, DateOnly OpensOn, Questionnaire Questionnaire, short[] Groups)
{
    /// <summary>The same made-up answers on every run.</summary>
    readonly Random random = new(2569);

    /// <summary>The open surveys; the first is answered, the second takes the rows inserted for comparison.</summary>
    public static async Task<IReadOnlyList<AskedSurvey>> ReadAsync(NpgsqlConnection database)
    {
        await using var command = new NpgsqlCommand("""
            select office_id, id, slug, opens_on, questionnaire::text,
                (select array_agg(g.number order by g.number) from survey_groups g where (g.office_id, g.survey_id) = (s.office_id, s.id))
            from surveys s where approved_at is not null and closed_at is null and reported_at is null order by slug
            """, database);
        await using var reader = await command.ExecuteReaderAsync();
        var surveys = new List<AskedSurvey>();
        while (await reader.ReadAsync())
        {
            surveys.Add(new(
                reader.GetInt32(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), Questionnaire.FromJson(reader.GetString(4)),
                reader.GetFieldValue<short[]>(5)));
        }

        return surveys.Count >= 2 ? surveys : throw new BenchException("the demo office has no two open surveys");
    }

    /// <summary>A complete valid form, without token and key.</summary>
    public string Form()
    {
        var codes = Codes();
        var fields = Questionnaire.Coded.Select((question, i) => $"{Uri.EscapeDataString(question.Field)}={codes[i]}");
        return $"g={Groups[random.Next(Groups.Length)]}&{string.Join('&', fields)}";
    }

    public string Codes() => string.Concat(Questionnaire.Coded.Select(question =>
    {
        var codes = Questionnaire.CodesOf(question);
        // Mostly the better answers, as people give them.
        return codes[Math.Min(random.Next(codes.Length), random.Next(codes.Length))];
    }));

    public NpgsqlCommand InsertOne(NpgsqlConnection database)
    {
        var insert = new NpgsqlCommand(
            "insert into survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes) values ($1, $2, $3, $4, 0, $5, $6)", database);
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = OfficeId });
        insert.Parameters.Add(new NpgsqlParameter<Guid>());
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        insert.Parameters.Add(new NpgsqlParameter<short> { TypedValue = Groups[0] });
        insert.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = OpensOn });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Codes() });
        return insert;
    }

    /// <summary>Adds answers up to a number by COPY, one in sixteen with a comment, and their counts as the app keeps them.</summary>
    /// <returns>How many were added.</returns>
    public async Task<long> GrowToAsync(NpgsqlConnection database, long answers, CancellationToken stop)
    {
        var missing = answers - await CountAsync(database);
        var tallies = Groups.ToDictionary(group => group, _ => new Tally(Questionnaire));
        await using var transaction = await database.BeginTransactionAsync(stop);
        var comments = await CopyAnswersAsync(database, missing, tallies, stop);
        await CopyCommentsAsync(database, comments, stop);
        foreach (var (group, tally) in tallies)
        {
            await using var count = new NpgsqlCommand("""
                update survey_tallies set answers = answers + $4, counts = add_counts(counts, $5)
                where office_id = $1 and survey_id = $2 and group_number = $3 and node = 0
                """, database);
            foreach (var value in new object[] { OfficeId, Id, group, tally.Answers, tally.Counts })
            {
                count.Parameters.Add(new() { Value = value });
            }

            if (await count.ExecuteNonQueryAsync(stop) != 1)
            {
                throw new BenchException("the demo survey has no counts to add to");
            }
        }

        await transaction.CommitAsync(stop);
        return missing;
    }

    /// <summary>Whether the counts kept are those of the answers stored, counted one by one.</summary>
    public async Task<bool> TalliesAgreeAsync(NpgsqlConnection database)
    {
        var counted = new SortedDictionary<short, Tally>();
        await using (var answers = Command(database, """
            select a.group_number, a.codes, coalesce(c.questions, '{}') from survey_answers a
            left join (select office_id, answer_id, array_agg(question) as questions from survey_comments group by 1, 2) c
                on (c.office_id, c.answer_id) = (a.office_id, a.id)
            where a.office_id = $1 and a.survey_id = $2
            """))
        {
            await using var reader = await answers.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var group = reader.GetInt16(0);
                counted.TryAdd(group, new Tally(Questionnaire));
                counted[group].Add(new AnswerSheet(reader.GetString(1), [.. reader.GetFieldValue<string[]>(2).Select(question => (question, ""))]));
            }
        }

        var kept = new SortedDictionary<short, Tally>();
        await using (var tallies = Command(database, "select group_number, answers, counts from survey_tallies where office_id = $1 and survey_id = $2"))
        {
            await using var reader = await tallies.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                kept.TryAdd(reader.GetInt16(0), new Tally(Questionnaire));
                kept[reader.GetInt16(0)].Add(reader.GetInt64(1), reader.GetFieldValue<long[]>(2));
            }
        }

        return counted.Keys.SequenceEqual(kept.Keys)
            && counted.All(pair => pair.Value.Answers == kept[pair.Key].Answers && pair.Value.Counts.SequenceEqual(kept[pair.Key].Counts));
    }

    public async Task<long> CountAsync(NpgsqlConnection database)
    {
        await using var count = Command(database, "select count(*) from survey_answers where office_id = $1 and survey_id = $2");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    NpgsqlCommand Command(NpgsqlConnection database, string sql) =>
        new(sql, database) { Parameters = { new() { Value = OfficeId }, new() { Value = Id } } };

    async Task<List<(Guid Answer, short Group, DateOnly On)>> CopyAnswersAsync(
        NpgsqlConnection database, long number, Dictionary<short, Tally> tallies, CancellationToken stop)
    {
        var question = Questionnaire.Texts[0].Code;
        var comments = new List<(Guid, short, DateOnly)>();
        await using var copy = await database.BeginBinaryImportAsync(
            "copy survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes) from stdin (format binary)", stop);
        for (var n = 0L; n < number; n++)
        {
            stop.ThrowIfCancellationRequested();
            var (id, group, on, codes) = (Guid.CreateVersion7(), Groups[random.Next(Groups.Length)], OpensOn.AddDays(random.Next(30)), Codes());
            var commented = n % 16 == 0;
            if (commented)
            {
                comments.Add((id, group, on));
            }

            tallies[group].Add(new AnswerSheet(codes, commented ? [(question, "")] : []));
            copy.StartRow();
            copy.Write(OfficeId, NpgsqlDbType.Integer);
            copy.Write(id, NpgsqlDbType.Uuid);
            copy.Write(Id, NpgsqlDbType.Uuid);
            copy.Write(group, NpgsqlDbType.Smallint);
            copy.Write((short)0, NpgsqlDbType.Smallint);
            copy.Write(on, NpgsqlDbType.Date);
            copy.Write(codes, NpgsqlDbType.Text);
        }

        await copy.CompleteAsync(stop);
        return comments;
    }

    async Task CopyCommentsAsync(NpgsqlConnection database, List<(Guid Answer, short Group, DateOnly On)> comments, CancellationToken stop)
    {
        var question = Questionnaire.Texts[0].Code;
        await using var copy = await database.BeginBinaryImportAsync(
            "copy survey_comments (office_id, id, answer_id, survey_id, group_number, answered_on, question, comment) from stdin (format binary)", stop);
        foreach (var (answer, group, on) in comments)
        {
            copy.StartRow();
            copy.Write(OfficeId, NpgsqlDbType.Integer);
            copy.Write(Guid.NewGuid(), NpgsqlDbType.Uuid);
            copy.Write(answer, NpgsqlDbType.Uuid);
            copy.Write(Id, NpgsqlDbType.Uuid);
            copy.Write(group, NpgsqlDbType.Smallint);
            copy.Write(on, NpgsqlDbType.Date);
            copy.Write(question, NpgsqlDbType.Text);
            copy.Write("ขอให้ลดจำนวนสำเนาเอกสารที่ต้องใช้", NpgsqlDbType.Text);
        }

        await copy.CompleteAsync(stop);
    }
}
