using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Modules.Voices;

/// <summary>Who spoke, sealed, in a table of its own. Without a row the person stayed unnamed.</summary>
public sealed class VoiceSpeaker : OfficeRecord
{
    // Of a name nothing is left to see: in a small place two letters are enough.
    public static PersonalField NameField { get; } = new("voice_speakers.name", _ => Masks.Hidden);

    public static PersonalField PhoneField { get; } = new("voice_speakers.phone", Masks.Phone);

    public static PersonalField EmailField { get; } = new("voice_speakers.email", Masks.Email);

    public static PersonalField LineField { get; } = new("voice_speakers.line_user", _ => Masks.Hidden);

    public Guid VoiceId { get; init; }

    public Sealed? Name { get; set; }

    public Sealed? Phone { get; set; }

    public Sealed? Email { get; set; }

    /// <summary>Wants to be told by e-mail that something happened; never what.</summary>
    public bool WantsMail { get; set; }

    /// <summary>LINE's id of the user, who is told there.</summary>
    public Sealed? LineUser { get; set; }

    public bool WantsLine { get; set; }

    /// <summary>Wants to be told by short message, to the telephone number.</summary>
    public bool WantsSms { get; set; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceSpeakerConfiguration : IEntityTypeConfiguration<VoiceSpeaker>
{
    public void Configure(EntityTypeBuilder<VoiceSpeaker> entity)
    {
        entity.ToTable("voice_speakers");
        entity.HasOne<Voice>().WithMany().HasForeignKey(speaker => new { speaker.OfficeId, speaker.VoiceId });
    }
}
