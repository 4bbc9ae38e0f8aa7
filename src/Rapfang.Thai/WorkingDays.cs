using System.Collections.Frozen;

namespace Rapfang.Thai;

/// <summary>
/// Counts days by an office's holiday table: Monday to Friday without the holidays given. Which days are holidays is
/// set by the cabinet year by year, so none is known here (domain 2.3); substitution days must be in the table.
/// Counting leaves the first day out (domain 2.4).
/// </summary>
/// <param name="holidays">The holidays, C.E.; week-ends and repeated days do no harm.</param>
public sealed class WorkingDays(IEnumerable<DateOnly> holidays)
{
  private readonly FrozenSet<DateOnly> holidays = holidays.ToFrozenSet();

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
