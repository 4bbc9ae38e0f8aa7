using System.Text.RegularExpressions;

namespace Rapfang.Thai;

/// <summary>
/// Finds in running text what reaches or names one person: telephone numbers, national identification numbers, e-mail
/// addresses. Names are not found: a name looks like any other word in Thai. A help for writers and readers, not a proof.
/// </summary>
public static partial class PersonalNumbers
{
  private const int ShortestPhone = 9;

  /// <summary>What was found, as it stands in the text, in order.</summary>
  public static IReadOnlyList<string> Find(string text)
  {
    ArgumentNullException.ThrowIfNull(text);
    return [.. Candidate().Matches(text).Select(match => match.Value).Where(IsPersonal)];
  }

  /// <summary>The text with a dot in place of each letter and digit of what <see cref="Find"/> finds. Doing it twice changes nothing.</summary>
  public static string Hide(string text)
  {
    ArgumentNullException.ThrowIfNull(text);
    return Candidate().Replace(text, match => IsPersonal(match.Value) ? string.Concat(match.Value.Select(c => char.IsLetterOrDigit(c) ? '•' : c)) : match.Value);
  }

  private static bool IsPersonal(string found) =>
    found.Contains('@', StringComparison.Ordinal) || ThaiId.IsValid(found) || ThaiPhone.Parse(found) is { Number.Length: >= ShortestPhone };

  // \d is every decimal digit, Thai ones too. Thirteen digits first, for their last ten may look like a telephone.
  [GeneratedRegex(@"(?<!\d)\d(?:[ -]?\d){12}(?!\d)|(?<!\d)(?:\+66|0066|0|๐)(?:[ .()-]{0,2}\d){8,9}(?!\d)|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Candidate();
}
