using Rapfang.Thai;

namespace Rapfang.Modules.Surveys;

/// <summary>How a number of answers spreads over the levels of the scale.</summary>
/// <param name="Counts">Answers a level, best first.</param>
/// <param name="Satisfied">Which levels count as satisfied, in the same order.</param>
public sealed record Spread(IReadOnlyList<long> Counts, IReadOnlyList<bool> Satisfied)
{
    public long Total => Counts.Sum();

    /// <summary>Whole per cent a level; they sum to 100 (largest remainder), or are all 0 when nobody answered.</summary>
    public IReadOnlyList<decimal> Percentages { get; } = Thai.Percentages.Of(Counts);

    public decimal SatisfiedPercent => Sum(satisfied: true);

    /// <summary>Measured on its own: what was answered as not satisfied, not what is missing to 100 (domain 9.1).</summary>
    public decimal DissatisfiedPercent => Sum(satisfied: false);

    public long Dissatisfied => Counts.Where((_, i) => !Satisfied[i]).Sum();

    /// <summary>The exact share of dissatisfied answers, 0 to 1, to rank by.</summary>
    public decimal DissatisfiedShare => Total == 0 ? 0 : (decimal)Dissatisfied / Total;

    decimal Sum(bool satisfied) => Percentages.Where((_, i) => Satisfied[i] == satisfied).Sum();
}

public sealed record ItemResult(Section Dimension, Question Question, Spread Spread);

public sealed record DimensionResult(Section Section, Spread Spread, IReadOnlyList<ItemResult> Items);

/// <param name="Spread">Null where it is not shown (<see cref="SmallGroups"/>).</param>
public sealed record GroupResult(short Number, string Name, int Target, long Answers, Spread? Spread);

/// <summary>
/// Which groups' results are not shown, because one could tell from them what a colleague answered. How many answered
/// is always shown, and so are the results of all together, which is what the report is about; when all answers come
/// from small groups, the total is therefore the one thing that is shown of them.
/// </summary>
public static class SmallGroups
{
    /// <summary>
    /// Answers from which on a group's results are shown. Source: the usual practice of official statistics, which
    /// publishes no figures of 1 to 4 people; the guideline itself names no number.
    /// </summary>
    public const int Least = 5;

    /// <summary>Stands for what is hidden, in print and in files.</summary>
    public const string NotShown = "ไม่แสดง";

    public static bool Is(long answers) => answers is > 0 and < Least;

    /// <summary>
    /// The total less the groups that are shown is what the hidden ones answered together. A single hidden group could
    /// be worked out so, and two that have 3 answers between them are one small group; so the next smallest is hidden
    /// with them until there are two and enough answers. This hides a little more than it must and never less.
    /// </summary>
    /// <param name="answers">How many answers each group has; one with none shows nothing and hides nothing.</param>
    /// <returns>For each group whether its results are hidden.</returns>
    public static bool[] Hidden(IReadOnlyList<long> answers)
    {
        var hidden = answers.Select(Is).ToArray();
        if (!hidden.Contains(true))
        {
            return hidden;
        }

        foreach (var next in Enumerable.Range(0, hidden.Length).Where(i => answers[i] >= Least).OrderBy(i => answers[i]))
        {
            if (hidden.Count(it => it) >= 2 && answers.Where((_, i) => hidden[i]).Sum() >= Least)
            {
                break;
            }

            hidden[next] = true;
        }

        return hidden;
    }
}

public sealed record ChoiceResult(Question Question, IReadOnlyList<long> Counts, IReadOnlyList<decimal> Percentages, long Missing);

/// <summary>The results of a survey, worked out from its tallies; nothing here is stored.</summary>
public sealed class SurveyResult
{
    public SurveyResult(Survey survey, IReadOnlyDictionary<short, Tally> tallies)
    {
        var questionnaire = survey.Questionnaire;
        var satisfied = questionnaire.Scale.Select(level => level.Satisfied).ToList();
        var all = new Tally(questionnaire);
        foreach (var tally in tallies.Values)
        {
            all.Add(tally.Answers, tally.Counts);
        }

        Survey = survey;
        All = all;
        Answers = all.Answers;
        Target = survey.Groups.Sum(group => group.Target);
        Dimensions =
        [
            .. questionnaire.Dimensions.Select(dimension =>
            {
                List<ItemResult> items = [.. dimension.Questions.Select(question => new ItemResult(dimension, question, new Spread(all.Of(question), satisfied)))];
                return new DimensionResult(dimension, Together(items.Select(item => item.Spread), satisfied), items);
            }),
        ];
        Overall = Together(Dimensions.Select(dimension => dimension.Spread), satisfied);
        var groups = survey.Groups.OrderBy(group => group.Number)
            .Select(group => (Group: group, Tally: tallies.GetValueOrDefault(group.Number) ?? new Tally(questionnaire))).ToList();
        var hidden = SmallGroups.Hidden([.. groups.Select(row => row.Tally.Answers)]);
        Groups =
        [
            .. groups.Select((row, i) =>
            {
                var (group, tally) = row;
                var spread = Together(questionnaire.Dimensions.SelectMany(d => d.Questions).Select(q => new Spread(tally.Of(q), satisfied)), satisfied);
                return new GroupResult(group.Number, group.Name, group.Target, tally.Answers, hidden[i] ? null : spread);
            }),
        ];
        Ranking = [.. Dimensions.SelectMany(dimension => dimension.Items).OrderByDescending(item => item.Spread.DissatisfiedShare)];
        Choices =
        [
            .. questionnaire.Coded.Where(question => question.Kind == QuestionKind.Choice).Select(question =>
            {
                var counts = all.Of(question);
                return new ChoiceResult(question, counts, Percentages.Of(counts), all.Answers - counts.Sum());
            }),
        ];
    }

    public Survey Survey { get; }

    public Tally All { get; }

    public long Answers { get; }

    /// <summary>Sum of the groups' targets; 0 when none is set.</summary>
    public int Target { get; }

    /// <summary>Answers in per cent of the target, rounded; null without a target.</summary>
    public decimal? ResponseRate => Target == 0 ? null : Math.Round(100m * Answers / Target, MidpointRounding.AwayFromZero);

    /// <summary>All ratings of all items together.</summary>
    public Spread Overall { get; }

    public IReadOnlyList<DimensionResult> Dimensions { get; }

    public IReadOnlyList<GroupResult> Groups { get; }

    /// <summary>Every item, the most dissatisfied first; equals stay in the order of the questionnaire.</summary>
    public IReadOnlyList<ItemResult> Ranking { get; }

    public IReadOnlyList<ChoiceResult> Choices { get; }

    static Spread Together(IEnumerable<Spread> parts, IReadOnlyList<bool> satisfied)
    {
        var sum = new long[satisfied.Count];
        foreach (var part in parts)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += part.Counts[i];
            }
        }

        return new Spread(sum, satisfied);
    }
}
