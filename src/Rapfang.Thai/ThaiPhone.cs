using System.Text.RegularExpressions;

namespace Rapfang.Thai;

/// <summary>A Thai telephone number (domain 11). Keep what was typed beside it.</summary>
/// <param name="Number">The national digits: "055123456", "0812345678", or a short code such as "1111".</param>
/// <param name="RangeEnd">The last digits of the last line of a range, "8" in 0 2123 4567-8; else null.</param>
/// <param name="Extension">The inner number behind ต่อ, such as "12" or "12, 14"; else null.</param>
public sealed partial record ThaiPhone(string Number, string? RangeEnd = null, string? Extension = null)
{
  private const int LongestText = 100;

  /// <summary>"+6655123456", always of the first line and without extension; null for short codes, which cannot be called from abroad.</summary>
  public string? E164 => Number[0] == '0' ? $"+66{Number[1..]}" : null;

  /// <summary>Whether it is a mobile number (06, 08, 09), so that a short message can reach it.</summary>
  public bool IsMobile => Number.Length == 10;

  /// <summary>"055 123 456", "02 123 4567", "081 234 5678", "1111"; with a range "02 123 4567-8", with an extension "055 123 456 ต่อ 12".</summary>
  public string Display
  {
    get
    {
      var number = Number switch
      {
        { Length: < 9 } => Number,
        ['0', '2', ..] => $"{Number[..2]} {Number[2..5]} {Number[5..]}",
        _ => $"{Number[..3]} {Number[3..6]} {Number[6..]}",
      };
      return number
        + (RangeEnd is null ? "" : $"-{RangeEnd}")
        + (Extension is null ? "" : $" ต่อ {Extension}");
    }
  }

  /// <summary>
  /// Reads landlines (9 digits, 02–05, 07), mobiles (10 digits, 06, 08, 09) and short codes (3–4 digits from 1), with blanks,
  /// hyphens, dots, brackets, Thai digits, "โทร.", +66 or 0066 before and "ต่อ 12", "ext. 12" or "#12" behind.
  /// Null when it is no Thai number; then only the typed text remains. Never throws.
  /// </summary>
  public static ThaiPhone? Parse(string? text)
  {
    if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText || Form().Match(ThaiText.Normalise(text)) is not { Success: true } match)
    {
      return null;
    }

    var extension = match.Groups["extension"] is { Success: true } group ? group.Value : null;
    var main = match.Groups["main"].Value;
    if (Complete(main) is { } number)
    {
      return new ThaiPhone(number, null, extension);
    }

    // What is too long may be a range: a whole number, then the last one or two digits of its last line.
    return Range().Match(main) is { Success: true } range && Complete(range.Groups["first"].Value) is { } first
      ? new ThaiPhone(first, range.Groups["end"].Value, extension)
      : null;
  }

  private static string? Complete(string text)
  {
    var digits = string.Concat(text.Where(char.IsAsciiDigit));
    var isInternational = text[0] == '+' || digits.StartsWith("0066", StringComparison.Ordinal);
    if (isInternational || (digits.Length is 11 or 12 && digits.StartsWith("66", StringComparison.Ordinal)))
    {
      digits = digits.TrimStart('0');
      if (!digits.StartsWith("66", StringComparison.Ordinal))
      {
        return null;
      }

      digits = $"0{digits[2..].TrimStart('0')}";
    }

    return Known().IsMatch(digits) ? digits : null;
  }

  [GeneratedRegex(@"^((โทรศัพท์|โทร|tel)[.:]? ?)?(?<main>\+?[0-9(][0-9 ().-]*?)( ?(ต่อ|ext\.?|#|x) ?(?<extension>[0-9]+([ ,-]+[0-9]+)*))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Form();

  [GeneratedRegex("^(?<first>.*[0-9]) ?- ?(?<end>[0-9]{1,2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Range();

  [GeneratedRegex("^(0[23457][0-9]{7}|0[689][0-9]{8}|1[0-9]{2,3})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Known();
}
