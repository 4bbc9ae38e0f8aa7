using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Statistics;

/// <summary>Three fiscal or calendar years side by side, named by the last of them.</summary>
public sealed class ThreeYears
{
    public const int Count = 3;
    const int October = 10;
    const int MonthsAYear = 12;

    ThreeYears(bool isCalendar, int last)
    {
        IsCalendar = isCalendar;
        Last = last;
        Starts = [.. Enumerable.Range(0, Count + 1).Select(n => last - Count + 1 + n).Select(year => isCalendar ? new CalendarYear(year).First : new FiscalYear(year).First)];
    }

    public bool IsCalendar { get; }

    /// <summary>The latest year, B.E.</summary>
    public int Last { get; }

    /// <summary>The first days of the three years, and of the one after.</summary>
    public IReadOnlyList<DateOnly> Starts { get; }

    /// <summary>The three years in B.E., the earliest first.</summary>
    public IEnumerable<int> Years => Enumerable.Range(Last - Count + 1, Count);

    /// <summary>The months 1 to 12 in the order of the year.</summary>
    public IEnumerable<int> Months => Enumerable.Range(0, MonthsAYear).Select(n => ((n + (IsCalendar ? 0 : October - 1)) % MonthsAYear) + 1);

    /// <param name="last">The latest year, B.E.; the year of today when null, later than it or of another era.</param>
    public static ThreeYears Until(DateOnly today, bool isCalendar, int? last)
    {
        var current = isCalendar ? CalendarYear.Of(today).Year : FiscalYear.Of(today).Year;
        return new(isCalendar, last is { } asked && asked <= current && asked > current - Furthest ? asked : current);
    }

    /// <summary>The years that can be the latest one.</summary>
    public static IEnumerable<int> Choices(DateOnly today, bool isCalendar) =>
        Enumerable.Range(0, Furthest).Select(n => Until(today, isCalendar, null).Last - n);

    const int Furthest = 10;
}
