using System.Globalization;
using Rapfang.Thai;

namespace Rapfang.Platform;

/// <summary>Whole numbers as people type them: Thai digits and separators do no harm.</summary>
public static class TypedNumber
{
    /// <param name="field">The form field, for the message.</param>
    /// <param name="most">The largest that is taken, 0 being the smallest.</param>
    /// <returns>Null where nothing is typed.</returns>
    /// <exception cref="RuleBroken">It is no whole number from 0 to <paramref name="most"/>.</exception>
    public static int? Read(string? typed, string field, int most = 1_000_000)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        return int.TryParse(ThaiDigits.ToArabic(typed), NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new RuleBroken(
                string.Create(CultureInfo.InvariantCulture, $"กรอกเป็นจำนวนเต็มระหว่าง 0 ถึง {most:N0}"), string.Create(CultureInfo.InvariantCulture, $"Give a whole number between 0 and {most:N0}."), field);
    }
}
