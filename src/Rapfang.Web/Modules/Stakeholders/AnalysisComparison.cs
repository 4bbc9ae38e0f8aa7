using Rapfang.Thai;

namespace Rapfang.Modules.Stakeholders;

public enum ComparedPart
{
    ProvinceMission,
    Strategy,
    AgencyMission,
    Linkage,
    Need,
}

public enum Difference
{
    Added,
    Gone,
    Changed,
}

/// <summary>A line that is not the same in both.</summary>
/// <param name="Before">Null when it is added.</param>
/// <param name="After">Null when it is gone.</param>
public sealed record ComparedLine(ComparedPart Part, string? Before, string? After)
{
    public Difference Difference => (Before, After) switch
    {
        (null, _) => Difference.Added,
        (_, null) => Difference.Gone,
        _ => Difference.Changed,
    };
}

/// <summary>Two versions or years side by side.</summary>
/// <param name="Lines">What differs, part by part.</param>
/// <param name="Same">How many lines are the same.</param>
public sealed record AnalysisComparison(IReadOnlyList<ComparedLine> Lines, int Same)
{
    sealed record Line(ComparedPart Part, Guid Origin, string Text);

    /// <summary>
    /// A line is the same one where it was carried on; what was typed anew is the same where it says the same. A number alone
    /// is no change: it moves when a line before it goes.
    /// </summary>
    public static AnalysisComparison Of(MissionYear before, MissionYear after)
    {
        var old = Told(before).ToList();
        var compared = new List<ComparedLine>();
        var same = 0;
        foreach (var line in Told(after))
        {
            var match = old.Find(other => other.Part == line.Part && other.Origin == line.Origin)
                ?? old.Find(other => other.Part == line.Part && Alike(other, line));
            old.Remove(match!);
            if (match is not null && Alike(match, line))
            {
                same++;
            }
            else
            {
                compared.Add(new(line.Part, match?.Text, line.Text));
            }
        }

        compared.AddRange(old.Select(line => new ComparedLine(line.Part, line.Text, null)));
        return new([.. compared.OrderBy(line => line.Part).ThenBy(line => line.Difference)], same);
    }

    static bool Alike(Line one, Line other) => ThaiText.Normalise(one.Text) == ThaiText.Normalise(other.Text);

    static IEnumerable<Line> Told(MissionYear year)
    {
        if (year.Analysis is not { } analysis)
        {
            yield break;
        }

        foreach (var mission in analysis.Province)
        {
            yield return new(ComparedPart.ProvinceMission, mission.Origin, mission.WhyNot.Length > 0 ? $"{mission.Text}\nไม่เกี่ยวข้อง: {mission.WhyNot}" : mission.Text);
        }

        foreach (var strategy in analysis.Province.SelectMany(mission => mission.Strategies.OrderBy(one => one.Number)))
        {
            yield return new(ComparedPart.Strategy, strategy.Origin, strategy.Text);
        }

        foreach (var mission in analysis.Agency)
        {
            yield return new(ComparedPart.AgencyMission, mission.Origin, mission.Text);
        }

        foreach (var line in analysis.InOrder)
        {
            string?[] words =
            [
                analysis.Find(line.ProvinceMissionId)?.Text, analysis.StrategyOf(line) is { } strategy ? $"กลยุทธ์: {strategy.Text}" : null,
                $"พันธกิจหลัก: {analysis.Find(line.AgencyMissionId)?.Text}",
                line.Drive == Drive.Directly ? "ขับเคลื่อนโดยตรง" : "ขับเคลื่อนทางอ้อม",
                $"ผู้รับบริการ: {Names(year, line, GroupPart.Recipient)}", $"ผู้มีส่วนได้ส่วนเสีย: {Names(year, line, GroupPart.Stakeholder)}",
            ];
            yield return new(ComparedPart.Linkage, line.Origin, string.Join('\n', words.OfType<string>()));
        }

        foreach (var need in analysis.Needs)
        {
            yield return new(ComparedPart.Need, need.Origin, $"{year.NameOf(need.GroupId)}: {need.Text}\n{PriorityWords(need.Priority)}");
        }
    }

    static string Names(MissionYear year, MissionLinkage line, GroupPart part) => line.Of(part).Any() ? string.Join(", ", year.Names(line.Of(part))) : "–";

    static string PriorityWords(NeedPriority priority) => priority switch
    {
        NeedPriority.High => "ความสำคัญสูง",
        NeedPriority.Medium => "ความสำคัญปานกลาง",
        _ => "ความสำคัญต่ำ",
    };
}
