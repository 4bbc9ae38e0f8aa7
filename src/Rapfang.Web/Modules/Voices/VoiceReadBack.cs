using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>How somebody whose words were taken down agreed to them.</summary>
public enum ReadBackWay
{
    /// <summary>They heard them read out and signed the paper.</summary>
    Signed,

    /// <summary>They heard them on the telephone and agreed.</summary>
    Telephone,
}

/// <summary>The words of a case were read back to who spoke them, as they stand: words of a case are never changed, so this holds for good.</summary>
public sealed class VoiceReadBack : OfficeRecord
{
    /// <exception cref="RuleBroken">It lies in the future, or before the case.</exception>
    public VoiceReadBack(Voice voice, ReadBackWay way, DateOnly on, Guid? by, DateTimeOffset at)
    {
        if (on > ThaiDate.OnDay(at) || on < voice.ReceivedOn)
        {
            throw new RuleBroken("วันที่อ่านทวนต้องไม่เกินวันนี้ และไม่ก่อนวันที่รับเรื่อง", "It was read back between the day it was received and today.", "ReadOn");
        }

        VoiceId = voice.Id;
        Way = way;
        ReadOn = on;
        ReadBy = by;
        At = at;
    }

    VoiceReadBack()
    {
    }

    public Guid VoiceId { get; private set; }

    public ReadBackWay Way { get; private set; }

    public DateOnly ReadOn { get; private set; }

    public Guid? ReadBy { get; private set; }

    public DateTimeOffset At { get; private set; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceReadBackConfiguration : IEntityTypeConfiguration<VoiceReadBack>
{
    public void Configure(EntityTypeBuilder<VoiceReadBack> entity)
    {
        entity.ToTable("voice_read_backs");
        entity.HasOne<Voice>().WithMany().HasForeignKey(read => new { read.OfficeId, read.VoiceId });
    }
}
