using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules;

public enum HolidayScope
{
    Nation,

    /// <summary>Only the province that the office lies in.</summary>
    Province,
}

/// <summary>A day off (วันหยุดราชการ) as the cabinet announced it; a substitution day is a row of its own (domain 2.3).</summary>
public sealed class OfficeHoliday : VerifiedRecord, ISearchable
{
    public DateOnly Day { get; init; }

    public string Name { get; init; } = "";

    public HolidayScope Scope { get; init; }

    /// <summary>The announcement or list that it was taken from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Its calendar year: a list comes year by year, and one event tells of all days that came or went together.</summary>
    public override Guid WholeId => new(ThaiDate.BuddhistYear(Day), 0, 0, new byte[8]);

    public SearchEntry Searched() => new(Name, RulesModule.Read, $"/rules/holidays?year={ThaiDate.BuddhistYear(Day)}", Day) { Text = $"{ThaiDate.Long(Day)} {Source}" };

    /// <summary>The working days by these holidays.</summary>
    public static WorkingDays Count(IEnumerable<OfficeHoliday> table)
    {
        // The table is one office's, so every day of a province in it is a day of that office's province, whatever its name.
        const string own = nameof(HolidayScope.Province);
        return new WorkingDays([.. table.Select(day => new Holiday(day.Day, day.Name, day.Scope == HolidayScope.Province ? own : null))], own);
    }

    /// <summary>The calendar years without any holiday that should have a list: this one, and from 1 September on the next.</summary>
    public static IEnumerable<CalendarYear> YearsWithoutList(IReadOnlyCollection<OfficeHoliday> table, DateOnly today) =>
        new[] { CalendarYear.Of(today), CalendarYear.Of(today.AddMonths(4)) }.Distinct()
            .Where(year => !table.Any(day => day.Scope == HolidayScope.Nation && year.Contains(day.Day)));

    /// <summary>The fiscal years without any holiday that should have a list: this one, and from 1 September on the next.</summary>
    public static IEnumerable<FiscalYear> FiscalYearsWithoutList(IReadOnlyCollection<OfficeHoliday> table, DateOnly today) =>
        new[] { FiscalYear.Of(today), FiscalYear.Of(today.AddMonths(1)) }.Distinct()
            .Where(year => !table.Any(day => day.Scope == HolidayScope.Nation && year.Contains(day.Day)));

    /// <summary>The calendar years from this one on in which a holiday was not yet compared with its announcement.</summary>
    public static IEnumerable<CalendarYear> UnverifiedYears(IEnumerable<OfficeHoliday> table, DateOnly today) =>
        table.Where(day => !day.IsVerified).Select(day => CalendarYear.Of(day.Day)).Where(year => year >= CalendarYear.Of(today)).Distinct().Order();
}

sealed class OfficeHolidayConfiguration : IEntityTypeConfiguration<OfficeHoliday>
{
    public void Configure(EntityTypeBuilder<OfficeHoliday> entity)
    {
        entity.ToTable("holidays");
        entity.Ignore(day => day.IsVerified);
    }
}
