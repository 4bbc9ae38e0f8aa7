using System.Globalization;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>The code that opens one's own case: 60 bits in letters that are not taken for each other, such as 7KQ4-M2XD-9PTH.</summary>
public static class SecretCode
{
    const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 12;
    const int Bits = 5;

    /// <summary>Reads a code off a keyed hash in hexadecimal.</summary>
    public static string Of(string hash)
    {
        var bits = UInt64.Parse(hash.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var code = string.Concat(Enumerable.Range(0, Length).Select(i => Letters[(int)(bits >> (i * Bits)) & (Letters.Length - 1)]));
        return $"{code[..4]}-{code[4..8]}-{code[8..]}";
    }

    /// <summary>As it is compared: small letters, blanks, Thai digits and letters that look like digits do no harm.</summary>
    public static string Plain(string? typed) => string.Concat(
        ThaiDigits.ToArabic(typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(Length * 2)
            .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
}
