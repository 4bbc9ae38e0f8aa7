namespace Rapfang.Thai.Tests;

public sealed class PersonalNumbersTests
{
  [EveryCultureTheory]
  [InlineData("โทร 08 0000 0123 ครับ", "โทร •• •••• •••• ครับ")]
  [InlineData("โทร.๐๘๐๐๐๐๐๑๒๓", "โทร.••••••••••")]
  [InlineData("ปี 2569 0800000123", "ปี 2569 ••••••••••")]
  [InlineData("+66 80 000 0123 หรือ 055-123-456", "+•• •• ••• •••• หรือ •••-•••-•••")]
  [InlineData("บัตร 1-2345-67890-12-1", "บัตร •-••••-•••••-••-•")]
  [InlineData("a.b@office.example นะ", "•.•@••••••.••••••• นะ")]
  public void Found_IsHidden(string text, string hidden)
  {
    Assert.NotEmpty(PersonalNumbers.Find(text));
    Assert.Equal(hidden, PersonalNumbers.Hide(text));
    Assert.Empty(PersonalNumbers.Find(hidden));
  }

  [EveryCultureTheory]
  [InlineData("พ.ศ. 2569 ข้อ 12 หน้า 34")]
  [InlineData("1-2345-67890-12-2")] // Its check digit is wrong.
  [InlineData("งบประมาณ 1,250,000.00 บาท")]
  [InlineData("โทรสายด่วน 1567")]
  [InlineData("")]
  public void Other_StaysAsItIs(string text)
  {
    Assert.Empty(PersonalNumbers.Find(text));
    Assert.Equal(text, PersonalNumbers.Hide(text));
  }
}
