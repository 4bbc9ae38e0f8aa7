using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Rapfang.Platform.Documents;
using Rapfang.Thai;
using Xunit;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using D = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using OfficialTable = Rapfang.Platform.Documents.Table;
using OfficialParagraph = Rapfang.Platform.Documents.Paragraph;

namespace Rapfang.Tests.Platform.Documents;

public class DocxTests
{
    public static TheoryData<string> Kinds => ["memo", "thai", "letter", "hostile", "empty"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Render_IsAcceptedByTheValidatorOfOffice2019(string kind)
    {
        using var file = Open(kind switch
        {
            "memo" => Samples.Full(),
            "thai" => Samples.Full(DigitStyle.Thai),
            "letter" => Samples.Mail with { Blocks = [Samples.Letter with { Emblem = new DocumentImage(Samples.Png(9, 3), "image/png", "ตรา") }, .. Samples.Mail.Blocks] },
            "hostile" => Samples.Nasty,
            _ => new OfficialDocument("", []),
        });

        var faults = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file);

        Assert.Empty(faults.Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
    }

    [Fact]
    public void Render_TextIsSarabun16_InBothScripts_AndThai()
    {
        using var file = Open(Samples.Full());
        var run = file.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!;

        Assert.Equal("TH Sarabun New", run.RunFonts!.ComplexScript!.Value);
        Assert.Equal("TH Sarabun New", run.RunFonts.Ascii!.Value);
        Assert.Equal("32", run.FontSize!.Val!.Value);
        Assert.Equal("32", run.FontSizeComplexScript!.Val!.Value);
        Assert.Equal("th-TH", run.Languages!.Bidi!.Value);
    }

    [Fact]
    public void Render_HeadingsUseWordsOwnStyles()
    {
        using var file = Open(Samples.Full());
        var styles = Body(file).Elements<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().ToLookup(one => one.ParagraphProperties?.ParagraphStyleId?.Val?.Value, one => one.InnerText);

        Assert.Equal(["1. ผลการสำรวจ"], styles["Heading1"]);
        Assert.Equal(["ข้อเสนอ"], styles["Heading2"]);
        Assert.Equal(["ช่องทางติดต่อ"], styles["Heading3"]);
    }

    [Fact]
    public void Render_Memo_StandsUnderItsTitleInTheOfficialOrder()
    {
        using var file = Open(Samples.Full());
        var text = Body(file).InnerText;
        int[] places = [.. new[] { "บันทึกข้อความ", "ส่วนราชการ", "ศธ 04001/125", "วันที่", "เรื่อง", "เรียน" }.Select(word => text.IndexOf(word, StringComparison.Ordinal))];

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Render_Table_RepeatsItsHeadAndKeepsRowsWhole()
    {
        using var file = Open(Samples.Full());
        var rows = Grid(file).Elements<TableRow>().ToList();

        Assert.Equal([true, true, false], rows.Take(3).Select(row => row.TableRowProperties!.Elements<TableHeader>().Any()));
        Assert.All(rows, row => Assert.Single(row.TableRowProperties!.Elements<CantSplit>()));
        Assert.Equal(5, Grid(file).GetFirstChild<TableGrid>()!.Elements<GridColumn>().Count());
        Assert.Equal(2, rows[0].Elements<TableCell>().ElementAt(2).TableCellProperties!.GridSpan!.Val!.Value);
        Assert.Equal(5, rows[2].Elements<TableCell>().Single().TableCellProperties!.GridSpan!.Val!.Value);
        Assert.Equal("18.67", rows[^1].Elements<TableCell>().ElementAt(2).InnerText);
    }

    [Fact]
    public void Render_EmptyTable_SaysSoAcrossAllColumns()
    {
        using var file = Open(new OfficialDocument("ก", [new OfficialTable(null, [new("ก"), new("ข")], [])]));

        Assert.Equal("ไม่มีข้อมูล", Grid(file).Elements<TableRow>().Last().Elements<TableCell>().Single().InnerText);
    }

    [Fact]
    public void Render_ParagraphBeforeASignature_IsKeptWithIt()
    {
        using var file = Open(Samples.Full());
        var paragraphs = Body(file).Elements<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().ToList();
        var last = paragraphs.Single(one => one.InnerText.StartsWith("จึงเรียนมา", StringComparison.Ordinal));

        Assert.NotNull(last.ParagraphProperties!.KeepNext);
        Assert.Equal("1417", last.ParagraphProperties.Indentation!.FirstLine!.Value);
        Assert.Equal("(นางสาวทดสอบ ระบบดี)", paragraphs[^2].InnerText);
    }

    [Fact]
    public void Render_NumberedLists_EachStartAtOne()
    {
        using var file = Open(new OfficialDocument("ก", [new BulletList(["ก"], true), new OfficialParagraph("ข"), new BulletList(["ค"], true)]));
        var used = Body(file).Descendants<NumberingId>().Select(one => one.Val!.Value).ToList();

        Assert.Equal(2, used.Distinct().Count());
        Assert.All(used, number => Assert.Equal(1, file.MainDocumentPart!.NumberingDefinitionsPart!.Numbering.Elements<NumberingInstance>()
            .Single(one => one.NumberID! == number).Descendants<StartOverrideNumberingValue>().Single().Val!.Value));
    }

    [Fact]
    public void Render_Figure_IsAChartWithItsDataInside()
    {
        using var file = Open(Samples.Full());
        var part = file.MainDocumentPart!.ChartParts.Single();
        var bars = part.ChartSpace.Descendants<C.BarChart>().Single();

        Assert.Equal(C.BarGroupingValues.Stacked, bars.BarGrouping!.Val!.Value);
        Assert.Equal(C.BarDirectionValues.Bar, bars.BarDirection!.Val!.Value);
        Assert.Equal(["พึงพอใจมาก", "พึงพอใจ", "ไม่พึงพอใจ"], bars.Descendants<C.SeriesText>().Select(one => one.Descendants<C.NumericValue>().Single().Text));
        Assert.Equal(Samples.Chart.AltText, Body(file).Descendants<D.DocProperties>().Last().Description!.Value);

        using var data = SpreadsheetDocument.Open(part.EmbeddedPackagePart!.GetStream(), isEditable: false);
        var cell = data.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().Single(one => one.CellReference == "C4");
        Assert.Equal("65", cell.CellValue!.Text);
        Assert.Equal("'ข้อมูล'!$C$3:$C$6", bars.Descendants<C.Values>().ElementAt(1).Descendants<C.Formula>().Single().Text);
    }

    [Fact]
    public void Render_Page_IsA4WithOfficialMarginsAndPageNumbers()
    {
        using var file = Open(Samples.Full(DigitStyle.Thai));
        var section = Body(file).Elements<SectionProperties>().Single();
        var footer = file.MainDocumentPart!.FooterParts.Single().Footer;

        Assert.Equal(11906u, section.GetFirstChild<PageSize>()!.Width!.Value);
        Assert.Equal(1701u, section.GetFirstChild<PageMargin>()!.Left!.Value);
        Assert.Equal([" PAGE "], footer.Descendants<SimpleField>().Select(one => one.Instruction!.Value));
        Assert.Equal(NumberFormatValues.ThaiNumbers, section.GetFirstChild<PageNumberType>()!.Format!.Value);
        Assert.StartsWith("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต ๒", footer.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithArabicDigits_CountsThePages()
    {
        using var file = Open(Samples.Full());

        Assert.Equal([" PAGE ", " NUMPAGES "], file.MainDocumentPart!.FooterParts.Single().Footer.Descendants<SimpleField>().Select(one => one.Instruction!.Value));
    }

    [Fact]
    public void Render_Emblem_KeepsItsProportions()
    {
        using var file = Open(Samples.Full());
        var extent = Body(file).Descendants<D.Inline>().First().Extent!;

        Assert.Equal(540_000, extent.Cy!.Value);
        Assert.Equal(405_000, extent.Cx!.Value);
    }

    [Fact]
    public void Render_HasATitleAndNamesNobody()
    {
        using var file = Open(Samples.Full());

        Assert.Equal("รายงานผลการสำรวจ 2569", file.PackageProperties.Title);
        Assert.Null(file.PackageProperties.Creator);
        Assert.Null(file.PackageProperties.LastModifiedBy);
    }

    [Fact]
    public void Render_HostileText_IsKeptAsText()
    {
        using var file = Open(Samples.Nasty);

        Assert.Contains("<script>alert(1)</script> &amp; \"x\"", Body(file).InnerText, StringComparison.Ordinal);
        Assert.Contains(new string('ก', 10_000), Body(file).InnerText, StringComparison.Ordinal);
    }

    static WordprocessingDocument Open(OfficialDocument document) => WordprocessingDocument.Open(new MemoryStream(Docx.Render(document)), isEditable: false);

    static Body Body(WordprocessingDocument file) => file.MainDocumentPart!.Document.Body!;

    static DocumentFormat.OpenXml.Wordprocessing.Table Grid(WordprocessingDocument file) =>
        Body(file).Elements<DocumentFormat.OpenXml.Wordprocessing.Table>().First(table => table.Descendants<TableHeader>().Any());
}
