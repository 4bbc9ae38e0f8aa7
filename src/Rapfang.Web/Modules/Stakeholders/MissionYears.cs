using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Surveys;
using Rapfang.Platform.Database;
using Rapfang.Platform;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Stakeholders;

/// <summary>The analysis of one fiscal year as it is stored now, with the groups of the office.</summary>
/// <param name="Analysis">The version asked for, else the latest; null where the year has none.</param>
/// <param name="Versions">All versions of the year, the latest first, without their lines.</param>
/// <param name="Groups">All groups of the office, the ended ones too.</param>
public sealed record MissionYear(FiscalYear Year, MissionAnalysis? Analysis, IReadOnlyList<MissionAnalysis> Versions, IReadOnlyList<StakeholderGroup> Groups)
{
    public bool CanChange => Analysis is { State: AnalysisState.Draft };

    public IEnumerable<StakeholderGroup> InForce => Groups.Where(group => group.UntilDate is null);

    /// <summary>As it was called when the version was approved, else as it is called today.</summary>
    public string NameOf(Guid group) => Analysis?.NamesThen?.GetValueOrDefault(group) ?? Groups.FirstOrDefault(known => known.Id == group)?.Name ?? "";

    public IEnumerable<string> Names(IEnumerable<Guid> groups) => groups.OrderBy(NumberOf).Select(NameOf);

    public int NumberOf(Guid group) => Groups.FirstOrDefault(known => known.Id == group)?.Number ?? int.MaxValue;

    /// <summary>What the addresses of this year's pages end with; an older version is named.</summary>
    public string Query => Analysis is { } one && Versions is [var latest, ..] && one.Version != latest.Version
        ? string.Create(CultureInfo.InvariantCulture, $"?year={Year.Year}&version={one.Version}")
        : string.Create(CultureInfo.InvariantCulture, $"?year={Year.Year}");

    /// <summary>The address of a page below <c>/{office}/desk</c> with the year in it.</summary>
    public string With(string path)
    {
        var (page, anchor) = path.Split('#') is [var before, var after] ? (before, "#" + after) : (path, "");
        return string.Create(CultureInfo.InvariantCulture, $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}year={Year.Year}{anchor}");
    }
}

/// <summary>Reads and stores the analysis of fiscal years.</summary>
public sealed class MissionYears(RapfangDb db, TimeProvider clock)
{
    // What the triggers of the tables say when a version is no draft any more.
    const string IsFixed = "RF021";

    /// <summary>The fiscal year that is asked for; this one where none or no year of ours is named.</summary>
    public FiscalYear Of(int? year) => clock.FiscalYearAsked(year);

    /// <param name="version">Null for the latest; one that is not there leaves <see cref="MissionYear.Analysis"/> null.</param>
    public async Task<MissionYear> ReadAsync(int? year, int? version = null)
    {
        var of = Of(year);
        var versions = await db.Set<MissionAnalysis>().Where(one => one.Year == of.Year).OrderByDescending(one => one.Version).ToListAsync();
        var analysis = version is null ? versions.FirstOrDefault() : versions.Find(one => one.Version == version);
        if (analysis is not null)
        {
            await LoadAsync(analysis.Id);
        }

        return new(of, analysis, versions, await db.Set<StakeholderGroup>().OrderBy(group => group.Number).ToListAsync());
    }

    /// <summary>The latest approved version of a year with its lines, else the latest at all.</summary>
    public async Task<MissionAnalysis?> LastAsync(int year)
    {
        var found = await db.Set<MissionAnalysis>().Where(one => one.Year == year).OrderByDescending(one => one.State == AnalysisState.Approved).ThenByDescending(one => one.Version).FirstOrDefaultAsync();
        if (found is not null)
        {
            await LoadAsync(found.Id);
        }

        return found;
    }

    /// <summary>What is before the director now.</summary>
    public Task<List<MissionAnalysis>> WaitingAsync() => db.Set<MissionAnalysis>().AsNoTracking().Where(one => one.State == AnalysisState.Submitted).OrderBy(one => one.Year).ToListAsync();

    /// <summary>What misses of a year: of its missions, and of the groups their channels and their survey.</summary>
    public async Task<IReadOnlyList<Gap>> GapsAsync(MissionYear year)
    {
        if (year.Analysis is null)
        {
            return [];
        }

        var inForce = year.InForce.ToList();
        var channels = (await db.Set<Channel>().Where(channel => channel.UntilDate == null).Select(channel => channel.Id).ToListAsync()).ToHashSet();
        var served = (await db.Set<GroupChannel>().ToListAsync()).Where(one => channels.Contains(one.ChannelId)).Select(one => one.GroupId).ToHashSet();
        var asked = await db.Set<Survey>().Where(survey => survey.FiscalYear == year.Year.Year && survey.ApprovedAt != null).SelectMany(survey => survey.Groups.Select(group => group.GroupId)).Distinct().ToListAsync();
        return Coverage.Of(year.Analysis, inForce, served, asked.ToHashSet());
    }

    /// <summary>Stores what was changed.</summary>
    /// <exception cref="RuleBroken">Meanwhile it went before the director, or somebody made the same version.</exception>
    public async Task SaveAsync()
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (Exception e) when ((e as PostgresException ?? e.InnerException as PostgresException) is { SqlState: IsFixed or PostgresErrorCodes.UniqueViolation } refused)
        {
            throw refused.SqlState == IsFixed ? MissionAnalysis.Fixed(AnalysisState.Submitted)
                : new RuleBroken("มีผู้บันทึกสิ่งเดียวกันไปแล้วในขณะเดียวกัน เปิดหน้านี้ใหม่เพื่อดู", "Somebody stored the same at the same time; open this page again to see it.");
        }
    }

    async Task LoadAsync(Guid analysis)
    {
        await db.Set<Mission>().Include(mission => mission.Strategies.OrderBy(strategy => strategy.Number)).Where(mission => mission.AnalysisId == analysis).OrderBy(mission => mission.Number).LoadAsync();
        await db.Set<MissionLinkage>().Include(line => line.Groups).Where(line => line.AnalysisId == analysis).LoadAsync();
        await db.Set<StakeholderNeed>().Where(need => need.AnalysisId == analysis).OrderBy(need => need.Id).LoadAsync();
    }
}
