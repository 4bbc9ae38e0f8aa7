using System.Text;

namespace Rapfang.Thai;

/// <summary>Amounts of money in words, as they stand behind figures in official papers.</summary>
public static class BahtText
{
  private const decimal Million = 1_000_000m;
  private static readonly string[] DigitNames = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
  private static readonly string[] PlaceNames = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];

  /// <summary>
  /// 121.50 → "หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์", 100 → "หนึ่งร้อยบาทถ้วน", 0 → "ศูนย์บาทถ้วน", -1 → "ลบหนึ่งบาทถ้วน".
  /// Rounded to the satang, halves away from zero. Any decimal is taken.
  /// </summary>
  public static string Of(decimal baht)
  {
    var amount = decimal.Round(Math.Abs(baht), 2, MidpointRounding.AwayFromZero);
    if (amount == 0)
    {
      return "ศูนย์บาทถ้วน";
    }

    var whole = decimal.Truncate(amount);
    var satang = (amount - whole) * 100;
    return (baht < 0 ? "ลบ" : "")
      + (whole > 0 ? $"{Words(whole)}บาท" : "")
      + (satang > 0 ? $"{Words(satang)}สตางค์" : "ถ้วน");
  }

  private static string Words(decimal number)
  {
    var millions = decimal.Truncate(number / Million);
    var words = new StringBuilder(millions > 0 ? $"{Words(millions)}ล้าน" : "");
    var rest = (int)(number - (millions * Million));
    var divisor = 100_000;
    for (var place = 5; place >= 0; place--, divisor /= 10)
    {
      var digit = rest / divisor % 10;
      if (digit > 0)
      {
        words.Append(DigitName(digit, place, isAlone: number == 1)).Append(PlaceNames[place]);
      }
    }

    return words.ToString();
  }

  // สิบ without หนึ่ง, ยี่สิบ for twenty, เอ็ด for a last one that has anything before it (one million and one included).
  private static string DigitName(int digit, int place, bool isAlone) => (digit, place) switch
  {
    (1, 1) => "",
    (2, 1) => "ยี่",
    (1, 0) when !isAlone => "เอ็ด",
    _ => DigitNames[digit],
  };
}
