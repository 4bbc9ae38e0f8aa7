using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Listening;

/// <summary>How something comes in by a channel, whatever the office calls it.</summary>
public enum ChannelWay
{
    Web,
    Counter,
    Telephone,
    Letter,
    Box,
    FieldVisit,
    Unit,
    Agency,
    Email,
    Line,
    Machine,
    Survey,
    Meeting,
    Expert,
}

/// <summary>What is counted of a channel beside the cases that come by it.</summary>
public enum AlsoCounted
{
    /// <summary>Answers of the surveys of a fiscal year.</summary>
    SurveyAnswers,

    /// <summary>Tasks of the monitoring plan of which something was recorded.</summary>
    Monitoring,

    /// <summary>Meetings of networks that were held.</summary>
    NetworkMeetings,
}

/// <summary>What is written of a channel.</summary>
/// <param name="OwnerGroupId">The group of the office that looks after it; null where a person does, or nobody yet.</param>
/// <param name="Link">A web address, or empty.</param>
/// <param name="YearlyCost">Baht a year; null where nobody knows.</param>
/// <param name="IsUnderUsed">The office finds that it is not fully used.</param>
public sealed record ChannelFacts(
    VoiceText Name, bool IsFormal, Guid? OwnerGroupId, Guid? OwnerPersonId, VoiceText OpenHours, VoiceText Link, decimal? YearlyCost, bool IsUnderUsed, AlsoCounted? AlsoCounts);

/// <summary>A channel by which the office listens (seed S2-020). It is ended, never deleted: what came by it stays counted.</summary>
public sealed class Channel : OfficeRecord, IEffective, ISearchable
{
    /// <summary>So many an office should have in use (seed S0-010).</summary>
    public const int Fewest = 5;

    sealed record Row(string Name, ChannelWay Way);

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; init; }

    public string Name { get; set; } = "";

    public ChannelWay Way { get; init; }

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; private set; }

    public bool IsFormal { get; private set; } = true;

    /// <summary>How often the office listens by it, in its words; changed by <see cref="ChangeFrequency"/> alone.</summary>
    public string Frequency { get; private set; } = "";

    public string OpenHours { get; private set; } = "";

    public string Link { get; private set; } = "";

    /// <summary>Baht a year.</summary>
    public decimal? YearlyCost { get; private set; }

    public Guid? OwnerGroupId { get; private set; }

    public Guid? OwnerPersonId { get; private set; }

    public bool IsUnderUsed { get; private set; }

    public AlsoCounted? AlsoCounts { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    /// <summary>What an office begins with.</summary>
    public static IEnumerable<Channel> Usual(DateOnly from) =>
        StandardList.Read<Row>("channels").Select((row, n) => new Channel { Number = n + 1, Name = row.Name, Way = row.Way, FromDate = from });

    /// <exception cref="RuleBroken">It has ended, or the link is no web address.</exception>
    public void Describe(ChannelFacts facts)
    {
        RefuseEnded();
        if (!facts.Link.IsEmpty && !(Uri.TryCreate(facts.Link.Text, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)))
        {
            throw new RuleBroken("ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http://", "A link begins with https:// or http://.", "Input.Link");
        }

        if (facts.YearlyCost is < 0 or >= 10_000_000_000)
        {
            throw new RuleBroken("ค่าใช้จ่ายต้องเป็นจำนวนบาท ตั้งแต่ 0 ขึ้นไป", "The cost is an amount of baht, 0 or more.", "Input.YearlyCost");
        }

        (Name, IsFormal, OwnerGroupId, OwnerPersonId) = (facts.Name.Text, facts.IsFormal, facts.OwnerGroupId, facts.OwnerPersonId);
        (OpenHours, Link, YearlyCost, IsUnderUsed, AlsoCounts) = (facts.OpenHours.Text, facts.Link.Text, facts.YearlyCost, facts.IsUnderUsed, facts.AlsoCounts);
        Version++;
    }

    /// <summary>The office listens more or less often from a day on; what it was, and why, is kept (seed S2-052).</summary>
    /// <exception cref="RuleBroken">It has ended, is the same as before, or the day lies before the channel or after today.</exception>
    public ChannelChange ChangeFrequency(VoiceText frequency, VoiceText reason, DateOnly day, DateOnly today)
    {
        RefuseEnded();
        if (frequency.Text == Frequency)
        {
            throw new RuleBroken("ความถี่เหมือนเดิม ไม่มีอะไรเปลี่ยน", "That is the frequency as it is; nothing changes.", "Change.Frequency");
        }

        if (day < FromDate || day > today)
        {
            throw new RuleBroken("วันที่เปลี่ยนต้องอยู่ระหว่างวันที่เริ่มใช้ช่องทางกับวันนี้", "The day lies between the first day of the channel and today.", "Change.Day");
        }

        var change = new ChannelChange(Id, day, Frequency, frequency.Text, reason.Text);
        Frequency = frequency.Text;
        Version++;
        return change;
    }

    /// <summary>A review found that it is not fully used, or that it is.</summary>
    public void FindUsed(bool fully)
    {
        RefuseEnded();
        IsUnderUsed = !fully;
        Version++;
    }

    /// <summary>Nothing comes by it any more after a day.</summary>
    /// <param name="others">The other channels of the office.</param>
    /// <exception cref="RuleBroken">It is over already, or the public form needs it.</exception>
    public void End(DateOnly on, IEnumerable<Channel> others)
    {
        RefuseEnded();
        RefuseLastOfWeb(others);
        UntilDate = on;
        Version++;
    }

    /// <exception cref="RuleBroken">It has ended.</exception>
    public void RefuseEnded()
    {
        if (UntilDate is not null)
        {
            throw new RuleBroken("ช่องทางนี้เลิกใช้แล้ว ข้อมูลเดิมยังอยู่ครบ แต่แก้ไขไม่ได้", "This channel has ended. All of it is kept, but it can not be changed.");
        }
    }

    /// <exception cref="RuleBroken">The public form needs it.</exception>
    public void RefuseLastOfWeb(IEnumerable<Channel> others)
    {
        if (Way == ChannelWay.Web && others.All(other => other.Way != ChannelWay.Web || other.UntilDate is not null))
        {
            throw new RuleBroken(
                "เลิกใช้ช่องทางนี้ไม่ได้ แบบฟอร์มบนเว็บไซต์ของสำนักงานต้องมีช่องทางหนึ่ง เพิ่มช่องทางเว็บไซต์ใหม่ก่อน",
                "This channel can not end: the public form needs one of the web. Add another first.");
        }
    }

    public SearchEntry Searched() => new(Name, ListeningModule.Read, $"/channels/{Id}", FromDate) { Text = $"{Frequency} {OpenHours}".Trim() };
}

/// <summary>The frequency of a channel became another one (seed S2-052).</summary>
public sealed class ChannelChange(Guid channelId, DateOnly day, string before, string after, string reason) : OfficeRecord
{
    public Guid ChannelId { get; private set; } = channelId;

    public DateOnly Day { get; private set; } = day;

    /// <summary>Empty where none was written down.</summary>
    public string Before { get; private set; } = before;

    public string After { get; private set; } = after;

    public string Reason { get; private set; } = reason;

    public override Guid WholeId => ChannelId;
}

public static class ChannelQueries
{
    /// <summary>Those by which an officer takes down what is said: in use, and neither a door that opens by itself nor a survey.</summary>
    public static IQueryable<Channel> OfficersChannels(this RapfangDb db) => db.Set<Channel>().AsNoTracking()
        .Where(channel => channel.UntilDate == null && channel.Way != ChannelWay.Web && channel.Way != ChannelWay.Machine && channel.Way != ChannelWay.Survey).OrderBy(channel => channel.Number);
}

sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> entity)
    {
        entity.ToTable("channels");
        entity.Property(channel => channel.Version).IsConcurrencyToken();
        entity.Property(channel => channel.YearlyCost).HasColumnType("numeric(12,2)");
    }
}

sealed class ChannelChangeConfiguration : IEntityTypeConfiguration<ChannelChange>
{
    public void Configure(EntityTypeBuilder<ChannelChange> entity)
    {
        entity.ToTable("channel_changes");
        entity.HasOne<Channel>().WithMany().HasForeignKey(change => new { change.OfficeId, change.ChannelId });
    }
}
