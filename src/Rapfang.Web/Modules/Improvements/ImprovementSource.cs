using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Improvements;

/// <summary>Where an improvement comes from.</summary>
public enum SourceKind
{
    /// <summary>A case.</summary>
    Voice,

    /// <summary>An item of a survey that people are dissatisfied with (seed S2-093).</summary>
    SurveyItem,

    /// <summary>Monitoring of service quality.</summary>
    Monitoring,

    /// <summary>A need learnt by listening (seed S2-023).</summary>
    Insight,

    Participation,
    Meeting,

    /// <summary>Of an audit or assessment.</summary>
    Finding,

    /// <summary>A service of the catalogue: its standard, or what people said of its page.</summary>
    Service,
}

/// <summary>One record that an improvement comes from; by its name where the record is not kept here.</summary>
public sealed class ImprovementSource : OfficeRecord
{
    public ImprovementSource(SourceKind kind, string title, Guid? referenceId = null, string item = "", string path = "")
    {
        (Kind, Title, ReferenceId, Item, Path) = (kind, title, referenceId, item, path);
    }

    ImprovementSource()
    {
    }

    public Guid ImprovementId { get; private set; }

    public SourceKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public Guid? ReferenceId { get; private set; }

    /// <summary>The code of the survey's item.</summary>
    public string Item { get; private set; } = "";

    /// <summary>Its page, below <c>/{office}/desk</c>; empty without one.</summary>
    public string Path { get; private set; } = "";

    public override Guid WholeId => ImprovementId;

    internal void Of(Improvement improvement) => ImprovementId = improvement.Id;

    internal bool IsOf(ImprovementSource other) =>
        Kind == other.Kind && Item == other.Item && (ReferenceId is null ? other.ReferenceId is null && Title == other.Title : ReferenceId == other.ReferenceId);
}

sealed class ImprovementSourceConfiguration : IEntityTypeConfiguration<ImprovementSource>
{
    public void Configure(EntityTypeBuilder<ImprovementSource> entity) => entity.ToTable("improvement_sources");
}
