using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>The number of a case in another system, such as 1111, 1567 or a ministry's register, with the day due there (domain 3.6).</summary>
public sealed class VoiceReference : OfficeRecord
{
    public Guid VoiceId { get; init; }

    public string System { get; init; } = "";

    public string Number { get; init; } = "";

    /// <summary>By when the result is to be reported there; kept beside the office's own deadlines.</summary>
    public DateOnly? DueOn { get; init; }

    public DateOnly? ReportedOn { get; private set; }

    public override Guid WholeId => VoiceId;

    public bool IsOverdueOn(DateOnly today) => ReportedOn is null && DueOn < today;

    public void Report(DateOnly on) => ReportedOn ??= on;
}

sealed class VoiceReferenceConfiguration : IEntityTypeConfiguration<VoiceReference>
{
    public void Configure(EntityTypeBuilder<VoiceReference> entity)
    {
        entity.ToTable("voice_references");
        entity.HasOne<Voice>().WithMany().HasForeignKey(reference => new { reference.OfficeId, reference.VoiceId });
    }
}
