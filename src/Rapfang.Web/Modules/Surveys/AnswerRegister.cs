using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Import;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys;

/// <summary>
/// Answers collected elsewhere, such as a Google Forms export, come into a survey. A row is known by all it says, so the
/// same file imported again adds nothing, and two people who answered alike are two rows of one file.
/// </summary>
public sealed class AnswerRegister(RapfangDb db, CurrentOffice office, TimeProvider clock, IStringLocalizer<Text> t) : IImportRegister
{
    public const string Name = "survey-answers";

    /// <summary>Row of <c>survey_tallies</c> that counts what was imported; no node of the installation has this number.</summary>
    const int ImportNode = -1;

    const int RowsAtOnce = 5_000;
    const string DateKey = "date";
    const string GroupKey = "group";

    Survey? survey;

    // They are passed on a few at a time.
    public int MostRows => 2_000_000;

    public string Permission => SurveysModule.EnterPaper;

    public async Task<ImportTarget?> TargetAsync(Guid? subject)
    {
        survey = await db.Set<Survey>().Include(one => one.Groups).AsNoTracking().SingleOrDefaultAsync(one => one.Id == subject);
        return survey is null ? null : new(
            survey.Title, $"/{office.Profile.Slug}/desk/surveys/{survey.Slug}/results",
            t["Answers from Google Forms or an Excel sheet: one row a person, the first row holds the questions."],
            [
                t["In Google Forms: open the answers, choose the three dots, then Download answers (.csv)."],
                t["Unpack the file if it comes as .zip, and choose the .csv here."],
                t["The same file may be imported again later: answers that are here already are not added twice."],
            ],
            Fields(survey), Refusal(survey));
    }

    RuleBroken? Refusal(Survey of) => of.StateOn(clock.Today()) is SurveyState.Open or SurveyState.Closed
        ? null
        : new("นำเข้าคำตอบได้เมื่อเปิดแบบสำรวจแล้ว จนถึงก่อนรายงานผล", "Answers can be imported once the survey is open, until it is reported.");

    List<ImportField> Fields(Survey of)
    {
        var asked = of.Questionnaire;
        return
        [
            new(DateKey, t["Time of the answer"]) { IsDate = true, AlsoCalled = ["ประทับเวลา", "Timestamp", "วันที่", "วันที่ตอบ", "Date"] },
            new(GroupKey, t["Respondent group"]) { Required = true, AlsoCalled = ["กลุ่มผู้ตอบ", "กลุ่ม", "ท่านเป็นผู้รับบริการหรือผู้มีส่วนได้ส่วนเสียกลุ่มใด", "Group"], Choices = [.. of.Groups.OrderBy(group => group.Number).Select(group => (Number(group.Number), group.Name))] },
            .. asked.Coded.Select(question => new ImportField(question.Field, question.Text.ToString())
            {
                AlsoCalled = [question.Shown.Th, .. Both(question.Text)],
                Choices = [.. asked.CodesOf(question).Zip(asked.AnswersOf(question)).SelectMany(pair => Both(pair.Second).Select(words => (pair.First.ToString(), words)))],
            }),
            .. asked.Texts.Select(question => new ImportField(question.Field, question.Text.ToString()) { AlsoCalled = Both(question.Text), Longest = AnswerSheet.LongestComment }),
        ];
    }

    // The words of the reader's language first: those are shown.
    static List<string> Both(Words words) => [.. new[] { words.ToString(), words.Th, words.En }.Where(one => one.Length > 0).Distinct()];

    static string Number(short number) => number.ToString(CultureInfo.InvariantCulture);

    public async Task<long> StoreAsync(NpgsqlConnection connection, Guid? subject, IEnumerable<ImportRow> rows, CancellationToken cancellation)
    {
        var asked = survey!.Questionnaire;
        var tallies = new SortedDictionary<short, Tally>();
        var seen = new Dictionary<Guid, int>();
        await RunAsync(connection, "create temp table arriving_answers (id uuid, group_number smallint, answered_on date, codes text) on commit drop", cancellation);
        long added = 0;
        foreach (var chunk in rows.Select(row => Answer(asked, row, seen)).Chunk(RowsAtOnce))
        {
            added += await StoreAsync(connection, chunk, tallies, cancellation);
        }

        foreach (var (group, tally) in tallies)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(AnswerStore.CountCommand(office.Id, survey.Id, group, ImportNode, tally));
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await RunAsync(connection, "drop table arriving_answers", cancellation);
        return added;
    }

    NewAnswer Answer(Questionnaire asked, ImportRow row, Dictionary<Guid, int> seen)
    {
        var values = row.Values;
        var group = short.Parse(values[1], CultureInfo.InvariantCulture);
        var day = values[0].Length > 0 ? DateOnly.ParseExact(values[0], "yyyy-MM-dd", CultureInfo.InvariantCulture) : clock.Today();
        var codes = string.Create(asked.Coded.Count, values, static (span, of) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = of[i + 2] is [var code] ? code : Questionnaire.NoAnswer;
            }
        });
        var comments = asked.Texts.Select((question, i) => (question.Code, Text: values[2 + asked.Coded.Count + i])).Where(comment => comment.Text.Length > 0).ToList();
        return new(office.Id, survey!.Id, group, Key(values, seen), AnswerSource.Import, day, asked, new AnswerSheet(codes, comments));
    }

    // What the row says, in which survey, and the how manieth of this file it is that says just this.
    Guid Key(string[] values, Dictionary<Guid, int> seen)
    {
        Span<byte> hash = stackalloc byte[32];
        var text = Encoding.UTF8.GetBytes($"{office.Id}\u001f{survey!.Id}\u001f{string.Join('\u001f', values)}");
        SHA256.HashData(text, hash);
        var same = new Guid(hash[..16]);
        var before = System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, same, out _)++;
        if (before > 0)
        {
            SHA256.HashData([.. text, .. BitConverter.GetBytes(before)], hash);
        }

        return new Guid(hash[..16]);
    }

    async Task<int> StoreAsync(NpgsqlConnection connection, NewAnswer[] answers, SortedDictionary<short, Tally> tallies, CancellationToken cancellation)
    {
        await using (var copy = await connection.BeginBinaryImportAsync("copy arriving_answers (id, group_number, answered_on, codes) from stdin (format binary)", cancellation))
        {
            foreach (var answer in answers)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(answer.Key, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(answer.Group, NpgsqlDbType.Smallint, cancellation);
                await copy.WriteAsync(answer.On, NpgsqlDbType.Date, cancellation);
                await copy.WriteAsync(answer.Sheet.Codes, NpgsqlDbType.Text, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        var fresh = await FreshAsync(connection, cancellation);
        await RunAsync(connection, "truncate arriving_answers", cancellation);
        foreach (var answer in answers.Where(answer => fresh.Contains(answer.Key)))
        {
            tallies.TryAdd(answer.Group, tallies.GetValueOrDefault(answer.Group) ?? new Tally(answer.Questionnaire));
            tallies[answer.Group].Add(answer.Sheet);
        }

        await using var comments = await connection.BeginBinaryImportAsync(
            "copy survey_comments (office_id, id, answer_id, survey_id, group_number, answered_on, question, comment) from stdin (format binary)", cancellation);
        foreach (var answer in answers.Where(answer => answer.Sheet.Comments.Count > 0 && fresh.Contains(answer.Key)))
        {
            foreach (var (question, text) in answer.Sheet.Comments)
            {
                await comments.StartRowAsync(cancellation);
                await comments.WriteAsync(answer.OfficeId, NpgsqlDbType.Integer, cancellation);
                await comments.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid, cancellation);
                await comments.WriteAsync(answer.Key, NpgsqlDbType.Uuid, cancellation);
                await comments.WriteAsync(answer.SurveyId, NpgsqlDbType.Uuid, cancellation);
                await comments.WriteAsync(answer.Group, NpgsqlDbType.Smallint, cancellation);
                await comments.WriteAsync(answer.On, NpgsqlDbType.Date, cancellation);
                await comments.WriteAsync(question, NpgsqlDbType.Text, cancellation);
                await comments.WriteAsync(text, NpgsqlDbType.Text, cancellation);
            }
        }

        await comments.CompleteAsync(cancellation);
        return fresh.Count;
    }

    async Task<HashSet<Guid>> FreshAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var insert = new NpgsqlCommand("""
            insert into survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes)
            select $1, id, $2, group_number, $3, answered_on, codes from arriving_answers
            on conflict do nothing returning id
            """, connection);
        insert.CommandTimeout = 0;
        insert.Parameters.Fill(office.Id, survey!.Id, (short)AnswerSource.Import);
        await using var reader = await insert.ExecuteReaderAsync(cancellation);
        var fresh = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            fresh.Add(reader.GetGuid(0));
        }

        return fresh;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
