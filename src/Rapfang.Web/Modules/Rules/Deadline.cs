using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules;

/// <summary>What a record says of one of its deadlines; the register follows it.</summary>
/// <param name="PausedOn">Since when it stands still, for a reason; null while it runs.</param>
/// <param name="PausedDays">How many calendar days it stood still before.</param>
public sealed record Clock(string Rule, DateOnly StartedOn, DateOnly? MetOn, DateOnly? PausedOn = null, int PausedDays = 0, string PauseReason = "");

/// <summary>What can happen to a deadline when its record changes.</summary>
public enum DeadlineTurn
{
    Started,
    Classified,
    Paused,
    Resumed,
    Reopened,
    Met,
}

/// <summary>Something that is due by a rule. Those of all modules stand in one register.</summary>
public sealed class Deadline : OfficeRecord
{
    public string SubjectKind { get; init; } = "";

    public Guid SubjectId { get; init; }

    public string Title { get; init; } = "";

    /// <summary>The page of the subject, below <c>/{office}/desk</c>.</summary>
    public string Path { get; init; } = "";

    public string RuleCode { get; init; } = "";

    /// <summary>The day that is counted from; the rule in force that day decides.</summary>
    public DateOnly StartedOn { get; private set; }

    public DateOnly DueOn { get; private set; }

    public DateOnly? MetOn { get; private set; }

    /// <summary>What it was when the rule was chosen, the closest word first (<see cref="DeadlineRule.Scope"/>).</summary>
    public string[] Scopes { get; private set; } = [];

    /// <summary>Since when it stands still; null while it runs.</summary>
    public DateOnly? PausedOn { get; private set; }

    /// <summary>How many calendar days it stood still before; it ends by as many later.</summary>
    public int PausedDays { get; private set; }

    /// <summary>Why it stands or stood still; empty where it never did.</summary>
    public string PauseReason { get; private set; } = "";

    /// <summary>The day from which the period is counted: it began, and stood still since.</summary>
    public DateOnly CountedFrom => StartedOn.AddDays(PausedDays);

    public bool IsOverdueOn(DateOnly today) => MetOn is null && PausedOn is null && today > DueOn;

    /// <summary>Counts from this day, whatever it counted from before.</summary>
    public void Start(DateOnly on, DateOnly due)
    {
        StartedOn = on;
        DueOn = due;
    }

    /// <summary>What it is for has become something else.</summary>
    public void Classify(IReadOnlyList<string> scopes) => Scopes = [.. scopes];

    /// <summary>Stands still from a day on, or goes on after so many days.</summary>
    public void Pause(DateOnly? since, int days, string reason)
    {
        PausedOn = since;
        PausedDays = days;
        PauseReason = reason;
    }

    public void MoveTo(DateOnly due) => DueOn = due;

    /// <summary>When it is due by these rules; as it was where none is in force.</summary>
    public DateOnly DueBy(IReadOnlyCollection<DeadlineRule> rules, WorkingDays days) => rules.On(RuleCode, StartedOn, Scopes)?.DueOn(CountedFrom, days) ?? DueOn;

    /// <summary>Takes over what its record says of it.</summary>
    /// <returns>What happened to it, in order.</returns>
    public IReadOnlyList<DeadlineTurn> Follow(Clock clock, IReadOnlyList<string> scopes, IReadOnlyCollection<DeadlineRule> rules, WorkingDays days)
    {
        List<DeadlineTurn> happened = [];
        var open = MetOn is null;
        var isNew = StartedOn != clock.StartedOn;
        if (isNew)
        {
            StartedOn = clock.StartedOn;
            happened.Add(DeadlineTurn.Started);
        }

        if (open && !Scopes.SequenceEqual(scopes))
        {
            Classify(scopes);
            if (!isNew)
            {
                happened.Add(DeadlineTurn.Classified);
            }
        }

        if (open && (PausedOn != clock.PausedOn || PausedDays != clock.PausedDays))
        {
            happened.Add(clock.PausedOn is null ? DeadlineTurn.Resumed : DeadlineTurn.Paused);
            Pause(clock.PausedOn, clock.PausedDays, clock.PauseReason);
        }

        if (MetOn is not null && clock.MetOn is null)
        {
            Reopen();
            happened.Add(DeadlineTurn.Reopened);
        }

        // The day that something was due stays what it was once it is done.
        if (happened.Count > 0)
        {
            DueOn = DueBy(rules, days);
        }

        if (MetOn is null && clock.MetOn is { } met)
        {
            Meet(met);
            happened.Add(DeadlineTurn.Met);
        }

        return happened;
    }

    public void Meet(DateOnly on)
    {
        MetOn = on;
        PausedOn = null;
    }

    /// <summary>What had met it was taken back.</summary>
    public void Reopen() => MetOn = null;
}

sealed class DeadlineConfiguration : IEntityTypeConfiguration<Deadline>
{
    public void Configure(EntityTypeBuilder<Deadline> entity)
    {
        entity.ToTable("deadlines");
        entity.Ignore(deadline => deadline.CountedFrom);
    }
}
