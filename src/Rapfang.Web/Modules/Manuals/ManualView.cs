using System.Globalization;
using Rapfang.Platform.Flow;

namespace Rapfang.Modules.Manuals;

/// <summary>How manuals are shown.</summary>
public static class ManualView
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    /// <summary>Letters of a part; the longest of the guidelines has 7,000.</summary>
    public const int LongestPart = 20_000;

    /// <summary>Letters of a cell of the table of steps.</summary>
    public const int LongestCell = 2000;

    public static string Colour(ManualState state) => state switch
    {
        ManualState.Draft => "warn",
        ManualState.InReview or ManualState.ForApproval => "info",
        ManualState.InForce => "good",
        _ => "muted",
    };

    /// <summary>The time of a step as it is printed; empty where none is set.</summary>
    public static string Time(ManualStep step) => step.Time.Length > 0 ? step.Time : step.Flow.Amount is { } amount
        ? $"{amount.ToString("0.##", CultureInfo.InvariantCulture)} {Unit(step.Flow.Unit)}" : "";

    static string Unit(StepUnit unit) => unit switch
    {
        StepUnit.Minutes => "นาที",
        StepUnit.Hours => "ชั่วโมง",
        StepUnit.WorkingDays => "วันทำการ",
        _ => "วัน",
    };
}
