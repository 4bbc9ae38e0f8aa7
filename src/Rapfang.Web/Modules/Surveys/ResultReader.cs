using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Surveys;

/// <summary>One comment, with the group it came from and the day; nothing else is known of it.</summary>
public sealed record Comment(Guid Id, DateOnly On, short Group, string Question, string Text);

/// <summary>Reads results of surveys of the current office.</summary>
public sealed class ResultReader(RapfangDb db, NpgsqlDataSource source, CurrentOffice office)
{
    /// <summary>The results as they stand now. Reads a few rows of counts, however many answers there are.</summary>
    public async Task<SurveyResult> OfAsync(Survey survey) => (await OfAllAsync([survey]))[0];

    /// <summary>The results of all surveys of these fiscal years (B.E.) that are reported to the director.</summary>
    public async Task<IReadOnlyList<SurveyResult>> ReportedAsync(IReadOnlyList<int> fiscalYears) =>
        await OfAllAsync(await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().Where(s => fiscalYears.Contains(s.FiscalYear) && s.ReportedAt != null).ToListAsync());

    async Task<IReadOnlyList<SurveyResult>> OfAllAsync(IReadOnlyList<Survey> surveys)
    {
        await using var command = source.CreateCommand(
            "select survey_id, group_number, answers, counts from survey_tallies where office_id = $1 and survey_id = any($2)");
        command.Parameters.Fill(office.Id, surveys.Select(survey => survey.Id).ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        var tallies = surveys.ToDictionary(survey => survey.Id, _ => new Dictionary<short, Tally>());
        var asked = surveys.ToDictionary(survey => survey.Id);
        while (await reader.ReadAsync())
        {
            var (id, group) = (reader.GetGuid(0), reader.GetInt16(1));
            if (!tallies[id].TryGetValue(group, out var tally))
            {
                tally = new Tally(asked[id].Questionnaire);
                tallies[id].Add(group, tally);
            }

            tally.Add(reader.GetInt64(2), reader.GetFieldValue<long[]>(3));
        }

        return [.. surveys.Select(survey => new SurveyResult(survey, tallies[survey.Id]))];
    }

    /// <summary>How many answers each survey of the office has; those with none are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> AnswersAsync()
    {
        await using var command = source.CreateCommand(
            "select survey_id, sum(answers)::bigint from survey_tallies where office_id = $1 group by survey_id");
        command.Parameters.Add(new() { Value = office.Id });
        await using var reader = await command.ExecuteReaderAsync();
        var answers = new Dictionary<Guid, long>();
        while (await reader.ReadAsync())
        {
            answers.Add(reader.GetGuid(0), reader.GetInt64(1));
        }

        return answers;
    }

    /// <summary>The results of the same questionnaire in the latest fiscal year before; null when it was not asked.</summary>
    public async Task<SurveyResult?> YearBeforeAsync(Survey survey)
    {
        var before = await db.Set<Survey>().Include(s => s.Groups).AsNoTracking()
            .Where(s => s.TemplateCode == survey.TemplateCode && s.FiscalYear < survey.FiscalYear && s.ApprovedAt != null)
            .OrderByDescending(s => s.FiscalYear).ThenByDescending(s => s.ClosesOn)
            .FirstOrDefaultAsync();
        return before is null ? null : await OfAsync(before);
    }

    /// <summary>Comments, the latest day first; <paramref name="after"/> is the last one of the page before.</summary>
    /// <param name="question">Only comments on this open question; all when null.</param>
    public async Task<IReadOnlyList<Comment>> CommentsAsync(Survey survey, string? question, (DateOnly On, Guid Id)? after, int most)
    {
        await using var command = source.CreateCommand("""
            select id, answered_on, group_number, question, comment from survey_comments
            where office_id = $1 and survey_id = $2 and ($3::text is null or question = $3)
                and ($4::date is null or (answered_on, id) < ($4, $5))
            order by answered_on desc, id desc limit $6
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = office.Id }, new() { Value = survey.Id }, new() { Value = (object?)question ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new() { Value = (object?)after?.On ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date },
            new() { Value = (object?)after?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }, new() { Value = most },
        ]);
        await using var reader = await command.ExecuteReaderAsync();
        var comments = new List<Comment>();
        while (await reader.ReadAsync())
        {
            comments.Add(new(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt16(2), reader.GetString(3), reader.GetString(4)));
        }

        return comments;
    }

    /// <summary>The latest comments of several surveys, and how many there are in all.</summary>
    public async Task<(long All, IReadOnlyList<(Guid Survey, Comment Comment)> Latest)> LatestCommentsAsync(IReadOnlyList<Guid> surveys, int most)
    {
        await using var command = source.CreateCommand("""
            select survey_id, id, answered_on, group_number, question, comment, (select count(*) from survey_comments where office_id = $1 and survey_id = any($2))
            from survey_comments where office_id = $1 and survey_id = any($2) order by answered_on desc, id desc limit $3
            """);
        command.Parameters.Fill(office.Id, surveys.ToArray(), most);
        await using var reader = await command.ExecuteReaderAsync();
        var (all, comments) = (0L, new List<(Guid, Comment)>());
        while (await reader.ReadAsync())
        {
            comments.Add((reader.GetGuid(0), new(reader.GetGuid(1), reader.GetFieldValue<DateOnly>(2), reader.GetInt16(3), reader.GetString(4), reader.GetString(5))));
            all = reader.GetInt64(6);
        }

        return (all, comments);
    }
}
