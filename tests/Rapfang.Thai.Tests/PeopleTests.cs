using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class PeopleTests
{
  [EveryCultureTheory]
  [InlineData("1-2345-67890-12-1")]
  [InlineData("1234567890121")]
  [InlineData("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑")]
  public void ThaiId_WithTheRightCheckDigit_IsValid(string id) => Assert.True(ThaiId.IsValid(id));

  [EveryCultureTheory]
  [InlineData(null)]
  [InlineData("")]
  [InlineData("1234567890122")]
  [InlineData("123456789012")]
  [InlineData("12345678901211")]
  [InlineData("123456789012a")]
  [InlineData("1111111111111")]
  public void ThaiId_OtherTexts_AreNot(string? id) => Assert.False(ThaiId.IsValid(id));

  [EveryCultureFact]
  public void ThaiId_ChangedInOneDigit_IsNoLongerValid() =>
    Prop.ForAll(Gen.Choose(0, 12).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (place, shift) =>
    {
      var digits = "1234567890121".ToCharArray();
      digits[place] = (char)('0' + ((digits[place] - '0' + shift) % 10));
      var sum = digits.Take(12).Select((digit, i) => (digit - '0') * (13 - i)).Sum();
      return ThaiId.IsValid(new string(digits)) == ((11 - (sum % 11)) % 10 == digits[12] - '0');
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void ThaiId_Displayed_IsValidAndReadsBack() =>
    Prop.ForAll(Arbitraries.ThaiIds, id =>
    {
      Assert.True(ThaiId.IsValid(id));
      Assert.Matches("^[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]$", ThaiId.Display(id));
      Assert.Equal(id, ThaiId.Display(id).Replace("-", ""));
      Assert.True(ThaiId.IsValid(ThaiDigits.ToThai(ThaiId.Display(id))));
      Assert.StartsWith(ThaiId.Mask(id)[..6], ThaiId.Display(id), StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void ThaiId_DisplayOfAnotherText_IsTheText() => Assert.Equal("ไม่มี", ThaiId.Display("ไม่มี"));

  [EveryCultureFact]
  public void ThaiId_Masked_ShowsKindAndPlaceOnly()
  {
    Assert.Equal("1-2345-xxxxx-xx-x", ThaiId.Mask("1234567890121"));
    Assert.Equal("x-xxxx-xxxxx-xx-x", ThaiId.Mask("123456789012"));
    Assert.Equal("x-xxxx-xxxxx-xx-x", ThaiId.Mask(null));
  }

  [EveryCultureTheory]
  [InlineData("055123456", "+6655123456", "055 123 456")]
  [InlineData("0-5512-3456", "+6655123456", "055 123 456")]
  [InlineData("โทร. ๐ ๕๕๑๒ ๓๔๕๖ ต่อ ๑๒", "+6655123456", "055 123 456 ต่อ 12")]
  [InlineData("055-123456 ต่อ 12, 14", "+6655123456", "055 123 456 ต่อ 12, 14")]
  [InlineData("055123456#12", "+6655123456", "055 123 456 ต่อ 12")]
  [InlineData("055123456 Ext. 12", "+6655123456", "055 123 456 ต่อ 12")]
  [InlineData("081-234-5678", "+66812345678", "081 234 5678")]
  [InlineData("+66 81 234 5678", "+66812345678", "081 234 5678")]
  [InlineData("+66 (0) 81 234 5678", "+66812345678", "081 234 5678")]
  [InlineData("0066812345678", "+66812345678", "081 234 5678")]
  [InlineData("66812345678", "+66812345678", "081 234 5678")]
  [InlineData("(02) 123-4567", "+6621234567", "02 123 4567")]
  [InlineData("0 2123 4567-8", "+6621234567", "02 123 4567-8")]
  [InlineData("0 2123 4567-70 ต่อ 5", "+6621234567", "02 123 4567-70 ต่อ 5")]
  [InlineData("1111", null, "1111")]
  [InlineData("191", null, "191")]
  public void ThaiPhone_InAnySpelling_IsReadAndShownInOne(string text, string? e164, string display)
  {
    var phone = ThaiPhone.Parse(text);

    Assert.NotNull(phone);
    Assert.Equal(e164, phone.E164);
    Assert.Equal(display, phone.Display);
    Assert.Equal(phone, ThaiPhone.Parse(display));
    Assert.Equal(display.StartsWith("08", StringComparison.Ordinal), phone.IsMobile);
  }

  [EveryCultureFact]
  public void ThaiPhone_InEitherForm_ReadsBack() =>
    Prop.ForAll(Arbitraries.Phones, phone =>
    {
      Assert.Equal(phone, ThaiPhone.Parse(phone.Display));
      Assert.Equal(phone, ThaiPhone.Parse(ThaiDigits.ToThai(phone.Display)));
      Assert.Equal(phone.E164 is null ? null : phone.Number, ThaiPhone.Parse(phone.E164)?.Number);
    }).QuickCheckThrowOnFailure();

  [EveryCultureTheory]
  [InlineData(null)]
  [InlineData("")]
  [InlineData("ไม่มี")]
  [InlineData("012345678")]
  [InlineData("08123456789")]
  [InlineData("081234567")]
  [InlineData("+1 202 555 0100")]
  [InlineData("055123456 และ 055123457")]
  [InlineData("+")]
  [InlineData("( ) -")]
  public void ThaiPhone_OtherTexts_AreNone(string? text) => Assert.Null(ThaiPhone.Parse(text));

  [EveryCultureTheory]
  [InlineData("นางสาวสมหญิง ใจดี", "นางสาว", "สมหญิง", "ใจดี", "นางสาวสมหญิง ใจดี")]
  [InlineData("นางสาว  สมหญิง   ใจดี ", "นางสาว", "สมหญิง", "ใจดี", "นางสาวสมหญิง ใจดี")]
  [InlineData("นายสมมติ ตัวอย่าง", "นาย", "สมมติ", "ตัวอย่าง", "นายสมมติ ตัวอย่าง")]
  [InlineData("น.ส.สมหญิง ใจดี", "น.ส.", "สมหญิง", "ใจดี", "น.ส.สมหญิง ใจดี")]
  [InlineData("ดร.สมมติ ตัวอย่าง", "ดร.", "สมมติ", "ตัวอย่าง", "ดร. สมมติ ตัวอย่าง")]
  [InlineData("ผศ.ดร.สมมติ ตัวอย่าง", "ผศ.ดร.", "สมมติ", "ตัวอย่าง", "ผศ.ดร. สมมติ ตัวอย่าง")]
  [InlineData("ว่าที่ ร.ต.สมมติ ตัวอย่าง", "ว่าที่ ร.ต.", "สมมติ", "ตัวอย่าง", "ว่าที่ ร.ต. สมมติ ตัวอย่าง")]
  [InlineData("ว่าที่ร้อยตรีหญิงสมหญิง ใจดี", "ว่าที่ร้อยตรีหญิง", "สมหญิง", "ใจดี", "ว่าที่ร้อยตรีหญิง สมหญิง ใจดี")]
  [InlineData("พ.ต.อ.สมมติ ตัวอย่าง", "พ.ต.อ.", "สมมติ", "ตัวอย่าง", "พ.ต.อ. สมมติ ตัวอย่าง")]
  [InlineData("พล.ต.ต. สมมติ ตัวอย่าง", "พล.ต.ต.", "สมมติ", "ตัวอย่าง", "พล.ต.ต. สมมติ ตัวอย่าง")]
  [InlineData("พันตำรวจเอก สมมติ ตัวอย่าง", "พันตำรวจเอก", "สมมติ", "ตัวอย่าง", "พันตำรวจเอก สมมติ ตัวอย่าง")]
  [InlineData("นายแพทย์สมมติ ตัวอย่าง", "นายแพทย์", "สมมติ", "ตัวอย่าง", "นายแพทย์สมมติ ตัวอย่าง")]
  [InlineData("ทพญ. สมหญิง ใจดี", "ทพญ.", "สมหญิง", "ใจดี", "ทพญ.สมหญิง ใจดี")]
  [InlineData("ทันตแพทย์หญิงสมหญิง ใจดี", "ทันตแพทย์หญิง", "สมหญิง", "ใจดี", "ทันตแพทย์หญิงสมหญิง ใจดี")]
  [InlineData("คุณหญิงสมหญิง ใจดี", "คุณหญิง", "สมหญิง", "ใจดี", "คุณหญิงสมหญิง ใจดี")]
  [InlineData("พระครูสมมติ ตัวอย่าง", "พระครู", "สมมติ", "ตัวอย่าง", "พระครูสมมติ ตัวอย่าง")]
  [InlineData("พระมหาสมมติ", "พระมหา", "สมมติ", "", "พระมหาสมมติ")]
  [InlineData("สามเณรสมมติ ตัวอย่าง", "สามเณร", "สมมติ", "ตัวอย่าง", "สามเณรสมมติ ตัวอย่าง")]
  [InlineData("Mr. John Example", "Mr.", "John", "Example", "Mr. John Example")]
  [InlineData("Mrs Jane Example", "Mrs", "Jane", "Example", "Mrs Jane Example")]
  [InlineData("Missy Example", "", "Missy", "Example", "Missy Example")]
  [InlineData("Dr.Jane Example", "Dr.", "Jane", "Example", "Dr. Jane Example")]
  [InlineData("ศ.นพ.สมมติ ตัวอย่าง", "ศ.นพ.", "สมมติ", "ตัวอย่าง", "ศ.นพ. สมมติ ตัวอย่าง")]
  [InlineData("สมมติ ตัวอย่าง ณ ป่าฝัน", "", "สมมติ", "ตัวอย่าง ณ ป่าฝัน", "สมมติ ตัวอย่าง ณ ป่าฝัน")]
  [InlineData("นายิกา ตัวอย่าง", "", "นายิกา", "ตัวอย่าง", "นายิกา ตัวอย่าง")]
  [InlineData("สมมติ", "", "สมมติ", "", "สมมติ")]
  [InlineData("นางสมมติ", "นาง", "สมมติ", "", "นางสมมติ")]
  [InlineData("นาย", "", "นาย", "", "นาย")]
  [InlineData("นาย John Example", "นาย", "John", "Example", "นาย John Example")]
  [InlineData("", "", "", "", "")]
  public void PersonName_IsTakenApartAndShown(string line, string title, string given, string family, string display)
  {
    var name = PersonName.Split(line);

    Assert.Equal(new PersonName(title, given, family), name);
    Assert.Equal(display, name.Display);
    Assert.Equal(name, PersonName.Split(display));
  }

  [EveryCultureFact]
  public void PersonName_Displayed_ReadsBack() =>
    Prop.ForAll(Arbitraries.Names, name => Assert.Equal(name, PersonName.Split(name.Display))).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void PersonName_AndThaiPhone_OfAnyText_NeverThrow() =>
    Prop.ForAll(Arbitraries.HardText, text =>
    {
      Assert.NotNull(PersonName.Split(text).Display);
      Assert.True(ThaiPhone.Parse(text) is null or { Number.Length: > 2 });
    }).QuickCheckThrowOnFailure();
}
