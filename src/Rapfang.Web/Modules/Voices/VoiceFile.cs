using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;

namespace Rapfang.Modules.Voices;

/// <summary>What a file of a case shows: the evidence of the seven example steps (seed S2-048).</summary>
public enum VoiceFileKind
{
    /// <summary>What the speaker brought.</summary>
    Brought,
    Talk,
    Record,
    Site,
    ToHead,
    ToSpeaker,
    FollowUp,
    Filing,
}

/// <summary>A file of a case. It is fetched through the case only, so a sealed case's files are as sealed as the case.</summary>
public sealed class VoiceFile : OfficeRecord
{
    internal VoiceFile(Voice voice, StoredFile file, VoiceFileKind kind, VoiceText name, bool isPublic, DateTimeOffset at, Guid? by)
    {
        VoiceId = voice.Id;
        FileId = file.Id;
        Kind = kind;
        Name = name;
        IsPublic = isPublic;
        At = at;
        AddedBy = by;
    }

    VoiceFile()
    {
    }

    public Guid VoiceId { get; private set; }

    public Guid FileId { get; private set; }

    public VoiceFileKind Kind { get; private set; }

    /// <summary>As who brought it calls it; the stored file bears a name that tells nothing, because events repeat it.</summary>
    public VoiceText Name { get; private set; } = VoiceText.Nothing;

    /// <summary>Whether the speaker may fetch it too.</summary>
    public bool IsPublic { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid? AddedBy { get; private set; }

    public override Guid WholeId => VoiceId;
}

/// <summary>A file of a case with what is known of its bytes.</summary>
public sealed record KeptVoiceFile(VoiceFile Use, StoredFile File);

sealed class VoiceFileConfiguration : IEntityTypeConfiguration<VoiceFile>
{
    public void Configure(EntityTypeBuilder<VoiceFile> entity)
    {
        entity.ToTable("voice_files");
        entity.Property(file => file.Name).HasConversion(name => name.Text, stored => new VoiceText(stored));
        entity.HasOne<Voice>().WithMany().HasForeignKey(file => new { file.OfficeId, file.VoiceId });
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(file => new { file.OfficeId, file.FileId }).OnDelete(DeleteBehavior.Restrict);
    }
}
