using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class ThaiAddressTests
{
  private static readonly ThaiAddress InTheNorth = new("99/1", "4", "", "สุขใจ", "ช้างเผือก", "เมืองเชียงใหม่", "เชียงใหม่", "50300");
  private static readonly ThaiAddress InBangkok = new("99", "", "สุขใจ 5", "", "ดุสิต", "ดุสิต", ThaiProvinces.Bangkok, "10300");

  [EveryCultureFact]
  public void Full_IsTheFormOfLetters()
  {
    Assert.Equal("99/1 หมู่ที่ 4 ถนนสุขใจ ตำบลช้างเผือก อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50300", InTheNorth.Full());
    Assert.Equal("99 ซอยสุขใจ 5 แขวงดุสิต เขตดุสิต กรุงเทพมหานคร 10300", InBangkok.Full());
    Assert.Equal("๙๙ ซอย ๕ แขวงดุสิต เขตดุสิต กรุงเทพมหานคร ๑๐๓๐๐", (InBangkok with { Soi = "5" }).Full(DigitStyle.Thai));
  }

  [EveryCultureFact]
  public void Short_IsTheFormOfLists()
  {
    Assert.Equal("99/1 ม.4 ถ.สุขใจ ต.ช้างเผือก อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50300", InTheNorth.Short());
    Assert.Equal("99 ซ.สุขใจ 5 แขวงดุสิต เขตดุสิต กทม. 10300", InBangkok.Short());
    Assert.Equal("", new ThaiAddress("", "", "", "", "", "", "", "").Short());
  }

  [EveryCultureTheory]
  [InlineData("99/1 ม.4 ถ.สุขใจ ต.ช้างเผือก อ.เมือง จ.เชียงใหม่ 50300")]
  [InlineData("เลขที่ ๙๙/๑ หมู่ ๔ ถนน สุขใจ ตำบล ช้างเผือก อำเภอเมืองเชียงใหม่ เชียงใหม่ ๕๐๓๐๐")]
  [InlineData("99/1, ม. 4, ถ.สุขใจ,\nต.ช้างเผือก, อ.เมืองเชียงใหม่, จ.เชียงใหม่50300")]
  [InlineData("99/1 ถนนสุขใจ หมู่ที่ 4 ตําบลช้างเผือก อําเภอเมือง จังหวัด เชียงใหม่ รหัสไปรษณีย์ 50300")]
  public void Parse_HoweverItIsWritten_GivesTheParts(string text) => Assert.Equal(InTheNorth, ThaiAddress.Parse(text));

  [EveryCultureTheory]
  [InlineData("99 ซ.สุขใจ 5 แขวงดุสิต เขตดุสิต กทม. 10300")]
  [InlineData("99 ซอย สุขใจ 5 แขวงดุสิต เขตดุสิต กรุงเทพฯ 10300")]
  [InlineData("99 ซอยสุขใจ 5 แขวงดุสิต เขตดุสิต กรุงเทพมหานคร10300")]
  public void Parse_OfBangkok_TakesItsOwnMarks(string text) => Assert.Equal(InBangkok, ThaiAddress.Parse(text));

  [EveryCultureFact]
  public void Parse_OfTheDistrictOfAyutthaya_KnowsItsName() =>
    Assert.Equal("พระนครศรีอยุธยา", ThaiAddress.Parse("1 อ.เมือง จ.อยุธยา")?.District);

  [EveryCultureFact]
  public void Parse_KeepsCapitals() => Assert.Equal("Example", ThaiAddress.Parse("1 ถนน Example จ.ลำปาง")?.Road);

  [EveryCultureTheory]
  [InlineData(null)]
  [InlineData("")]
  [InlineData("99/1 ม.4 ต.ช้างเผือก อ.เมืองเชียงใหม่")]
  [InlineData("99/1 ต.ช้างเผือก อ.เมือง จ.สุขใจ 50300")]
  [InlineData("99/1 ต.ช้างเผือก ต.สุเทพ จ.เชียงใหม่ 50300")]
  [InlineData("99/1 ต. อ.เมือง จ.เชียงใหม่ 50300")]
  [InlineData("99/1 ต.ช้างเผือกอ.เมืองจ.เชียงใหม่ 50300")]
  [InlineData("99/1 ต.ช้างเผือก ใกล้ตลาด อ.เมือง จ.เชียงใหม่ 50300")]
  [InlineData("99/1 หมู่ 4 บ้านสุขใจ ต.ช้างเผือก จ.เชียงใหม่ 50300")]
  [InlineData("อาคารสุขใจ 99/1 ต.ช้างเผือก จ.เชียงใหม่ 50300")]
  [InlineData("99 ต.ดุสิต อ.ดุสิต กทม. 10300")]
  [InlineData("99 แขวงช้างเผือก จ.เชียงใหม่ 50300")]
  [InlineData("99 ต.ช้างเผือก จ.เชียงใหม่ 5030")]
  [InlineData("99 ต.ช้างเผือก จ.33")]
  public void Parse_WhatCannotBeReadForSure_IsNull(string? text) => Assert.Null(ThaiAddress.Parse(text));

  [EveryCultureFact]
  public void Parse_OfEitherForm_GivesTheAddressBack() =>
    Prop.ForAll(Arbitraries.Addresses, address =>
    {
      foreach (var digits in Enum.GetValues<DigitStyle>())
      {
        Assert.Equal(address, ThaiAddress.Parse(address.Full(digits)));
        Assert.Equal(address, ThaiAddress.Parse(address.Short(digits)));
      }
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Parse_OfAnyText_NeverThrows() =>
    Prop.ForAll(Arbitraries.HardText, text => ThaiAddress.Parse(text + " จ.ลำปาง") is null or { Province: "ลำปาง" }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Provinces_AreSeventySevenInThaiOrder()
  {
    Assert.Equal(77, ThaiProvinces.All.Distinct().Count());
    Assert.Equal("กระบี่", ThaiProvinces.All[0]);
    Assert.Equal("อุบลราชธานี", ThaiProvinces.All[^1]);
    Assert.All(ThaiProvinces.All, name => Assert.Equal(name, ThaiText.Normalise(name)));
  }

  [EveryCultureTheory]
  [InlineData("จังหวัดศรีสะเกษ", "ศรีสะเกษ")]
  [InlineData("จ. ลําปาง", "ลำปาง")]
  [InlineData("กทม.", "กรุงเทพมหานคร")]
  [InlineData("๓๓", "ศรีสะเกษ")]
  [InlineData("99", null)]
  [InlineData("สุขใจ", null)]
  [InlineData("", null)]
  [InlineData(null, null)]
  public void Provinces_AreFoundHoweverTheyAreTyped(string? text, string? name) => Assert.Equal(name, ThaiProvinces.Find(text));
}
