using FsCheck;
using FsCheck.Fluent;
using Rapfang.Platform;
using Rapfang.Platform.Flow;

namespace Rapfang.Tests.Platform.Flow;

public class FlowMermaidTests
{
    static string Said(IEnumerable<FlowStep> steps) => string.Join(" | ", steps.Select(step =>
        $"{step.Number} {step.Symbol} {step.Text}{(step.Then is { } then ? $" →{then}" : "")}{(step.IfNot is { } no ? $" {step.No}→{no}" : "")}{(step.Alongside ? " พร้อมกัน" : "")}{(step.Responsible is { } lane ? $" @{lane}" : "")}"));

    // As the offices' manuals hold them: one line, no line ends between statements, entities, pre.
    [Theory]
    [InlineData("<pre> graph TD     A(วิเคราะห์กำหนดกลุ่ม) --&gt; B{ผอ. พิจารณา}     B --&gt; C[กำหนดช่องทาง]             </pre>",
        "1 Start วิเคราะห์กำหนดกลุ่ม | 2 Decision ผอ. พิจารณา | 3 Activity กำหนดช่องทาง")]
    [InlineData("graph TD A([ศึกษา]) --> B{พิจารณา} B --> C[สร้างทีมงาน] C --> G(())", "1 Start ศึกษา | 2 Decision พิจารณา | 3 Activity สร้างทีมงาน")]
    [InlineData("graph TD Start(()) --> A[จัดทำข้อตกลง] A --> D([สรุป รายงานผล])", "1 Activity จัดทำข้อตกลง | 2 End สรุป รายงานผล")]
    [InlineData("graph TD A[รายงาน (Self Assessment Report :SAR) และผล] --> B[ศึกษา /รายงานผล]", "1 Activity รายงาน (Self Assessment Report :SAR) และผล | 2 Activity ศึกษา /รายงานผล")]
    [InlineData("graph TD A(ศึกษา) --> B[ปรับปรุง] B --> C(สังเคราะห์) C --> A", "1 Start ศึกษา | 2 Activity ปรับปรุง | 3 Activity สังเคราะห์ →1")]
    [InlineData("graph TD B{พิจารณา} --> C[ทำ]\nB{พิจารณา} --> |ไม่ใช่| A[แก้]\nA --> B", "1 Decision พิจารณา ไม่ใช่→3 | 2 End ทำ | 3 Activity แก้ →1")]
    public void Read_ChartsOfTheSeeds_AsSteps(string chart, string steps) => Assert.Equal(steps, Said(FlowMermaid.Read(chart)));

    [Theory]
    [InlineData("flowchart LR\n%% หมายเหตุ\nA[\"ก (1) <br/> ข\"]:::big --> B{ถูก?}\nclassDef big fill:#f00\nB -- ไม่ --> A\nB -->|ใช่| C;", "1 Activity ก (1) \n ข | 2 Decision ถูก? ไม่→1 | 3 Activity C")]
    [InlineData("graph TD\nA --> B & C\nB & C --> D((จบ))", "1 Activity A | 2 Activity B | 3 Activity C พร้อมกัน | 4 End จบ")]
    [InlineData("graph TD\nsubgraph x [งานสารบรรณ]\n A --> B\nend\nsubgraph ผอ.\n C\nend\nB ==> C", "1 Activity A @งานสารบรรณ | 2 Activity B @งานสารบรรณ | 3 Activity C @ผอ.")]
    [InlineData("```mermaid\ngraph TD\n  A --- B -.-> C\n```", "1 Activity A | 2 Activity B | 3 Activity C")]
    [InlineData("graph TD; end1[สิ้นสุดงาน]; a-b[ก] --> end1", "1 Activity ก | 2 Activity สิ้นสุดงาน")]
    public void Read_WhatMermaidAllows(string chart, string steps) => Assert.Equal(steps, Said(FlowMermaid.Read(chart)));

    [Theory]
    [InlineData("", "บรรทัดที่ 1: ไม่ใช่ผังงาน ต้องขึ้นต้นด้วย graph TD แต่พบ “”")]
    [InlineData("สวัสดี", "บรรทัดที่ 1: ไม่ใช่ผังงาน ต้องขึ้นต้นด้วย graph TD แต่พบ “สวัสดี”")]
    [InlineData("\nsequenceDiagram\n A->>B: x", "บรรทัดที่ 2: ไม่ใช่ผังงาน ต้องขึ้นต้นด้วย graph TD แต่พบ “sequenceDiagram”")]
    [InlineData("graph TD", "บรรทัดที่ 1: ผังงานนี้ไม่มีขั้นตอน")]
    [InlineData("graph TD\nA[ก --> B", "บรรทัดที่ 2: วงเล็บ [ ไม่มี ] ปิด")]
    [InlineData("graph TD\nA\n--> |ใช่ B", "บรรทัดที่ 3: ข้อความบนลูกศรไม่มี | ปิด")]
    [InlineData("graph TD\nA --> B\nA --> C[ค]\nC --> D", "บรรทัดที่ 2: “A” แยกเป็น 2 ทางที่ไม่ได้ไปรวมกันที่ขั้นเดียว หากเป็นการตัดสินใจให้เขียนเป็น { }")]
    [InlineData("graph TD\nA{x} --> B\nA --> C\nA --> D", "บรรทัดที่ 4: “x” เป็นการตัดสินใจที่มี 3 ทาง แบ่งเป็นการตัดสินใจทีละ 2 ทาง")]
    [InlineData("graph TD\nsubgraph ก\nA", "บรรทัดที่ 3: subgraph “ก” ไม่มี end ปิด")]
    [InlineData("graph TD\nA\nend", "บรรทัดที่ 3: มี end โดยไม่มี subgraph นำหน้า")]
    [InlineData("graph TD\nA --> ]", "บรรทัดที่ 2: อ่านไม่ออกตรง “]”")]
    [InlineData("graph TD\nA -- B", "บรรทัดที่ 2: ลูกศร “-- B” อ่านไม่ออก ใช้ --> หรือ -->|ข้อความ|")]
    public void Read_WhatIsNoFlowChart_IsRefusedNamingTheLine(string chart, string said) =>
        Assert.Equal(said, Assert.Throws<RuleBroken>(() => FlowMermaid.Read(chart)).Thai);

    [Fact]
    public void Read_OfMuchTooMuch_IsRefused()
    {
        Assert.StartsWith("บรรทัดที่ 1: ข้อความยาวเกิน 100,000", Assert.Throws<RuleBroken>(() => FlowMermaid.Read(new string('A', 100_001))).Thai, StringComparison.Ordinal);
        Assert.EndsWith("มีขั้นตอนเกิน 200 ขั้น", Assert.Throws<RuleBroken>(() => FlowMermaid.Read("graph TD\n" + string.Join("-->", Enumerable.Range(1, 300).Select(n => $"N{n}")))).Thai, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnyText_ReadsOrRefuses() => Prop.ForAll(
        Gen.Elements("graph TD\n", "A", "B", "-->", "--", "|", "[", "]", "{", "}", "((", "))", "(", "\"", "&", "\n", " ", "subgraph ", "end", "%%", ";", "ก", "-.->", "\uD83D").ListOf(20).ToArbitrary(),
        parts =>
        {
            try
            {
                return FlowMermaid.Read("graph TD\n" + string.Concat(parts)).Count > 0;
            }
            catch (RuleBroken refused)
            {
                return refused.Thai.StartsWith("บรรทัดที่", StringComparison.Ordinal);
            }
        }).QuickCheckThrowOnFailure();

    // Numbers follow the way through the chart, so ways are told by the texts at their ends.
    static IEnumerable<string> Ways(IReadOnlyList<FlowStep> steps)
    {
        var ways = new FlowWays(steps);
        return ways.Ways.Select(way => $"{ways.Steps[way.From].Text} {way.Label} {ways.Steps[way.To].Text}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Write_AndRead_GivesTheSameStepsAndWays() => Prop.ForAll(FlowSamples.Sound, steps =>
    {
        var again = FlowMermaid.Read(FlowMermaid.Write(steps));
        return Ways(again).SequenceEqual(Ways(steps))
            && again.Select(step => (step.Text, step.Responsible, step.Symbol == StepSymbol.Decision)).OrderBy(one => one.Text, StringComparer.Ordinal)
                .SequenceEqual(steps.Select(step => (step.Text, step.Responsible, step.Symbol == StepSymbol.Decision)).OrderBy(one => one.Text, StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Write_OfQuotesAndMarks_IsReadAgain()
    {
        List<FlowStep> steps = [new(1, "ก \"ข\" <ค> & ง\nจ [ฉ] &lt; {ช}"), new(2, "จบ")];

        Assert.Equal(steps[0].Text, FlowMermaid.Read(FlowMermaid.Write(steps))[0].Text);
    }

    [Fact]
    public void Read_WhenWaysMultiply_IsRefusedWithTheLine()
    {
        var many = Assert.Throws<RuleBroken>(() => FlowMermaid.Read($"graph TD\n{string.Join(" & ", Enumerable.Repeat("A", 1000))} --> {string.Join(" & ", Enumerable.Repeat("B", 1000))}"));

        Assert.StartsWith("บรรทัดที่ 2: มีลูกศรเกิน", many.Thai, StringComparison.Ordinal);
    }
}
