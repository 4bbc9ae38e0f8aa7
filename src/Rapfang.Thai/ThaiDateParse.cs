using System.Globalization;
using System.Text.RegularExpressions;

namespace Rapfang.Thai;

/// <summary>Why a typed text is not taken as a date.</summary>
public enum ThaiDateError
{
  /// <summary>Nothing is wrong; there is a date.</summary>
  None,

  /// <summary>Nothing was typed.</summary>
  Empty,

  /// <summary>The text has none of the known forms.</summary>
  NotADate,

  /// <summary>A C.E. year (1900–2400, or one marked ค.ศ.) stands where a B.E. year belongs.</summary>
  ChristianYear,

  /// <summary>The form is right but the calendar has no such day: 31 April, month 13, 29 February of a common year.</summary>
  NoSuchDay,

  /// <summary>The year lies outside B.E. <see cref="ThaiDate.FirstYear"/>–<see cref="ThaiDate.LastYear"/>.</summary>
  OutOfRange,
}

/// <summary>What became of a typed date.</summary>
/// <param name="Date">The date, or null when <paramref name="Error"/> says why not.</param>
/// <param name="Error"><see cref="ThaiDateError.None"/> exactly when there is a date.</param>
/// <param name="Hint">Only with <see cref="ThaiDateError.ChristianYear"/>: the date meant, when it would be taken in B.E.; to be offered, never assumed.</param>
public sealed record ThaiDateParse(DateOnly? Date, ThaiDateError Error, DateOnly? Hint = null);

public static partial class ThaiDate
{
  private const int LongestText = 80;

  /// <summary>
  /// Reads a date typed in B.E.: d/m/yyyy (also with - or .), yyyy-mm-dd, "1 ต.ค. 2569", "1-ต.ค.-69",
  /// "1 ตุลาคม พ.ศ. 2569"; with or without "วันพฤหัสบดีที่", in Arabic or Thai digits. The weekday is not checked
  /// against the date. A two-digit year yy always means 25yy (69 → 2569, 05 → 2505), whatever the day today is;
  /// a C.E. year shortened to two digits can therefore not be noticed. Never throws.
  /// </summary>
  public static ThaiDateParse Parse(string? text)
  {
    if (string.IsNullOrWhiteSpace(text))
    {
      return Refused(ThaiDateError.Empty);
    }

    if (text.Length > LongestText)
    {
      return Refused(ThaiDateError.NotADate);
    }

    var plain = WeekdayForm().Replace(ThaiText.Normalise(text), "");
    if (NumericForm().Match(plain) is { Success: true } numeric)
    {
      return FromParts(Number(numeric, "d"), Number(numeric, "m"), numeric.Groups["y"].Value);
    }

    if (IsoForm().Match(plain) is { Success: true } iso)
    {
      return FromParts(Number(iso, "d"), Number(iso, "m"), iso.Groups["y"].Value);
    }

    if (WordForm().Match(plain) is { Success: true } words
      && MonthNumbers.TryGetValue(WithoutDots(words.Groups["m"].Value), out var month))
    {
      return FromParts(Number(words, "d"), month, words.Groups["y"].Value, words.Groups["ce"].Success);
    }

    return Refused(ThaiDateError.NotADate);
  }

  private static ThaiDateParse FromParts(int day, int month, string yearText, bool markedChristian = false)
  {
    var year = int.Parse(yearText, CultureInfo.InvariantCulture);
    if (markedChristian || year is >= 1900 and <= 2400)
    {
      var hint = year is >= FirstYear - EraOffset and <= LastYear - EraOffset ? DayOf(year, month, day) : null;
      return new ThaiDateParse(null, ThaiDateError.ChristianYear, hint);
    }

    if (yearText.Length == 2)
    {
      year += 2500;
    }

    if (year is < FirstYear or > LastYear)
    {
      return Refused(ThaiDateError.OutOfRange);
    }

    return DayOf(year - EraOffset, month, day) is { } date
      ? new ThaiDateParse(date, ThaiDateError.None)
      : Refused(ThaiDateError.NoSuchDay);
  }

  private static DateOnly? DayOf(int christianYear, int month, int day) =>
    month is >= 1 and <= 12 && day >= 1 && day <= System.DateTime.DaysInMonth(christianYear, month)
      ? new DateOnly(christianYear, month, day)
      : null;

  private static ThaiDateParse Refused(ThaiDateError error) => new(null, error);

  private static int Number(Match match, string group) =>
    int.Parse(match.Groups[group].ValueSpan, provider: CultureInfo.InvariantCulture);

  private static string WithoutDots(string name) => name.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

  [GeneratedRegex(@"^(วัน ?(ที่)? ?)?((จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์|จ\.|อ\.|พ\.|พฤ\.|ศ\.|ส\.|อา\.) ?(ที่)?)? ?(?=[0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex WeekdayForm();

  [GeneratedRegex(@"^(?<d>[0-9]{1,2}) ?(?<s>[/.-]) ?(?<m>[0-9]{1,2}) ?\k<s> ?(?<y>[0-9]{4}|[0-9]{2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex NumericForm();

  [GeneratedRegex("^(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex IsoForm();

  [GeneratedRegex(@"^(?<d>[0-9]{1,2})[ /-]*(เดือน ?)?(?<m>[^0-9/-]+?)[ ,/-]*(ปี ?)?((พ\. ?ศ\.?|พศ)|(?<ce>ค\. ?ศ\.?|คศ))? ?(?<y>[0-9]{4}|[0-9]{2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex WordForm();
}
