using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Improvements;

/// <summary>One line of the process before and after (seed table 3.A).</summary>
public sealed class ProcessStep : OfficeRecord
{
    public ProcessStep(string before, decimal? beforeTime, string after, decimal? afterTime)
    {
        (Before, BeforeTime, After, AfterTime) = (before, beforeTime, after, afterTime);
    }

    ProcessStep()
    {
    }

    public Guid ImprovementId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public string Before { get; private set; } = "";

    /// <summary>In the improvement's unit; null: the step was not there.</summary>
    public decimal? BeforeTime { get; private set; }

    public string After { get; private set; } = "";

    /// <summary>Null: the step is cut.</summary>
    public decimal? AfterTime { get; private set; }

    public override Guid WholeId => ImprovementId;

    internal void Of(Improvement improvement, int number) => (ImprovementId, Number) = (improvement.Id, number);
}

sealed class ProcessStepConfiguration : IEntityTypeConfiguration<ProcessStep>
{
    public void Configure(EntityTypeBuilder<ProcessStep> entity) => entity.ToTable("improvement_steps");
}

/// <summary>A process before and after, and what is saved. Sums are worked out, never typed (seed table 3.A: 5 steps and 11 days became 4 and 5).</summary>
public sealed record ProcessChange(IReadOnlyList<ProcessStep> Steps, TimeUnit Unit)
{
    public int StepsBefore => Steps.Count(step => step.BeforeTime is not null);

    public int StepsAfter => Steps.Count(step => step.AfterTime is not null);

    public decimal TimeBefore => Steps.Sum(step => step.BeforeTime ?? 0);

    public decimal TimeAfter => Steps.Sum(step => step.AfterTime ?? 0);

    public bool IsDrawn => StepsBefore > 0 && StepsAfter > 0;

    /// <summary>Per cent of the steps saved, one decimal; below 0 where there are more; null without a process before.</summary>
    public decimal? StepsSaved => Saved(StepsBefore, StepsAfter);

    /// <summary>Per cent of the time saved, one decimal.</summary>
    public decimal? TimeSaved => Saved(TimeBefore, TimeAfter);

    static decimal? Saved(decimal before, decimal after) => before == 0 ? null : decimal.Round((before - after) / before * 100, 1, MidpointRounding.AwayFromZero);
}
