using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Networks;

public enum MeetingKind
{
    Monthly,
    Yearly,
    Committee,
    Other,
}

public enum MeetingState
{
    Planned,
    Held,
    Cancelled,
}

/// <summary>What is written of a meeting before it is held.</summary>
public sealed record MeetingPlan(MeetingKind Kind, VoiceText Title, DateOnly Day, TimeOnly From, TimeOnly? Until, VoiceText Place, VoiceText Agenda);

/// <summary>A meeting of a network: planned, then held or cancelled.</summary>
public sealed class NetworkMeeting : OfficeRecord, ISearchable
{
    NetworkMeeting()
    {
    }

    public Guid NetworkId { get; private set; }

    public MeetingKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public DateOnly Day { get; private set; }

    public TimeOnly FromTime { get; private set; }

    public TimeOnly? UntilTime { get; private set; }

    public string Place { get; private set; } = "";

    /// <summary>Names stand in agenda and minutes, so events tell only how long they are.</summary>
    public VoiceText Agenda { get; private set; } = VoiceText.Nothing;

    public VoiceText Minutes { get; private set; } = VoiceText.Nothing;

    public MeetingState State { get; private set; }

    public int Version { get; private set; }

    public static NetworkMeeting Plan(Network network, MeetingPlan plan)
    {
        network.RefuseEnded();
        var meeting = new NetworkMeeting { NetworkId = network.Id };
        meeting.Write(plan);
        return meeting;
    }

    /// <summary>The same meeting on the same day of the months that follow, as many times as asked, the first one included.</summary>
    public static IEnumerable<MeetingPlan> Monthly(MeetingPlan first, int months) => Enumerable.Range(0, months).Select(n => first with { Day = first.Day.AddMonths(n) });

    /// <exception cref="RuleBroken">It was held or cancelled, or ends before it begins.</exception>
    public void Change(MeetingPlan plan)
    {
        Refuse(State != MeetingState.Planned, "การประชุมนี้จัดแล้วหรือยกเลิกแล้ว แก้ไขกำหนดการไม่ได้", "This meeting was held or cancelled; its plan stays as it is.");
        Write(plan);
    }

    void Write(MeetingPlan plan)
    {
        if (plan.Until <= plan.From)
        {
            throw new RuleBroken("เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม", "The end must lie after the beginning.", "Input.Until");
        }

        (Kind, Title, Day, FromTime, UntilTime) = (plan.Kind, plan.Title.Text, plan.Day, plan.From, plan.Until);
        (Place, Agenda) = (plan.Place.Text, plan.Agenda);
        Version++;
    }

    /// <summary>It took place; the minutes may be written anew later.</summary>
    public void Hold(VoiceText minutes, DateOnly today)
    {
        Refuse(State == MeetingState.Cancelled, "การประชุมนี้ยกเลิกแล้ว", "This meeting was cancelled.");
        Refuse(Day > today, "ยังไม่ถึงวันประชุม บันทึกผลได้ตั้งแต่วันประชุม", "The day of the meeting has not come yet.");
        (Minutes, State) = (minutes, MeetingState.Held);
        Version++;
    }

    public void Cancel()
    {
        Refuse(State != MeetingState.Planned, "การประชุมนี้จัดแล้วหรือยกเลิกแล้ว", "This meeting was held or cancelled already.");
        State = MeetingState.Cancelled;
        Version++;
    }

    /// <summary>On its day members sign themselves in.</summary>
    public bool IsOpenOn(DateOnly day) => Day == day && State != MeetingState.Cancelled;

    /// <summary>Whether who came can be written down.</summary>
    /// <exception cref="RuleBroken">The day has not come, or it was cancelled.</exception>
    public void TakeAttendance(DateOnly today)
    {
        Refuse(State == MeetingState.Cancelled, "การประชุมนี้ยกเลิกแล้ว", "This meeting was cancelled.");
        Refuse(Day > today, "ยังไม่ถึงวันประชุม ลงชื่อผู้เข้าประชุมได้ตั้งแต่วันประชุม", "The day of the meeting has not come yet.");
        Version++;
    }

    static void Refuse(bool isBroken, string thai, string english)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english);
        }
    }

    public SearchEntry Searched() => new(Title, NetworksModule.Read, $"/networks/meetings/{Id}", Day) { Text = $"{Place} {Agenda} {Minutes}" };
}

/// <summary>How it is known that somebody came.</summary>
public enum AttendanceWay
{
    /// <summary>An officer ticked the list.</summary>
    Ticked,

    /// <summary>The member signed in with the code.</summary>
    Signed,
}

/// <summary>A member who came to a meeting; each once.</summary>
public sealed class NetworkAttendance(Guid meetingId, Guid memberId, AttendanceWay way, DateTimeOffset at) : OfficeRecord
{
    public Guid MeetingId { get; private set; } = meetingId;

    public Guid MemberId { get; private set; } = memberId;

    public AttendanceWay Way { get; private set; } = way;

    public DateTimeOffset At { get; private set; } = at;

    public override Guid WholeId => MeetingId;
}

sealed class NetworkMeetingConfiguration : IEntityTypeConfiguration<NetworkMeeting>
{
    public void Configure(EntityTypeBuilder<NetworkMeeting> entity)
    {
        entity.ToTable("network_meetings");
        entity.Property(meeting => meeting.Version).IsConcurrencyToken();
        entity.Property(meeting => meeting.Agenda).HasConversion(text => text.Text, stored => new VoiceText(stored));
        entity.Property(meeting => meeting.Minutes).HasConversion(text => text.Text, stored => new VoiceText(stored));
        entity.HasOne<Network>().WithMany().HasForeignKey(meeting => new { meeting.OfficeId, meeting.NetworkId });
    }
}

sealed class NetworkAttendanceConfiguration : IEntityTypeConfiguration<NetworkAttendance>
{
    public void Configure(EntityTypeBuilder<NetworkAttendance> entity)
    {
        entity.ToTable("network_attendances");
        entity.HasOne<NetworkMeeting>().WithMany().HasForeignKey(one => new { one.OfficeId, one.MeetingId });
        entity.HasOne<NetworkMember>().WithMany().HasForeignKey(one => new { one.OfficeId, one.MemberId });
    }
}
