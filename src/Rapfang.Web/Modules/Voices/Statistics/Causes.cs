using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Statistics;

/// <summary>A word, or two that stand together, and in how many cases it occurs.</summary>
public sealed record Cause(string Words, int Cases);

/// <summary>What many cases speak of, by their words.</summary>
public static class Causes
{
    /// <summary>Words of a single case tell of that case, not of a cause.</summary>
    const int Least = 2;

    // A word that mostly stands in one pair says less than the pair.
    const decimal MostlyInPair = 0.6m;

    /// <summary>The words and pairs that most cases have; a word counts once a case. Equals stand in the order of the alphabet.</summary>
    /// <param name="texts">What was said, one text a case.</param>
    /// <param name="most">How many to answer.</param>
    public static IReadOnlyList<Cause> Of(IEnumerable<string> texts, ThaiWords words, int most)
    {
        var singles = new Dictionary<string, int>(StringComparer.Ordinal);
        var pairs = new Dictionary<(string, string), int>();
        foreach (var text in texts)
        {
            var telling = words.Keywords(text);
            foreach (var word in telling.Distinct(StringComparer.Ordinal))
            {
                singles[word] = singles.GetValueOrDefault(word) + 1;
            }

            // Only what stands together without a blank, and with no word between that tells nothing, is found by searching for it.
            var normal = ThaiText.Normalise(text);
            foreach (var pair in telling.Zip(telling.Skip(1)).Distinct().Where(pair => normal.Contains(pair.First + pair.Second, StringComparison.Ordinal)))
            {
                pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
            }
        }

        var strong = pairs.Where(pair => pair.Value >= Least && (Mostly(pair, pair.Key.Item1) || Mostly(pair, pair.Key.Item2))).ToList();
        var inPairs = strong.SelectMany(pair => new[] { pair.Key.Item1, pair.Key.Item2 }.Where(word => Mostly(pair, word))).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. singles.Where(word => word.Value >= Least && !inPairs.Contains(word.Key)).Select(word => new Cause(word.Key, word.Value))
                .Concat(strong.Select(pair => new Cause(pair.Key.Item1 + pair.Key.Item2, pair.Value)))
                .OrderByDescending(cause => cause.Cases).ThenBy(cause => cause.Words, ThaiText.Comparer).Take(most),
        ];

        bool Mostly(KeyValuePair<(string, string), int> pair, string word) => pair.Value >= singles[word] * MostlyInPair;
    }
}
