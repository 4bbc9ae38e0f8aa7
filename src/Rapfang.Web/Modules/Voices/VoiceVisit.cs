using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>Somebody of the office went to see the place and met people there (seed S2-047, step 3). Stays inside.</summary>
public sealed class VoiceVisit : OfficeRecord
{
    /// <exception cref="RuleBroken">It lies in the future, or before the case.</exception>
    public VoiceVisit(Voice voice, DateOnly on, VoiceText place, VoiceText visitors, VoiceText findings, Guid? by, DateTimeOffset at)
    {
        if (on > Rapfang.Thai.ThaiDate.OnDay(at) || on < voice.ReceivedOn)
        {
            throw new RuleBroken("วันที่ลงพื้นที่ต้องไม่เกินวันนี้ และไม่ก่อนวันที่รับเรื่อง", "The visit lies between the day it was received and today.", "VisitedOn");
        }

        VoiceId = voice.Id;
        VisitedOn = on;
        Place = place;
        Visitors = visitors;
        Findings = findings;
        WrittenBy = by;
        At = at;
    }

    VoiceVisit()
    {
    }

    public Guid VoiceId { get; private set; }

    public DateOnly VisitedOn { get; private set; }

    public VoiceText Place { get; private set; } = VoiceText.Nothing;

    /// <summary>Who went, and whom they met.</summary>
    public VoiceText Visitors { get; private set; } = VoiceText.Nothing;

    public VoiceText Findings { get; private set; } = VoiceText.Nothing;

    public DateTimeOffset At { get; private set; }

    public Guid? WrittenBy { get; private set; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceVisitConfiguration : IEntityTypeConfiguration<VoiceVisit>
{
    public void Configure(EntityTypeBuilder<VoiceVisit> entity)
    {
        entity.ToTable("voice_visits");
        foreach (var name in new[] { nameof(VoiceVisit.Place), nameof(VoiceVisit.Visitors), nameof(VoiceVisit.Findings) })
        {
            entity.Property<VoiceText>(name).HasConversion(text => text.Text, stored => new VoiceText(stored));
        }

        entity.HasOne<Voice>().WithMany().HasForeignKey(visit => new { visit.OfficeId, visit.VoiceId });
    }
}
