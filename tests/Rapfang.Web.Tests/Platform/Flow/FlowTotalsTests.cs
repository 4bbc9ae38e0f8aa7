using Rapfang.Platform.Flow;

namespace Rapfang.Tests.Platform.Flow;

public class FlowTotalsTests
{
    static List<FlowStep> Steps(StepUnit unit, params decimal[] amounts) =>
        [.. amounts.Select((amount, i) => new FlowStep(i + 1, $"งาน {i + 1}") { Amount = amount, Unit = unit })];

    static FlowStep Days(int n, decimal? days) => new(n, $"งาน {n}") { Amount = days };

    [Fact]
    public void Of_TheServiceOfMinutes_Is48Minutes()
    {
        var totals = FlowTotals.Of(Steps(StepUnit.Minutes, 30, 3, 10, 5));

        Assert.Equal("รวม 48 นาที", totals.Words.Thai);
        Assert.Null(totals.Difference(48, StepUnit.Minutes));
        Assert.Equal("ขั้นตอนรวม 48 นาที มากกว่าที่ประกาศไว้ 40 นาที อยู่ 8 นาที", totals.Difference(40, StepUnit.Minutes)!.Thai);
        Assert.Equal("ขั้นตอนรวม 48 นาที น้อยกว่าที่ประกาศไว้ 1 ชั่วโมง อยู่ 12 นาที", totals.Difference(1, StepUnit.Hours)!.Thai);
    }

    [Fact]
    public void Of_TheServiceOfDays_Is18Days() => Assert.Equal("รวม 18 วัน", FlowTotals.Of(Steps(StepUnit.CalendarDays, 2, 5, 5, 3, 1, 2)).Words.Thai);

    [Fact]
    public void Of_DifferentUnits_NeverAddsThem()
    {
        var totals = FlowTotals.Of([.. Steps(StepUnit.Minutes, 45, 30), Days(3, 2), Days(4, 3) with { Unit = StepUnit.WorkingDays }]);

        Assert.Equal("รวม 2 วัน 3 วันทำการ 1 ชั่วโมง 15 นาที", totals.Words.Thai);
        Assert.Equal("2 days 3 working days 1 hour 15 minutes in total", totals.Words.English);
        Assert.Equal("ประกาศไว้ 5 วัน แต่ขั้นตอนรวม 2 วัน 3 วันทำการ 1 ชั่วโมง 15 นาที นับคนละหน่วย จึงเทียบกันไม่ได้", totals.Difference(5, StepUnit.CalendarDays)!.Thai);
    }

    [Fact]
    public void Of_StepsDoneTogether_CountsTheLongest() => Assert.Equal("รวม 8 วัน", FlowTotals.Of(
        [Days(1, 2), Days(2, 3), Days(3, 5) with { Alongside = true }, Days(4, 1) with { Alongside = true }, Days(5, 1)]).Words.Thai);

    [Fact]
    public void Of_ADecisionThatGoesBack_SaysWhatEachRoundAdds() => Assert.Equal("รวม 6 วัน; หากย้อนจากขั้นที่ 3 ไปขั้นที่ 2 แต่ละรอบเพิ่ม 3 วัน", FlowTotals.Of(
        [Days(1, 1), Days(2, 2), Days(3, 1) with { Symbol = StepSymbol.Decision, IfNot = 2 }, Days(4, 2)]).Words.Thai);

    [Fact]
    public void Of_ACorrectionBesideTheWay_IsARoundOfItsOwn() => Assert.Equal("รวม 4 วัน; หากย้อนจากขั้นที่ 4 ไปขั้นที่ 1 แต่ละรอบเพิ่ม 8 วัน", FlowTotals.Of(
        [Days(1, 2), Days(2, 1) with { Symbol = StepSymbol.Decision, IfNot = 4 }, Days(3, 1) with { Symbol = StepSymbol.End }, Days(4, 5) with { Then = 1 }]).Words.Thai);

    [Fact]
    public void Of_ADecisionThatSkips_HasALeastAndAMost() => Assert.Equal("อย่างน้อย 2 วัน อย่างมาก 7 วัน", FlowTotals.Of(
        [Days(1, 1) with { Symbol = StepSymbol.Decision, IfNot = 3 }, Days(2, 5), Days(3, 1)]).Words.Thai);

    [Fact]
    public void Of_StepsWithoutTime_SaysHowMany() => Assert.Equal("รวม 5 วัน; ไม่ได้กำหนดเวลา 1 จาก 3 ขั้น", FlowTotals.Of(
        [new(1, "เริ่มต้น") { Symbol = StepSymbol.Start }, Days(2, 3), Days(3, 2), Days(4, null), new(5, "สิ้นสุด") { Symbol = StepSymbol.End }]).Words.Thai);

    [Fact]
    public void Of_NoTimeAtAll_SaysSo()
    {
        Assert.Equal("ยังไม่มีขั้นใดกำหนดเวลา", FlowTotals.Of([Days(1, null)]).Words.Thai);
        Assert.Equal("ประกาศไว้ 3 วัน แต่ยังไม่มีขั้นใดกำหนดเวลา", FlowTotals.Of([]).Difference(3, StepUnit.CalendarDays)!.Thai);
    }

    [Fact]
    public void Of_SixtyDecisionsInARow_IsCountedAtOnce() => Assert.Equal("อย่างน้อย 31 วัน อย่างมาก 60 วัน", FlowTotals.Of(
        [.. Enumerable.Range(1, 60).Select(n => Days(n, 1) with { Symbol = n < 59 ? StepSymbol.Decision : StepSymbol.Activity, IfNot = n + 2 })]).Words.Thai);
}
