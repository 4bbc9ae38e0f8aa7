using System.Collections.Frozen;

namespace Rapfang.Thai;

/// <summary>A row of an office's holiday table. Made by the cabinet year by year, so none is built in (domain 2.3).</summary>
/// <param name="Date">The day off, C.E.; a substitution day is a row of its own.</param>
/// <param name="Name">What it is, "วันปิยมหาราช".</param>
/// <param name="Province">The only province that has it off, a name of <see cref="ThaiProvinces.All"/>; null for the whole nation.</param>
public sealed record Holiday(DateOnly Date, string Name, string? Province = null);

/// <summary>
/// Counts days by a holiday table: Monday to Friday without the holidays of the nation and of the office's province.
/// Counting leaves the first day out (domain 2.4).
/// </summary>
/// <param name="table">The table; week-ends and repeated days do no harm.</param>
/// <param name="province">Where the office lies, a name of <see cref="ThaiProvinces.All"/>; null takes the nation's holidays only.</param>
public sealed class WorkingDays(IReadOnlyCollection<Holiday> table, string? province = null)
{
  private readonly FrozenSet<DateOnly> holidays = table
    .Where(holiday => holiday.Province is null || holiday.Province == province)
    .Select(holiday => holiday.Date)
    .ToFrozenSet();

  private readonly FrozenSet<CalendarYear> years = table
    .Where(holiday => holiday.Province is null)
    .Select(holiday => CalendarYear.Of(holiday.Date))
    .ToFrozenSet();

  /// <summary>
  /// Whether the table has the nation's holidays of the year. Where it has none, days are counted as if there were no
  /// holiday at all, so a deadline there is still a guess and the office is to be reminded, from 1 October on for the next year.
  /// </summary>
  public bool HasTable(CalendarYear year) => years.Contains(year);

  /// <summary>Whether the office works on this day.</summary>
  public bool IsWorkingDay(DateOnly day) =>
    day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

  /// <summary>The first working day after this one.</summary>
  public DateOnly NextWorkingDay(DateOnly day)
  {
    do
    {
      day = day.AddDays(1);
    }
    while (!IsWorkingDay(day));
    return day;
  }

  /// <summary>The <paramref name="n"/>th working day after <paramref name="start"/>, which is itself not counted; with 0 the start as it is.</summary>
  /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
  public DateOnly AddWorkingDays(DateOnly start, int n)
  {
    ArgumentOutOfRangeException.ThrowIfNegative(n);
    for (; n > 0; n--)
    {
      start = NextWorkingDay(start);
    }

    return start;
  }

  /// <summary>
  /// <paramref name="n"/> calendar days after <paramref name="start"/>, which is itself not counted. With
  /// <paramref name="moveOffHoliday"/> a period that would end on a day off ends on the next working day
  /// (domain 2.4, unverified; the deadline rule says whether it applies).
  /// </summary>
  /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
  public DateOnly AddCalendarDays(DateOnly start, int n, bool moveOffHoliday)
  {
    ArgumentOutOfRangeException.ThrowIfNegative(n);
    var end = start.AddDays(n);
    return moveOffHoliday && !IsWorkingDay(end) ? NextWorkingDay(end) : end;
  }

  /// <summary>
  /// The working days after <paramref name="from"/> up to and including <paramref name="to"/>, so that it undoes
  /// <see cref="AddWorkingDays"/>. Negative when <paramref name="to"/> lies before: that many working days overdue.
  /// </summary>
  public int CountWorkingDays(DateOnly from, DateOnly to) => from <= to ? CountForward(from, to) : -CountForward(to, from);

  private int CountForward(DateOnly early, DateOnly late)
  {
    var count = 0;
    for (var day = early; day < late;)
    {
      day = day.AddDays(1);
      count += IsWorkingDay(day) ? 1 : 0;
    }

    return count;
  }
}
