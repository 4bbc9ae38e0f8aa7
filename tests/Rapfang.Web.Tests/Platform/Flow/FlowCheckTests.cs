using Rapfang.Platform.Flow;

namespace Rapfang.Tests.Platform.Flow;

public class FlowCheckTests
{
    static FlowStep Step(int n, StepSymbol symbol = StepSymbol.Activity) => new(n, $"งาน {n}") { Symbol = symbol };

    static FlowStep Decision(int n, int? no = null, int? then = null) => Step(n, StepSymbol.Decision) with { IfNot = no, Then = then };

    static List<string> Thai(params FlowStep[] steps) => [.. FlowCheck.Problems(steps).Select(problem => $"{problem.Step}: {problem.Thai}")];

    [Fact]
    public void Problems_OfAWorkWithADecisionThatGoesBack_AreNone() =>
        Assert.Empty(Thai(Step(1, StepSymbol.Start), Decision(2, no: 1), Step(3), Step(4) with { Alongside = true }, Step(5, StepSymbol.End)));

    [Fact]
    public void Problems_OfNoStep_SayToAddOne() => Assert.Equal([": ยังไม่มีขั้นตอน ให้เพิ่มอย่างน้อย 1 ขั้น"], Thai());

    [Fact]
    public void Problems_OfALoopWithoutExit_NameItsSteps() => Assert.Equal(
        ["2: ขั้นที่ 2, 3, 4 วนซ้ำโดยไม่มีทางออก ให้มีการตัดสินใจที่พาออกจากวง", "5: ไม่มีทางไปถึงขั้นที่ 5"],
        Thai(Step(1), Step(2), Step(3), Step(4) with { Then = 2 }, Step(5)));

    [Fact]
    public void Problems_OfAnUnreachableStep_NameIt() => Assert.Equal(
        ["2: ไม่มีทางไปถึงขั้นที่ 2"], Thai(Step(1) with { Then = 3 }, Step(2), Step(3)));

    [Fact]
    public void Problems_OfAnEndThatNothingReaches_NameIt() => Assert.Equal(
        ["3: ไม่มีทางไปถึงจุดสิ้นสุดที่ขั้นที่ 3"], Thai(Step(1), Step(2, StepSymbol.End), Step(3, StepSymbol.End)));

    [Fact]
    public void Problems_OfTwoStarts_NameBoth() => Assert.Contains(
        "2: มีจุดเริ่มต้น 2 จุด (ขั้นที่ 1, 2) ให้เหลือจุดเดียว", Thai(Step(1, StepSymbol.Start), Step(2, StepSymbol.Start), Step(3)));

    [Theory]
    [InlineData(null, null, "1: ขั้นที่ 1 เป็นการตัดสินใจ แต่มีทางออกทางเดียว ให้บอกว่าเมื่อ “ไม่ใช่” ไปขั้นใด")]
    [InlineData(2, null, "1: ขั้นที่ 1 เป็นการตัดสินใจ แต่ทั้ง “ใช่” และ “ไม่ใช่” ไปขั้นเดียวกัน")]
    [InlineData(9, null, "1: ขั้นที่ 1 ไปขั้นที่ 9 ซึ่งไม่มีอยู่")]
    [InlineData(1, null, "1: ขั้นที่ 1 วนกลับมาที่ตัวเอง")]
    [InlineData(3, 9, "1: ขั้นที่ 1 ไปขั้นที่ 9 ซึ่งไม่มีอยู่")]
    public void Problems_OfADecision_SayWhichWayIsMissing(int? no, int? then, string said) =>
        Assert.Equal(said, Thai(Decision(1, no, then), Step(2), Step(3))[0]);

    [Fact]
    public void Problems_OfADecisionAtTheEnd_SayThatYesLeadsNowhere() => Assert.Equal(
        ["2: ขั้นที่ 2 เป็นการตัดสินใจ แต่มีทางออกทางเดียว ให้บอกว่าเมื่อ “ใช่” ไปขั้นใด", "1: ขั้นที่ 1, 2 วนซ้ำโดยไม่มีทางออก ให้มีการตัดสินใจที่พาออกจากวง"],
        Thai(Step(1), Decision(2, no: 1)).OrderDescending());

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("3650.5")]
    [InlineData("10000")]
    public void Problems_OfATimeOfNothingOrTenThousandDays_NameTheStep(string amount) => Assert.Equal(
        ["1: เวลาของขั้นที่ 1 ต้องมากกว่า 0 และไม่เกิน 3,650 หรือเว้นว่างเมื่อไม่กำหนดเวลา"],
        Thai(Step(1) with { Amount = decimal.Parse(amount) }));

    [Fact]
    public void Problems_OfTexts_NameTheEmptyAndTheTooLong() => Assert.Equal(
        ["1: ขั้นที่ 1 ยังไม่มีข้อความ", "2: ข้อความของขั้นที่ 2 ยาว 301 ตัวอักษร ย่อให้ไม่เกิน 300 ตัวอักษร"],
        Thai(Step(1) with { Text = " " }, Step(2) with { Text = new string('ก', 301) }, Step(3) with { Text = new string('ก', 300) }));

    [Fact]
    public void Problems_OfStepsDoneTogether_AllowActivitiesOnly() => Assert.Equal(
        ["1: ขั้นที่ 1 ทำพร้อมขั้นก่อนหน้าไม่ได้ เฉพาะกิจกรรมเท่านั้นที่ทำพร้อมกันได้", "4: ขั้นที่ 4 ทำพร้อมกับขั้นอื่น จึงไปต่อพร้อมกัน ให้เอาการไปขั้นที่ 6 ออก"],
        Thai(Step(1) with { Alongside = true }, Step(2), Step(3), Step(4) with { Alongside = true, Then = 6 }, Step(5), Step(6)));

    [Fact]
    public void Problems_OfNumbers_NameTheDoubled() => Assert.Contains("2: เลขขั้นที่ 2 ซ้ำกัน 2 ขั้น", Thai(Step(1), Step(2), Step(2)));

    [Fact]
    public void Problems_AreInBothLanguages() => Assert.Equal(
        "Steps 1, 2 go round without a way out. Let a decision lead out of the loop.",
        FlowCheck.Problems([Step(1), Step(2) with { Then = 1 }])[0].English);
}
