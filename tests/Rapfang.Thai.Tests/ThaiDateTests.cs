using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class ThaiDateTests
{
  private static readonly DateOnly FirstOctober = new(2026, 10, 1);

  [EveryCultureFact]
  public void EveryForm_IsWrittenInTheBuddhistEra()
  {
    Assert.Equal("1 ตุลาคม 2569", ThaiDate.Long(FirstOctober));
    Assert.Equal("1 ตุลาคม พ.ศ. 2569", ThaiDate.LongEra(FirstOctober));
    Assert.Equal("วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569", ThaiDate.Full(FirstOctober));
    Assert.Equal("1 ต.ค. 2569", ThaiDate.Short(FirstOctober));
    Assert.Equal("1 ต.ค. 69", ThaiDate.ShortYear(FirstOctober));
    Assert.Equal("5 ม.ค. 00", ThaiDate.ShortYear(new DateOnly(2057, 1, 5)));
    Assert.Equal("1/10/2569", ThaiDate.Numeric(FirstOctober));
    Assert.Equal("ตุลาคม 2569", ThaiDate.MonthYear(FirstOctober));
    Assert.Equal("1 ต.ค. 2569 14.05 น.", ThaiDate.DateTime(new DateTime(2026, 10, 1, 14, 5, 59, DateTimeKind.Unspecified)));
  }

  [EveryCultureFact]
  public void EveryForm_WithThaiDigits_HasNoArabicOnes()
  {
    const DigitStyle thai = DigitStyle.Thai;
    Assert.Equal("๑ ตุลาคม ๒๕๖๙", ThaiDate.Long(FirstOctober, thai));
    Assert.Equal("๑ ตุลาคม พ.ศ. ๒๕๖๙", ThaiDate.LongEra(FirstOctober, thai));
    Assert.Equal("วันพฤหัสบดีที่ ๑ ตุลาคม พ.ศ. ๒๕๖๙", ThaiDate.Full(FirstOctober, thai));
    Assert.Equal("๑ ต.ค. ๒๕๖๙", ThaiDate.Short(FirstOctober, thai));
    Assert.Equal("๑ ต.ค. ๖๙", ThaiDate.ShortYear(FirstOctober, thai));
    Assert.Equal("ต.ค.", ThaiDate.MonthShort(FirstOctober));
    Assert.Equal("๑/๑๐/๒๕๖๙", ThaiDate.Numeric(FirstOctober, thai));
    Assert.Equal("ตุลาคม ๒๕๖๙", ThaiDate.MonthYear(FirstOctober, thai));
    Assert.Equal("๑–๑๕ ตุลาคม ๒๕๖๙", ThaiDate.Range(FirstOctober, FirstOctober.AddDays(14), thai));
    Assert.Equal("๑ ต.ค. ๒๕๖๙ ๐๙.๐๐ น.", ThaiDate.DateTime(new DateTime(2026, 10, 1, 9, 0, 0, DateTimeKind.Unspecified), thai));
  }

  [EveryCultureTheory]
  [InlineData("2026-10-01", "2026-10-01", "1 ตุลาคม 2569")]
  [InlineData("2026-10-01", "2026-10-15", "1–15 ตุลาคม 2569")]
  [InlineData("2026-10-01", "2026-11-03", "1 ต.ค. – 3 พ.ย. 2569")]
  [InlineData("2026-10-01", "2027-01-03", "1 ต.ค. 2569 – 3 ม.ค. 2570")]
  [InlineData("2026-10-01", "2027-10-15", "1 ต.ค. 2569 – 15 ต.ค. 2570")]
  public void Range_SaysNothingTwice(string from, string to, string expected) =>
    Assert.Equal(expected, ThaiDate.Range(Iso(from), Iso(to)));

  [EveryCultureFact]
  public void Range_WhenItEndsBeforeItStarts_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => ThaiDate.Range(FirstOctober, FirstOctober.AddDays(-1)));

  [EveryCultureFact]
  public void DateTime_WhenTheTimeIsUtc_IsRefused() =>
    Assert.Throws<ArgumentException>(() => ThaiDate.DateTime(new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc)));

  [EveryCultureTheory]
  [InlineData(16, 59, "2026-09-30", "23.59")]
  [InlineData(17, 0, "2026-10-01", "00.00")]
  public void OnDay_TurnsAtFiveInTheAfternoonUtc(int hour, int minute, string day, string time)
  {
    var instant = new DateTimeOffset(2026, 9, 30, hour, minute, 0, TimeSpan.Zero);

    Assert.Equal(Iso(day), ThaiDate.OnDay(instant));
    Assert.EndsWith($" {time} น.", ThaiDate.DateTime(ThaiDate.InBangkok(instant)), StringComparison.Ordinal);
    Assert.Equal(Iso(day), ThaiDate.OnDay(instant.ToOffset(TimeSpan.FromHours(-8))));
  }

  [EveryCultureTheory]
  [InlineData("1/10/2569")]
  [InlineData("01/10/2569")]
  [InlineData(" 1 / 10 / 2569 ")]
  [InlineData("1-10-2569")]
  [InlineData("1.10.2569")]
  [InlineData("1/10/69")]
  [InlineData("๑/๑๐/๒๕๖๙")]
  [InlineData("2569-10-01")]
  [InlineData("๒๕๖๙-๑๐-๐๑")]
  [InlineData("1 ต.ค. 2569")]
  [InlineData("1 ต.ค. 69")]
  [InlineData("1 ต.ค.69")]
  [InlineData("1ต.ค.2569")]
  [InlineData("1 ตค 2569")]
  [InlineData("1 ต. ค. 2569")]
  [InlineData("1-ต.ค.-69")]
  [InlineData("1 ตุลาคม 2569")]
  [InlineData("1 ตุลาคม พ.ศ. 2569")]
  [InlineData("1 ตุลาคม พ.ศ.2569")]
  [InlineData("1 ตุลาคม พ. ศ. ๒๕๖๙")]
  [InlineData("1 ต.ค. พศ 2569")]
  [InlineData("๑ เดือนตุลาคม พ.ศ. ๒๕๖๙")]
  [InlineData("วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569")]
  [InlineData("วันพฤหัสบดี ที่ ๑ ตุลาคม ๒๕๖๙")]
  [InlineData("พฤหัสบดี 1 ต.ค. 2569")]
  [InlineData("พฤ. 1 ต.ค. 69")]
  [InlineData("วันที่ 1 ตุลาคม 2569")]
  [InlineData("\u200B1\u00A0ตุลาคม\u00A02569")]
  public void Parse_WhatPeopleType_IsTaken(string text) =>
    Assert.Equal(new ThaiDateParse(FirstOctober, ThaiDateError.None), ThaiDate.Parse(text));

  [EveryCultureTheory]
  [InlineData(null)]
  [InlineData("")]
  [InlineData(" \t ")]
  public void Parse_WhenNothingIsTyped_SaysEmpty(string? text) =>
    Assert.Equal(new ThaiDateParse(null, ThaiDateError.Empty), ThaiDate.Parse(text));

  [EveryCultureTheory]
  [InlineData("พรุ่งนี้")]
  [InlineData("10/2569")]
  [InlineData("1/10-2569")]
  [InlineData("1/10/256")]
  [InlineData("1/10/9")]
  [InlineData("1/10/25690")]
  [InlineData("1 ตุลา คม ที่แล้ว 2569")]
  [InlineData("1 Oct 2569")]
  [InlineData("69-10-01-01")]
  [InlineData("1/10/2569 14.05 น.")]
  [InlineData("-1/10/2569")]
  [InlineData("วันพฤหัสบดี")]
  public void Parse_WhenItHasNoKnownForm_SaysNotADate(string text) =>
    Assert.Equal(new ThaiDateParse(null, ThaiDateError.NotADate), ThaiDate.Parse(text));

  [EveryCultureTheory]
  [InlineData("1/10/2026", "2026-10-01")]
  [InlineData("2026-10-01", "2026-10-01")]
  [InlineData("1 ต.ค. 2026", "2026-10-01")]
  [InlineData("๑/๑๐/๒๐๒๖", "2026-10-01")]
  [InlineData("1 ตุลาคม ค.ศ. 2026", "2026-10-01")]
  [InlineData("29/2/2024", "2024-02-29")]
  [InlineData("29/2/2025", null)]
  [InlineData("1/1/1940", null)]
  [InlineData("1/1/2400", null)]
  public void Parse_WhenTheYearIsChristian_IsRefusedWithAHint(string text, string? hint) =>
    Assert.Equal(new ThaiDateParse(null, ThaiDateError.ChristianYear, hint is null ? null : Iso(hint)), ThaiDate.Parse(text));

  [EveryCultureTheory]
  [InlineData("29/2/2568")]
  [InlineData("31/4/2569")]
  [InlineData("0/1/2569")]
  [InlineData("1/0/2569")]
  [InlineData("1/13/2569")]
  [InlineData("32 ธ.ค. 2569")]
  [InlineData("2569-02-30")]
  public void Parse_WhenTheCalendarHasNoSuchDay_SaysSo(string text) =>
    Assert.Equal(new ThaiDateParse(null, ThaiDateError.NoSuchDay), ThaiDate.Parse(text));

  [EveryCultureTheory]
  [InlineData("31/12/2483")]
  [InlineData("1/1/2701")]
  [InlineData("1/1/1899")]
  [InlineData("1/1/0000")]
  [InlineData("1/1/9999")]
  public void Parse_WhenTheYearIsBeyondTheRange_SaysSo(string text) =>
    Assert.Equal(new ThaiDateParse(null, ThaiDateError.OutOfRange), ThaiDate.Parse(text));

  [EveryCultureFact]
  public void Parse_TakesTheFirstAndLastDayOfTheRangeAndTheLeapDay()
  {
    Assert.Equal(new DateOnly(1941, 1, 1), ThaiDate.Parse("1/1/2484").Date);
    Assert.Equal(new DateOnly(2157, 12, 31), ThaiDate.Parse("31/12/2700").Date);
    Assert.Equal(new DateOnly(2024, 2, 29), ThaiDate.Parse("29/2/2567").Date);
  }

  [EveryCultureFact]
  public void Parse_OfEveryFormOfEveryDate_GivesTheDateBack() =>
    Prop.ForAll(Arbitraries.Dates, date =>
    {
      foreach (var digits in Enum.GetValues<DigitStyle>())
      {
        string[] forms =
        [
          ThaiDate.Long(date, digits), ThaiDate.LongEra(date, digits), ThaiDate.Full(date, digits),
          ThaiDate.Short(date, digits), ThaiDate.Numeric(date, digits),
        ];
        Assert.All(forms, form => Assert.Equal(date, ThaiDate.Parse(form).Date));
      }
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Parse_OfAShortYear_GivesTheDateBackWithin25Yy() =>
    Prop.ForAll(Arbitraries.DatesOf25Yy, date => ThaiDate.Parse(ThaiDate.ShortYear(date)).Date == date).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Parse_OfAChristianForm_HintsAtTheDateMeant() =>
    Prop.ForAll(Arbitraries.Dates, date => ThaiDate.Parse($"{date.Day}/{date.Month}/{date.Year}").Hint == date).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Parse_OfAnyText_HasADateOrAnError() =>
    Prop.ForAll(Arbitraries.HardText, text =>
    {
      var parsed = ThaiDate.Parse(text);
      return (parsed.Date is not null) == (parsed.Error == ThaiDateError.None);
    }).QuickCheckThrowOnFailure();

  private static DateOnly Iso(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
