using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

public enum VoiceNoteKind
{
    Note,
    Screening,
    Proposal,
    SentBack,
    Order,
    Findings,
    Summary,
    Closing,
}

/// <summary>What the office writes for itself. A type and a table of its own that no public page loads, so that it can not leak.</summary>
public sealed class VoiceNote : OfficeRecord
{
    public VoiceNote(Voice voice, VoiceNoteKind kind, VoiceText text, Guid? by, DateTimeOffset at, Guid? group = null)
    {
        VoiceId = voice.Id;
        Kind = kind;
        Text = text;
        WrittenBy = by;
        At = at;
        GroupId = group;
    }

    VoiceNote()
    {
    }

    public Guid VoiceId { get; private set; }

    public VoiceNoteKind Kind { get; private set; }

    public VoiceText Text { get; private set; } = VoiceText.Nothing;

    /// <summary>The person of the office who wrote it.</summary>
    public Guid? WrittenBy { get; private set; }

    /// <summary>The group it comes from or goes to.</summary>
    public Guid? GroupId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceNoteConfiguration : IEntityTypeConfiguration<VoiceNote>
{
    public void Configure(EntityTypeBuilder<VoiceNote> entity)
    {
        entity.ToTable("voice_notes");
        entity.Property(note => note.Text).HasConversion(text => text.Text, stored => new VoiceText(stored));
        entity.HasOne<Voice>().WithMany().HasForeignKey(note => new { note.OfficeId, note.VoiceId });
    }
}
