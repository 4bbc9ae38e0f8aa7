using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Stakeholders;

public enum AnalysisState
{
    Draft,

    /// <summary>Before the director.</summary>
    Submitted,
    Approved,
}

/// <summary>
/// Whom the missions of a fiscal year serve and what those people need (code CS1): missions of the province and of the
/// agency, how they are linked, groups, needs. The director approves a version; it stays as it is, and what changes later
/// is a new version.
/// </summary>
public sealed class MissionAnalysis : OfficeRecord, ISearchable
{
    /// <summary>The longest mission, strategy or need, in characters.</summary>
    public const int LongestText = 1000;

    public MissionAnalysis(int year, int version)
    {
        Year = year;
        Version = version;
    }

    MissionAnalysis()
    {
    }

    /// <summary>The fiscal year, B.E.</summary>
    public int Year { get; private set; }

    /// <summary>From 1 in each year.</summary>
    public int Version { get; private set; }

    public AnalysisState State { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public Guid? SubmittedBy { get; private set; }

    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>What the director said when it came back; stays until it is approved.</summary>
    public string ReturnWords { get; private set; } = "";

    public DateTimeOffset? ApprovedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    /// <summary>The names of the groups on the day of approval.</summary>
    public Dictionary<Guid, string>? NamesThen { get; private set; }

    public List<Mission> Missions { get; } = [];

    public List<MissionLinkage> Linkages { get; } = [];

    public List<StakeholderNeed> Needs { get; } = [];

    public IEnumerable<Mission> Province => Missions.Where(mission => mission.Level == MissionLevel.Province).OrderBy(mission => mission.Number);

    public IEnumerable<Mission> Agency => Missions.Where(mission => mission.Level == MissionLevel.Agency).OrderBy(mission => mission.Number);

    public SearchEntry Searched() => new($"พันธกิจ กลุ่มผู้รับบริการ และผู้มีส่วนได้ส่วนเสีย ปีงบประมาณ {Year} ฉบับที่ {Version}", StakeholdersModule.Read, $"/stakeholders?year={Year}&version={Version}", new Thai.FiscalYear(Year).First);

    /// <summary>In the order of the form: by mission, strategy, mission of the agency.</summary>
    public IEnumerable<MissionLinkage> InOrder => Linkages
        .OrderBy(line => Find(line.ProvinceMissionId)?.Number).ThenBy(line => StrategyOf(line)?.Number ?? 0).ThenBy(line => Find(line.AgencyMissionId)?.Number).ThenBy(line => line.Id);

    public Mission? Find(Guid? mission) => Missions.Find(one => one.Id == mission);

    public MissionStrategy? StrategyOf(MissionLinkage line) => Find(line.ProvinceMissionId)?.Strategies.Find(one => one.Id == line.StrategyId);

    public Mission Add(MissionLevel level, string text)
    {
        RefuseUnlessDraft();
        var mission = new Mission(Id, level, Missions.Count(known => known.Level == level) + 1, Words(text, "Text"));
        Missions.Add(mission);
        return mission;
    }

    /// <param name="whyNot">Why the agency does nothing for a mission of the province; empty where it does.</param>
    public void Change(Mission mission, string text, string whyNot)
    {
        RefuseUnlessDraft();
        if (whyNot.Trim().Length > 0 && Linkages.Exists(line => line.ProvinceMissionId == mission.Id))
        {
            throw new RuleBroken("พันธกิจนี้มีแถวในตารางความเชื่อมโยงแล้ว ลบแถวก่อนจึงระบุว่าไม่เกี่ยวข้องได้", "This mission stands in the linkage table; take its rows off before you say that it is not ours.", "WhyNot");
        }

        mission.Say(Words(text, "Text"), whyNot.Trim());
    }

    public void Remove(Mission mission)
    {
        RefuseUnlessDraft();
        if (Linkages.Exists(line => line.ProvinceMissionId == mission.Id || line.AgencyMissionId == mission.Id) || Needs.Exists(need => need.MissionId == mission.Id))
        {
            throw new RuleBroken("ลบไม่ได้ พันธกิจนี้มีแถวในตารางความเชื่อมโยงหรือมีความต้องการอยู่ ลบสิ่งเหล่านั้นก่อน", "It can not be removed: it stands in the linkage table or has needs. Remove those first.");
        }

        Missions.Remove(mission);
        foreach (var later in Missions.Where(other => other.Level == mission.Level && other.Number > mission.Number))
        {
            later.MoveUp();
        }
    }

    public MissionStrategy AddStrategy(Mission mission, string text)
    {
        RefuseUnlessDraft();
        var strategy = new MissionStrategy(Id, mission.Id, mission.Strategies.Count + 1, Words(text, "Text"));
        mission.Strategies.Add(strategy);
        return strategy;
    }

    public void ChangeStrategy(MissionStrategy strategy, string text)
    {
        RefuseUnlessDraft();
        strategy.Say(Words(text, "Text"));
    }

    public void RemoveStrategy(Mission mission, MissionStrategy strategy)
    {
        RefuseUnlessDraft();
        if (Linkages.Exists(line => line.StrategyId == strategy.Id))
        {
            throw new RuleBroken("ลบไม่ได้ กลยุทธ์นี้มีแถวในตารางความเชื่อมโยง ลบแถวก่อน", "It can not be removed: it stands in the linkage table. Remove the row first.");
        }

        mission.Strategies.Remove(strategy);
        foreach (var later in mission.Strategies.Where(other => other.Number > strategy.Number))
        {
            later.MoveUp();
        }
    }

    /// <summary>Puts a line into the linkage table, or says an existing one anew.</summary>
    /// <param name="line">The line to say anew; null for a new one.</param>
    /// <param name="strategy">Of <paramref name="province"/>; null where none is named.</param>
    public MissionLinkage Link(MissionLinkage? line, Mission province, MissionStrategy? strategy, Mission agency, Drive drive, IEnumerable<StakeholderGroup> recipients, IEnumerable<StakeholderGroup> stakeholders)
    {
        RefuseUnlessDraft();
        if (Linkages.Exists(other => other != line && other.ProvinceMissionId == province.Id && other.StrategyId == strategy?.Id && other.AgencyMissionId == agency.Id))
        {
            throw new RuleBroken("มีแถวของพันธกิจ กลยุทธ์ และพันธกิจหลักนี้แล้ว แก้แถวเดิมแทน", "There is a row of these already; change that one.", "Input.Target");
        }

        if (line is null)
        {
            line = new MissionLinkage(Id);
            Linkages.Add(line);
        }

        line.Say(province.Id, strategy?.Id, agency.Id, drive);
        line.Name(recipients, stakeholders);
        province.Say(province.Text, ""); // It is ours after all.
        return line;
    }

    public void Unlink(MissionLinkage line)
    {
        RefuseUnlessDraft();
        Linkages.Remove(line);
    }

    public StakeholderNeed Need(StakeholderNeed? need, Mission mission, StakeholderGroup group, NeedKind kind, NeedPriority priority, string text, NeedSource source, Guid? sourceId, string reference)
    {
        RefuseUnlessDraft();
        if (need is null)
        {
            need = new StakeholderNeed(Id);
            Needs.Add(need);
        }

        need.Say(mission.Id, group.Id, kind, priority, Words(text, "Input.Text"), source, sourceId, reference.Trim());
        return need;
    }

    public void RemoveNeed(StakeholderNeed need)
    {
        RefuseUnlessDraft();
        Needs.Remove(need);
    }

    /// <summary>Puts it before the director.</summary>
    public void Submit(Guid? by, DateTimeOffset at)
    {
        RefuseUnlessDraft();
        if (Linkages.Count == 0)
        {
            throw new RuleBroken("ตารางความเชื่อมโยงยังว่าง กรอกอย่างน้อย 1 แถวก่อนเสนอ", "The linkage table is empty; fill in at least one row first.");
        }

        State = AnalysisState.Submitted;
        SubmittedAt = at;
        SubmittedBy = by;
    }

    /// <summary>The director gives it back with words.</summary>
    public void Return(string words, DateTimeOffset at)
    {
        RefuseUnlessSubmitted();
        ReturnWords = Words(words, "Words");
        ReturnedAt = at;
        State = AnalysisState.Draft;
    }

    /// <param name="names">The names of the office's groups today.</param>
    public void Approve(Guid? by, DateTimeOffset at, IReadOnlyDictionary<Guid, string> names)
    {
        RefuseUnlessSubmitted();
        var named = Linkages.SelectMany(line => line.Groups).Select(group => group.GroupId).Concat(Needs.Select(need => need.GroupId)).Distinct();
        NamesThen = named.ToDictionary(group => group, group => names[group]);
        State = AnalysisState.Approved;
        ApprovedAt = at;
        ApprovedBy = by;
        ReturnWords = "";
    }

    /// <summary>
    /// A draft with all of this one's lines: the next version of a year, or the first of another. Groups that have ended are
    /// left out, so that the check tells where others are to be named.
    /// </summary>
    /// <param name="inForce">The groups of the office that have not ended.</param>
    public MissionAnalysis CarryTo(int year, int version, IReadOnlySet<Guid> inForce)
    {
        var next = new MissionAnalysis(year, version);
        var missions = Missions.ToDictionary(mission => mission.Id, mission => mission.CarryTo(next.Id));
        next.Missions.AddRange(missions.Values);
        var strategies = Missions.SelectMany(mission => mission.Strategies.Select(strategy => (Old: strategy.Id, New: strategy.CarryTo(next.Id, missions[mission.Id].Id), Of: missions[mission.Id]))).ToList();
        strategies.ForEach(strategy => strategy.Of.Strategies.Add(strategy.New));
        next.Linkages.AddRange(Linkages.Select(line => line.CarryTo(next.Id, old => missions[old].Id, old => strategies.Find(strategy => strategy.Old == old).New?.Id, inForce)));
        next.Needs.AddRange(Needs.Where(need => inForce.Contains(need.GroupId)).Select(need => need.CarryTo(next.Id, missions[need.MissionId].Id)));
        return next;
    }

    /// <exception cref="RuleBroken">It is before the director, or approved.</exception>
    public void RefuseUnlessDraft()
    {
        if (State != AnalysisState.Draft)
        {
            throw Fixed(State);
        }
    }

    /// <summary>Why nothing can be changed now.</summary>
    public static RuleBroken Fixed(AnalysisState state) => state == AnalysisState.Approved
        ? new("อนุมัติแล้ว แก้ไขไม่ได้ ทำฉบับใหม่แทน", "It is approved and can not be changed; make a new version.")
        : new("เสนอผู้อำนวยการแล้ว แก้ไขได้เมื่อส่งกลับ", "It is before the director and can be changed when it comes back.");

    void RefuseUnlessSubmitted()
    {
        if (State != AnalysisState.Submitted)
        {
            throw new RuleBroken("ยังไม่มีฉบับที่เสนอรอการพิจารณา", "Nothing is waiting for a decision.");
        }
    }

    static string Words(string text, string field) => text.Trim() is { Length: > 0 and <= LongestText } words ? words
        : throw new RuleBroken($"กรอกข้อความไม่เกิน {LongestText:N0} ตัวอักษร", $"Fill in a text of at most {LongestText:N0} characters.", field);
}

sealed class MissionAnalysisConfiguration : IEntityTypeConfiguration<MissionAnalysis>
{
    public void Configure(EntityTypeBuilder<MissionAnalysis> entity)
    {
        entity.ToTable("mission_analyses");
        entity.Ignore(analysis => analysis.Province);
        entity.Ignore(analysis => analysis.Agency);
        entity.Ignore(analysis => analysis.InOrder);
        // Set once, never changed in place.
        entity.Property(analysis => analysis.NamesThen).HasColumnType("jsonb")
            .HasConversion(names => JsonSerializer.Serialize(names, JsonSerializerOptions.Default), json => JsonSerializer.Deserialize<Dictionary<Guid, string>>(json, JsonSerializerOptions.Default),
                ValueComparer.CreateDefault<Dictionary<Guid, string>>(favorStructuralComparisons: false));
        entity.HasMany(analysis => analysis.Missions).WithOne().HasForeignKey(part => new { part.OfficeId, part.AnalysisId });
        entity.HasMany(analysis => analysis.Linkages).WithOne().HasForeignKey(part => new { part.OfficeId, part.AnalysisId });
        entity.HasMany(analysis => analysis.Needs).WithOne().HasForeignKey(part => new { part.OfficeId, part.AnalysisId });
    }
}
