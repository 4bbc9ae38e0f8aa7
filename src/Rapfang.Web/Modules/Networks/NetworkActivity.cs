using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Networks;

/// <summary>What is written of an activity.</summary>
/// <param name="Steps">What is done, one a line.</param>
/// <param name="Result">Empty until it is over.</param>
public sealed record ActivityFacts(VoiceText Topic, VoiceText Steps, DateOnly Day, DateOnly? UntilDay, VoiceText Place, int? Participants, VoiceText Result);

/// <summary>An activity by which the office and a network keep their relation alive (seed S2-063).</summary>
public sealed class NetworkActivity : OfficeRecord, ISearchable
{
    /// <summary>The kind of its file uses.</summary>
    public const string Photos = "network-activity";

    NetworkActivity()
    {
    }

    public Guid NetworkId { get; private set; }

    public string Topic { get; private set; } = "";

    public string Steps { get; private set; } = "";

    public DateOnly Day { get; private set; }

    /// <summary>The last day of one that takes several.</summary>
    public DateOnly? UntilDay { get; private set; }

    public string Place { get; private set; } = "";

    public int? Participants { get; private set; }

    public string Result { get; private set; } = "";

    public int Version { get; private set; }

    public static NetworkActivity Plan(Network network, ActivityFacts facts, DateOnly today)
    {
        network.RefuseEnded();
        var activity = new NetworkActivity { NetworkId = network.Id };
        activity.Write(facts, today);
        return activity;
    }

    /// <exception cref="RuleBroken">It ends before it begins, or has a result before it was.</exception>
    public void Write(ActivityFacts facts, DateOnly today)
    {
        if (facts.UntilDay < facts.Day)
        {
            throw new RuleBroken("วันสุดท้ายต้องไม่ก่อนวันเริ่ม", "The last day can not be before the first.", "Input.UntilDay");
        }

        if (facts.Day > today && (facts.Result.Text.Length > 0 || facts.Participants is not null))
        {
            throw new RuleBroken("ยังไม่ถึงวันจัดกิจกรรม บันทึกผลและจำนวนผู้เข้าร่วมได้ตั้งแต่วันจัด", "The day has not come yet; result and participants are written from that day on.", "Input.Result");
        }

        if (facts.Participants is < 0 or > 1_000_000)
        {
            throw new RuleBroken("จำนวนผู้เข้าร่วมต้องอยู่ระหว่าง 0 ถึง 1,000,000", "Participants lie between 0 and 1,000,000.", "Input.Participants");
        }

        (Topic, Steps, Day, UntilDay) = (facts.Topic.Text, facts.Steps.Text, facts.Day, facts.UntilDay == facts.Day ? null : facts.UntilDay);
        (Place, Participants, Result) = (facts.Place.Text, facts.Participants, facts.Result.Text);
        Version++;
    }

    public FileSubject AsSubject() => new(Photos, Id, Topic, $"/networks/activities/{Id}");

    public SearchEntry Searched() => new(Topic, NetworksModule.Read, $"/networks/activities/{Id}", Day) { Text = $"{Steps} {Place} {Result}" };
}

sealed class NetworkActivityConfiguration : IEntityTypeConfiguration<NetworkActivity>
{
    public void Configure(EntityTypeBuilder<NetworkActivity> entity)
    {
        entity.ToTable("network_activities");
        entity.Property(activity => activity.Version).IsConcurrencyToken();
        entity.HasOne<Network>().WithMany().HasForeignKey(activity => new { activity.OfficeId, activity.NetworkId });
    }
}
