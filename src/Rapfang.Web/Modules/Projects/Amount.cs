using System.Globalization;
using Rapfang.Thai;

namespace Rapfang.Modules.Projects;

/// <summary>Amounts of money as people type them.</summary>
public static class Amount
{
    const decimal Most = 999_999_999_999;

    /// <summary>An amount in baht, with Thai digits and commas or without.</summary>
    /// <returns>Null for an empty box; false where it is no amount from 0 to a trillion.</returns>
    public static (decimal? Baht, bool IsAmount) Read(string? typed)
    {
        var text = ThaiDigits.ToArabic(typed ?? "").Replace(",", "", StringComparison.Ordinal).Trim();
        return text.Length == 0 ? (null, true)
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var baht) && baht <= Most ? (decimal.Round(baht, 2), true)
            : (null, false);
    }
}
