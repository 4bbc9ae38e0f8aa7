using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Rules;

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

    public bool IsOverdueOn(DateOnly today) => MetOn is null && today > DueOn;

    /// <summary>Counts from this day, whatever it counted from before.</summary>
    public void Start(DateOnly on, DateOnly due)
    {
        StartedOn = on;
        DueOn = due;
    }

    public void MoveTo(DateOnly due) => DueOn = due;

    public void Meet(DateOnly on) => MetOn = on;

    /// <summary>What had met it was taken back.</summary>
    public void Reopen() => MetOn = null;
}

sealed class DeadlineConfiguration : IEntityTypeConfiguration<Deadline>
{
    public void Configure(EntityTypeBuilder<Deadline> entity) => entity.ToTable("deadlines");
}
