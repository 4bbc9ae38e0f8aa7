using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Works;

/// <summary>Main host (เจ้าภาพหลัก) or secondary host (เจ้าภาพรอง) of a work; seed S0-004.</summary>
public enum Host
{
    Main,
    Secondary,
}

/// <summary>A work (งาน) of the office, done by one main host and any secondary hosts.</summary>
public sealed class Work : OfficeRecord, IEffective, ISearchable
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; private set; }

    public List<WorkHost> Hosts { get; } = [];

    /// <summary>The kind of its file uses.</summary>
    public const string Papers = "work";

    /// <summary>What its papers are attached to.</summary>
    public FileSubject AsSubject() => new(Papers, Id, $"{Code} {Name}", $"/works/{Id}/papers");

    public SearchEntry Searched() => new(Name, WorksModule.Read, $"/works#w-{Code}", FromDate) { Text = Code };

    /// <summary>
    /// Names the main host from a day on; whoever was before ends the day before. One that was to begin that day or later
    /// never gets to host and is taken back, so that every day has one main host.
    /// </summary>
    /// <exception cref="RuleBroken">The group hosts this work already.</exception>
    public void HostBy(Guid groupId, DateOnly from)
    {
        if (Hosts.Exists(host => host.Host == Host.Main && host.UntilDate is null && host.GroupId == groupId))
        {
            return;
        }

        RefuseIfHosting(groupId);
        Hosts.RemoveAll(host => host.Host == Host.Main && host.FromDate >= from);
        foreach (var before in Hosts.Where(host => host.Host == Host.Main && (host.UntilDate is null || host.UntilDate >= from)))
        {
            before.End(from.AddDays(-1));
        }

        Hosts.Add(new WorkHost(Id, groupId, Host.Main, from));
    }

    /// <summary>Adds a secondary host.</summary>
    /// <exception cref="RuleBroken">The group hosts this work already.</exception>
    public void SupportBy(Guid groupId, DateOnly from)
    {
        RefuseIfHosting(groupId);
        Hosts.Add(new WorkHost(Id, groupId, Host.Secondary, from));
    }

    /// <exception cref="RuleBroken">It is the main host: a work is never without one.</exception>
    public void EndHost(Guid hostId, DateOnly lastDay)
    {
        var ending = Hosts.Single(host => host.Id == hostId);
        if (ending.Host == Host.Main)
        {
            throw new RuleBroken("งานต้องมีเจ้าภาพหลักเสมอ ให้กำหนดเจ้าภาพหลักรายใหม่แทน", "A work always has a main host; name a new one instead.");
        }

        ending.End(lastDay);
    }

    void RefuseIfHosting(Guid groupId)
    {
        if (Hosts.Exists(host => host.GroupId == groupId && host.UntilDate is null))
        {
            throw new RuleBroken("กลุ่มนี้เป็นเจ้าภาพของงานนี้อยู่แล้ว", "This group already hosts this work.", "Input.GroupId");
        }
    }
}

public sealed class WorkHost : OfficeRecord, IEffective
{
    internal WorkHost(Guid workId, Guid groupId, Host host, DateOnly fromDate)
    {
        WorkId = workId;
        GroupId = groupId;
        Host = host;
        FromDate = fromDate;
    }

    public Guid WorkId { get; private set; }

    public Guid GroupId { get; private set; }

    public Host Host { get; private set; }

    public DateOnly FromDate { get; private set; }

    public DateOnly? UntilDate { get; private set; }

    public override Guid WholeId => WorkId;

    internal void End(DateOnly lastDay) => UntilDate = lastDay >= FromDate
        ? lastDay
        : throw new RuleBroken("วันสุดท้ายต้องไม่ก่อนวันเริ่ม", "The last day can not be before the first.");
}

sealed class WorkConfiguration : IEntityTypeConfiguration<Work>
{
    public void Configure(EntityTypeBuilder<Work> entity)
    {
        entity.ToTable("works");
        entity.HasMany(w => w.Hosts).WithOne().HasForeignKey(h => new { h.OfficeId, h.WorkId });
    }
}

sealed class WorkHostConfiguration : IEntityTypeConfiguration<WorkHost>
{
    public void Configure(EntityTypeBuilder<WorkHost> entity) => entity.ToTable("work_hosts");
}
