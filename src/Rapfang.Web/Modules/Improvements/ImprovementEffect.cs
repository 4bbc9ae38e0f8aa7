using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Improvements;

public enum EffectKind
{
    /// <summary>Dissatisfied answers to an item, of all answers to it.</summary>
    SurveyItem,

    /// <summary>Complaints of a type in two spans of the same length.</summary>
    Cases,

    /// <summary>Single times that were really taken.</summary>
    Times,
}

/// <summary>What was measured again after an improvement, with the figures as they were on that day.</summary>
public sealed class ImprovementEffect : OfficeRecord
{
    public Guid ImprovementId { get; init; }

    public EffectKind Kind { get; init; }

    /// <summary>What was measured.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where the figure before comes from: a survey, a span of days.</summary>
    public string BeforeFrom { get; init; } = "";

    public string AfterFrom { get; init; } = "";

    public long BeforeCount { get; init; }

    /// <summary>Of how many; 0 for cases and times.</summary>
    public long BeforeOf { get; init; }

    public long AfterCount { get; init; }

    public long AfterOf { get; init; }

    /// <summary>In the improvement's unit.</summary>
    public decimal[] BeforeTimes { get; init; } = [];

    public decimal[] AfterTimes { get; init; } = [];

    public DateOnly MeasuredOn { get; init; }

    public override Guid WholeId => ImprovementId;

    public Difference Difference => Kind switch
    {
        EffectKind.SurveyItem => Difference.OfShares(BeforeCount, BeforeOf, AfterCount, AfterOf),
        EffectKind.Cases => Difference.OfCounts(BeforeCount, AfterCount),
        _ => Difference.OfTimes(BeforeTimes, AfterTimes),
    };
}

sealed class ImprovementEffectConfiguration : IEntityTypeConfiguration<ImprovementEffect>
{
    public void Configure(EntityTypeBuilder<ImprovementEffect> entity)
    {
        entity.ToTable("improvement_effects");
        entity.Ignore(effect => effect.Difference);
        entity.HasOne<Improvement>().WithMany().HasForeignKey(effect => new { effect.OfficeId, effect.ImprovementId });
    }
}
