namespace Rapfang.Platform.Flow;

/// <summary>
/// Which of the symbols a step carries. The official legend (seed S0-022) knows five: start or end, activity, decision,
/// direction, page connector; the last two are drawn between steps and are never written as one.
/// </summary>
public enum StepSymbol
{
    /// <summary>กิจกรรมงานหรือการปฏิบัติ.</summary>
    Activity,

    /// <summary>การตัดสินใจ: goes on when yes, to <see cref="FlowStep.IfNot"/> when no.</summary>
    Decision,

    /// <summary>จุดเริ่มต้น: without one the first step begins.</summary>
    Start,

    /// <summary>จุดสิ้นสุด: nothing follows. Without one the last step ends.</summary>
    End,
}

/// <summary>What a step's time is counted in. Minutes and hours are never summed with days.</summary>
public enum StepUnit
{
    /// <summary>นาที.</summary>
    Minutes,

    /// <summary>ชั่วโมง.</summary>
    Hours,

    /// <summary>วันทำการ.</summary>
    WorkingDays,

    /// <summary>วัน.</summary>
    CalendarDays,
}

/// <summary>A row of a process: a step with its symbol, its time and where it leads.</summary>
/// <param name="Number">Its place in the table, from 1; no two steps share one.</param>
/// <param name="Text">What is done, at most 300 characters.</param>
public sealed record FlowStep(int Number, string Text)
{
    /// <summary>Its symbol.</summary>
    public StepSymbol Symbol { get; init; }

    /// <summary>How long it takes, in <see cref="Unit"/>, above zero and at most 3,650; null where the seeds leave it to the calendar.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The unit of <see cref="Amount"/>.</summary>
    public StepUnit Unit { get; init; } = StepUnit.CalendarDays;

    /// <summary>Who does it; its lane when the chart is drawn in lanes.</summary>
    public string? Responsible { get; init; }

    /// <summary>The step it goes on to when that is not the next row.</summary>
    public int? Then { get; init; }

    /// <summary>Of a decision: the step a "no" leads to.</summary>
    public int? IfNot { get; init; }

    /// <summary>Of a decision: what stands at its way on.</summary>
    public string Yes { get; init; } = "ใช่";

    /// <summary>Of a decision: what stands at its other way.</summary>
    public string No { get; init; } = "ไม่ใช่";

    /// <summary>Of a chart in phases (seed S2-115: before, during and after the work): the heading it stands under.</summary>
    public string? Phase { get; init; }

    /// <summary>Done at the same time as the step above it; both go on to the first step after them that is not.</summary>
    public bool Alongside { get; init; }
}
