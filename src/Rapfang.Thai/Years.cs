using System.Runtime.InteropServices;

namespace Rapfang.Thai;

/// <summary>One quarter of a fiscal year.</summary>
/// <param name="Number">1–4; 1 is October to December.</param>
/// <param name="First">Its first day.</param>
/// <param name="Last">Its last day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FiscalQuarter(int Number, DateOnly First, DateOnly Last);

/// <summary>
/// A government fiscal year (ปีงบประมาณ): 1 October to 30 September, named by the B.E. year in which it ends
/// (พ.ร.บ. วิธีการงบประมาณ ม.4, domain 2.1).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FiscalYear : IComparable<FiscalYear>
{
  /// <summary>The fiscal year of that B.E. number.</summary>
  /// <exception cref="ArgumentOutOfRangeException">The number is not within 2401–2999; at or under 2400 it is taken for a C.E. year.</exception>
  public FiscalYear(int year) => Year = EraYear.Checked(year);

  /// <summary>The B.E. year, such as 2570.</summary>
  public int Year { get; }

  /// <summary>1 October, C.E.</summary>
  public DateOnly First => new(Year - 544, 10, 1);

  /// <summary>30 September, C.E.</summary>
  public DateOnly Last => new(Year - 543, 9, 30);

  /// <summary>The following fiscal year.</summary>
  public FiscalYear Next => new(Year + 1);

  /// <summary>The fiscal year before.</summary>
  public FiscalYear Previous => new(Year - 1);

  /// <summary>The four quarters in order; together they are the whole year.</summary>
  public IReadOnlyList<FiscalQuarter> Quarters
  {
    get
    {
      var first = First;
      return [.. Enumerable.Range(0, 4).Select(i => new FiscalQuarter(i + 1, first.AddMonths(3 * i), first.AddMonths(3 * (i + 1)).AddDays(-1)))];
    }
  }

  /// <summary>The fiscal year a day belongs to: 30 September 2569 → 2569, 1 October 2569 → 2570.</summary>
  public static FiscalYear Of(DateOnly date) => new(ThaiDate.BuddhistYear(date) + (date.Month >= 10 ? 1 : 0));

  /// <summary>Whether the day lies in this fiscal year.</summary>
  public bool Contains(DateOnly date) => date >= First && date <= Last;

  /// <summary>The quarter of a day, 1–4.</summary>
  /// <exception cref="ArgumentOutOfRangeException">The day is not in this fiscal year.</exception>
  public int Quarter(DateOnly date) => Contains(date)
    ? ((date.Month + 2) % 12 / 3) + 1
    : throw new ArgumentOutOfRangeException(nameof(date), date, $"The day is not in fiscal year {Year}.");

  /// <summary>The last day of the report round that starts with the year: 3 → 31 December, 6 → 31 March, 9 → 30 June, 12 → 30 September.</summary>
  /// <exception cref="ArgumentOutOfRangeException">Another number of months.</exception>
  public DateOnly RoundEnd(int months) => months is 3 or 6 or 9 or 12
    ? First.AddMonths(months).AddDays(-1)
    : throw new ArgumentOutOfRangeException(nameof(months), months, "A round has 3, 6, 9 or 12 months.");

  /// <summary>Earlier years come first.</summary>
  public int CompareTo(FiscalYear other) => Year.CompareTo(other.Year);

  /// <summary>The bare B.E. number in Arabic digits, "2570".</summary>
  public override string ToString() => $"{Year}";

  /// <summary>Earlier than.</summary>
  public static bool operator <(FiscalYear left, FiscalYear right) => left.CompareTo(right) < 0;

  /// <summary>Later than.</summary>
  public static bool operator >(FiscalYear left, FiscalYear right) => left.CompareTo(right) > 0;

  /// <summary>Earlier than or the same.</summary>
  public static bool operator <=(FiscalYear left, FiscalYear right) => left.CompareTo(right) <= 0;

  /// <summary>Later than or the same.</summary>
  public static bool operator >=(FiscalYear left, FiscalYear right) => left.CompareTo(right) >= 0;
}

/// <summary>A calendar year (ปีปฏิทิน) by its B.E. number, as correspondence registers count (domain 2.1).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CalendarYear : IComparable<CalendarYear>
{
  /// <summary>The calendar year of that B.E. number.</summary>
  /// <exception cref="ArgumentOutOfRangeException">The number is not within 2401–2999; at or under 2400 it is taken for a C.E. year.</exception>
  public CalendarYear(int year) => Year = EraYear.Checked(year);

  /// <summary>The B.E. year, such as 2569.</summary>
  public int Year { get; }

  /// <summary>1 January, C.E.</summary>
  public DateOnly First => new(Year - 543, 1, 1);

  /// <summary>31 December, C.E.</summary>
  public DateOnly Last => new(Year - 543, 12, 31);

  /// <summary>The following calendar year.</summary>
  public CalendarYear Next => new(Year + 1);

  /// <summary>The calendar year before.</summary>
  public CalendarYear Previous => new(Year - 1);

  /// <summary>The calendar year a day belongs to.</summary>
  public static CalendarYear Of(DateOnly date) => new(ThaiDate.BuddhistYear(date));

  /// <summary>Whether the day lies in this calendar year.</summary>
  public bool Contains(DateOnly date) => date >= First && date <= Last;

  /// <summary>Earlier years come first.</summary>
  public int CompareTo(CalendarYear other) => Year.CompareTo(other.Year);

  /// <summary>The bare B.E. number in Arabic digits, "2569".</summary>
  public override string ToString() => $"{Year}";

  /// <summary>Earlier than.</summary>
  public static bool operator <(CalendarYear left, CalendarYear right) => left.CompareTo(right) < 0;

  /// <summary>Later than.</summary>
  public static bool operator >(CalendarYear left, CalendarYear right) => left.CompareTo(right) > 0;

  /// <summary>Earlier than or the same.</summary>
  public static bool operator <=(CalendarYear left, CalendarYear right) => left.CompareTo(right) <= 0;

  /// <summary>Later than or the same.</summary>
  public static bool operator >=(CalendarYear left, CalendarYear right) => left.CompareTo(right) >= 0;
}

/// <summary>
/// A school year (ปีการศึกษา), named by the B.E. year in which it begins. The day it begins is a setting of the office;
/// 16 May is only what most schools do (domain 2.1, unverified).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AcademicYear : IComparable<AcademicYear>
{
  /// <summary>The school year that begins on that day and month of that B.E. year.</summary>
  /// <exception cref="ArgumentOutOfRangeException">The year is not within 2401–2999, or the day does not exist in every year.</exception>
  public AcademicYear(int year, int startMonth = 5, int startDay = 16)
  {
    const int commonYear = 2001;
    ArgumentOutOfRangeException.ThrowIfLessThan(startMonth, 1);
    ArgumentOutOfRangeException.ThrowIfGreaterThan(startMonth, 12);
    ArgumentOutOfRangeException.ThrowIfLessThan(startDay, 1);
    ArgumentOutOfRangeException.ThrowIfGreaterThan(startDay, DateTime.DaysInMonth(commonYear, startMonth));
    Year = EraYear.Checked(year);
    StartMonth = startMonth;
    StartDay = startDay;
  }

  /// <summary>The B.E. year in which it begins, such as 2569.</summary>
  public int Year { get; }

  /// <summary>The month it begins, 1–12.</summary>
  public int StartMonth { get; }

  /// <summary>The day of that month.</summary>
  public int StartDay { get; }

  /// <summary>The day it begins, C.E.</summary>
  public DateOnly First => new(Year - 543, StartMonth, StartDay);

  /// <summary>The day before the next one begins, C.E.</summary>
  public DateOnly Last => First.AddYears(1).AddDays(-1);

  /// <summary>The following school year.</summary>
  public AcademicYear Next => new(Year + 1, StartMonth, StartDay);

  /// <summary>The school year before.</summary>
  public AcademicYear Previous => new(Year - 1, StartMonth, StartDay);

  /// <summary>The school year a day belongs to: 15 May 2569 → 2568, 16 May 2569 → 2569.</summary>
  /// <exception cref="ArgumentOutOfRangeException">The day of start does not exist in every year.</exception>
  public static AcademicYear Of(DateOnly date, int startMonth = 5, int startDay = 16)
  {
    var year = new AcademicYear(ThaiDate.BuddhistYear(date), startMonth, startDay);
    return date < year.First ? year.Previous : year;
  }

  /// <summary>Whether the day lies in this school year.</summary>
  public bool Contains(DateOnly date) => date >= First && date <= Last;

  /// <summary>The one that begins earlier comes first.</summary>
  public int CompareTo(AcademicYear other) => (Year, StartMonth, StartDay).CompareTo((other.Year, other.StartMonth, other.StartDay));

  /// <summary>The bare B.E. number in Arabic digits, "2569".</summary>
  public override string ToString() => $"{Year}";

  /// <summary>Earlier than.</summary>
  public static bool operator <(AcademicYear left, AcademicYear right) => left.CompareTo(right) < 0;

  /// <summary>Later than.</summary>
  public static bool operator >(AcademicYear left, AcademicYear right) => left.CompareTo(right) > 0;

  /// <summary>Earlier than or the same.</summary>
  public static bool operator <=(AcademicYear left, AcademicYear right) => left.CompareTo(right) <= 0;

  /// <summary>Later than or the same.</summary>
  public static bool operator >=(AcademicYear left, AcademicYear right) => left.CompareTo(right) >= 0;
}

internal static class EraYear
{
  // A C.E. year slipped in where a B.E. year belongs would silently be 543 years off.
  public static int Checked(int year) => year is > 2400 and < 3000
    ? year
    : throw new ArgumentOutOfRangeException(nameof(year), year, "A B.E. year from 2401 to 2999 is needed.");
}
