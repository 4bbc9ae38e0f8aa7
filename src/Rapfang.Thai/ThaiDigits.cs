namespace Rapfang.Thai;

/// <summary>Which digits a text for reading is written with. Codes, addresses and CSV always keep Arabic digits.</summary>
public enum DigitStyle
{
  /// <summary>0–9.</summary>
  Arabic,

  /// <summary>๐–๙, as official letters are often written (domain 7.1).</summary>
  Thai,
}

/// <summary>Turns digits from one script to the other; every other character stays as it is.</summary>
public static class ThaiDigits
{
  private const char ThaiZero = '๐';
  private const char ThaiNine = '๙';

  /// <summary>0–9 become ๐–๙: "ข้อ 12" → "ข้อ ๑๒".</summary>
  public static string ToThai(string text) => Map(text, c => char.IsAsciiDigit(c) ? (char)(c - '0' + ThaiZero) : c);

  /// <summary>๐–๙ become 0–9: "๒๕๖๙" → "2569". Do this before any check for digits: int.Parse refuses ๐–๙ and \d lets them through (domain 13.2).</summary>
  public static string ToArabic(string text) => Map(text, c => c is >= ThaiZero and <= ThaiNine ? (char)(c - ThaiZero + '0') : c);

  /// <summary>Writes the digits of a text in the wanted style; with <see cref="DigitStyle.Arabic"/> the text is returned untouched.</summary>
  public static string Format(string text, DigitStyle style) => style == DigitStyle.Thai ? ToThai(text) : text;

  private static string Map(string text, Func<char, char> digit)
  {
    ArgumentNullException.ThrowIfNull(text);
    return string.Create(text.Length, (text, digit), static (span, state) =>
    {
      for (var i = 0; i < span.Length; i++)
      {
        span[i] = state.digit(state.text[i]);
      }
    });
  }
}
