using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Flow;
using Rapfang.Tests.Platform.Flow;
using Rapfang.Thai;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Rapfang.Tests.Platform.Documents;

/// <summary>The official table and the charts of processes on the page, in Word and in a workbook.</summary>
public class FlowInDocumentsTests
{
    static OfficialDocument Document(DigitStyle digits = DigitStyle.Arabic) => new("สรุปมาตรฐานงาน",
        [
            new Table("สรุปมาตรฐานงาน", [new("ที่", 1, Align.Center), new("ผังขั้นตอนการดำเนินงาน", 6), new("รายละเอียดงาน", 7), new("เวลา", 2)],
                [.. FlowTable.Cells(FlowSamples.Quality, rowsPerPage: 4).Select(cell => new Row([new($"{cell.Step.Number}"), Cell.Of(cell), new(cell.Step.Text), new(FlowTime.Of(cell.Step).Words.Thai)]))]),
            new ProcessLegend(),
            new ProcessChart("แผนผังการทำงาน", FlowSamples.Quality),
            new ProcessChart("ตามผู้รับผิดชอบ", FlowSamples.Quality, FlowLayout.Lanes),
            new ProcessChart("ยาว", [.. Enumerable.Range(1, 30).Select(n => new FlowStep(n, FlowSamples.Long[..(n * 10)]) { Symbol = n % 5 == 0 && n < 30 ? StepSymbol.Decision : StepSymbol.Activity, IfNot = n % 10 == 0 ? 1 : 30 })]),
        ], digits);

    static WordprocessingDocument Word(OfficialDocument document) => WordprocessingDocument.Open(new MemoryStream(Docx.Render(document)), false);

    [Fact]
    public void Docx_IsAcceptedByTheValidator_AndItsSymbolsAreShapesWithWords()
    {
        using var file = Word(Document());

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        var row = file.MainDocumentPart!.Document.Body!.Descendants<W.TableRow>().ElementAt(2);
        Assert.Contains("diamond", row.InnerXml.Replace("flowChartDecision", "diamond", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("เห็นชอบ", row.InnerText, StringComparison.Ordinal);
        Assert.Empty(file.MainDocumentPart.ImageParts);
    }

    [Fact]
    public void Docx_WhereAPageEnds_BeginsANewOne()
    {
        using var file = Word(Document());

        Assert.Equal([5], file.MainDocumentPart!.Document.Body!.Descendants<W.TableRow>().Select((row, i) => (row, i))
            .Where(row => row.row.Descendants<W.PageBreakBefore>().Any()).Select(row => row.i));
    }

    [Fact]
    public void Print_DrawsTheSymbolInItsCell_AndSaysTheChartAsAList()
    {
        var page = new HtmlParser().ParseDocument(PrintHtml.Render(Document(DigitStyle.Thai)));

        var cell = page.QuerySelectorAll("tbody .flow-cell")[1];
        Assert.Equal("ตัดสินใจ: ผอ.สพป./สพม. พิจารณา (๒ วัน) เห็นชอบ ไปขั้นที่ ๓ ไม่เห็นชอบ ไปขั้นที่ ๑", cell.QuerySelector("svg.flow-sign")!.GetAttribute("aria-label"));
        Assert.Equal("page-start", page.QuerySelectorAll("tbody tr")[4].ClassName);
        Assert.Equal("๑. วิเคราะห์กำหนดกลุ่ม", page.QuerySelector("figure:not(.legend) text")!.TextContent);
        Assert.Equal(8, page.QuerySelector("ol.unseen")!.Children.Length);
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public void Print_OfAChartHigherThanAPage_GoesOnBehindConnectors()
    {
        var page = new HtmlParser().ParseDocument(PrintHtml.Render(Document()));
        var figures = page.QuerySelectorAll("figure:not(.legend)");

        Assert.InRange(figures.Length, 5, 20);
        Assert.All(figures.Skip(2), figure => Assert.NotEmpty(figure.QuerySelectorAll(".connector")));
        Assert.All(figures, figure => Assert.InRange(double.Parse(figure.QuerySelector("svg")!.GetAttribute("height")!), 1, 1100)); // A little higher than the page is made smaller.
    }

    [Fact]
    public void Workbook_SaysStepsInWords()
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(Xlsx.Render(Document())), false);

        Assert.Equal(["สรุปมาตรฐานงาน", "แผนผังการทำงาน", "ตามผู้รับผิดชอบ", "ยาว"], file.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.Contains("ตัดสินใจ: ผอ.สพป./สพม. พิจารณา", file.WorkbookPart.WorksheetParts.First().Worksheet.InnerText, StringComparison.Ordinal);
    }
}
