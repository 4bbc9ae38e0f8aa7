using System.Globalization;

namespace Rapfang.Modules.Networks;

/// <summary>How meetings are shown.</summary>
public static class NetworkView
{
    public static string Colour(MeetingState state) => state switch
    {
        MeetingState.Planned => "info",
        MeetingState.Held => "good",
        _ => "muted",
    };

    /// <summary><c>9.00–12.00 น.</c>, never broken over two lines; empty for none.</summary>
    public static string Time(TimeOnly? from, TimeOnly? until) => from is null ? "" : $"{Text(from.Value)}{(until is { } end ? "\u2060–\u2060" + Text(end) : "")}\u00A0น.";

    static string Text(TimeOnly time) => time.ToString("H.mm", CultureInfo.InvariantCulture);
}
