using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Rapfang.Thai;

/// <summary>
/// Takes Thai text apart into words, to count what comments speak of (domain 13.6, 13.7). The cuts are those of ICU's
/// Thai dictionary, corrected in two ways: terms of the office stay whole (Data/terms.txt and those given), and a
/// negation stays with what it denies, so that พึงพอใจ and ไม่พึงพอใจ are never counted as one.
/// Made once and used by any number of threads; 50,000 comments of a hundred letters take 1.2–1.7 seconds of one core.
/// </summary>
/// <remarks>
/// Where the system's ICU cannot be loaded, or has no Thai dictionary (a small container image may lack it), only the terms
/// and negations are found and everything between them stays in one piece, as far as the next blank. Nothing fails;
/// <see cref="KnowsThai"/> tells which of the two it is. See docs/adr/0007.
/// </remarks>
public sealed class ThaiWords
{
  // A term so long does not come about by chance; it is taken even where ICU, misled by a neighbour, cuts elsewhere.
  private const int SureLength = 8;

  // Without ICU a shorter one would be found inside other words: ที่ in หน้าที่.
  private const int LeastLengthWithoutIcu = 4;

  // A line may end inside a term longer than this.
  private const int LongTerm = 12;

  private const string Not = "ไม่";
  private static readonly FrozenSet<string> Negators = FrozenSet.Create(StringComparer.Ordinal, Not, "มิ", "มิได้", "ไร้");
  private static readonly FrozenSet<string> Helpers = Set(DataFile.Lines("negation-helpers"));
  private static readonly FrozenSet<string> Particles = Set(DataFile.Lines("particles"));
  private static readonly Lazy<IcuWordBreaks?> SystemIcu = new(IcuWordBreaks.Load);

  private readonly FrozenDictionary<char, string[]> terms;
  private readonly FrozenSet<string> stopWords;
  private readonly IcuWordBreaks? icu;

  /// <summary>With the built-in lists and an office's own words beside them.</summary>
  /// <param name="terms">Terms to keep whole, such as names of works and schools; two characters or more, shorter ones are passed over.</param>
  /// <param name="stopWords">Words that <see cref="Keywords"/> leaves out. A negation that holds such a word stays: leaving out ดี keeps ไม่ดี.</param>
  public ThaiWords(IEnumerable<string> terms, IEnumerable<string> stopWords)
    : this(terms, stopWords, SystemIcu.Value)
  {
  }

  internal ThaiWords(IEnumerable<string> terms, IEnumerable<string> stopWords, IcuWordBreaks? icu)
  {
    this.icu = icu;
    this.stopWords = Set([.. DataFile.Lines("stop-words"), .. Particles, .. stopWords]);
    this.terms = Set([.. DataFile.Lines("terms"), .. ThaiProvinces.All, .. terms])
      .Where(term => term.Length > 1)
      .GroupBy(term => term[0])
      .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(term => term.Length).ToArray());
  }

  /// <summary>With the built-in lists only.</summary>
  public static ThaiWords Default { get; } = new([], []);

  /// <summary>Whether ICU is there and cuts Thai by its dictionary.</summary>
  public static bool KnowsThai => SystemIcu.Value is not null;

  /// <summary>
  /// All words in the order of the text, in the form of <see cref="ThaiText.Normalise"/>; without blanks and punctuation.
  /// "ไม่ได้รับความสะดวกค่ะ ผอ.สพป." → ไม่ได้รับความสะดวก, ค่ะ, ผอ., สพป. Put together they are the letters and digits of
  /// the text again, none lost or doubled. Never throws on any text.
  /// </summary>
  public IReadOnlyList<string> Split(string text)
  {
    ArgumentNullException.ThrowIfNull(text);
    var words = new List<string>();
    foreach (var line in text.EnumerateLines())
    {
      var plain = ThaiText.Normalise(line.ToString());
      JoinNegations(plain, Pieces(plain), words);
    }

    return words;
  }

  /// <summary>
  /// Where a line of the text may end, in rising order: before the words that <see cref="Split"/> would cut, in the text as
  /// it stands, and inside long terms (สำนักงานเขตพื้นที่การศึกษา), which a narrow column can not hold whole. Never at the
  /// start or the end, never between a word and its ๆ or ฯ, nor behind an opening bracket. Without ICU only behind blanks,
  /// signs and around terms.
  /// </summary>
  /// <param name="text">One paragraph, as it is shown.</param>
  /// <returns>Indices in <paramref name="text"/>: the new line begins with the character there.</returns>
  public IReadOnlyList<int> LineBreaks(string text)
  {
    ArgumentNullException.ThrowIfNull(text);
    var cuts = icu is null ? new bool[text.Length + 1] : IcuCuts(text, icu);
    return [.. Pieces(text)
      .SelectMany(piece => Enumerable.Range(piece.Start.Value, piece.End.Value - piece.Start.Value)
        .Where(at => at == piece.Start.Value || (cuts[at] && piece.End.Value - piece.Start.Value > LongTerm)))
      .Select(at => BeforeBracket(text, at))
      .Where(at => at > 0 && text[at] is not ('ๆ' or 'ฯ') && IsBetweenLetters(text, at) && !char.IsLowSurrogate(text[at]))
      .Distinct()];
  }

  private static int BeforeBracket(string text, int at)
  {
    while (at > 0 && (text[at - 1] is '"' or '“' or '‘' || char.GetUnicodeCategory(text[at - 1]) == UnicodeCategory.OpenPunctuation))
    {
      at--;
    }

    return at;
  }

  /// <summary>
  /// The words of <see cref="Split"/> that tell what a text is about: without stop words, numbers and single letters, and
  /// without a final ๆ (ดีๆ is ดี). A word stands as often as it occurs; take Distinct to count texts instead.
  /// </summary>
  public IReadOnlyList<string> Keywords(string text) =>
    [.. Split(text).Select(word => word.TrimEnd('ๆ')).Where(word => word.Length > 1 && word.Any(char.IsLetter) && !stopWords.Contains(word))];

  /// <summary>
  /// Whether one of the two denies what the other says: พึงพอใจ and ไม่พึงพอใจ, สะดวก and ไม่ได้รับความสะดวก. Two negations, or
  /// words of different things, are no opposites; antonyms without a negation (เร็ว, ช้า) are not known.
  /// </summary>
  public static bool AreOpposites(string first, string second)
  {
    ArgumentNullException.ThrowIfNull(first);
    ArgumentNullException.ThrowIfNull(second);
    var (one, other) = (Core(first), Core(second));
    return one.IsDenied != other.IsDenied && one.Text.Length > 1 && other.Text.Length > 1
      && (one.Text.Contains(other.Text, StringComparison.Ordinal) || other.Text.Contains(one.Text, StringComparison.Ordinal));
  }

  // Without negation and the helpers behind it: what is said or denied.
  private static (string Text, bool IsDenied) Core(string word)
  {
    var text = ThaiText.Normalise(word).Replace(" ", "", StringComparison.Ordinal);
    var negator = Negators.Where(not => text.StartsWith(not, StringComparison.Ordinal)).OrderByDescending(not => not.Length).FirstOrDefault();
    text = text[(negator?.Length ?? 0)..];
    while (Helpers.Where(helper => text.Length > helper.Length && text.StartsWith(helper, StringComparison.Ordinal)).MaxBy(helper => helper.Length) is { } helper)
    {
      text = text[helper.Length..];
    }

    return (text, negator is not null);
  }

  private static FrozenSet<string> Set(IEnumerable<string> words) => words.Select(ThaiText.Normalise).ToFrozenSet(StringComparer.Ordinal);

  // Start and end of every word, negations still apart.
  private List<Range> Pieces(string text)
  {
    var pieces = new List<Range>();
    var cuts = icu is null ? PlainCuts(text) : IcuCuts(text, icu);
    var done = 0;
    for (var i = 0; i < text.Length; i++)
    {
      if (TermAt(text, i, done, cuts) is { } term)
      {
        AddPieces(text, done, i, cuts, pieces);
        done = i + term.Length;
        pieces.Add(i..done);
        i = done - 1;
      }
    }

    AddPieces(text, done, text.Length, cuts, pieces);
    return pieces;
  }

  // The longest term that begins here, neither in the middle of another word nor ending in one.
  private string? TermAt(string text, int start, int done, bool[] cuts)
  {
    if (!terms.TryGetValue(text[start], out var candidates) || !IsBetweenLetters(text, start))
    {
      return null;
    }

    var rest = text.AsSpan(start);
    foreach (var term in candidates)
    {
      if (rest.StartsWith(term, StringComparison.Ordinal) && IsBetweenLetters(text, start + term.Length)
        && (term.Length >= SureLength || IsWord(start, start + term.Length, isAbbreviation: term[^1] == '.')))
      {
        return term;
      }
    }

    return null;

    bool IsWord(int from, int to, bool isAbbreviation) => icu is not null || isAbbreviation
      ? (cuts[from] || from == done) && (cuts[to] || isAbbreviation)
      : to - from >= LeastLengthWithoutIcu;
  }

  private static void AddPieces(string text, int from, int to, bool[] cuts, List<Range> pieces)
  {
    var start = from;
    for (var i = from + 1; i <= to; i++)
    {
      if (i < to && !cuts[i])
      {
        continue;
      }

      if (HasLetterOrDigit(text.AsSpan(start, i - start)))
      {
        pieces.Add(start..i);
      }

      start = i;
    }
  }

  private static bool HasLetterOrDigit(ReadOnlySpan<char> piece)
  {
    foreach (var rune in piece.EnumerateRunes())
    {
      if (Rune.IsLetterOrDigit(rune))
      {
        return true;
      }
    }

    return false;
  }

  // ไม่ + helpers + the first word that is none, as far as they touch each other; ไม่ alone may have a blank behind it,
  // unless it is the end of a question (หรือไม่).
  private static void JoinNegations(string text, List<Range> pieces, List<string> words)
  {
    for (var i = 0; i < pieces.Count;)
    {
      var word = new StringBuilder(text[pieces[i]]);
      var next = i + 1;
      if (Negators.Contains(text[pieces[i]]))
      {
        var mayHaveBlank = i == 0 || text[pieces[i - 1]] != "หรือ";
        while (next < pieces.Count && Touches(next, mayHaveBlank && next == i + 1) && Helpers.Contains(text[pieces[next]]))
        {
          word.Append(text[pieces[next++]]);
        }

        if (next < pieces.Count && Touches(next, mayHaveBlank && next == i + 1)
          && text[pieces[next]] is var denied && !Particles.Contains(denied) && !Negators.Contains(denied))
        {
          word.Append(denied);
          next++;
        }
      }

      words.Add(word.ToString());
      i = next;
    }

    bool Touches(int piece, bool mayHaveBlank)
    {
      var between = text[pieces[piece - 1].End..pieces[piece].Start];
      return between.Length == 0 || (mayHaveBlank && between == " ");
    }
  }

  private static bool[] IcuCuts(string text, IcuWordBreaks icu)
  {
    var cuts = new bool[text.Length + 1];
    icu.Mark(text, cuts);
    cuts[0] = cuts[^1] = true;

    // ไม่มี and ไม่ทัน are words to ICU; here they are two until negations are joined.
    for (var i = 0; i + Not.Length < cuts.Length; i++)
    {
      if (cuts[i] && text.AsSpan(i).StartsWith(Not, StringComparison.Ordinal))
      {
        cuts[i + Not.Length] = true;
      }
    }

    return cuts;
  }

  // Without a dictionary: at the edges of runs of letters and digits, and around ไม่, which is always a syllable of its own.
  private static bool[] PlainCuts(string text)
  {
    var cuts = new bool[text.Length + 1];
    for (var i = 1; i < text.Length; i++)
    {
      cuts[i] |= IsPartOfWord(text[i]) != IsPartOfWord(text[i - 1]);
      if (text.AsSpan(i - 1).StartsWith(Not, StringComparison.Ordinal))
      {
        cuts[i - 1] = cuts[i - 1 + Not.Length] = true;
      }
    }

    cuts[0] = cuts[^1] = true;
    return cuts;
  }

  private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || ThaiText.IsMark(c) || c is '.' || char.IsSurrogate(c);

  // Neither before a mark or a vowel that follows its consonant, nor behind a vowel that precedes it.
  private static bool IsBetweenLetters(string text, int at) =>
    at == 0 || at == text.Length
    || (!ThaiText.IsMark(text[at]) && text[at] is not ('ะ' or 'า' or 'ำ' or 'ๅ') && text[at - 1] is not (>= 'เ' and <= 'ไ'));
}
