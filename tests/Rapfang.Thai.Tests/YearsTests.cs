using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class YearsTests
{
  [EveryCultureFact]
  public void FiscalYear_TurnsOnTheFirstOfOctober()
  {
    Assert.Equal(2569, FiscalYear.Of(new DateOnly(2026, 9, 30)).Year);
    Assert.Equal(2570, FiscalYear.Of(new DateOnly(2026, 10, 1)).Year);
    Assert.Equal(2570, FiscalYear.Of(new DateOnly(2027, 1, 1)).Year);
    Assert.Equal(new DateOnly(2026, 10, 1), new FiscalYear(2570).First);
    Assert.Equal(new DateOnly(2027, 9, 30), new FiscalYear(2570).Last);
    Assert.Equal("2570", new FiscalYear(2570).ToString());
  }

  [EveryCultureTheory]
  [InlineData(10, 1)]
  [InlineData(12, 1)]
  [InlineData(1, 2)]
  [InlineData(3, 2)]
  [InlineData(4, 3)]
  [InlineData(6, 3)]
  [InlineData(7, 4)]
  [InlineData(9, 4)]
  public void FiscalYear_QuarterOne_IsOctoberToDecember(int month, int quarter) =>
    Assert.Equal(quarter, new FiscalYear(2570).Quarter(new DateOnly(month >= 10 ? 2026 : 2027, month, 1)));

  [EveryCultureFact]
  public void FiscalYear_QuarterOfADayOfAnotherYear_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(2570).Quarter(new DateOnly(2026, 9, 30)));

  [EveryCultureTheory]
  [InlineData(3, "31 ธ.ค. 2569")]
  [InlineData(6, "31 มี.ค. 2570")]
  [InlineData(9, "30 มิ.ย. 2570")]
  [InlineData(12, "30 ก.ย. 2570")]
  public void FiscalYear_RoundEnd_IsTheLastDayOfTheRound(int months, string end) =>
    Assert.Equal(end, ThaiDate.Short(new FiscalYear(2570).RoundEnd(months)));

  [EveryCultureFact]
  public void FiscalYear_RoundOfSevenMonths_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(2570).RoundEnd(7));

  [EveryCultureFact]
  public void Years_WhenTheNumberIsChristian_AreRefused()
  {
    Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(2026));
    Assert.Throws<ArgumentOutOfRangeException>(() => new CalendarYear(2026));
    Assert.Throws<ArgumentOutOfRangeException>(() => new AcademicYear(2026));
  }

  [EveryCultureFact]
  public void FiscalYears_FollowEachOtherWithoutGapAndAreCoveredByTheirQuarters() =>
    Prop.ForAll(Arbitraries.Dates, date =>
    {
      var year = FiscalYear.Of(date);
      Assert.True(year.Contains(date));
      Assert.False(year.Next.Contains(date));
      Assert.Equal(year.Last.AddDays(1), year.Next.First);
      Assert.Equal(year, year.Next.Previous);
      Assert.True(year < year.Next && year <= year.Next && year.Next > year && year.Next >= year);
      Assert.Equal([1, 2, 3, 4], year.Quarters.Select(quarter => quarter.Number));
      Assert.Equal(year.First, year.Quarters[0].First);
      Assert.Equal(year.Last, year.Quarters[3].Last);
      Assert.All(year.Quarters.Skip(1), (quarter, i) => Assert.Equal(year.Quarters[i].Last.AddDays(1), quarter.First));
      var own = Assert.Single(year.Quarters, quarter => date >= quarter.First && date <= quarter.Last);
      Assert.Equal(own.Number, year.Quarter(date));
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void CalendarYear_RunsFromJanuaryToDecember()
  {
    var year = CalendarYear.Of(new DateOnly(2026, 12, 31));

    Assert.Equal(new CalendarYear(2569), year);
    Assert.Equal(new DateOnly(2026, 1, 1), year.First);
    Assert.Equal(new DateOnly(2026, 12, 31), year.Last);
    Assert.True(year.Contains(year.First) && year.Contains(year.Last) && !year.Contains(year.Next.First));
    Assert.True(year.Previous < year && year <= year.Next && year > year.Previous && year.Next >= year);
    Assert.Equal("2569", year.ToString());
  }

  [EveryCultureFact]
  public void AcademicYear_TurnsOnTheDayTheOfficeSays()
  {
    Assert.Equal(2568, AcademicYear.Of(new DateOnly(2026, 5, 15)).Year);
    Assert.Equal(2569, AcademicYear.Of(new DateOnly(2026, 5, 16)).Year);
    Assert.Equal(2569, AcademicYear.Of(new DateOnly(2026, 5, 1), 5, 1).Year);
    Assert.Equal("2569", new AcademicYear(2569).ToString());
  }

  [EveryCultureFact]
  public void AcademicYears_FollowEachOtherWithoutGap() =>
    Prop.ForAll(Arbitraries.Dates, Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(1, 28).ToArbitrary(), (date, month, day) =>
    {
      var year = AcademicYear.Of(date, month, day);
      return year.Contains(date) && year.Last.AddDays(1) == year.Next.First && year.Next.Previous == year
        && year < year.Next && year <= year.Next && year.Next > year && year.Next >= year;
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void AcademicYear_ThatWouldBeginOnALeapDay_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => new AcademicYear(2567, 2, 29));
}
