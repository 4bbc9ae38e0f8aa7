using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Stakeholders;

/// <summary>How a mission of the agency drives one of the province; exactly one of the two (seed S2-012).</summary>
public enum Drive
{
    Directly,
    Indirectly,
}

/// <summary>What a group is to a line of the linkage table.</summary>
public enum GroupPart
{
    Recipient,
    Stakeholder,
}

/// <summary>A line of the linkage table: mission of the province, strategy, mission of the agency, and whom it concerns.</summary>
public sealed class MissionLinkage : OfficeRecord
{
    internal MissionLinkage(Guid analysisId)
    {
        AnalysisId = analysisId;
        Origin = Id;
    }

    MissionLinkage()
    {
    }

    public Guid AnalysisId { get; private set; }

    public Guid Origin { get; private set; }

    public Guid ProvinceMissionId { get; private set; }

    public Guid? StrategyId { get; private set; }

    public Guid AgencyMissionId { get; private set; }

    public Drive Drive { get; private set; }

    public List<LinkageGroup> Groups { get; } = [];

    public override Guid WholeId => AnalysisId;

    public IEnumerable<Guid> Of(GroupPart part) => Groups.Where(group => group.Part == part).Select(group => group.GroupId);

    internal void Say(Guid province, Guid? strategy, Guid agency, Drive drive) => (ProvinceMissionId, StrategyId, AgencyMissionId, Drive) = (province, strategy, agency, drive);

    internal void Name(IEnumerable<StakeholderGroup> recipients, IEnumerable<StakeholderGroup> stakeholders)
    {
        List<(Guid Group, GroupPart Part)> named =
        [
            .. recipients.Where(group => group.IsRecipient).Select(group => (group.Id, GroupPart.Recipient)),
            .. stakeholders.Where(group => group.IsStakeholder).Select(group => (group.Id, GroupPart.Stakeholder)),
        ];
        Groups.RemoveAll(group => !named.Contains((group.GroupId, group.Part)));
        Groups.AddRange(named.Where(one => !Groups.Exists(group => (group.GroupId, group.Part) == one)).Select(one => new LinkageGroup(AnalysisId, Id, one.Group, one.Part)));
    }

    internal MissionLinkage CarryTo(Guid analysis, Func<Guid, Guid> mission, Func<Guid?, Guid?> strategy, IReadOnlySet<Guid> inForce)
    {
        var line = new MissionLinkage(analysis) { Origin = Origin };
        line.Say(mission(ProvinceMissionId), strategy(StrategyId), mission(AgencyMissionId), Drive);
        line.Groups.AddRange(Groups.Where(group => inForce.Contains(group.GroupId)).Select(group => new LinkageGroup(analysis, line.Id, group.GroupId, group.Part)));
        return line;
    }
}

/// <summary>A group that a line of the linkage table concerns.</summary>
public sealed class LinkageGroup(Guid analysisId, Guid linkageId, Guid groupId, GroupPart part) : OfficeRecord
{
    public Guid AnalysisId { get; private set; } = analysisId;

    public Guid LinkageId { get; private set; } = linkageId;

    public Guid GroupId { get; private set; } = groupId;

    public GroupPart Part { get; private set; } = part;

    public override Guid WholeId => AnalysisId;
}

sealed class MissionLinkageConfiguration : IEntityTypeConfiguration<MissionLinkage>
{
    public void Configure(EntityTypeBuilder<MissionLinkage> entity)
    {
        entity.ToTable("mission_linkages");
        entity.HasMany(line => line.Groups).WithOne().HasForeignKey(group => new { group.OfficeId, group.LinkageId });
        // So that a mission is stored before its lines and taken off after them.
        entity.HasOne<Mission>().WithMany().HasForeignKey(line => new { line.OfficeId, line.ProvinceMissionId });
        entity.HasOne<Mission>().WithMany().HasForeignKey(line => new { line.OfficeId, line.AgencyMissionId });
        entity.HasOne<MissionStrategy>().WithMany().HasForeignKey(line => new { line.OfficeId, line.StrategyId });
    }
}

sealed class LinkageGroupConfiguration : IEntityTypeConfiguration<LinkageGroup>
{
    public void Configure(EntityTypeBuilder<LinkageGroup> entity)
    {
        entity.ToTable("linkage_groups");
        entity.HasOne<StakeholderGroup>().WithMany().HasForeignKey(group => new { group.OfficeId, group.GroupId });
    }
}
