using System.Globalization;

namespace Rapfang.Modules.Participation;

/// <summary>How participation is shown.</summary>
public static class ParticipationView
{
    /// <summary>The width of a bar, 0 to 100.</summary>
    public static string Width(decimal part, decimal whole) => (whole == 0 ? 0 : 100 * part / whole).ToString("0.##", CultureInfo.InvariantCulture);
}
