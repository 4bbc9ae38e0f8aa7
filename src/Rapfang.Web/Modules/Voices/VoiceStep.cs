using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>The steps that the person who spoke may read.</summary>
public enum VoiceStepKind
{
    Received,
    Accepted,
    NotTaken,
    FactsAsked,
    FactsGiven,
    InWork,
    Message,
    Reply,
    Answered,
    Closed,
    Withdrawn,
    Rated,
    Reopened,
    Visited,
    Merged,
    Transferred,
    FilesAdded,
}

/// <summary>One step of a case as people outside see it. Whatever is written here is written to them.</summary>
public sealed class VoiceStep : OfficeRecord
{
    internal VoiceStep(Guid voiceId, VoiceStepKind kind, VoiceText text, DateTimeOffset at)
    {
        VoiceId = voiceId;
        Kind = kind;
        Text = text;
        At = at;
    }

    public Guid VoiceId { get; private set; }

    public VoiceStepKind Kind { get; private set; }

    public VoiceText Text { get; private set; }

    public DateTimeOffset At { get; private set; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceStepConfiguration : IEntityTypeConfiguration<VoiceStep>
{
    public void Configure(EntityTypeBuilder<VoiceStep> entity)
    {
        entity.ToTable("voice_steps");
        entity.Property(step => step.Text).HasConversion(text => text.Text, stored => new VoiceText(stored));
    }
}
