using Rapfang.Modules.Improvements;

namespace Rapfang.Tests.Modules.Improvements;

/// <summary>What a difference tells, and when it tells nothing.</summary>
public sealed class DifferenceTests
{
    // 40 of 100 and 20 of 100: by Agresti and Caffo ±12.33 points.
    [Fact]
    public void Shares_FarApart_TellSomething()
    {
        var difference = Difference.OfShares(40, 100, 20, 100);

        Assert.Equal(-20, difference.Change, 9);
        Assert.Equal(12.33, difference.Margin!.Value, 0.01);
        Assert.Equal(Verdict.Better, difference.Verdict);
        Assert.Equal(Verdict.Worse, Difference.OfShares(20, 100, 40, 100).Verdict);
    }

    [Theory]
    [InlineData(40, 100, 38, 100, Verdict.Unclear)]
    [InlineData(0, 5, 0, 5, Verdict.Unclear)] // Nobody of five says nothing of the next hundred.
    [InlineData(3, 5, 1, 5, Verdict.Unclear)]
    [InlineData(3, 5, 0, 0, Verdict.TooFew)]
    public void Shares_NearOrOfFew_DoNot(long before, long beforeOf, long after, long afterOf, Verdict verdict) =>
        Assert.Equal(verdict, Difference.OfShares(before, beforeOf, after, afterOf).Verdict);

    [Theory]
    [InlineData(30, 10, Verdict.Better)]
    [InlineData(12, 8, Verdict.Unclear)]
    [InlineData(2, 20, Verdict.Worse)]
    [InlineData(0, 0, Verdict.TooFew)]
    public void Counts_VaryAsTheirRoot(long before, long after, Verdict verdict) => Assert.Equal(verdict, Difference.OfCounts(before, after).Verdict);

    // Both spread with variance 2.5 over five: the squared error is 1, freedom 8, and t of a table 2.306.
    [Fact]
    public void Times_AreComparedByTheirMeans()
    {
        var difference = Difference.OfTimes([11, 10, 12, 13, 9], [5, 6, 4, 7, 3]);

        Assert.Equal((11, 5), (difference.Before, difference.After));
        Assert.Equal(2.306, difference.Margin!.Value, 0.02);
        Assert.Equal(Verdict.Better, difference.Verdict);
        Assert.Equal(Verdict.TooFew, Difference.OfTimes([11, 10, 12, 13], [5, 6, 4, 7, 3]).Verdict);
    }

    [Fact]
    public void Process_OfTheGuideline_FallsFromElevenDaysToFive()
    {
        ProcessStep[] steps = [new("1", 1, "1", 1), new("2", 3, "2", 2), new("3", 1, "3", 1), new("4", 5, "4", 1), new("5", 1, "", null)];
        var process = new ProcessChange(steps, TimeUnit.WorkingDays);

        Assert.Equal((5, 4, 11m, 5m), (process.StepsBefore, process.StepsAfter, process.TimeBefore, process.TimeAfter));
        Assert.Equal((20m, 54.5m), (process.StepsSaved, process.TimeSaved));
    }
}
