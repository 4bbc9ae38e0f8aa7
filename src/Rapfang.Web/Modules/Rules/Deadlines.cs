using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Rules;

/// <summary>An open deadline that a change of the rules moves.</summary>
public sealed record DeadlineMove(Deadline Deadline, DateOnly From, DateOnly To);

/// <summary>What a change would move, to be looked at before it is made.</summary>
/// <param name="Seen">Comes back with the consent: what moves in the end is what was shown.</param>
public sealed record PendingMoves(IReadOnlyList<DeadlineMove> Moves, string Seen);

/// <summary>
/// The register of deadlines. A module starts, meets and reopens those of its records; the change is told here and stored
/// with the module's own when it saves.
/// </summary>
public sealed class Deadlines(RapfangDb db, OfficeCalendar calendar)
{
    /// <summary>Starts a deadline, or counts an open one anew from this day. Nothing where the office has no such rule that day.</summary>
    /// <param name="path">The page of the subject, below <c>/{office}/desk</c>.</param>
    public async Task StartAsync(string rule, string subjectKind, OfficeRecord subject, string title, string path, DateOnly on)
    {
        var versions = await db.Set<DeadlineRule>().AsNoTracking().Where(version => version.Code == rule).ToListAsync();
        if (versions.On(rule, on) is not { } inForce)
        {
            return;
        }

        var deadline = await OpenAsync(rule, subject);
        if (deadline is null)
        {
            deadline = new Deadline { SubjectKind = subjectKind, SubjectId = subject.Id, Title = title, Path = path, RuleCode = rule };
            db.Add(deadline);
        }

        deadline.Start(on, inForce.DueOn(on, await calendar.DaysAsync()));
        db.Tell("deadline.started", deadline);
    }

    /// <summary>What was due is done.</summary>
    public async Task MeetAsync(string rule, OfficeRecord subject, DateOnly on)
    {
        if (await OpenAsync(rule, subject) is { } deadline)
        {
            deadline.Meet(on);
            db.Tell("deadline.met", deadline);
        }
    }

    /// <summary>What met the deadline was taken back; it is open again, due by the rules as they are now.</summary>
    public async Task ReopenAsync(string rule, OfficeRecord subject)
    {
        if (await OfAsync(rule, subject) is { MetOn: not null } deadline)
        {
            var versions = await db.Set<DeadlineRule>().AsNoTracking().Where(version => version.Code == rule).ToListAsync();
            deadline.Reopen();
            deadline.MoveTo(versions.On(rule, deadline.StartedOn)?.DueOn(deadline.StartedOn, await calendar.DaysAsync()) ?? deadline.DueOn);
            db.Tell("deadline.reopened", deadline);
        }
    }

    /// <summary>When something that starts on a day is due, for what must not stand in the register; null where there is no such rule that day.</summary>
    public async Task<DateOnly?> DueAsync(string rule, DateOnly on)
    {
        var versions = await db.Set<DeadlineRule>().AsNoTracking().Where(version => version.Code == rule).ToListAsync();
        return versions.On(rule, on)?.DueOn(on, await calendar.DaysAsync());
    }

    /// <summary>The latest deadline of a record by a rule.</summary>
    public Task<Deadline?> OfAsync(string rule, OfficeRecord subject) =>
        db.Set<Deadline>().Where(deadline => deadline.SubjectId == subject.Id && deadline.RuleCode == rule)
            .OrderByDescending(deadline => deadline.Id).FirstOrDefaultAsync();

    async Task<Deadline?> OpenAsync(string rule, OfficeRecord subject) => await OfAsync(rule, subject) is { MetOn: null } open ? open : null;

    /// <summary>
    /// Stores a change of the rules that is pending on the context, and with it moves the open deadlines that it moves. When
    /// it moves any that were not seen, nothing is stored and they are answered; null: all is stored.
    /// </summary>
    /// <param name="seen">The <see cref="PendingMoves.Seen"/> that somebody consented to; null at the first step.</param>
    /// <param name="reason">What the change is, for the history of what it moves.</param>
    public async Task<PendingMoves?> ChangeAsync(string? seen, string reason)
    {
        var pending = await PreviewAsync();
        if (pending.Moves.Count > 0 && pending.Seen != seen)
        {
            return pending;
        }

        foreach (var move in pending.Moves)
        {
            move.Deadline.MoveTo(move.To);
            db.Tell("deadline.moved", move.Deadline, reason);
        }

        await db.SaveChangesAsync();
        calendar.Forget();
        return null;
    }

    /// <summary>The open deadlines that lie otherwise by the rules and holidays as they stand on the context, stored or not.</summary>
    public async Task<PendingMoves> PreviewAsync()
    {
        await db.Set<OfficeHoliday>().LoadAsync();
        await db.Set<DeadlineRule>().LoadAsync();
        var days = OfficeHoliday.Count(db.Set<OfficeHoliday>().Local);
        List<DeadlineRule> rules = [.. db.Set<DeadlineRule>().Local];
        var open = await db.Set<Deadline>().Where(deadline => deadline.MetOn == null).OrderBy(deadline => deadline.DueOn).ThenBy(deadline => deadline.Id).ToListAsync();
        List<DeadlineMove> moves =
        [
            .. open.Select(deadline => new DeadlineMove(
                    deadline, deadline.DueOn, rules.On(deadline.RuleCode, deadline.StartedOn)?.DueOn(deadline.StartedOn, days) ?? deadline.DueOn))
                .Where(move => move.From != move.To),
        ];
        return new PendingMoves(moves, Fingerprint(moves));
    }

    static string Fingerprint(IEnumerable<DeadlineMove> moves) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', moves.Select(move => $"{move.Deadline.Id} {move.From:O} {move.To:O}")))));
}
