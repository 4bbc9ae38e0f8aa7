using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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
}

/// <summary>A channel by which the office listens (seed S2-020). It is ended, never deleted: what came by it stays counted.</summary>
public sealed class Channel : OfficeRecord, IEffective, ISearchable
{
    sealed record Row(string Name, ChannelWay Way);

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; init; }

    public string Name { get; set; } = "";

    public ChannelWay Way { get; init; }

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; private set; }

    /// <summary>What an office begins with.</summary>
    public static IEnumerable<Channel> Usual(DateOnly from) =>
        StandardList.Read<Row>("channels").Select((row, n) => new Channel { Number = n + 1, Name = row.Name, Way = row.Way, FromDate = from });

    /// <summary>Nothing comes by it any more after a day.</summary>
    /// <param name="others">The other channels of the office.</param>
    /// <exception cref="RuleBroken">It is over already, or the public form needs it.</exception>
    public void End(DateOnly on, IEnumerable<Channel> others)
    {
        if (UntilDate is not null)
        {
            throw new RuleBroken("ช่องทางนี้เลิกใช้แล้ว", "This channel has ended already.");
        }

        if (Way == ChannelWay.Web && others.All(other => other.Way != ChannelWay.Web || other.UntilDate is not null))
        {
            throw new RuleBroken(
                "เลิกใช้ช่องทางนี้ไม่ได้ แบบฟอร์มบนเว็บไซต์ของสำนักงานต้องมีช่องทางหนึ่ง เพิ่มช่องทางเว็บไซต์ใหม่ก่อน",
                "This channel can not end: the public form needs one of the web. Add another first.");
        }

        UntilDate = on;
    }

    public SearchEntry Searched() => new(Name, ListeningModule.Read, "/channels", FromDate);
}

public static class ChannelQueries
{
    /// <summary>Those by which an officer takes down what is said: in use, and no door that opens by itself.</summary>
    public static IQueryable<Channel> OfficersChannels(this RapfangDb db) => db.Set<Channel>().AsNoTracking()
        .Where(channel => channel.UntilDate == null && channel.Way != ChannelWay.Web && channel.Way != ChannelWay.Machine).OrderBy(channel => channel.Number);
}

sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> entity) => entity.ToTable("channels");
}
