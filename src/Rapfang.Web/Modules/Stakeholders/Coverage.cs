namespace Rapfang.Modules.Stakeholders;

/// <summary>What can miss.</summary>
public enum GapKind
{
    ProvinceMissions,
    AgencyMissions,
    MissionWithoutRow,
    AgencyMissionWithoutRow,
    MissionWithoutRecipients,
    MissionWithoutStakeholders,
    MissionWithoutNeeds,
    GroupWithoutMission,
    GroupWithoutChannel,
    GroupWithoutSurvey,
}

/// <summary>Something that misses, and the page that mends it.</summary>
/// <param name="What">The mission or group that misses it; empty where it is the whole.</param>
/// <param name="Path">Below <c>/{office}/desk</c>; the year is added where it is a page of a year.</param>
/// <param name="IsOfYear">The page is one of the analysis's fiscal year.</param>
public sealed record Gap(GapKind Kind, string What, string Path, bool IsOfYear);

/// <summary>The check that nobody is forgotten: every mission has recipients and stakeholders, every group a channel and a survey.</summary>
public static class Coverage
{
    /// <param name="groups">The groups in force.</param>
    /// <param name="served">The groups with a channel in use.</param>
    /// <param name="asked">The groups that an approved survey of the fiscal year asks.</param>
    public static IReadOnlyList<Gap> Of(MissionAnalysis analysis, IReadOnlyList<StakeholderGroup> groups, IReadOnlySet<Guid> served, IReadOnlySet<Guid> asked)
    {
        var gaps = new List<Gap>();
        if (!analysis.Province.Any())
        {
            OfYear(GapKind.ProvinceMissions, "", "/stakeholders/missions");
        }

        if (!analysis.Agency.Any())
        {
            OfYear(GapKind.AgencyMissions, "", "/stakeholders/missions");
        }

        foreach (var mission in analysis.Province.Where(mission => mission.WhyNot.Length == 0))
        {
            var lines = analysis.Linkages.Where(line => line.ProvinceMissionId == mission.Id).ToList();
            if (lines.Count == 0)
            {
                OfYear(GapKind.MissionWithoutRow, Titled(mission), $"/stakeholders/linkage?mission={mission.Id}#form");
                continue;
            }

            var first = $"/stakeholders/linkage?line={lines[0].Id}#form";
            if (!lines.SelectMany(line => line.Of(GroupPart.Recipient)).Any())
            {
                OfYear(GapKind.MissionWithoutRecipients, Titled(mission), first);
            }

            if (!lines.SelectMany(line => line.Of(GroupPart.Stakeholder)).Any())
            {
                OfYear(GapKind.MissionWithoutStakeholders, Titled(mission), first);
            }

            if (!analysis.Needs.Exists(need => need.MissionId == mission.Id))
            {
                OfYear(GapKind.MissionWithoutNeeds, Titled(mission), $"/stakeholders/needs?mission={mission.Id}#form");
            }
        }

        foreach (var mission in analysis.Agency.Where(mission => !analysis.Linkages.Exists(line => line.AgencyMissionId == mission.Id)))
        {
            OfYear(GapKind.AgencyMissionWithoutRow, Titled(mission), $"/stakeholders/linkage?agency={mission.Id}#form");
        }

        var named = analysis.Linkages.SelectMany(line => line.Groups).Select(group => group.GroupId).ToHashSet();
        foreach (var group in groups)
        {
            if (!named.Contains(group.Id))
            {
                OfYear(GapKind.GroupWithoutMission, group.Name, "/stakeholders/linkage#form");
            }

            if (!served.Contains(group.Id))
            {
                gaps.Add(new(GapKind.GroupWithoutChannel, group.Name, $"/stakeholders/groups/{group.Id}#channels", IsOfYear: false));
            }

            if (!asked.Contains(group.Id))
            {
                gaps.Add(new(GapKind.GroupWithoutSurvey, group.Name, "/surveys", IsOfYear: false));
            }
        }

        return gaps;

        void OfYear(GapKind kind, string what, string path) => gaps.Add(new(kind, what, path, IsOfYear: true));
    }

    static string Titled(Mission mission) => $"{mission.Number}. {mission.Text}";
}
