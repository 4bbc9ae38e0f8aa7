using Rapfang.Modules.Surveys;

namespace Rapfang.Modules.Projects;

/// <summary>The four criteria of success (seed S1-025).</summary>
public enum Criterion
{
    Satisfaction,
    Time,
    Money,
    Effectiveness,
}

/// <summary>What came of a project against what it set out to do, counted from its records.</summary>
/// <param name="Answers">What people answered in its survey; null without one.</param>
public sealed record ProjectScore(Project Project, Spread? Answers)
{
    /// <summary>The last day of its calendar.</summary>
    public DateOnly? PlannedEnd { get; } = Project.Activities.Count == 0 ? null : Project.Activities.Max(activity => activity.UntilDate);

    /// <summary>The day its last activity was done; null while one is open.</summary>
    public DateOnly? ActualEnd { get; } = Project.Activities.Count == 0 || Project.Activities.Exists(activity => activity.DoneOn is null) ? null : Project.Activities.Max(activity => activity.DoneOn);

    public int Reached { get; } = Project.Indicators.Count(indicator => indicator.Reached == true);

    /// <summary>Whether a criterion is met; null while it is not known.</summary>
    public bool? Met(Criterion criterion) => criterion switch
    {
        Criterion.Satisfaction => Answers is { Total: > 0 } answers ? answers.SatisfiedPercent >= Project.SatisfactionTarget : null,
        Criterion.Time => ActualEnd is { } end ? end <= PlannedEnd : null,
        Criterion.Money => Project is { Spent: { } spent, Budget: { } budget } ? spent <= budget : null,
        _ => Project.Indicators.Count == 0 || Project.Indicators.Exists(indicator => indicator.Reached is null) ? null : Reached == Project.Indicators.Count,
    };
}
