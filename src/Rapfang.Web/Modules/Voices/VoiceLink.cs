using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>Two cases have to do with each other; each keeps its own way and answer.</summary>
public sealed class VoiceLink : OfficeRecord
{
    public Guid VoiceId { get; init; }

    public Guid OtherId { get; init; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceLinkConfiguration : IEntityTypeConfiguration<VoiceLink>
{
    public void Configure(EntityTypeBuilder<VoiceLink> entity)
    {
        entity.ToTable("voice_links");
        entity.HasOne<Voice>().WithMany().HasForeignKey(link => new { link.OfficeId, link.VoiceId });
        entity.HasOne<Voice>().WithMany().HasForeignKey(link => new { link.OfficeId, link.OtherId });
    }
}
