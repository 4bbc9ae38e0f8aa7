using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

internal static class Arbitraries
{
  private static readonly DateOnly FirstDay = new(ThaiDate.FirstYear - 543, 1, 1);
  private static readonly DateOnly LastDay = new(ThaiDate.LastYear - 543, 12, 31);

  /// <summary>Every day that Parse takes.</summary>
  public static Arbitrary<DateOnly> Dates { get; } =
    Gen.Choose(FirstDay.DayNumber, LastDay.DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

  /// <summary>Days whose two-digit year means 25yy.</summary>
  public static Arbitrary<DateOnly> DatesOf25Yy { get; } =
    Gen.Choose(new DateOnly(1957, 1, 1).DayNumber, new DateOnly(2056, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

  /// <summary>Text of the characters that make Thai text hard: marks, SARA AM in pieces, invisible ones, half surrogates.</summary>
  public static Arbitrary<string> HardText { get; } =
    Gen.Elements<char>((char[])[
      .. "กขนปท", .. "เแโใไ", .. "าำะๆฯ", .. "ัิีึืฺุู็่้๊๋์ํ๎", .. "๐๙09", .. "Aéİ\u0301\u0323\u0327", .. " \t\n\u00A0\u2003",
      .. "\u200B\u200D\u2060\uFEFF\u00AD\u202E\0", .. "–—‑-‘’“”'\"", .. "\uD83D\uDE00\uD83D", 'K', 'ß',
    ]).ListOf().Select(characters => string.Concat(characters)).ToArbitrary();

  /// <summary>Comments as people write them, of words, negations, abbreviations and blanks in any order.</summary>
  public static Arbitrary<string> Comments { get; } =
    Gen.Elements("ไม่", "พึงพอใจ", "ทันเวลา", "เจ้าหน้าที่", "หรือ", "มาก", "ๆ", " ", " ", "\n", "ผอ.", "สพป.", "ค่ะ", "ได้รับ", "ความ", "สะดวก", "๑๒", "ที่", "จอดรถ", "(", "PMQA", "ไม้", "ๆ")
      .ListOf().Select(words => string.Concat(words)).ToArbitrary();

  /// <summary>Addresses whose parts are there or not, in Bangkok and elsewhere.</summary>
  public static Arbitrary<ThaiAddress> Addresses { get; } =
    (from house in Gen.Elements("", "1", "99/1", "12-14", "1/2/3")
     from moo in Gen.Elements("", "1", "4", "12")
     from soi in Gen.Elements("", "สุขใจ", "สุขใจ 5", "5", "5/1", "หมู่บ้านสุขใจ", "Example")
     from road in Gen.Elements("", "สมมติ", "304", "สายสมมติ - ตัวอย่าง", "ถนนสมมติ")
     from subdistrict in Gen.Elements("", "ในสมมติ", "เขตสมมติ", "อำนาจ")
     from district in Gen.Elements("", "เมืองสมมติ", "สมมติ", "แขวง")
     from province in Gen.Elements(ThaiProvinces.All.Append(ThaiProvinces.Bangkok))
     from postcode in Gen.Elements("", "10300", "96220")
     select new ThaiAddress(house, moo, soi, road, subdistrict, district, province, postcode)).ToArbitrary();

  /// <summary>Numbers of 13 digits with the right check digit, which is found by trying.</summary>
  public static Arbitrary<string> ThaiIds { get; } =
    Gen.Choose(0, 9).ArrayOf(12).Select(digits => string.Concat(digits))
      .Where(twelve => twelve.Distinct().Skip(1).Any())
      .Select(twelve => Enumerable.Range(0, 10).Select(check => $"{twelve}{check}").Single(ThaiId.IsValid)).ToArbitrary();

  /// <summary>Landlines, mobiles and short codes, with and without range and extension.</summary>
  public static Arbitrary<ThaiPhone> Phones { get; } =
    (from start in Gen.Elements("02", "03", "04", "05", "07", "06", "08", "09", "1")
     from digits in Gen.Choose(0, 9).ArrayOf(start.Length == 1 ? 3 : start is "06" or "08" or "09" ? 8 : 7)
     from end in Gen.Elements(null, null, "8", "70")
     from extension in Gen.Elements(null, null, "5", "12, 14")
     select new ThaiPhone(start + string.Concat(digits), start.Length == 1 ? null : end, extension)).ToArbitrary();

  /// <summary>Invented people with every kind of title and without.</summary>
  public static Arbitrary<PersonName> Names { get; } =
    (from title in Gen.Elements(
       "", "นาย", "นาง", "นางสาว", "น.ส.", "เด็กชาย", "ด.ญ.", "คุณ", "คุณหญิง", "นายแพทย์", "พญ.", "ทพ.", "ม.ล.", "ดร.", "ผศ.ดร.", "ศาสตราจารย์",
       "ว่าที่ ร.ต.", "ว่าที่ร้อยตรีหญิง", "พ.ต.อ.", "พล.ต.ต.", "จ.ส.อ.", "ดาบตำรวจ", "นาวาอากาศเอก", "พระครู", "สามเณร", "แม่ชี", "Mr.", "Miss")
     from given in Gen.Elements("สมมติ", "เสมอใจ", "ไพรวัลย์", "อุ่นเรือน", "ฤดี", "John")
     from family in Gen.Elements("", "ตัวอย่าง", "ใจดี ณ ป่าฝัน", "Example")
     select new PersonName(title, given, family)).ToArbitrary();

  public static Arbitrary<long[]> Counts { get; } =
    Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 100_000)).Select(count => (long)count).ArrayOf().ToArbitrary();
}
