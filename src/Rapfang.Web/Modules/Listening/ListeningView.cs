namespace Rapfang.Modules.Listening;

/// <summary>How listening is shown.</summary>
public static class ListeningView
{
    public static string Colour(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.WorksWell or ReviewVerdict.Extend => "good",
        ReviewVerdict.Improve or ReviewVerdict.UnderUsed => "warn",
        _ => "quiet",
    };

    public static string Thousands(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
