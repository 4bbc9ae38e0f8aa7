using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>Letters of a case; the last four of the flow are its outputs (seed 3.D, 8).</summary>
public enum VoiceLetterKind
{
    Acknowledge,
    AskFacts,
    Forward,
    Chase,
    ToHead,
    WorkingGroup,
    Answer,
    AskAgencyToTell,
    ReportGovernor,
    ReportMinistry,
}

/// <summary>How a letter looks: หนังสือภายนอก, บันทึกข้อความ, คำสั่ง (domain 7.1).</summary>
public enum LetterForm
{
    Letter,
    Memo,
    Order,
}

/// <summary>A letter that belongs to a case: a draft until it gets its number, then as it is.</summary>
public sealed class VoiceLetter : OfficeRecord
{
    public VoiceLetter(Voice voice, VoiceLetterKind kind, DateOnly dated, Guid? by)
    {
        VoiceId = voice.Id;
        Kind = kind;
        Dated = dated;
        WrittenBy = by;
    }

    VoiceLetter()
    {
    }

    /// <summary>Whom it goes to; sealed, because it may be the speaker.</summary>
    public static PersonalField ReceiverField { get; } = new("voice_letters.receiver", _ => Masks.Hidden);

    public Guid VoiceId { get; private set; }

    public VoiceLetterKind Kind { get; private set; }

    /// <summary>Empty until it is issued.</summary>
    public string Number { get; private set; } = "";

    public DateOnly Dated { get; private set; }

    public Sealed? Receiver { get; private set; }

    public VoiceText Subject { get; private set; } = VoiceText.Nothing;

    /// <summary>Paragraphs with an empty line between them.</summary>
    public VoiceText Body { get; private set; } = VoiceText.Nothing;

    /// <summary>The position that signs.</summary>
    public string Signer { get; private set; } = "";

    public DateTimeOffset? IssuedAt { get; private set; }

    public Guid? WrittenBy { get; private set; }

    /// <summary>Grows with each change, so that of two who write at once the second is told.</summary>
    public int Version { get; private set; }

    public override Guid WholeId => VoiceId;

    /// <exception cref="RuleBroken">It has its number already.</exception>
    public void Write(Sealed? receiver, VoiceText subject, VoiceText body, string signer)
    {
        RefuseIssued();
        Receiver = receiver;
        Subject = subject;
        Body = body;
        Signer = signer.Trim();
        Version++;
    }

    /// <exception cref="RuleBroken">It has its number already.</exception>
    public void Issue(string number, DateTimeOffset at)
    {
        RefuseIssued();
        Number = number;
        Dated = ThaiDate.OnDay(at);
        IssuedAt = at;
        Version++;
    }

    void RefuseIssued()
    {
        if (IssuedAt is not null)
        {
            throw new RuleBroken("หนังสือนี้ออกเลขแล้ว แก้ไขไม่ได้ หากต้องแก้ให้ร่างฉบับใหม่", "This letter has its number and stays as it is; write a new one instead.");
        }
    }
}

sealed class VoiceLetterConfiguration : IEntityTypeConfiguration<VoiceLetter>
{
    public void Configure(EntityTypeBuilder<VoiceLetter> entity)
    {
        entity.ToTable("voice_letters");
        entity.Property(letter => letter.Version).IsConcurrencyToken();
        foreach (var name in new[] { nameof(VoiceLetter.Subject), nameof(VoiceLetter.Body) })
        {
            entity.Property<VoiceText>(name).HasConversion(text => text.Text, stored => new VoiceText(stored));
        }

        entity.HasOne<Voice>().WithMany().HasForeignKey(letter => new { letter.OfficeId, letter.VoiceId });
    }
}
