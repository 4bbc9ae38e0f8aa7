using Rapfang.Modules.Manuals;
using Rapfang.Platform.Flow;

namespace Rapfang.Tests.Modules.Manuals;

/// <summary>The guidelines' works as data, against the inventory of the guidelines.</summary>
public sealed class StandardWorksTests
{
    static readonly StandardWorks Works = new();

    public static TheoryData<string> Codes => [.. Works.All.Select(work => work.Code)];

    static StandardWork Of(string code) => Works.Find(code) ?? throw new ArgumentException($"No work {code}.", nameof(code));

    [Fact]
    public void Works_AreThoseOfTheGuidelinesWithAsManySteps() => Assert.Equal(
        [
            // S1, twelve works; the eighth is S0's. Two are told without steps.
            "monitoring 7", "counselling 5", "project-planning 10", "letter-screening 6", "trainer 0", "coordination 0", "organising-administration 7", "service-quality 10", "area-standards 9",
            "performance-agreement 10", "internal-control 7", "pmqa 6",
            // S3, six tables; two of them tell of receiving and of sending.
            "eoffice-receive 4", "eoffice-send 4", "smart-obec-receive 3", "smart-obec-send 4", "archive-destruction 6", "satisfaction-survey 6", "buildings 3", "pmqa-4 10",
            // S2, tables 3.K and 3.L.
            "four-year-plan 10", "community-leaders 5",
        ],
        Works.All.Select(work => $"{work.Code} {work.Steps.Count}").OrderBy(line => Array.IndexOf(Order, line.Split(' ')[0])));

    static readonly string[] Order =
    [
        "monitoring", "counselling", "project-planning", "letter-screening", "trainer", "coordination", "organising-administration", "service-quality", "area-standards", "performance-agreement", "internal-control", "pmqa",
        "eoffice-receive", "eoffice-send", "smart-obec-receive", "smart-obec-send", "archive-destruction", "satisfaction-survey", "buildings", "pmqa-4", "four-year-plan", "community-leaders",
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Flow_CanBeFollowed(string code)
    {
        var work = Of(code);
        if (work.Steps.Count > 0)
        {
            Assert.Empty(FlowCheck.Problems([.. work.Steps.Select(step => step.Flow)]).Select(problem => problem.English));
        }
        else
        {
            Assert.Contains("ไม่มีขั้นตอน", work.About, StringComparison.Ordinal);
        }

        Assert.Equal(Enumerable.Range(1, work.Steps.Count), work.Steps.Select(step => step.Flow.Number));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Work_SaysWhereItComesFromAndHoldsOnlyPartsOfItsOutline(string code)
    {
        var work = Of(code);

        Assert.NotEmpty(work.Seeds);
        Assert.All(work.Steps, step => Assert.Matches("^S[0-3]-\\d{3}$", step.Seed));
        Assert.DoesNotContain(work.Parts.Keys, part => !ManualParts.IsWritten(part) || !ManualParts.Of(work.Outline).Contains(part));
        Assert.True(work.Parts.Count + (work.More?.Count ?? 0) + work.Steps.Count > 0);
        Assert.DoesNotContain("\uFFFD", work.Contents().ToJson(), StringComparison.Ordinal);
    }

    // Words that reading the scans got wrong, in both languages of the mistake: the list of the inventory.
    [Theory]
    [InlineData("กลุ่มอำนาจการ")]
    [InlineData("คำขอเสนอ")]
    [InlineData("ทันทั่ว")]
    [InlineData("สพท./")]
    [InlineData("กทท.")]
    [InlineData("สร้างพิมพ์")]
    [InlineData("ปฏิบัติปฏิบัติ")]
    [InlineData("เว็บไซด์")]
    [InlineData("หลักสูร")]
    [InlineData("ปริ้น")]
    [InlineData("ฉบับ1")]
    [InlineData("มัชฌิม")]
    [InlineData("พระยา")]
    public void Words_AreMended(string wrong) => Assert.Empty(Works.All.Where(work => work.Contents().ToJson().Contains(wrong, StringComparison.Ordinal)).Select(work => work.Code));

    [Fact]
    public void TenStepWork_StandsAsInTable11()
    {
        var steps = Of("service-quality").Steps;

        Assert.Equal(["3 วัน", "2 วัน", "", "", "", "", "", "", "", ""], steps.Select(ManualView.Time));
        Assert.Equal(["จนท./คณะทำงาน", "จนท.", "จนท.", "จนท.", "จนท.", "จนท.", "จนท./คณะทำงาน", "จนท./คณะทำงาน", "จนท./คณะทำงาน", "จนท./คณะทำงาน"], steps.Select(step => step.Flow.Responsible));
        Assert.Equal("1. กำหนดช่องทางไม่น้อยกว่า 5 ช่องทาง\n2. นำข้อร้องเรียนจัดทำข้อมูลสารสนเทศ", steps[2].Standard);
        Assert.Equal(StepSymbol.Decision, steps[1].Flow.Symbol);
    }

    [Theory]
    [InlineData("four-year-plan", "30 วัน|........วัน|........วัน|1 วัน|........วัน|1 วัน|7 วัน|1 วัน|1 วัน|")]
    [InlineData("organising-administration", "1 สัปดาห์|2 สัปดาห์|2 วัน|1 วัน|2 เดือน||")]
    [InlineData("area-standards", "1 สัปดาห์|2 วัน|1 สัปดาห์|1 สัปดาห์|3 สัปดาห์|ตามปฏิทินปฏิบัติงานกำหนด|1 เดือน|1 เดือน|")]
    [InlineData("performance-agreement", "1 สัปดาห์|2 วัน|1 สัปดาห์|1 สัปดาห์|3 สัปดาห์|ตามปฏิทินปฏิบัติงานกำหนด|1 วัน|รอบ 6 เดือน\nรอบ 9 เดือน\nรอบ 12 เดือน|1 เดือน|1 เดือน")]
    [InlineData("internal-control", "1 สัปดาห์||||||")]
    [InlineData("community-leaders", "30 วัน\n2 วัน|2 วัน|30 วัน|2 วัน|150 รุ่น ๆ ละ 30 วัน")]
    public void Times_StandAsPrinted(string code, string times) => Assert.Equal(times.Split('|'), Of(code).Steps.Select(ManualView.Time));

    [Fact]
    public void Contents_ComeBackFromTheirJson()
    {
        var contents = Of("letter-screening").Contents();

        Assert.Equal(contents.ToJson(), ManualContents.FromJson(contents.ToJson()).ToJson());
        Assert.Equal("ส่งคืนเรื่อง", ManualContents.FromJson(contents.ToJson()).Steps[1].Flow.No);
    }

    // 1 → 2 (decision: yes 4, no 3) → 3 → 1; 4 (decision: no 6).
    [Fact]
    public void Steps_WhichLeadElsewhere_KeepLeadingThere_HoweverTheyAreMoved()
    {
        var contents = Of("letter-screening").Contents();

        var inserted = contents.Insert(2, new(new(0, "ใหม่")));
        Assert.Equal((5, 4), (inserted.Steps[1].Flow.Then!.Value, inserted.Steps[1].Flow.IfNot!.Value));
        Assert.Equal(1, inserted.Steps[3].Flow.Then);
        var moved = contents.Move(4, -1);
        Assert.Equal((3, 4), (moved.Steps[1].Flow.Then!.Value, moved.Steps[1].Flow.IfNot!.Value));
        var removed = contents.Remove(3);
        Assert.Equal((3, (int?)null), (removed.Steps[1].Flow.Then!.Value, removed.Steps[1].Flow.IfNot));
        var copied = contents.Duplicate(2);
        Assert.Equal(["พิจารณาการกลั่นกรองหนังสือราชการทุกฉบับ", "พิจารณาการกลั่นกรองหนังสือราชการทุกฉบับ"], copied.Steps.Skip(1).Take(2).Select(step => step.Flow.Text));
        Assert.Equal((5, 4), (copied.Steps[2].Flow.Then!.Value, copied.Steps[2].Flow.IfNot!.Value));
        Assert.Equal(contents.Steps, contents.Move(1, -1).Steps);
    }

    [Fact]
    public void Comparison_TellsWhatBecameOfEachStep()
    {
        var before = Of("buildings").Contents();
        var now = before.Remove(1).Insert(2, new(new(0, "ตรวจรับ"))).With(ManualPart.Scope, "ทั้งสำนักงาน");
        now = now.Write(1, now.Steps[0] with { Standard = "มีแผนแม่แบบ" });

        Assert.Equal([ManualPart.Scope], now.PartsUnlike(before));
        Assert.Equal(
            ["กำหนดแผนแม่แบบ (Master plan)>กำหนดแผนแม่แบบ (Master plan)", ">ตรวจรับ", "สำรวจ รับฟังความคิดเห็นของบุคลากร>"], now.StepsUnlike(before).Select(pair => $"{pair.Before?.Flow.Text}>{pair.Now?.Flow.Text}"));
    }
}
