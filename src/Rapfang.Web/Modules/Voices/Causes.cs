using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>A word, or two that stand together, and which of the texts have it.</summary>
/// <param name="Texts">Their places in what was read, from 0, ascending.</param>
public sealed record Cause(string Words, IReadOnlyList<int> Texts)
{
    public int Cases => Texts.Count;
}

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
    /// <param name="same">Words that count as another word, in the form of <see cref="ThaiText.Normalise"/>.</param>
    public static IReadOnlyList<Cause> Of(IEnumerable<string> texts, ThaiWords words, int most, IReadOnlyDictionary<string, string>? same = null)
    {
        var singles = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var pairs = new Dictionary<(string, string), List<int>>();
        // What the office puts together by its own list is not hidden in a pair again.
        var whole = same?.Values.ToHashSet(StringComparer.Ordinal) ?? [];
        var place = -1;
        foreach (var text in texts)
        {
            place++;
            List<string> telling = [.. words.Keywords(text).Select(word => same?.GetValueOrDefault(word) ?? word)];
            foreach (var word in telling.Distinct(StringComparer.Ordinal))
            {
                Add(singles, word);
            }

            // Only what stands together without a blank, and with no word between that tells nothing, is found by searching for it.
            var normal = ThaiText.Normalise(text);
            foreach (var pair in telling.Zip(telling.Skip(1)).Distinct().Where(pair => !whole.Contains(pair.First) && !whole.Contains(pair.Second) && normal.Contains(pair.First + pair.Second, StringComparison.Ordinal)))
            {
                Add(pairs, pair);
            }
        }

        var strong = pairs.Where(pair => pair.Value.Count >= Least && (Mostly(pair, pair.Key.Item1) || Mostly(pair, pair.Key.Item2))).ToList();
        var inPairs = strong.SelectMany(pair => new[] { pair.Key.Item1, pair.Key.Item2 }.Where(word => Mostly(pair, word))).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. singles.Where(word => word.Value.Count >= Least && !inPairs.Contains(word.Key)).Select(word => new Cause(word.Key, word.Value))
                .Concat(strong.Select(pair => new Cause(pair.Key.Item1 + pair.Key.Item2, pair.Value)))
                .OrderByDescending(cause => cause.Cases).ThenBy(cause => cause.Words, ThaiText.Comparer).Take(most),
        ];

        bool Mostly(KeyValuePair<(string, string), List<int>> pair, string word) => pair.Value.Count >= singles[word].Count * MostlyInPair;

        void Add<T>(Dictionary<T, List<int>> found, T words)
            where T : notnull
        {
            if (!found.TryGetValue(words, out var places))
            {
                places = [];
                found.Add(words, places);
            }

            places.Add(place);
        }
    }
}
