namespace Rapfang.Thai;

/// <summary>Thai national identification numbers (เลขประจำตัวประชาชน): 13 digits, the last a check digit (domain 11).</summary>
public static class ThaiId
{
  private const int Digits = 13;

  /// <summary>
  /// Whether the check digit is right: (11 − Σ dᵢ·(14−i) mod 11) mod 10. Blanks, hyphens and Thai digits are allowed; 13
  /// equal digits are refused. Every first digit is taken: people without Thai nationality hold numbers that begin
  /// with 0, 6, 7 or 8 (unverified), and a public office hears them too. Says nothing about whether the person exists.
  /// </summary>
  public static bool IsValid(string? text)
  {
    if (Bare(text) is not { } id || id.All(digit => digit == id[0]))
    {
      return false;
    }

    var sum = 0;
    for (var i = 0; i < Digits - 1; i++)
    {
      sum += (id[i] - '0') * (Digits - i);
    }

    return (11 - (sum % 11)) % 10 == id[^1] - '0';
  }

  /// <summary>"1-2345-67890-12-1", the form of the card; any other text than 13 digits as it is. For those who may see the whole number.</summary>
  public static string Display(string text) => Bare(text) is { } id
    ? $"{id[0]}-{id[1..5]}-{id[5..10]}-{id[10..12]}-{id[12]}"
    : text;

  /// <summary>
  /// "1-2345-xxxxx-xx-x": kind of person and place of registration stay, the eight digits that tell the person do not.
  /// Works on wrong numbers of 13 digits too; of any other text nothing is shown: "x-xxxx-xxxxx-xx-x".
  /// </summary>
  public static string Mask(string? text) => Bare(text) is { } id
    ? $"{id[0]}-{id[1..5]}-xxxxx-xx-x"
    : "x-xxxx-xxxxx-xx-x";

  private static string? Bare(string? text)
  {
    var bare = string.Concat(ThaiDigits.ToArabic(text ?? "").Where(c => c != '-' && !char.IsWhiteSpace(c)));
    return bare.Length == Digits && bare.All(char.IsAsciiDigit) ? bare : null;
  }
}
