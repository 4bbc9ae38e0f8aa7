using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class WorkingDaysTests
{
  // Monday 12 October 2026 is made up as a holiday beside the real Tuesday the 13th.
  private static readonly DateOnly Friday = new(2026, 10, 9);
  private static readonly DateOnly Saturday = new(2026, 10, 10);
  private static readonly DateOnly Monday = new(2026, 10, 12);
  private static readonly DateOnly Tuesday = new(2026, 10, 13);
  private static readonly DateOnly Wednesday = new(2026, 10, 14);
  private static readonly Holiday[] Table =
    [new(Monday, "วันหยุดพิเศษ"), new(Tuesday, "วันนวมินทรมหาราช"), new(Wednesday, "งานประจำจังหวัด", "ลำปาง")];

  private static readonly WorkingDays Office = new(Table);

  [EveryCultureFact]
  public void IsWorkingDay_OnWeekEndsAndHolidays_IsFalse()
  {
    Assert.True(Office.IsWorkingDay(Friday));
    Assert.False(Office.IsWorkingDay(Saturday));
    Assert.False(Office.IsWorkingDay(Monday));
    Assert.True(new WorkingDays([]).IsWorkingDay(Monday));
  }

  [EveryCultureFact]
  public void AddWorkingDays_LeavesTheFirstDayOut()
  {
    Assert.Equal(Friday, Office.AddWorkingDays(Friday, 0));
    Assert.Equal(Wednesday, Office.AddWorkingDays(Friday, 1));
    Assert.Equal(Wednesday, Office.NextWorkingDay(Friday));
    Assert.Equal(Wednesday, Office.AddWorkingDays(Saturday, 1));
    Assert.Equal(Wednesday.AddDays(1), Office.AddWorkingDays(Friday, 2));
  }

  [EveryCultureFact]
  public void AddCalendarDays_MovesOffADayOffOnlyWhenTheRuleSaysSo()
  {
    Assert.Equal(Wednesday, Office.AddCalendarDays(Friday.AddDays(-14), 15, moveOffHoliday: true));
    Assert.Equal(Saturday, Office.AddCalendarDays(Friday.AddDays(-14), 15, moveOffHoliday: false));
    Assert.Equal(Friday, Office.AddCalendarDays(Friday.AddDays(-15), 15, moveOffHoliday: true));
  }

  [EveryCultureFact]
  public void CountWorkingDays_LeavesTheFirstDayOutAndTakesTheLastIn()
  {
    Assert.Equal(0, Office.CountWorkingDays(Friday, Friday));
    Assert.Equal(0, Office.CountWorkingDays(Friday, Tuesday));
    Assert.Equal(1, Office.CountWorkingDays(Friday, Wednesday));
    Assert.Equal(-1, Office.CountWorkingDays(Wednesday, Friday));
  }

  [EveryCultureFact]
  public void AHolidayOfAProvince_IsOffThereOnly()
  {
    Assert.True(new WorkingDays(Table, "ลำพูน").IsWorkingDay(Wednesday));
    Assert.False(new WorkingDays(Table, "ลำปาง").IsWorkingDay(Wednesday));
    Assert.False(new WorkingDays(Table, "ลำปาง").IsWorkingDay(Tuesday));
    Assert.Equal(Wednesday.AddDays(1), new WorkingDays(Table, "ลำปาง").AddCalendarDays(Friday.AddDays(-10), 15, moveOffHoliday: true));
  }

  [EveryCultureFact]
  public void HasTable_AsksForHolidaysOfTheNation()
  {
    var office = new WorkingDays([.. Table, new(Wednesday.AddYears(1), "งานประจำจังหวัด", "ลำปาง")], "ลำปาง");

    Assert.True(office.HasTable(new CalendarYear(2569)));
    Assert.False(office.HasTable(new CalendarYear(2570)));
  }

  [EveryCultureFact]
  public void NegativeDays_AreRefused()
  {
    Assert.Throws<ArgumentOutOfRangeException>(() => Office.AddWorkingDays(Friday, -1));
    Assert.Throws<ArgumentOutOfRangeException>(() => Office.AddCalendarDays(Friday, -1, moveOffHoliday: true));
  }

  [EveryCultureFact]
  public void CountWorkingDays_UndoesAddWorkingDays() =>
    Prop.ForAll(Arbitraries.Dates, Gen.Choose(0, 60).ToArbitrary(), Gen.Choose(0, 120).ArrayOf().ToArbitrary(), (start, n, offsets) =>
    {
      var office = new WorkingDays([.. offsets.Select(offset => new Holiday(start.AddDays(offset), ""))]);
      var end = office.AddWorkingDays(start, n);
      return office.CountWorkingDays(start, end) == n && (n == 0 || office.IsWorkingDay(end));
    }).QuickCheckThrowOnFailure();
}
