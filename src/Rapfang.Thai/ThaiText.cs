using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rapfang.Thai;

/// <summary>Searching, measuring, cutting and sorting Thai text as its readers see it.</summary>
public static partial class ThaiText
{
  private const char SaraAa = '\u0E32';
  private const char SaraAm = '\u0E33';
  private const char Nikhahit = '\u0E4D';
  private const char Maiyamok = '\u0E46';
  private const string LeadingVowels = "เแโใไ";
  private static readonly CompareInfo ThaiCompare = CultureInfo.GetCultureInfo("th-TH").CompareInfo;

  /// <summary>
  /// Order of Thai lists: เ แ โ ใ ไ sort after the consonant they belong to, numbers by value ("เขต 2" before "เขต 10",
  /// in either script). Null comes first; texts the language holds equal are ordered by their code units, so that
  /// only identical texts compare as 0. Needs ICU (domain 13.1, 13.4).
  /// </summary>
  public static IComparer<string?> Comparer { get; } = Comparer<string?>.Create(static (left, right) =>
    ThaiCompare.Compare(left, right, CompareOptions.NumericOrdering) is not 0 and var order
      ? order
      : string.CompareOrdinal(left, right));

  /// <summary>
  /// The form under which a text is searched and checked for sameness; never for showing. Texts that look alike come out
  /// alike: invisible characters go; เเ becomes แ; ํา becomes ำ; marks of one letter are put in one order, each once; Thai digits
  /// become Arabic; dashes and quotes become the plain ones; "ต่าง ๆ" becomes "ต่างๆ"; white space shrinks to one
  /// blank and none at the ends; letters go to lower case (domain 13.3). Doing it twice changes nothing.
  /// NFC alone is not enough, as it leaves ี before or after a tone mark as typed; NFKC would break ำ.
  /// </summary>
  public static string Normalise(string text) => Settle(text, static once => Plain(once).ToLowerInvariant());

  /// <summary>
  /// Puts letters together again that taking text out of a PDF pulls apart: "ส านักงาน" → "สำนักงาน", "น ้า" → "น้ำ", "ท ี่" → "ที่"
  /// (domain 13.3). A proposal for imports, to be looked at by a person: where a blank merely slipped in before า
  /// ("ข้ าราชการ") it guesses wrong. Text without such blanks comes back as it is.
  /// </summary>
  public static string RepairExtracted(string text) => SplitMark().Replace(SplitSaraAm().Replace(text, "${tone}ำ"), "");

  /// <summary><see cref="Normalise"/> with capitals kept: for taking typed text apart without changing its letters.</summary>
  internal static string Tidy(string text) => Settle(text, Plain);

  /// <summary>The number of characters as people count them (graphemes): กำ is 1, ผู้รับบริการ is 8 (domain 13.5).</summary>
  public static int Length(string text)
  {
    ArgumentNullException.ThrowIfNull(text);
    var length = 0;
    var rest = text.AsSpan();
    while (!rest.IsEmpty)
    {
      rest = rest[StringInfo.GetNextTextElementLength(rest)..];
      length++;
    }

    return length;
  }

  /// <summary>
  /// The text itself when it has at most <paramref name="graphemes"/> graphemes, else its beginning and "…", together at
  /// most that long. Never cuts inside a letter with its marks, nor leaves a blank or one of เ แ โ ใ ไ before the "…".
  /// </summary>
  /// <exception cref="ArgumentOutOfRangeException"><paramref name="graphemes"/> is less than 1.</exception>
  public static string Cut(string text, int graphemes)
  {
    ArgumentOutOfRangeException.ThrowIfLessThan(graphemes, 1);
    if (Length(text) <= graphemes)
    {
      return text;
    }

    var end = 0;
    for (var i = 1; i < graphemes; i++)
    {
      end += StringInfo.GetNextTextElementLength(text.AsSpan(end));
    }

    while (end > 0 && (char.IsWhiteSpace(text[end - 1]) || LeadingVowels.Contains(text[end - 1])))
    {
      end--;
    }

    return $"{text.AsSpan(0, end)}…";
  }

  /// <summary>
  /// Where words occur in a text to be shown, compared under <see cref="Normalise"/>: ranges of
  /// whole graphemes, in order, none touching the next.
  /// </summary>
  /// <param name="text">As it is shown.</param>
  /// <param name="words">Normalised already; an empty one occurs nowhere.</param>
  public static IReadOnlyList<Range> Occurrences(string text, IEnumerable<string> words)
  {
    ArgumentNullException.ThrowIfNull(text);
    ArgumentNullException.ThrowIfNull(words);
    var starts = StringInfo.ParseCombiningCharacters(text);
    var normal = new StringBuilder(text.Length);
    var graphemes = new List<int>(text.Length); // Of each normalised character, the grapheme it came from.
    for (var grapheme = 0; grapheme < starts.Length; grapheme++)
    {
      var end = grapheme + 1 < starts.Length ? starts[grapheme + 1] : text.Length;
      var letter = text[starts[grapheme]..end];
      normal.Append(string.IsNullOrWhiteSpace(letter) ? " " : Normalise(letter));
      while (graphemes.Count < normal.Length)
      {
        graphemes.Add(grapheme);
      }
    }

    var found = new bool[starts.Length + 1];
    var searched = normal.ToString();
    foreach (var word in words.Where(word => word.Length > 0))
    {
      for (var at = searched.IndexOf(word, StringComparison.Ordinal); at >= 0; at = searched.IndexOf(word, at + 1, StringComparison.Ordinal))
      {
        Array.Fill(found, true, graphemes[at], graphemes[at + word.Length - 1] - graphemes[at] + 1);
      }
    }

    var ranges = new List<Range>();
    var begin = -1;
    for (var grapheme = 0; grapheme <= starts.Length; grapheme++)
    {
      if (found[grapheme] && begin < 0)
      {
        begin = starts[grapheme];
      }
      else if (!found[grapheme] && begin >= 0)
      {
        ranges.Add(begin..(grapheme < starts.Length ? starts[grapheme] : text.Length));
        begin = -1;
      }
    }

    return ranges;
  }

  // One step may set up another (a removed invisible character lets two marks meet), so repeat until nothing changes.
  // It ends: a pass that changes anything shortens the text, brings marks nearer to their order, or plainer letters.
  private static string Settle(string text, Func<string, string> step)
  {
    ArgumentNullException.ThrowIfNull(text);
    for (; ; )
    {
      var next = step(text);
      if (string.Equals(next, text, StringComparison.Ordinal))
      {
        return next;
      }

      text = next;
    }
  }

  private static string Plain(string text)
  {
    var plain = ThaiDigits.ToArabic(PlainCharacters(text).Normalize(NormalizationForm.FormC));
    var result = new StringBuilder(plain.Length);
    for (var i = 0; i < plain.Length;)
    {
      var c = plain[i];
      if (IsMark(c) || c == SaraAm)
      {
        i = AppendMarks(result, plain, i);
        continue;
      }

      if (c == Maiyamok && result.Length > 0 && result[^1] == ' ')
      {
        result.Length--;
      }

      var previous = result.Length > 0 ? result[^1] : ' ';
      if (c == 'เ' && previous == 'เ')
      {
        result[^1] = 'แ';
      }
      else if (c != ' ' || previous != ' ')
      {
        result.Append(c);
      }

      i++;
    }

    return result.ToString().TrimEnd(' ');
  }

  // White space, dashes and quotes in their plain form; without what no reader sees or no database takes.
  private static string PlainCharacters(string text)
  {
    var result = new StringBuilder(text.Length);
    foreach (var rune in text.EnumerateRunes())
    {
      if (IsThai(rune))
      {
        result.Append((char)rune.Value);
        continue;
      }

      if (Rune.IsWhiteSpace(rune))
      {
        result.Append(' ');
        continue;
      }

      // A broken surrogate arrives here as U+FFFD; Normalize would throw on it.
      switch (Rune.GetUnicodeCategory(rune))
      {
        case UnicodeCategory.Format or UnicodeCategory.Control:
          break;
        case UnicodeCategory.DashPunctuation:
          result.Append('-');
          break;
        default:
          result.Append(rune.Value switch
          {
            '\u2018' or '\u2019' => new Rune('\''),
            '\u201C' or '\u201D' => new Rune('"'),
            _ => rune,
          });
          break;
      }
    }

    return result.ToString();
  }

  // Takes the whole run of marks and SARA AM from start on and writes it in one order; returns where the run ended.
  private static int AppendMarks(StringBuilder result, string text, int start)
  {
    var end = start;
    while (end < text.Length && (IsMark(text[end]) || text[end] == SaraAm))
    {
      end++;
    }

    // Nearly every run is one mark; imports of a million rows feel the shorter way.
    if (end == start + 1 && text[start] != Nikhahit)
    {
      result.Append(text[start]);
      return end;
    }

    var run = text[start..end];
    var hasSaraAm = run.Contains(SaraAm);
    if (!hasSaraAm && run.Contains(Nikhahit) && end < text.Length && text[end] == SaraAa)
    {
      hasSaraAm = true;
      end++;
    }

    foreach (var mark in run.Where(IsMark).Distinct().OrderBy(Rank))
    {
      if (mark != Nikhahit || !hasSaraAm)
      {
        result.Append(mark);
      }
    }

    if (hasSaraAm)
    {
      result.Append(SaraAm);
    }

    return end;
  }

  private static bool IsThai(Rune rune) => rune.Value is >= 0x0E01 and <= 0x0E5B;

  // MAI HAN AKAT, SARA I to PHINTHU, MAITAIKHU to YAMAKKAN: everything written above or below a consonant.
  internal static bool IsMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');

  // Below, above, tone, last: agrees with the combining classes of NFC, so the two never undo each other.
  private static int Rank(char mark) => mark switch
  {
    '\u0E3A' => 0,
    '\u0E38' or '\u0E39' => 1,
    >= '\u0E48' and <= '\u0E4B' => 4,
    Nikhahit => 3,
    >= '\u0E4C' => 5,
    _ => 2,
  };

  [GeneratedRegex("(?<=[ก-ฮ][่-๋]?) (?<tone>[่-๋]?)า", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex SplitSaraAm();

  [GeneratedRegex("(?<=[ก-ฮ]) (?=[ัิ-ฺ็-๎])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex SplitMark();
}
