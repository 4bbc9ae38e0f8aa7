using Rapfang.Modules.Voices;
using Rapfang.Modules.Voices.Statistics;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>The rules of counting, without a database.</summary>
public sealed class StatisticsTests
{
    static readonly DateOnly Today = new(2026, 11, 21);

    static AlikeCases Case(VoiceState state, int? days = null, bool late = false, bool? satisfied = null, int reopened = 0, long count = 1) =>
        new(2, VoiceKind.Complaint, state, satisfied, reopened, days, late, count);

    static readonly AlikeCases[] Cases =
    [
        Case(VoiceState.Closed, days: 3, count: 4), Case(VoiceState.Closed, days: 20, late: true, satisfied: true, reopened: 2), Case(VoiceState.Answered, days: 5, satisfied: true),
        Case(VoiceState.Answered, days: 9), Case(VoiceState.Assigned, late: true), Case(VoiceState.Received, count: 2), Case(VoiceState.Proposed, days: 8, reopened: 1),
        Case(VoiceState.Withdrawn), Case(VoiceState.Transferred, late: true), Case(VoiceState.Merged),
    ];

    [Fact]
    public void FirstAnswer_OfEveryCase_IsExactlyOneOfFive()
    {
        var counts = new CaseCounts(Cases);

        Assert.Equal([7L, 1L, 1L, 3L, 2L], Enum.GetValues<FirstAnswer>().Select(counts.Answered));
        Assert.Equal(counts.Received, Enum.GetValues<FirstAnswer>().Sum(counts.Answered));
        Assert.Equal((7L, 9L), (counts.InTimeShare.Part, counts.InTimeShare.Whole));
    }

    [Fact]
    public void Settled_IsClosedOrAnsweredAndConfirmed_OfWhatTheOfficeCouldSettle()
    {
        var counts = new CaseCounts(Cases);

        Assert.Equal((6L, 12L, 50m), (counts.SettledShare.Part, counts.SettledShare.Whole, counts.SettledShare.Percent));
        Assert.Equal((7L, 2L, 2L), (counts.Open, counts.Confirmed, counts.ReopenedCases));
    }

    [Fact]
    public void Ratings_OfACaseOpenedAgain_CountEachTime()
    {
        var counts = new CaseCounts(Cases);

        Assert.Equal((2L, 5L, 40m), (counts.Satisfied.Part, counts.Satisfied.Whole, counts.Satisfied.Percent));
        Assert.Equal((3L, 60m), (counts.Dissatisfied.Part, counts.Dissatisfied.Percent));
    }

    [Theory]
    [InlineData(50, 3)]
    [InlineData(58, 5)]
    [InlineData(90, 20)]
    [InlineData(100, 20)]
    public void DaysWithin_IsTheLeastNumberThatSoManyHadTheirAnswerIn(int perCent, int days) => Assert.Equal(days, new CaseCounts(Cases.Where(one => one.State != VoiceState.Proposed)).DaysWithin(perCent));

    [Fact]
    public void Counts_OfNothing_AreNothing()
    {
        var counts = new CaseCounts([]);

        Assert.Null(counts.DaysWithin(50));
        Assert.Null(counts.Satisfied.Percent);
        Assert.Equal(0, counts.Received);
    }

    [Fact]
    public void Parted_TakesTheLateOnesOutOfAll()
    {
        var parted = AlikeCases.Parted([Case(VoiceState.Closed, days: 20, count: 5), Case(VoiceState.Received, count: 1)], [Case(VoiceState.Closed, days: 20, count: 2), Case(VoiceState.Received)]);

        Assert.Equal([(false, 3L), (true, 2L), (true, 1L)], parted.Select(one => (one.IsPastDue, one.Count)));
    }

    [Theory]
    [InlineData(false, null, 2570, "2024-10-01", 10, 9)]
    [InlineData(true, null, 2569, "2024-01-01", 1, 12)]
    [InlineData(false, 2568, 2568, "2022-10-01", 10, 9)]
    [InlineData(false, 2571, 2570, "2024-10-01", 10, 9)]
    [InlineData(false, 2026, 2570, "2024-10-01", 10, 9)]
    public void Years_BeginAsFiscalOrCalendarYearsDo(bool calendar, int? asked, int last, string from, int firstMonth, int lastMonth)
    {
        var years = ThreeYears.Until(Today, calendar, asked);

        Assert.Equal((last, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), firstMonth, lastMonth), (years.Last, years.Starts[0], years.Months.First(), years.Months.Last()));
        Assert.Equal([last - 2, last - 1, last], years.Years);
        Assert.Equal(years.Starts[0].AddYears(3), years.Starts[3]);
    }

    [Fact]
    public void Satisfaction_OfAChannel_SumsToAHundredAndTellsThatFewSaidIt()
    {
        var few = new ChannelSatisfaction([1, 1, 1]);

        Assert.Equal(100, few.Percents.Sum());
        Assert.True(few.IsSmall);
        Assert.False(new ChannelSatisfaction([10, 10, 10]).IsSmall);
        Assert.False(new ChannelSatisfaction([0, 0, 0]).IsSmall);
    }

    [Fact]
    public void Causes_CountACaseOnce_AndAPairInPlaceOfItsWords()
    {
        var causes = Causes.Of(
            ["ที่จอดรถเต็ม ที่จอดรถเต็มทุกวัน", "ที่จอดรถเต็มมาก", "ห้องน้ำไม่สะอาด", "ห้องน้ำเสีย", "คำเดียวเท่านั้น"], ThaiWords.Default, 3);

        Assert.Equal(2, causes[0].Cases);
        Assert.Contains(causes, cause => cause.Words == "ห้องน้ำ" && cause.Cases == 2);
        Assert.Contains(causes, cause => cause.Words.StartsWith("ที่จอดรถ", StringComparison.Ordinal) && cause.Cases == 2);
        Assert.DoesNotContain(causes, cause => cause.Cases < 2 || cause.Words == "เต็ม");
    }
}
