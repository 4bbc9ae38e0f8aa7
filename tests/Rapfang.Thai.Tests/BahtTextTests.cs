using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class BahtTextTests
{
  [EveryCultureTheory]
  [InlineData("0", "ศูนย์บาทถ้วน")]
  [InlineData("1", "หนึ่งบาทถ้วน")]
  [InlineData("10", "สิบบาทถ้วน")]
  [InlineData("11", "สิบเอ็ดบาทถ้วน")]
  [InlineData("20", "ยี่สิบบาทถ้วน")]
  [InlineData("21", "ยี่สิบเอ็ดบาทถ้วน")]
  [InlineData("100", "หนึ่งร้อยบาทถ้วน")]
  [InlineData("101", "หนึ่งร้อยเอ็ดบาทถ้วน")]
  [InlineData("121.50", "หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์")]
  [InlineData("12345.67", "หนึ่งหมื่นสองพันสามร้อยสี่สิบห้าบาทหกสิบเจ็ดสตางค์")]
  [InlineData("1000000", "หนึ่งล้านบาทถ้วน")]
  [InlineData("1000001", "หนึ่งล้านเอ็ดบาทถ้วน")]
  [InlineData("21000000", "ยี่สิบเอ็ดล้านบาทถ้วน")]
  [InlineData("1000000000000", "หนึ่งล้านล้านบาทถ้วน")]
  [InlineData("0.01", "หนึ่งสตางค์")]
  [InlineData("0.25", "ยี่สิบห้าสตางค์")]
  [InlineData("0.005", "หนึ่งสตางค์")]
  [InlineData("1.995", "สองบาทถ้วน")]
  [InlineData("-0.004", "ศูนย์บาทถ้วน")]
  [InlineData("-21", "ลบยี่สิบเอ็ดบาทถ้วน")]
  public void Of_ReadsAsPeopleSayIt(string amount, string words) =>
    Assert.Equal(words, BahtText.Of(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

  [EveryCultureFact]
  public void Of_TheLargestDecimal_IsStillRead() =>
    Assert.EndsWith("สามร้อยสามสิบห้าบาทถ้วน", BahtText.Of(decimal.MaxValue), StringComparison.Ordinal);

  [EveryCultureFact]
  public void Of_DifferentAmounts_ReadsDifferently() =>
    Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 99).ToArbitrary(), (baht, satang) =>
    {
      var amount = baht + (satang / 100m);
      Assert.Equal(amount, Read(BahtText.Of(amount)));
    }).QuickCheckThrowOnFailure();

  // Reads the words back, by other means than they were written.
  private static decimal Read(string text)
  {
    var whole = text.Split("บาท") is [var baht, _] ? baht : "";
    var rest = text[(whole.Length == 0 ? 0 : whole.Length + "บาท".Length)..].Replace("ถ้วน", "").Replace("สตางค์", "");
    return ReadWords(whole) + (ReadWords(rest) / 100m);
  }

  private static decimal ReadWords(string text)
  {
    string[] digits = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
    string[] places = ["สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];
    text = text.Replace("เอ็ด", "หนึ่ง").Replace("ยี่", "สอง");
    decimal millions = 0, sum = 0, digit = -1;
    while (text.Length > 0)
    {
      var word = digits.Concat(places).Append("ล้าน").Single(name => text.StartsWith(name, StringComparison.Ordinal));
      text = text[word.Length..];
      if (word == "ล้าน")
      {
        millions = (millions + sum + Math.Max(digit, 0)) * 1_000_000;
        (sum, digit) = (0, -1);
      }
      else if (Array.IndexOf(digits, word) is >= 0 and var value)
      {
        digit = value;
      }
      else
      {
        sum += Math.Abs(digit) * (decimal)Math.Pow(10, Array.IndexOf(places, word) + 1);
        digit = -1;
      }
    }

    return millions + sum + Math.Max(digit, 0);
  }
}
