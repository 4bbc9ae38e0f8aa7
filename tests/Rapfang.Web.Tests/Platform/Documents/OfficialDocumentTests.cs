using System.Runtime.CompilerServices;
using AngleSharp.Html.Parser;
using Rapfang.Platform.Documents;
using Rapfang.Thai;
using Xunit;

namespace Rapfang.Tests.Platform.Documents;

public class OfficialDocumentTests
{
    [Theory]
    [InlineData("ปี 2569 จำนวน 1,234 คน", "ปี ๒๕๖๙ จำนวน ๑,๒๓๔ คน")]
    [InlineData("ดูที่ https://example.go.th/s/12 ข้อ 3", "ดูที่ https://example.go.th/s/12 ข้อ ๓")]
    [InlineData("อีเมลinfo2@example.go.thหรือ 1579", "อีเมลinfo2@example.go.thหรือ ๑๕๗๙")]
    [InlineData("เกณฑ์ CS6 ข้อ 1", "เกณฑ์ CS6 ข้อ ๑")]
    [InlineData("ที่ ศธ 04001/ว12", "ที่ ศธ ๐๔๐๐๑/ว๑๒")]
    public void Text_WithThaiDigits_LeavesAddressesAndCodesAlone(string text, string shown)
    {
        Assert.Equal(shown, Shown(text, DigitStyle.Thai));
    }

    [Fact]
    public void Text_LosesWhatXmlRefuses_AndKeepsLettersOutsideTheBasicPlane()
    {
        Assert.Equal("กขค 😀", Shown("ก\u0000\u0008ข\u001Fค\t\uD83D\uDE00\uDFFF\uFFFF", DigitStyle.Arabic));
    }

    [Fact]
    public void Figure_WithoutAValueForEachCategory_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Figure("ก", "ก", ["ก", "ข"], [new Series("ค", [1], "000000")]));
        Assert.Throws<ArgumentException>(() => new Figure("ก", "ก", ["ก"], [new Series("ค", [-1], "000000")]));
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("\"/><sc")]
    public void Series_WithAColourThatIsNone_IsRefused(string colour)
    {
        Assert.Throws<ArgumentException>(() => new Series("ก", [], colour));
    }

    [Fact]
    public void PixelSize_ReadsPngAndJpeg_AndRefusesTheRest()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 40, 0, 30, 3, 0, 0, 0];

        Assert.Equal((60, 80), new DocumentImage(Samples.Png(60, 80), "image/png", "").PixelSize());
        Assert.Equal((30, 40), new DocumentImage(jpeg, "image/jpeg", "").PixelSize());
        Assert.Throws<InvalidOperationException>(() => new DocumentImage("GIF89a, a picture of another kind"u8.ToArray(), "image/png", "").PixelSize());
    }

    [Fact]
    public void Render_RowWithMoreCellsThanColumns_IsRefusedByEveryRenderer()
    {
        var document = new OfficialDocument("ก", [new Table("ก", [new Column("ก")], [new Row([new Cell("1"), new Cell("2")])])]);

        Assert.Throws<ArgumentException>(() => PrintHtml.Render(document));
        Assert.Throws<ArgumentException>(() => Docx.Render(document));
        Assert.Throws<ArgumentException>(() => Xlsx.Render(document));
    }

    [Fact]
    public void DocumentCss_HasAWidthForEveryPerCent()
    {
        var css = File.ReadAllText(Path.Combine(Folder(), "../../../../src/Rapfang.Web/Assets/css/document.css"));

        Assert.All(Enumerable.Range(1, 100), width => Assert.Contains($".w-{width} {{ width: {width}%; }}", css, StringComparison.Ordinal));
    }

    static string Shown(string text, DigitStyle digits) =>
        new HtmlParser().ParseDocument(PrintHtml.Render(new OfficialDocument("ก", [new Paragraph(text)], digits))).QuerySelector("p")!.TextContent;

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
