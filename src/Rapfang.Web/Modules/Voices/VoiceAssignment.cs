using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>A group that is to look into a case and report by a day.</summary>
public sealed class VoiceAssignment : OfficeRecord
{
    internal VoiceAssignment(Guid voiceId, Guid groupId, DateOnly assignedOn, DateOnly dueOn)
    {
        VoiceId = voiceId;
        GroupId = groupId;
        AssignedOn = assignedOn;
        DueOn = dueOn;
    }

    public Guid VoiceId { get; private set; }

    public Guid GroupId { get; private set; }

    public DateOnly AssignedOn { get; private set; }

    public DateOnly DueOn { get; private set; }

    public DateOnly? ReportedOn { get; private set; }

    public override Guid WholeId => VoiceId;

    public bool IsOverdueOn(DateOnly today) => ReportedOn is null && today > DueOn;

    internal void Report(DateOnly on) => ReportedOn = on;

    internal void Reopen(DateOnly due)
    {
        ReportedOn = null;
        DueOn = due;
    }
}

sealed class VoiceAssignmentConfiguration : IEntityTypeConfiguration<VoiceAssignment>
{
    public void Configure(EntityTypeBuilder<VoiceAssignment> entity) => entity.ToTable("voice_assignments");
}
