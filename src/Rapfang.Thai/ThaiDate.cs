namespace Rapfang.Thai;

/// <summary>
/// The one door between dates and the Buddhist Era (B.E. = C.E. + 543, domain 2.2). Dates are kept as C.E.
/// <see cref="DateOnly"/>; only text is B.E. Nothing here depends on the thread's culture, whose Thai calendar
/// turns ISO dates into B.E. years without a word (domain 13.1).
/// </summary>
public static partial class ThaiDate
{
  /// <summary>The first B.E. year <see cref="Parse"/> takes. Until 2483 the year began on 1 April, so older years do not map by +543.</summary>
  public const int FirstYear = 2484;

  /// <summary>The last B.E. year <see cref="Parse"/> takes.</summary>
  public const int LastYear = 2700;

  private const int EraOffset = 543;
  private static readonly TimeSpan BangkokOffset = TimeSpan.FromHours(7);

  private static readonly string[] MonthNames =
  [
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
  ];

  private static readonly string[] ShortMonthNames =
  [
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
  ];

  // Stands below the names it is made of: static fields are filled from top to bottom.
  private static readonly Dictionary<string, int> MonthNumbers = Enumerable.Range(0, 12)
    .SelectMany(i => new[] { (Name: MonthNames[i], i), (Name: WithoutDots(ShortMonthNames[i]), i) })
    .ToDictionary(m => m.Name, m => m.i + 1, StringComparer.Ordinal);

  private static readonly string[] WeekdayNames = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];

  /// <summary>"1 ตุลาคม 2569", the form of official letters (domain 7.1).</summary>
  public static string Long(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    ThaiDigits.Format($"{d.Day} {Month(d)} {BuddhistYear(d)}", digits);

  /// <summary>"1 ตุลาคม พ.ศ. 2569", the form of orders and announcements.</summary>
  public static string LongEra(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    ThaiDigits.Format($"{d.Day} {Month(d)} พ.ศ. {BuddhistYear(d)}", digits);

  /// <summary>"วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569".</summary>
  public static string Full(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    $"วัน{WeekdayNames[(int)d.DayOfWeek]}ที่ {LongEra(d, digits)}";

  /// <summary>"1 ต.ค. 2569", for lists and tables.</summary>
  public static string Short(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    ThaiDigits.Format($"{d.Day} {ShortMonth(d)} {BuddhistYear(d)}", digits);

  /// <summary>"1 ต.ค. 69", for narrow columns. It reads back only for the years 2500–2599.</summary>
  public static string ShortYear(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    ThaiDigits.Format($"{d.Day} {ShortMonth(d)} {BuddhistYear(d) % 100:00}", digits);

  /// <summary>"ต.ค.", for the head of a narrow column.</summary>
  public static string MonthShort(DateOnly d) => ShortMonth(d);

  /// <summary>"1/10/2569", without leading zeros; also what a date box shows again.</summary>
  public static string Numeric(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    ThaiDigits.Format($"{d.Day}/{d.Month}/{BuddhistYear(d)}", digits);

  /// <summary>"ตุลาคม 2569".</summary>
  public static string MonthYear(DateOnly d, DigitStyle digits = DigitStyle.Arabic) =>
    ThaiDigits.Format($"{Month(d)} {BuddhistYear(d)}", digits);

  /// <summary>
  /// Both days included, as short as it stays clear: "1–15 ตุลาคม 2569", "1 ต.ค. – 3 พ.ย. 2569",
  /// "1 ต.ค. 2569 – 3 ม.ค. 2570"; one day only is <see cref="Long"/>.
  /// </summary>
  /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
  public static string Range(DateOnly from, DateOnly to, DigitStyle digits = DigitStyle.Arabic)
  {
    ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
    if (from == to)
    {
      return Long(from, digits);
    }

    if (from.Year != to.Year)
    {
      return $"{Short(from, digits)} – {Short(to, digits)}";
    }

    return ThaiDigits.Format(
      from.Month == to.Month
        ? $"{from.Day}–{Long(to)}"
        : $"{from.Day} {ShortMonth(from)} – {Short(to)}",
      digits);
  }

  /// <summary>"1 ต.ค. 2569 14.05 น.": a Bangkok wall-clock time, to the minute (seconds are cut, not rounded).</summary>
  /// <exception cref="ArgumentException">The value says it is UTC; take it through <see cref="InBangkok"/> first.</exception>
  public static string DateTime(DateTime bangkok, DigitStyle digits = DigitStyle.Arabic)
  {
    if (bangkok.Kind == DateTimeKind.Utc)
    {
      throw new ArgumentException("A UTC time was given where Bangkok time is shown.", nameof(bangkok));
    }

    var day = Short(DateOnly.FromDateTime(bangkok));
    return ThaiDigits.Format($"{day} {bangkok.Hour:00}.{bangkok.Minute:00} น.", digits);
  }

  /// <summary>The calendar day in Thailand at this instant: 17:00 UTC already belongs to the next day.</summary>
  public static DateOnly OnDay(DateTimeOffset instant) => DateOnly.FromDateTime(InBangkok(instant));

  /// <summary>The wall-clock time in Thailand (UTC+7 all year, no daylight saving), of kind Unspecified.</summary>
  public static DateTime InBangkok(DateTimeOffset instant) => instant.ToOffset(BangkokOffset).DateTime;

  /// <summary>The B.E. year of a date: C.E. + 543. Before 1 January 2484 (1941) it is off by one for January to March.</summary>
  public static int BuddhistYear(DateOnly d) => d.Year + EraOffset;

  private static string Month(DateOnly d) => MonthNames[d.Month - 1];

  private static string ShortMonth(DateOnly d) => ShortMonthNames[d.Month - 1];
}
