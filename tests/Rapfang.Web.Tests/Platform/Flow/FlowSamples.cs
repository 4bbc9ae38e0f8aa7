using FsCheck;
using FsCheck.Fluent;
using Rapfang.Platform.Flow;

namespace Rapfang.Tests.Platform.Flow;

/// <summary>Processes of the seeds, and any other.</summary>
static class FlowSamples
{
    /// <summary>A label as long as one may be, of words a line may break between.</summary>
    internal static readonly string Long = string.Concat(Enumerable.Repeat("ตรวจสอบเอกสารหลักฐานประกอบคำขอของผู้รับบริการให้ครบถ้วนถูกต้องตามระเบียบ ", 5))[..300];

    /// <summary>The work of the seeds on service quality, its director's decision leading back.</summary>
    internal static List<FlowStep> Quality =>
    [
        new(1, "วิเคราะห์กำหนดกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย") { Amount = 3, Responsible = "คณะทำงาน" },
        new(2, "ผอ.สพป./สพม. พิจารณา") { Symbol = StepSymbol.Decision, Amount = 2, IfNot = 1, Yes = "เห็นชอบ", No = "ไม่เห็นชอบ", Responsible = "ผอ." },
        new(3, "กำหนดช่องทางรับฟังที่หลากหลาย") { Responsible = "จนท." },
        new(4, "สร้างเครือข่ายและจัดกิจกรรม") { Responsible = "จนท." },
        new(5, "เปิดโอกาสให้ประชาชนมีส่วนร่วม") { Responsible = "จนท.", Alongside = true },
        new(6, "มีข้อเสนอให้ปรับปรุงหรือไม่") { Symbol = StepSymbol.Decision, IfNot = 8, Responsible = "คณะทำงาน" },
        new(7, "ปรับปรุงการให้บริการ") { Responsible = "จนท." },
        new(8, "สรุปและรายงานผล") { Responsible = "คณะทำงาน" },
    ];

    /// <summary>Any list at all, also of the impossible ones.</summary>
    internal static Arbitrary<List<FlowStep>> Any => (
        from many in Gen.Choose(1, 14)
        from steps in Gen.ListOf(
            from symbol in Gen.Frequency((5, Gen.Constant(StepSymbol.Activity)), (2, Gen.Constant(StepSymbol.Decision)), (1, Gen.Elements(StepSymbol.Start, StepSymbol.End)))
            from then in Gen.Frequency((4, Gen.Constant<int?>(null)), (1, Gen.Choose(0, many + 1).Select(n => (int?)n)))
            from no in Gen.Choose(1, many + 1)
            from together in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            from length in Gen.Frequency((4, Gen.Choose(3, 60)), (1, Gen.Choose(60, 300)))
            from amount in Gen.Elements<decimal?>(null, 1, 30)
            from lane in Gen.Elements(null, "จนท.", "ผอ.กลุ่มอำนวยการ")
            from phase in Gen.Elements("ก่อน", "ขณะ", "หลัง")
            select new FlowStep(0, Long[..length]) { Symbol = symbol, Then = then, IfNot = symbol == StepSymbol.Decision ? no : null, Alongside = together, Amount = amount, Responsible = lane, Phase = phase }, many)
        select steps.Select((step, i) => step with { Number = i + 1, Text = $"{i + 1} {step.Text}"[..Math.Min(300, step.Text.Length + 2)].Trim() }).ToList()).ToArbitrary();

    /// <summary>Any list without problems.</summary>
    internal static Arbitrary<List<FlowStep>> Sound => Any.Generator.Select(Mended).Where(steps => FlowCheck.Problems(steps).Count == 0).ToArbitrary();

    // What is most often wrong with a random list, so that enough of them are sound.
    static List<FlowStep> Mended(List<FlowStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var isLast = i == steps.Count - 1;
            step = step with { Symbol = step.Symbol is StepSymbol.Start or StepSymbol.End || isLast ? StepSymbol.Activity : step.Symbol, Then = null };
            steps[i] = step with { IfNot = step.Symbol == StepSymbol.Decision ? step.IfNot : null, Alongside = step.Alongside && i > 0 && step.Symbol == StepSymbol.Activity && steps[i - 1].Symbol == StepSymbol.Activity };
        }

        return steps;
    }
}
