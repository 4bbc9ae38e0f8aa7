using System.Globalization;
using Rapfang.Modules.Rules;
using Rapfang.Platform;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Rules;

/// <summary>The rules by themselves: which is in force, how it counts, what has to be verified.</summary>
public sealed class RuleTests
{
    static readonly DateOnly Start = new(2026, 10, 1);

    static DeadlineRule Rule(int amount, DeadlineUnit unit = DeadlineUnit.WorkingDays, DateOnly? from = null, bool moves = false) =>
        new() { Code = "reply", Amount = amount, Unit = unit, FromDate = from ?? Start, MovesOffHoliday = moves };

    static OfficeHoliday Day(int year, int month, int day, HolidayScope scope = HolidayScope.Nation) =>
        new() { Day = new(year, month, day), Name = "วันหยุด", Scope = scope };

    [Fact]
    public void On_IsTheVersionInForceThatDay()
    {
        var old = Rule(15);
        old.GiveWay(Start.AddMonths(3));
        DeadlineRule[] rules = [old, Rule(7, from: Start.AddMonths(3)), new() { Code = "other", Amount = 1, FromDate = Start }];

        Assert.Null(rules.On("reply", Start.AddDays(-1)));
        Assert.Equal(15, rules.On("reply", Start)!.Amount);
        Assert.Equal(15, rules.On("reply", Start.AddMonths(3).AddDays(-1))!.Amount);
        Assert.Equal(7, rules.On("reply", Start.AddMonths(3))!.Amount);
        Assert.Equal(7, rules.On("reply", Start.AddYears(9))!.Amount);
    }

    [Fact]
    public void On_TakesTheClosestScopeThatIsInForce()
    {
        static DeadlineRule Apart(string scope, int amount, DateOnly? from = null) => new() { Code = "reply", Scope = scope, Amount = amount, FromDate = from ?? Start };
        DeadlineRule[] rules = [Apart("kind:a", 30), Rule(15), Apart("type:x", 5, Start.AddDays(10)), Apart("channel:web", 20)];

        Assert.Equal(15, rules.On("reply", Start, "kind:b")!.Amount);
        Assert.Equal(30, rules.On("reply", Start, "channel:box", "kind:a")!.Amount);
        Assert.Equal(20, rules.On("reply", Start, "type:x", "channel:web", "kind:a")!.Amount);
        Assert.Equal(5, rules.On("reply", Start.AddDays(10), "type:x", "channel:web", "kind:a")!.Amount);
        rules[0].End(Start.AddDays(3));
        Assert.Equal(15, rules.On("reply", Start.AddDays(4), "kind:a")!.Amount);
        Assert.Throws<RuleBroken>(() => rules[1].End(Start.AddDays(3)));
    }

    [Fact]
    public void Follow_StandsStillGoesOnAndMovesWithWhatItIs()
    {
        DeadlineRule[] rules = [new() { Code = "reply", Amount = 10, Unit = DeadlineUnit.CalendarDays, FromDate = Start }, new() { Code = "reply", Scope = "kind:a", Amount = 30, Unit = DeadlineUnit.CalendarDays, FromDate = Start }];
        var days = OfficeHoliday.Count([]);
        var deadline = new Deadline { RuleCode = "reply" };

        Assert.Equal([DeadlineTurn.Started], deadline.Follow(new("reply", Start, null), ["kind:b"], rules, days));
        Assert.Equal([DeadlineTurn.Paused], deadline.Follow(new("reply", Start, null, Start.AddDays(5), 0, "why"), ["kind:b"], rules, days));
        Assert.False(deadline.IsOverdueOn(Start.AddDays(99)));
        Assert.Equal([DeadlineTurn.Resumed], deadline.Follow(new("reply", Start, null, null, 4, "why"), ["kind:b"], rules, days));
        Assert.Equal(Start.AddDays(14), deadline.DueOn);
        Assert.Equal([DeadlineTurn.Classified], deadline.Follow(new("reply", Start, null, null, 4, "why"), ["kind:a"], rules, days));
        Assert.Equal(Start.AddDays(34), deadline.DueOn);
        Assert.Equal([DeadlineTurn.Met], deadline.Follow(new("reply", Start, Start.AddDays(20), null, 4, "why"), ["kind:a"], rules, days));
        Assert.Empty(deadline.Follow(new("reply", Start, Start.AddDays(20), null, 4, "why"), ["kind:b"], rules, days));
    }

    [Fact]
    public void GiveWay_ToAVersionFromTheSameDayOrBefore_IsRefused()
    {
        Assert.Throws<RuleBroken>(() => Rule(15).GiveWay(Start));
        Assert.Throws<RuleBroken>(() => Rule(15).GiveWay(Start.AddDays(-1)));
    }

    // Thursday 1 October 2026; Tuesday the 13th is off.
    [Theory]
    [InlineData(8, DeadlineUnit.WorkingDays, false, "2026-10-14")]
    [InlineData(12, DeadlineUnit.CalendarDays, false, "2026-10-13")]
    [InlineData(12, DeadlineUnit.CalendarDays, true, "2026-10-14")]
    [InlineData(11, DeadlineUnit.CalendarDays, true, "2026-10-12")]
    public void DueOn_CountsAsTheRuleSays(int amount, DeadlineUnit unit, bool moves, string due) => Assert.Equal(
        DateOnly.ParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture), Rule(amount, unit, moves: moves).DueOn(Start, OfficeHoliday.Count([Day(2026, 10, 13)])));

    [Fact]
    public void Count_TakesTheDaysOfTheProvinceToo() =>
        Assert.False(OfficeHoliday.Count([Day(2026, 10, 16, HolidayScope.Province)]).IsWorkingDay(new(2026, 10, 16)));

    [Theory]
    [InlineData("2026-08-31", "", "")]
    [InlineData("2026-09-01", "2570", "2570")]
    [InlineData("2026-10-01", "2570", "2570")]
    [InlineData("2026-12-31", "2570", "2570")]
    public void YearsWithoutList_AreNamedFromTheFirstOfSeptemberOn(string today, string calendar, string fiscal)
    {
        // Up to the end of September 2569, and one of the province, which is no list of the nation.
        OfficeHoliday[] table = [Day(2026, 1, 1), Day(2026, 8, 12), Day(2027, 1, 4, HolidayScope.Province)];
        var day = DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.Equal(calendar, string.Join(' ', OfficeHoliday.YearsWithoutList(table, day)));
        Assert.Equal(fiscal, string.Join(' ', OfficeHoliday.FiscalYearsWithoutList(table, day)));
    }

    [Fact]
    public void Verify_NeedsAPersonOfTheOffice()
    {
        var day = Day(2026, 10, 13);

        Assert.Throws<RuleBroken>(() => day.Verify(null, Start));
        Assert.False(day.IsVerified);

        day.Verify(Guid.NewGuid(), Start);
        Assert.True(day.IsVerified);
    }

    [Fact]
    public void Write_OfALawThatIsChanged_TakesTheVerificationBack()
    {
        var law = new LegalReference { ShortName = "ระเบียบทดลอง" };
        law.Write("ระเบียบทดลอง", "ข้อ 1", "", null, null, "");
        law.Verify(Guid.NewGuid(), Start);

        law.Write("ระเบียบทดลอง", "ข้อ 1", "", null, null, "");
        Assert.True(law.IsVerified);

        law.Write("ระเบียบทดลอง", "ข้อ 2", "", null, null, "");
        Assert.False(law.IsVerified);
    }

    [Theory]
    [InlineData("{prefix}/{number}", "ศธ 04000", "ศธ 04000/12")]
    [InlineData("{prefix}/{number}", "", "12")]
    [InlineData("บท {number}/{year}", "ศธ 04000", "บท 12/2570")]
    public void Text_OfANumber_FollowsThePattern(string pattern, string prefix, string text)
    {
        var series = new NumberSeries();
        series.Write("ทะเบียน", pattern, Restarts.CalendarYear);

        Assert.Equal(text, series.Text(prefix, 12, 2570));
    }

    [Theory]
    [InlineData("{prefix}")]
    [InlineData("{number}/{day}")]
    [InlineData("{number")]
    public void Write_OfAPatternThatCanNotBeFilled_IsRefused(string pattern) =>
        Assert.Throws<RuleBroken>(() => new NumberSeries().Write("ทะเบียน", pattern, Restarts.CalendarYear));

    [Theory]
    [InlineData(Restarts.CalendarYear, 2569)]
    [InlineData(Restarts.FiscalYear, 2570)]
    public void YearOf_FollowsWhenTheSeriesRestarts(Restarts restarts, int year)
    {
        var series = new NumberSeries();
        series.Write("ทะเบียน", "{number}", restarts);

        Assert.Equal(year, series.YearOf(Start));
        Assert.Equal(CalendarYear.Of(Start).Year, new NumberSeries().YearOf(Start));
    }
}
