using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Whose mission it is.</summary>
public enum MissionLevel
{
    Province,
    Agency,
}

/// <summary>A mission of the province (พันธกิจของจังหวัด) or a main mission of the agency (พันธกิจหลักของส่วนราชการ).</summary>
public sealed class Mission : OfficeRecord
{
    internal Mission(Guid analysisId, MissionLevel level, int number, string text)
    {
        AnalysisId = analysisId;
        Origin = Id;
        Level = level;
        Number = number;
        Text = text;
    }

    Mission()
    {
    }

    public Guid AnalysisId { get; private set; }

    /// <summary>The first of the lines that this one was carried from; the same in each version and year.</summary>
    public Guid Origin { get; private set; }

    public MissionLevel Level { get; private set; }

    /// <summary>Its place in the list, from 1.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Why the agency does nothing for a mission of the province.</summary>
    public string WhyNot { get; private set; } = "";

    public List<MissionStrategy> Strategies { get; } = [];

    public override Guid WholeId => AnalysisId;

    internal void Say(string text, string whyNot) => (Text, WhyNot) = (text, whyNot);

    internal void MoveUp() => Number--;

    internal Mission CarryTo(Guid analysis) => new(analysis, Level, Number, Text) { Origin = Origin, WhyNot = WhyNot };
}

/// <summary>A strategy (กลยุทธ์) by which the province drives one of its missions.</summary>
public sealed class MissionStrategy : OfficeRecord
{
    internal MissionStrategy(Guid analysisId, Guid missionId, int number, string text)
    {
        AnalysisId = analysisId;
        MissionId = missionId;
        Origin = Id;
        Number = number;
        Text = text;
    }

    MissionStrategy()
    {
    }

    public Guid AnalysisId { get; private set; }

    public Guid MissionId { get; private set; }

    public Guid Origin { get; private set; }

    /// <summary>Its place below its mission, from 1.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public override Guid WholeId => AnalysisId;

    internal void Say(string text) => Text = text;

    internal void MoveUp() => Number--;

    internal MissionStrategy CarryTo(Guid analysis, Guid mission) => new(analysis, mission, Number, Text) { Origin = Origin };
}

sealed class MissionConfiguration : IEntityTypeConfiguration<Mission>
{
    public void Configure(EntityTypeBuilder<Mission> entity)
    {
        entity.ToTable("missions");
        entity.HasMany(mission => mission.Strategies).WithOne().HasForeignKey(strategy => new { strategy.OfficeId, strategy.MissionId });
    }
}

sealed class MissionStrategyConfiguration : IEntityTypeConfiguration<MissionStrategy>
{
    public void Configure(EntityTypeBuilder<MissionStrategy> entity) => entity.ToTable("mission_strategies");
}
