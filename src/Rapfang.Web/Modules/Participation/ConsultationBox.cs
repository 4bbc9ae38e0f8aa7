using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Participation;

/// <summary>One sending of the public form.</summary>
/// <param name="Key">The random key of the form.</param>
/// <param name="Answers">By question: the option from 1, or words.</param>
/// <param name="On">The day it came.</param>
public sealed record Sending(Guid Key, IReadOnlyList<(ConsultationQuestion Question, short? Option, string? Words)> Answers, VoiceText Comment, VoiceText SignedAs, DateOnly On);

public enum Sent
{
    Stored,

    /// <summary>The same form came before.</summary>
    Already,

    /// <summary>It is not open; nothing was stored.</summary>
    NotOpen,
}

/// <summary>
/// Takes in what the public sends to a consultation. Like the answers of surveys it is told in no event: it is anonymous,
/// and an event with its time of day would undo that. Nothing is ever changed; only support can be taken back.
/// </summary>
public sealed class ConsultationBox(RapfangDb db, CurrentOffice office, PersonalKeys keys, SupportCookie cookie, TimeProvider clock)
{
    /// <summary>Stores it once, if the consultation takes answers today.</summary>
    public async Task<Sent> SendAsync(Guid consultation, Sending sending, SourceTurn turn)
    {
        var today = sending.On;
        await using var own = await OwnTransaction.OfAsync(db);
        // The row of the whole first: whoever closes it waits for this sending, and comments get their numbers one after the other.
        if ((await db.Database.SqlQuery<Guid>(
            $"""
            select id as "Value" from consultations where office_id = {office.Id} and id = {consultation} and level <> 'inform'
              and approved_at is not null and closed_at is null and published_at is null and opens_on <= {today} and closes_on >= {today} for update
            """).ToListAsync()).Count == 0)
        {
            return Sent.NotOpen;
        }

        if (await RunAsync($"insert into consultation_sheets (office_id, id, consultation_id, sent_on, burst) values ({office.Id}, {sending.Key}, {consultation}, {today}, {turn.Burst}::uuid) on conflict do nothing") == 0)
        {
            return Sent.Already;
        }

        foreach (var (question, option, words) in sending.Answers)
        {
            await RunAsync($"insert into consultation_answers (office_id, sheet_id, question_id, option, words) values ({office.Id}, {sending.Key}, {question.Id}, {option}::smallint, {words}::text)");
        }

        if (!sending.Comment.IsEmpty)
        {
            // A number of its own, made of the form's key: nobody who reads the tables can tell from a name how its bearer voted.
            await RunAsync($"""
                insert into consultation_comments (office_id, id, consultation_id, number, sent_on, text, signed_as, state, burst, reply)
                select {office.Id}, {CommentOf(sending.Key)}, {consultation}, 1 + coalesce(max(number), 0), {today}, {sending.Comment.Text}, {sending.SignedAs.Text}, 'waiting', {turn.Burst}::uuid, ''
                from consultation_comments where office_id = {office.Id} and consultation_id = {consultation}
                """);
        }

        if (turn.Earlier.Count > 0)
        {
            var (sheets, comments) = (turn.Earlier.ToArray(), turn.Earlier.Select(CommentOf).ToArray());
            await RunAsync($"update consultation_sheets set burst = {turn.Burst}::uuid where office_id = {office.Id} and id = any({sheets})");
            await RunAsync($"update consultation_comments set burst = {turn.Burst}::uuid where office_id = {office.Id} and id = any({comments})");
        }

        await own.CommitAsync();

        return Sent.Stored;
    }

    Task<int> RunAsync(FormattableString sql) => db.Database.ExecuteSqlAsync(sql);

    // One way only: who has the key of this installation and the form's key finds the comment, not the other way round.
    Guid CommentOf(Guid key) => new(Convert.FromHexString(keys.Index("consultation comment", $"{office.Id}/{key:N}")[0])[..16]);

    /// <summary>Counts that one source sent too much at once, for those who moderate.</summary>
    public Task PutOffAsync(Guid consultation) => RunAsync($"""
        insert into consultation_floods values ({office.Id}, {consultation}, {clock.Today()}, 1)
        on conflict (office_id, consultation_id, day) do update set put_off = consultation_floods.put_off + 1
        """);

    /// <summary>Agrees with a comment that is shown while the consultation is open; once a browser.</summary>
    /// <returns>False when this can not be supported now.</returns>
    public async Task<bool> SupportAsync(Consultation consultation, Guid comment)
    {
        if (consultation.StateOn(clock.Today()) != ConsultationState.Open
            || !await db.Set<ConsultationComment>().AnyAsync(one => one.Id == comment && one.ConsultationId == consultation.Id
                && (one.State == CommentState.Shown || (one.State == CommentState.Waiting && !consultation.ModeratesFirst))))
        {
            return false;
        }

        // Of several keys of the installation the older may have made what is there.
        if (!(await SupportedAsync([comment])).Contains(comment))
        {
            var mark = Marks(cookie.Read() ?? cookie.Make(), comment)[0];
            await RunAsync($"insert into consultation_supports values ({office.Id}, {comment}, {mark}) on conflict do nothing");
        }

        return true;
    }

    /// <summary>Takes the support of this browser back while the consultation is open.</summary>
    /// <returns>False when the consultation is not open.</returns>
    public async Task<bool> StopSupportingAsync(Consultation consultation, Guid comment)
    {
        if (consultation.StateOn(clock.Today()) != ConsultationState.Open)
        {
            return false;
        }

        if (cookie.Read() is { } browser)
        {
            await RunAsync($"""
                delete from consultation_supports s using consultation_comments c
                where s.office_id = {office.Id} and s.comment_id = {comment} and s.browser = any({Marks(browser, comment)}) and (c.office_id, c.id, c.consultation_id) = (s.office_id, s.comment_id, {consultation.Id})
                """);
        }

        return true;
    }

    /// <summary>Of these comments those that this browser supports. Without a cookie none is asked for.</summary>
    public async Task<IReadOnlySet<Guid>> SupportedAsync(IReadOnlyList<Guid> comments)
    {
        if (cookie.Read() is not { } browser || comments.Count == 0)
        {
            return new HashSet<Guid>();
        }

        var marks = comments.SelectMany(comment => Marks(browser, comment)).ToArray();
        return (await db.Database.SqlQuery<Guid>($"select comment_id as \"Value\" from consultation_supports where office_id = {office.Id} and comment_id = any({comments.ToArray()}) and browser = any({marks})").ToListAsync()).ToHashSet();
    }

    /// <summary>How many support each comment of a consultation; those nobody supports are not in it.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> SupportsAsync(Guid consultation) =>
        (await db.Database.SqlQuery<SupportCount>(
            $"""
            select s.comment_id as "Comment", count(*)::int as "Count" from consultation_supports s join consultation_comments c on (c.office_id, c.id) = (s.office_id, s.comment_id)
            where c.office_id = {office.Id} and c.consultation_id = {consultation} group by s.comment_id
            """).ToListAsync()).ToDictionary(one => one.Comment, one => one.Count);

    sealed record SupportCount(Guid Comment, int Count);

    string[] Marks(string browser, Guid comment) => [.. keys.Index("consultation support", $"{office.Id}/{comment:N}/{browser}")];
}
