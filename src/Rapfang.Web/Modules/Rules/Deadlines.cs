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
        var versions = await RulesAsync(rule);
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

    /// <summary>
    /// Brings the deadlines of a record into agreement with what it says of itself: starts, classifies, pauses, meets and
    /// reopens what differs. What is met on the day it begins was never due and is not written down.
    /// </summary>
    /// <param name="path">The page of the record, below <c>/{office}/desk</c>.</param>
    /// <param name="scopes">What the record is, the closest word first.</param>
    public async Task FollowAsync(string subjectKind, OfficeRecord subject, string title, string path, IReadOnlyList<Clock> clocks, IReadOnlyList<string> scopes)
    {
        var rules = await RulesAsync(clocks.Select(clock => clock.Rule));
        var days = await calendar.DaysAsync();
        // What is new has none.
        var there = db.Entry(subject).State == EntityState.Added ? []
            : await db.Set<Deadline>().Where(deadline => deadline.SubjectId == subject.Id).OrderByDescending(deadline => deadline.Id).ToListAsync();
        foreach (var clock in clocks)
        {
            var deadline = there.Find(known => known.RuleCode == clock.Rule);
            if (deadline is null || (deadline.StartedOn != clock.StartedOn && deadline.MetOn is not null))
            {
                if (clock.MetOn <= clock.StartedOn || rules.On(clock.Rule, clock.StartedOn, scopes) is null)
                {
                    continue;
                }

                deadline = new Deadline { SubjectKind = subjectKind, SubjectId = subject.Id, Title = title, Path = path, RuleCode = clock.Rule };
                db.Add(deadline);
            }

            foreach (var turn in deadline.Follow(clock, scopes, rules, days))
            {
                Tell(deadline, turn);
            }
        }
    }

    void Tell(Deadline deadline, DeadlineTurn turn)
    {
        switch (turn)
        {
            case DeadlineTurn.Started:
                db.Tell("deadline.started", deadline);
                break;
            case DeadlineTurn.Classified:
                db.Tell("deadline.classified", deadline);
                break;
            case DeadlineTurn.Paused:
                db.Tell("deadline.paused", deadline);
                break;
            case DeadlineTurn.Resumed:
                db.Tell("deadline.resumed", deadline);
                break;
            case DeadlineTurn.Reopened:
                db.Tell("deadline.reopened", deadline);
                break;
            case DeadlineTurn.Met:
                db.Tell("deadline.met", deadline);
                break;
            default:
                throw new InvalidOperationException(turn.ToString());
        }
    }

    /// <summary>The deadlines of a record as they would stand in the register, for what must not stand there.</summary>
    public async Task<IReadOnlyList<Deadline>> CountAsync(IReadOnlyList<Clock> clocks, IReadOnlyList<string> scopes)
    {
        var rules = await RulesAsync(clocks.Select(clock => clock.Rule));
        var days = await calendar.DaysAsync();
        var counted = new List<Deadline>();
        foreach (var clock in clocks.Where(clock => !(clock.MetOn <= clock.StartedOn) && rules.On(clock.Rule, clock.StartedOn, scopes) is not null))
        {
            var deadline = new Deadline { RuleCode = clock.Rule };
            deadline.Follow(clock, scopes, rules, days);
            counted.Add(deadline);
        }

        return counted;
    }

    Task<List<DeadlineRule>> RulesAsync(params IEnumerable<string> codes) => db.Set<DeadlineRule>().AsNoTracking().Where(version => codes.Contains(version.Code)).ToListAsync();

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
            deadline.Reopen();
            deadline.MoveTo(deadline.DueBy(await RulesAsync(rule), await calendar.DaysAsync()));
            db.Tell("deadline.reopened", deadline);
        }
    }

    /// <summary>When something that starts on a day is due, for what must not stand in the register; null where there is no such rule that day.</summary>
    public async Task<DateOnly?> DueAsync(string rule, DateOnly on, params IReadOnlyList<string> scopes) =>
        (await RulesAsync(rule)).On(rule, on, scopes)?.DueOn(on, await calendar.DaysAsync());

    /// <summary>When things that start on many days are due by one rule; the day itself where no rule is in force.</summary>
    public async Task<Func<DateOnly, DateOnly>> DueByAsync(string rule)
    {
        var rules = await RulesAsync(rule);
        var days = await calendar.DaysAsync();
        return on => rules.On(rule, on)?.DueOn(on, days) ?? on;
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
                    deadline, deadline.DueOn, deadline.DueBy(rules, days)))
                .Where(move => move.From != move.To),
        ];
        return new PendingMoves(moves, Fingerprint(moves));
    }

    static string Fingerprint(IEnumerable<DeadlineMove> moves) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', moves.Select(move => $"{move.Deadline.Id} {move.From:O} {move.To:O}")))));
}
