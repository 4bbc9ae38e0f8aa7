using System.Globalization;
using Rapfang.Thai;

namespace Rapfang.Platform.Search;

/// <summary>What somebody typed, as words that a row must hold, each anywhere in it.</summary>
public sealed class SearchWords
{
    /// <summary>Characters that are searched for; more are not read.</summary>
    public const int Longest = 200;

    // A trigram needs three letters or digits in a row.
    const int Gram = 3;
    const int MostPieces = 6;

    public SearchWords(string? typed)
    {
        typed ??= "";
        IsCut = typed.Length > Longest;
        var normal = ThaiText.Normalise(IsCut ? typed[..Longest] : typed);
        var words = normal.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        // What lies in another word is asked for by that one.
        All = [.. words.Where(word => !words.Exists(other => other != word && other.Contains(word, StringComparison.Ordinal)))];
    }

    /// <summary>Whether more was typed than is searched for.</summary>
    public bool IsCut { get; }

    public IReadOnlyList<string> All { get; }

    /// <summary>Those that the trigram index can look for; where there is none, only the latest rows are looked through.</summary>
    public IReadOnlyList<string> Indexed => [.. All.Where(IsIndexed)];

    /// <summary>
    /// The words, long ones cut in two or three. A row that holds all of them but one is what a typing mistake, or one
    /// word too many, leaves to be found.
    /// </summary>
    public IReadOnlyList<string> Pieces =>
        [.. All.SelectMany(Cut).Where(IsIndexed).Distinct(StringComparer.Ordinal).OrderByDescending(piece => piece.Length).Take(MostPieces)];

    static IEnumerable<string> Cut(string word)
    {
        var parts = Math.Clamp(word.Length / Gram, 1, Gram);
        return Enumerable.Range(0, parts).Select(part => word[(word.Length * part / parts)..(word.Length * (part + 1) / parts)]);
    }

    static bool IsIndexed(string word)
    {
        var run = 0;
        foreach (var c in word)
        {
            run = char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? run + 1 : 0;
            if (run == Gram)
            {
                return true;
            }
        }

        return false;
    }
}
