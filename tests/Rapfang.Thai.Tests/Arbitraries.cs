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

  public static Arbitrary<long[]> Counts { get; } =
    Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 100_000)).Select(count => (long)count).ArrayOf().ToArbitrary();
}
