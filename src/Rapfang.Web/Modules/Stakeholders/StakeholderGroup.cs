using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Service recipients (ผู้รับบริการ), stakeholders (ผู้มีส่วนได้ส่วนเสีย) or both; seeds S0-005, S0-006.</summary>
public enum StakeholderKind
{
    Recipient,
    Stakeholder,
    Both,
}

/// <summary>A group of people that the office serves or that has a stake in its mission.</summary>
public sealed class StakeholderGroup : OfficeRecord, IEffective, ISearchable
{
    /// <summary>Its running number in the office, from 1; shown as กลุ่ม (1).</summary>
    public int Number { get; init; }

    public string Name { get; set; } = "";

    public StakeholderKind Kind { get; set; }

    /// <summary>Who within the whole they are, such as an age or a trade.</summary>
    public string Segment { get; set; } = "";

    /// <summary>How many people there are, as far as the office knows.</summary>
    public int? Size { get; set; }

    /// <summary>Where they are.</summary>
    public string Place { get; set; } = "";

    /// <summary>How the office gets hold of them, in words.</summary>
    public string Reach { get; set; } = "";

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; set; }

    /// <summary>The channels that serve them.</summary>
    public List<GroupChannel> Channels { get; } = [];

    public bool IsRecipient => Kind != StakeholderKind.Stakeholder;

    public bool IsStakeholder => Kind != StakeholderKind.Recipient;

    public SearchEntry Searched() => new(Name, StakeholdersModule.Read, $"/stakeholders/groups/{Id}", FromDate) { Text = $"{Segment} {Place} {Reach}".Trim() };

    /// <summary>From the day after on it is asked and served no more; what was said by it stays.</summary>
    /// <exception cref="RuleBroken">It has ended already.</exception>
    public void End(DateOnly on) => UntilDate = UntilDate is null ? on
        : throw new RuleBroken("กลุ่มนี้เลิกใช้แล้ว", "This group has ended already.");

    /// <summary>The channels that serve it from now on.</summary>
    /// <param name="chosen">Of the channels of the office.</param>
    /// <returns>Those that are new.</returns>
    public IReadOnlyList<GroupChannel> ServeBy(IReadOnlyCollection<Channel> chosen)
    {
        Channels.RemoveAll(served => chosen.All(channel => channel.Id != served.ChannelId));
        List<GroupChannel> added = [.. chosen.Where(channel => Channels.TrueForAll(served => served.ChannelId != channel.Id)).Select(channel => new GroupChannel(Id, channel.Id))];
        Channels.AddRange(added);
        return added;
    }
}

/// <summary>A channel that serves a group.</summary>
public sealed class GroupChannel(Guid groupId, Guid channelId) : OfficeRecord
{
    public Guid GroupId { get; private set; } = groupId;

    public Guid ChannelId { get; private set; } = channelId;

    public override Guid WholeId => GroupId;
}

sealed class StakeholderGroupConfiguration : IEntityTypeConfiguration<StakeholderGroup>
{
    public void Configure(EntityTypeBuilder<StakeholderGroup> entity)
    {
        entity.ToTable("stakeholder_groups");
        entity.Ignore(group => group.IsRecipient);
        entity.Ignore(group => group.IsStakeholder);
        entity.HasMany(group => group.Channels).WithOne().HasForeignKey(served => new { served.OfficeId, served.GroupId });
    }
}

sealed class GroupChannelConfiguration : IEntityTypeConfiguration<GroupChannel>
{
    public void Configure(EntityTypeBuilder<GroupChannel> entity) => entity.ToTable("group_channels");
}
