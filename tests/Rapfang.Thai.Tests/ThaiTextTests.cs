using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class ThaiTextTests
{
  [EveryCultureTheory]
  [InlineData("สํานักงาน", "สำนักงาน")]
  [InlineData("นํ้า", "น้ำ")]
  [InlineData("น้ํา", "น้ำ")]
  [InlineData("นำ้", "น้ำ")]
  [InlineData("เเผนงาน", "แผนงาน")]
  [InlineData("ที่อยู่", "ที่อยู่")]
  [InlineData("ท่ี", "ที่")]
  [InlineData("พันธ์ุ", "พันธุ์")]
  [InlineData("ที่่", "ที่")]
  [InlineData("ที\u200B่", "ที่")]
  [InlineData("ผู้\u200Bรับ\u200Bบริการ", "ผู้รับบริการ")]
  [InlineData("ต่าง ๆ", "ต่างๆ")]
  [InlineData("ข้อ ๑๒", "ข้อ 12")]
  [InlineData("  ร้อง\u00A0\n เรียน ", "ร้อง เรียน")]
  [InlineData("ศธ 04052–1", "ศธ 04052-1")]
  [InlineData("“PMQA” ’69", "\"pmqa\" '69")]
  [InlineData("Cafe\u0301", "café")]
  [InlineData("ก\0ข", "กข")]
  public void Normalise_WhatLooksAlike_ComesOutAlike(string typed, string expected)
  {
    Assert.Equal(expected, ThaiText.Normalise(typed));
    Assert.Equal(expected, ThaiText.Normalise(expected));
  }

  [EveryCultureTheory]
  [InlineData("ปา", "ป่า")]
  [InlineData("พอใจ", "ไม่พอใจ")]
  [InlineData("ตา", "ตำ")]
  [InlineData("กิน", "กีน")]
  public void Normalise_WhatReadsDifferently_StaysDifferent(string left, string right) =>
    Assert.NotEqual(ThaiText.Normalise(left), ThaiText.Normalise(right));

  [EveryCultureFact]
  public void Normalise_DoneTwice_ChangesNothing() =>
    Prop.ForAll(Arbitraries.HardText, text =>
    {
      var once = ThaiText.Normalise(text);
      Assert.Equal(once, ThaiText.Normalise(once));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

  [EveryCultureTheory]
  [InlineData("ส านักงาน", "สำนักงาน")]
  [InlineData("อ าเภอ ต ่ากว่า น ้า น้ า", "อำเภอ ต่ำกว่า น้ำ น้ำ")]
  [InlineData("ท ี่ทำการ ก ับ", "ที่ทำการ กับ")]
  [InlineData("ราคา อา หาร 2 า", "ราคา อา หาร 2 า")]
  public void RepairExtracted_PutsTogetherWhatAPdfPullsApart(string extracted, string expected)
  {
    Assert.Equal(expected, ThaiText.RepairExtracted(extracted));
    Assert.Equal(expected, ThaiText.RepairExtracted(expected));
  }

  [EveryCultureFact]
  public void Length_CountsWhatPeopleSee()
  {
    Assert.Equal(1, ThaiText.Length("กำ"));
    Assert.Equal(8, ThaiText.Length("ผู้รับบริการ"));
    Assert.Equal(0, ThaiText.Length(""));
  }

  [EveryCultureTheory]
  [InlineData("ผู้รับบริการ", 8, "ผู้รับบริการ")]
  [InlineData("ผู้รับบริการ", 7, "ผู้รับบริก…")]
  [InlineData("ผู้รับบริการ", 6, "ผู้รับบริ…")]
  [InlineData("งานแผนงาน", 5, "งาน…")]
  [InlineData("ผู้รับบริการ", 2, "ผู้…")]
  [InlineData("ผู้รับบริการ", 1, "…")]
  [InlineData("น้ำใส", 2, "น้ำ…")]
  [InlineData("งาน เขต 2", 6, "งาน…")]
  [InlineData("", 1, "")]
  public void Cut_KeepsLettersWithTheirMarks(string text, int graphemes, string expected) =>
    Assert.Equal(expected, ThaiText.Cut(text, graphemes));

  [EveryCultureFact]
  public void Cut_IsNeverLongerThanAsked() =>
    Prop.ForAll(Arbitraries.HardText, Gen.Choose(1, 30).ToArbitrary(), (text, graphemes) =>
    {
      var cut = ThaiText.Cut(text, graphemes);
      return ThaiText.Length(cut) <= graphemes && ThaiText.Cut(cut, graphemes) == cut;
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Cut_ToNothing_IsRefused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => ThaiText.Cut("กข", 0));

  [EveryCultureFact]
  public void Comparer_SortsAsThaiPeopleDo()
  {
    string?[] sorted = [null, "", "กา", "เก", "ขา", "เขต 1", "เขต 2", "เขต ๓", "เขต 10", "เขต ๑๑", "คา", "แพร่", "ไพร", "ฮา"];

    Assert.Equal(sorted, sorted.Reverse().Order(ThaiText.Comparer));
  }

  [EveryCultureFact]
  public void Comparer_CallsOnlyTheSameTextEqual()
  {
    Assert.Equal(0, ThaiText.Comparer.Compare("เขต 2", "เขต 2"));
    Assert.NotEqual(0, ThaiText.Comparer.Compare("เขต 2", "เขต ๒"));
    Assert.NotEqual(0, ThaiText.Comparer.Compare("ที่", "ท\u200Bี่"));
  }

  [EveryCultureFact]
  public void Digits_GoToTheOtherScriptAndBack() =>
    Prop.ForAll(Arbitraries.HardText, text =>
    {
      var arabic = ThaiDigits.ToArabic(text);
      return ThaiDigits.ToArabic(ThaiDigits.ToThai(text)) == arabic && !arabic.Any(c => c is >= '๐' and <= '๙');
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Digits_AreWrittenInTheWantedStyle()
  {
    Assert.Equal("ที่ ศธ ๐๔๐๕๒/๑๘๙", ThaiDigits.Format("ที่ ศธ 04052/189", DigitStyle.Thai));
    Assert.Equal("0123456789", ThaiDigits.ToArabic("๐๑๒๓๔๕๖๗๘๙"));
    Assert.Equal("ข้อ 12", ThaiDigits.Format("ข้อ 12", DigitStyle.Arabic));
  }

  [EveryCultureTheory]
  [InlineData("บันทึกที่ ๑๒ ของ Wi-Fi", "12", "บันทึกที่ [๑๒] ของ Wi-Fi")]
  [InlineData("Wi-Fi ช้า", "wi-fi", "[Wi-Fi] ช้า")]
  [InlineData("น้ำไม่ไหล", "น้", "[น้ำ]ไม่ไหล")]
  [InlineData("กกก", "กก", "[กกก]")]
  [InlineData("ครูและครู", "ครู", "[ครู]และ[ครู]")]
  [InlineData("ไม่มีเลย", "ครู", "ไม่มีเลย")]
  [InlineData("", "ครู", "")]
  public void Occurrences_AreWhereAReaderSeesThem(string text, string word, string marked)
  {
    var result = text;
    foreach (var place in ThaiText.Occurrences(text, [word, ""]).Reverse())
    {
      result = $"{result[..place.Start.Value]}[{result[place]}]{result[place.End.Value..]}";
    }

    Assert.Equal(marked, result);
  }
}
