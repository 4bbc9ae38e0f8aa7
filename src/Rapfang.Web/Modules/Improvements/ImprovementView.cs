using System.Globalization;

namespace Rapfang.Modules.Improvements;

/// <summary>How improvements are shown.</summary>
public static class ImprovementView
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    public static string Colour(ImprovementState state) => state switch
    {
        ImprovementState.Proposed => "warn",
        ImprovementState.Approved => "info",
        ImprovementState.Refused => "muted",
        _ => "good",
    };

    public static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
