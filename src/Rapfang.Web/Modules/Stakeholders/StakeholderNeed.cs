using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Stakeholders;

public enum NeedKind
{
    /// <summary>ความต้องการ.</summary>
    Need,

    /// <summary>ความคาดหวัง.</summary>
    Expectation,
}

public enum NeedPriority
{
    High,
    Medium,
    Low,
}

/// <summary>Where the office learnt of a need.</summary>
public enum NeedSource
{
    Voice,
    Survey,
    Meeting,
    Insight,
    Other,
}

/// <summary>What a group needs of a mission of the province, or expects of it (fourth column of seed S2-010).</summary>
public sealed class StakeholderNeed : OfficeRecord
{
    internal StakeholderNeed(Guid analysisId)
    {
        AnalysisId = analysisId;
        Origin = Id;
    }

    StakeholderNeed()
    {
    }

    public Guid AnalysisId { get; private set; }

    public Guid Origin { get; private set; }

    public Guid MissionId { get; private set; }

    public Guid GroupId { get; private set; }

    public NeedKind Kind { get; private set; }

    public NeedPriority Priority { get; private set; }

    public string Text { get; private set; } = "";

    public NeedSource Source { get; private set; }

    /// <summary>The case or survey; null where the source has no record of its own.</summary>
    public Guid? SourceId { get; private set; }

    /// <summary>The number of the case, the name of the survey, the meeting: as people would look for it.</summary>
    public string Reference { get; private set; } = "";

    public override Guid WholeId => AnalysisId;

    internal void Say(Guid mission, Guid group, NeedKind kind, NeedPriority priority, string text, NeedSource source, Guid? sourceId, string reference) =>
        (MissionId, GroupId, Kind, Priority, Text, Source, SourceId, Reference) = (mission, group, kind, priority, text, source, sourceId, reference);

    internal StakeholderNeed CarryTo(Guid analysis, Guid mission)
    {
        var need = new StakeholderNeed(analysis) { Origin = Origin };
        need.Say(mission, GroupId, Kind, Priority, Text, Source, SourceId, Reference);
        return need;
    }
}

sealed class StakeholderNeedConfiguration : IEntityTypeConfiguration<StakeholderNeed>
{
    public void Configure(EntityTypeBuilder<StakeholderNeed> entity)
    {
        entity.ToTable("stakeholder_needs");
        entity.HasOne<Mission>().WithMany().HasForeignKey(need => new { need.OfficeId, need.MissionId });
        entity.HasOne<StakeholderGroup>().WithMany().HasForeignKey(need => new { need.OfficeId, need.GroupId });
    }
}
