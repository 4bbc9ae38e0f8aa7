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

public sealed record GroupResult(short Number, string Name, int Target, long Answers, Spread Spread);

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
        Groups =
        [
            .. survey.Groups.OrderBy(group => group.Number).Select(group =>
            {
                var tally = tallies.GetValueOrDefault(group.Number) ?? new Tally(questionnaire);
                var spread = Together(questionnaire.Dimensions.SelectMany(d => d.Questions).Select(q => new Spread(tally.Of(q), satisfied)), satisfied);
                return new GroupResult(group.Number, group.Name, group.Target, tally.Answers, spread);
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
