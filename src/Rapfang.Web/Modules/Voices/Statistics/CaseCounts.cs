using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Statistics;

/// <summary>How a case stands with its first answer; each case is one of these, so they sum to what was received.</summary>
public enum FirstAnswer
{
    InTime,
    Late,

    /// <summary>Not answered, and the day for it has passed.</summary>
    Overdue,

    /// <summary>Not answered, and there is still time.</summary>
    Waiting,

    /// <summary>Over without an answer: the speaker took it back, or another office has it.</summary>
    None,
}

/// <summary>Cases of a year that are alike in all that is counted of them.</summary>
/// <param name="Year">0 for the first of the three years, 2 for the last.</param>
/// <param name="Days">From the day of receipt to the first answer; null when there is none yet.</param>
/// <param name="IsPastDue">Answered after the day it was due, or not answered and that day is over, as the register of deadlines has it. A case without such a day is never past it.</param>
/// <param name="Reopened">How often the speaker said of each that it is not solved.</param>
/// <param name="Count">How many there are.</param>
public sealed record AlikeCases(int Year, VoiceKind Kind, VoiceState State, bool? Satisfied, int Reopened, int? Days, bool IsPastDue, long Count)
{
    /// <summary>Takes those that are past due out of all and puts them beside the rest.</summary>
    /// <param name="all">All cases, none of them told to be past due.</param>
    /// <param name="past">Those of them that are.</param>
    public static List<AlikeCases> Parted(IReadOnlyList<AlikeCases> all, IReadOnlyList<AlikeCases> past)
    {
        var late = past.ToDictionary(one => one with { Count = 0 }, one => one.Count);
        return
        [
            .. all.Select(one => one with { Count = one.Count - late.GetValueOrDefault(one with { Count = 0 }) }).Where(one => one.Count > 0),
            .. past.Select(one => one with { IsPastDue = true }),
        ];
    }

    public bool IsOver => State is VoiceState.Closed or VoiceState.Withdrawn or VoiceState.Transferred;

    /// <summary>Settled (ข้อยุติ): closed, or answered and the speaker says that it is solved.</summary>
    public bool IsSettled => State == VoiceState.Closed || (State == VoiceState.Answered && Satisfied == true);

    public FirstAnswer Answer => (Days, IsPastDue) switch
    {
        (not null, false) => FirstAnswer.InTime,
        (not null, true) => FirstAnswer.Late,
        _ when IsOver => FirstAnswer.None,
        (null, true) => FirstAnswer.Overdue,
        _ => FirstAnswer.Waiting,
    };
}

/// <summary>A part of a whole, both told; null of a whole that is nothing.</summary>
public sealed record Share(long Part, long Whole)
{
    /// <summary>Per cent to one decimal; of a part and what is left of its whole they sum to 100.</summary>
    public decimal? Percent => Whole == 0 ? null : Percentages.Of([Part, Whole - Part], 1)[0];
}

/// <summary>What is counted of the cases that came in one year.</summary>
public sealed class CaseCounts(IEnumerable<AlikeCases> cases)
{
    readonly List<AlikeCases> cases = [.. cases];

    public long Received => Of(_ => true);

    /// <summary>What this office can not settle: the speaker took it back, or another office has it.</summary>
    public long Gone => Of(one => one.State is VoiceState.Withdrawn or VoiceState.Transferred);

    /// <summary>Neither closed, withdrawn nor with another office.</summary>
    public long Open => Of(one => !one.IsOver);

    public long Settled => Of(one => one.IsSettled);

    /// <summary>The speaker says that it is solved.</summary>
    public long Confirmed => Of(one => one.Satisfied == true);

    public long ReopenedCases => Of(one => one.Reopened > 0);

    /// <summary>
    /// Every rating of an answer: a case that was not solved and later is, was rated twice. That it is not solved is kept by
    /// the number of times it was opened again, for the next answer clears the rating.
    /// </summary>
    public Share Satisfied => new(Confirmed, Ratings);

    public Share Dissatisfied => new(NotSolved, Ratings);

    /// <summary>Settled of those received, without those that are gone.</summary>
    public Share SettledShare => new(Settled, Received - Gone);

    /// <summary>Answered in time of those whose answer is out or overdue.</summary>
    public Share InTimeShare => new(Answered(FirstAnswer.InTime), Answered(FirstAnswer.InTime) + Answered(FirstAnswer.Late) + Answered(FirstAnswer.Overdue));

    long NotSolved => cases.Sum(one => one.Reopened * one.Count);

    long Ratings => Confirmed + NotSolved;

    public long Answered(FirstAnswer answer) => Of(one => one.Answer == answer);

    /// <summary>The least number of days within which this share of the answered cases had their first answer (nearest rank).</summary>
    /// <param name="perCent">1 to 100; 50 is the median.</param>
    /// <returns>Null when none is answered.</returns>
    public int? DaysWithin(int perCent) => NearestRank.Of(cases.Where(one => one.Days is not null).Select(one => (one.Days!.Value, one.Count)), perCent);

    long Of(Predicate<AlikeCases> which) => cases.Where(one => which(one)).Sum(one => one.Count);
}

/// <summary>A row of a table: something that cases are counted by, and how many came in each of the three years.</summary>
/// <param name="Name">Empty for the cases that belong to nothing of the list.</param>
/// <param name="Counts">The earliest year first.</param>
public sealed record CountLine(string Name, IReadOnlyList<long> Counts)
{
    public static CountLine Sum(string name, IEnumerable<CountLine> lines)
    {
        var sums = new long[ThreeYears.Count];
        foreach (var line in lines)
        {
            for (var n = 0; n < sums.Length; n++)
            {
                sums[n] += line.Counts[n];
            }
        }

        return new(name, sums);
    }
}

/// <summary>How satisfied speakers were with a channel in one year: high, medium, low (seed S2-051).</summary>
public sealed record ChannelSatisfaction(IReadOnlyList<long> Counts)
{
    /// <summary>Below this a percentage jumps with each single person; it is shown, and that it is so is said.</summary>
    public const int Small = 30;

    public long People => Counts.Sum();

    public bool IsSmall => People is > 0 and < Small;

    /// <summary>Whole per cent; they sum to 100, or are all 0 when nobody said.</summary>
    public IReadOnlyList<decimal> Percents { get; } = Percentages.Of(Counts);
}
