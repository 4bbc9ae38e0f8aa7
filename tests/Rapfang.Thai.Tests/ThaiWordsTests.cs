using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class ThaiWordsTests
{
  private static readonly ThaiWords WithoutIcu = new([], [], icu: null);

  [EveryCultureTheory]
  [InlineData("การให้ความสำคัญกับผู้รับบริการ", "การ|ให้|ความ|สำคัญ|กับ|ผู้รับบริการ")]
  [InlineData("เจ้าหน้าที่ยิ้มแย้มแจ่มใส บริการดีมากๆค่ะ", "เจ้าหน้าที่|ยิ้มแย้มแจ่มใส|บริการ|ดี|มากๆ|ค่ะ")]
  [InlineData("ผู้มีส่วนได้ส่วนเสียของสำนักงานเขตพื้นที่การศึกษา", "ผู้มีส่วนได้ส่วนเสีย|ของ|สำนักงานเขตพื้นที่การศึกษา")]
  [InlineData("ผอ.สพป.เชียงใหม่", "ผอ.|สพป.|เชียงใหม่")]
  [InlineData("ผอ.สพป.ลำปาง", "ผอ.|สพป.|ลำปาง")]
  [InlineData("จังหวัดหนองบัวลำภู", "จังหวัด|หนองบัวลำภู")]
  [InlineData("อบต.ฝางคำ", "อบต.|ฝาง|คำ")]
  [InlineData("น.ส.สมหญิง ใจดี", "น.ส.|สม|หญิง|ใจดี")]
  [InlineData("คะแนน PMQA 4.0 (๘๕.๕)", "คะแนน|pmqa 4.0|85.5")]
  [InlineData("สํานักงาน", "สำนักงาน")]
  [InlineData("และ/หรือ 😀ดี", "และ|หรือ|ดี")]
  [InlineData("พัฒนาการของเด็ก", "พัฒนาการ|ของ|เด็ก")]
  [InlineData("มากลุ่มอำนวยการ", "มา|กลุ่มอำนวยการ")]
  [InlineData("มาสถานศึกษา", "มา|สถานศึกษา")]
  [InlineData("", "")]
  [InlineData(" \n ...", "")]
  public void Split_CutsAtWordsAndKeepsTermsWhole(string text, string words) =>
    Assert.Equal(words, string.Join('|', ThaiWords.Default.Split(text)));

  [EveryCultureTheory]
  [InlineData("การให้บริการ (ด่วนมาก) ผู้มีส่วนได้ส่วนเสีย", "การให้บริการ |(ด่วน|มาก) |ผู้|มี|ส่วน|ได้|ส่วน|เสีย")]
  [InlineData("เด็กๆ ต่าง ๆ ฯลฯ", "เด็กๆ |ต่าง ๆ ฯลฯ")]
  [InlineData("ข้อร้องเรียน/คำชมเชย", "ข้อร้องเรียน/|คำชมเชย")]
  [InlineData("😀😀", "😀😀")]
  [InlineData("", "")]
  public void LineBreaks_AreBetweenWords_InTheTextAsItStands(string text, string lines)
  {
    Assert.SkipUnless(ThaiWords.KnowsThai, "This system has no Thai dictionary.");
    var breaks = ThaiWords.Default.LineBreaks(text);
    Assert.Equal(lines, string.Join('|', breaks.Prepend(0).Zip(breaks.Append(text.Length), (from, to) => text[from..to])));
  }

  [EveryCultureFact]
  public void LineBreaks_OfAnyText_RiseAndStayInside() => Prop.ForAll<string?>(any =>
  {
    var text = any ?? "";
    var breaks = ThaiWords.Default.LineBreaks(text);
    return breaks.SequenceEqual(breaks.Distinct().Order()) && breaks.All(at => at > 0 && at < text.Length);
  }).QuickCheckThrowOnFailure();

  [EveryCultureTheory]
  [InlineData("พึงพอใจ")]
  [InlineData("ทันเวลา")]
  [InlineData("สะดวก")]
  [InlineData("สุภาพ")]
  [InlineData("เพียงพอ")]
  [InlineData("เป็นธรรม")]
  [InlineData("น่าเชื่อถือ")]
  [InlineData("ถูกต้อง")]
  [InlineData("ทันสมัย")]
  [InlineData("ชัดเจน")]
  [InlineData("โปร่งใส")]
  [InlineData("เอาใจใส่")]
  [InlineData("ว่าง")]
  [InlineData("ดี")]
  public void Split_AWordAndItsOpposite_AreTwoWords(string word)
  {
    foreach (var words in new[] { ThaiWords.Default, WithoutIcu })
    {
      Assert.Equal([word], words.Split(word));
      Assert.Equal([$"ไม่{word}"], words.Split($"ไม่{word}"));
      Assert.Equal([$"ไม่{word}"], words.Split($"ไม่ {word}"));
      Assert.Equal(["เจ้าหน้าที่", $"ไม่{word}"], words.Split($"เจ้าหน้าที่ไม่{word}"));
    }
  }

  [EveryCultureTheory]
  [InlineData("ไม่ได้รับความสะดวกค่ะ", "ไม่ได้รับความสะดวก|ค่ะ")]
  [InlineData("ไม่มีที่จอดรถ", "ไม่มีที่จอดรถ")]
  [InlineData("ไม่ค่อยพึงพอใจ", "ไม่ค่อยพึงพอใจ")]
  [InlineData("ความไม่พึงพอใจ", "ความ|ไม่พึงพอใจ")]
  [InlineData("ไม่มีครับ", "ไม่มี|ครับ")]
  [InlineData("ไม่มี", "ไม่มี")]
  [InlineData("ไม่", "ไม่")]
  [InlineData("มิได้รับบริการ", "มิได้รับบริการ")]
  [InlineData("พอใจหรือไม่พอใจ", "พอใจ|หรือ|ไม่พอใจ")]
  [InlineData("พอใจหรือไม่ ควรปรับปรุง", "พอใจ|หรือ|ไม่|ควร|ปรับปรุง")]
  [InlineData("ไม่ใช่ไม่ดี", "ไม่ใช่|ไม่ดี")]
  [InlineData("ไม่\nควรปรับปรุง", "ไม่|ควร|ปรับปรุง")]
  [InlineData("ไม่, ดี", "ไม่|ดี")]
  [InlineData("ไม่ว่าจะมาเมื่อไร", "ไม่ว่าจะ|มา|เมื่อไร")]
  [InlineData("เก้าอี้ไม้", "เก้าอี้|ไม้")]
  public void Split_JoinsNotWithWhatItDenies(string text, string words) =>
    Assert.Equal(words, string.Join('|', ThaiWords.Default.Split(text)));

  [EveryCultureFact]
  public void Split_WithTermsOfAnOffice_KeepsThemWhole()
  {
    var words = new ThaiWords(["บ้านสุขใจวิทยา", "", "ก"], []);

    Assert.Equal(["โรงเรียน", "บ้านสุขใจวิทยา"], words.Split("โรงเรียนบ้านสุขใจวิทยา"));
    Assert.DoesNotContain("บ้านสุขใจวิทยา", ThaiWords.Default.Split("โรงเรียนบ้านสุขใจวิทยา"));
  }

  [EveryCultureFact]
  public void Split_KeepsEveryBuiltInTermWholeInsideASentence() =>
    Assert.All(DataFile.Lines("terms"), term =>
    {
      var plain = ThaiText.Normalise(term);
      Assert.Equal([plain], ThaiWords.Default.Split(term));
      Assert.Contains(plain, ThaiWords.Default.Split($"มี {term} มาก"));
      Assert.Equal([plain], WithoutIcu.Split(term));
    });

  [EveryCultureFact]
  public void Keywords_LeaveOutWhatSaysNothing()
  {
    Assert.Equal(["เจ้าหน้าที่", "บริการ", "ดี", "ที่จอดรถ", "ไม่พอ"], ThaiWords.Default.Keywords("เจ้าหน้าที่บริการดีๆ มากๆ ค่ะ แต่ที่จอดรถไม่พอ ๓ ครั้ง"));
    Assert.Equal(["ไม่ดี"], new ThaiWords([], ["ดี"]).Keywords("ดี ไม่ดี"));
    Assert.Empty(ThaiWords.Default.Keywords("และ ที่ 12 - ก"));
  }

  [EveryCultureFact]
  public void StopWords_HoldNoNegation() =>
    Assert.All(["ไม่", "ไม่มี", "ไม่ได้", "ไม่ดี"], word => Assert.Equal([word], ThaiWords.Default.Keywords(word)));

  [EveryCultureFact]
  public void Split_WithoutIcu_StillFindsTermsAndNegations()
  {
    Assert.Equal(["อยู่", "ลำปาง"], WithoutIcu.Split("อยู่ลำปาง"));
    Assert.Equal(["เจ้าหน้าที่", "ไม่สุภาพ"], WithoutIcu.Split("เจ้าหน้าที่ไม่สุภาพ"));
    Assert.Equal(["ผอ.", "สพป.", "เชียงใหม่"], WithoutIcu.Split("ผอ.สพป.เชียงใหม่"));
    Assert.Equal(["หน้าต่างที่"], new ThaiWords(["ที่"], [], icu: null).Split("หน้าต่างที่"));
    Assert.Equal(["ควรเพิ่ม", "ที่จอดรถ", "ด้วยนะ"], WithoutIcu.Split("ควรเพิ่มที่จอดรถด้วยนะ"));
  }

  [EveryCultureFact]
  public void Split_WithoutIcu_CutsNoSyllable()
  {
    Assert.Equal(["เลขที่"], new ThaiWords(["ลขที่"], [], icu: null).Split("เลขที่"));
    Assert.Equal(["ปากกา"], new ThaiWords(["ปากก"], [], icu: null).Split("ปากกา"));
  }

  [EveryCultureFact]
  public void KnowsThai_OnThisMachine_IsTrue() => Assert.True(ThaiWords.KnowsThai);

  [EveryCultureFact]
  public void Split_OfAnyText_LosesAndDoublesNothing() =>
    Prop.ForAll(Gen.OneOf(Arbitraries.HardText.Generator, Arbitraries.Comments.Generator).ToArbitrary(), text =>
    {
      foreach (var words in new[] { ThaiWords.Default, WithoutIcu })
      {
        var split = words.Split(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(ThaiText.Normalise);
        Assert.Equal(LettersAndDigits(string.Concat(lines)), LettersAndDigits(string.Concat(split)));
        Assert.All(split, word => Assert.NotEmpty(LettersAndDigits(word)));
      }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

  private static string LettersAndDigits(string text) =>
    string.Concat(text.EnumerateRunes().Where(rune => System.Text.Rune.IsLetterOrDigit(rune)).Select(rune => rune.ToString()));

  [EveryCultureFact]
  public async Task Split_OnManyThreadsAtOnce_IsTheSame()
  {
    const string text = "เจ้าหน้าที่ไม่ค่อยสุภาพ แต่การให้บริการรวดเร็ว และรอนานเกินไป";
    var expected = ThaiWords.Default.Split(text);

    await Parallel.ForAsync(0, 2000, (_, _) =>
    {
      Assert.Equal(expected, ThaiWords.Default.Split(text));
      return ValueTask.CompletedTask;
    });
  }
}
