using System.Data;
using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Rapfang.Platform.Documents;
using Rapfang.Thai;
using Xunit;
using OfficialCell = Rapfang.Platform.Documents.Cell;
using OfficialColumn = Rapfang.Platform.Documents.Column;
using OfficialRow = Rapfang.Platform.Documents.Row;
using OfficialTable = Rapfang.Platform.Documents.Table;

namespace Rapfang.Tests.Platform.Documents;

public class XlsxTests
{
    static XlsxTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Kinds => ["memo", "thai", "hostile", "empty"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Render_IsAcceptedByTheValidatorOfOffice2019(string kind)
    {
        using var file = Open(kind switch
        {
            "memo" => Samples.Full(),
            "thai" => Samples.Full(DigitStyle.Thai),
            "hostile" => Samples.Nasty,
            _ => new OfficialDocument("", []),
        });

        var faults = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file);

        Assert.Empty(faults.Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
    }

    [Fact]
    public void Render_Table_ReadsBackWithRealNumbers()
    {
        var rows = Read(Samples.Full()).Single().Rows;

        Assert.Equal("ตารางที่ 1 ร้อยละของความพึงพอใจ จำแนกตามประเด็น||||", rows[0]);
        Assert.Equal("ที่|ประเด็น|พึงพอใจ||ไม่พึงพอใจ", rows[1]);
        Assert.Equal("||มาก|ปานกลาง|", rows[2]);
        Assert.Equal("1. กระบวนการขั้นตอนการให้บริการ", rows[3].TrimEnd('|'));
        Assert.Equal("1|สะดวกเข้าใจง่าย|#31|#25|#44", rows[4]);
        Assert.Equal("|เฉลี่ย|#18.67|#36.67|#44.66", rows[8]);
        Assert.StartsWith("หมายเหตุ", rows[9], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithThaiDigits_ChangesTextButNeverANumber()
    {
        var sheet = Read(Samples.Full(DigitStyle.Thai)).Single();

        Assert.Equal("๑|สะดวกเข้าใจง่าย|#31|#25|#44", sheet.Rows[4]);
        Assert.Contains("https://example.go.th/s/12", sheet.Rows[9], StringComparison.Ordinal);
        Assert.StartsWith("ตารางที่ ๑", sheet.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NumberFormat_IsTheCellsOwn()
    {
        using var file = Open(Samples.Full());
        var style = CellAt(file, "C5").StyleIndex!.Value;
        var sheet = file.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var id = sheet.CellFormats!.Elements<CellFormat>().ElementAt((int)style).NumberFormatId!.Value;

        Assert.Equal("0.00", sheet.NumberingFormats!.Elements<NumberingFormat>().Single(one => one.NumberFormatId! == id).FormatCode!.Value);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+66")]
    [InlineData("-1")]
    [InlineData("@a")]
    public void Render_TextLikeAFormula_StaysText(string text)
    {
        using var file = Open(new OfficialDocument("ก", [new OfficialTable("ก", [new OfficialColumn("ข")], [new OfficialRow([new OfficialCell(text)])])]));
        var cell = CellAt(file, "A3");

        Assert.Null(cell.CellFormula);
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Equal(text, cell.InnerText);
        Assert.True(file.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value).QuotePrefix!.Value);
    }

    [Fact]
    public void Render_HostileText_IsCutToWhatACellHolds()
    {
        var rows = Read(Samples.Nasty)[0].Rows;

        Assert.StartsWith("<script>alert(1)</script> &amp; \"x\" 'y' ]]> _x0041_", rows[0], StringComparison.Ordinal);
        Assert.Equal(32_767, rows[5].Length - "@a|".Length);
    }

    [Fact]
    public void Render_EmptyTable_SaysSo()
    {
        Assert.Equal("ไม่มีข้อมูล", Read(Samples.Nasty)[1].Rows[2].TrimEnd('|'));
    }

    [Fact]
    public void Render_WithoutTables_HasASheetThatSaysSo()
    {
        Assert.Equal("ไม่มีข้อมูล", Assert.Single(Read(new OfficialDocument("ก", [new Heading(1, "ข")]))).Rows[^1]);
    }

    [Theory]
    [InlineData("ผล: [ปี] 2568/2569 *?\\", "ผล ปี 2568 2569")]
    [InlineData("'ก'", "ก")]
    [InlineData("", "ตาราง 1")]
    [InlineData("history", "ตาราง 1")]
    [InlineData("ความพึงพอใจของผู้รับบริการที่สำนักงานทั่วไป", "ความพึงพอใจของผู้รับบริการที่สำ")]
    public void SheetName_IsOneExcelTakes(string caption, string name)
    {
        Assert.Equal(name, Names(caption).Single());
        Assert.InRange(name.Length, 1, 31);
    }

    [Fact]
    public void SheetName_ThatIsTaken_GetsANumber()
    {
        var caption = new string('A', 40);
        var names = Names(caption, caption.ToLowerInvariant(), caption);

        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.EndsWith(" (3)", names[2], StringComparison.Ordinal);
        Assert.All(names, name => Assert.Equal(31, name.Length));
    }

    [Fact]
    public void Render_Sheet_FreezesAndPrintsItsHeadOnA4()
    {
        using var file = Open(Samples.Full());
        var sheet = file.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var page = sheet.GetFirstChild<PageSetup>()!;

        Assert.Equal(3, sheet.Descendants<Pane>().Single().VerticalSplit!.Value);
        Assert.Equal("A4", sheet.Descendants<Pane>().Single().TopLeftCell!.Value);
        Assert.Equal((9u, 1u, 0u), (page.PaperSize!.Value, page.FitToWidth!.Value, page.FitToHeight!.Value));
        Assert.EndsWith("!$1:$3", file.WorkbookPart.Workbook.DefinedNames!.Elements<DefinedName>().Single().Text, StringComparison.Ordinal);
        Assert.Contains("C2:D2", sheet.Descendants<MergeCell>().Select(merge => merge.Reference!.Value));
        Assert.Contains("A2:A3", sheet.Descendants<MergeCell>().Select(merge => merge.Reference!.Value));
        Assert.Contains("A4:E4", sheet.Descendants<MergeCell>().Select(merge => merge.Reference!.Value));
    }

    static List<string> Names(params string[] captions) =>
        [.. Read(new OfficialDocument("ก", [.. captions.Select(caption => new OfficialTable(caption, [new OfficialColumn("ข")], []))])).Select(sheet => sheet.Name)];

    static SpreadsheetDocument Open(OfficialDocument document) => SpreadsheetDocument.Open(new MemoryStream(Xlsx.Render(document)), isEditable: false);

    static DocumentFormat.OpenXml.Spreadsheet.Cell CellAt(SpreadsheetDocument file, string address) =>
        file.WorkbookPart!.WorksheetParts.First().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().Single(cell => cell.CellReference == address);

    /// <summary>The sheets as another program reads them: cells joined by |, a real number marked by #.</summary>
    static List<(string Name, List<string> Rows)> Read(OfficialDocument document)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(Xlsx.Render(document)));
        var sheets = new List<(string Name, List<string> Rows)>();
        do
        {
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Shown(reader, i))));
            }

            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());

        return sheets;
    }

    static string Shown(IDataRecord reader, int column) =>
        reader.GetValue(column) is double number ? string.Create(CultureInfo.InvariantCulture, $"#{number}") : reader.GetValue(column)?.ToString() ?? "";
}
