using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Thai;

namespace Rapfang.Platform.Export;

/// <summary>
/// A list as a file, written row by row: CSV (UTF-8 with BOM, so that Excel reads the Thai) or XLSX. A cell is a text, a
/// whole number, a decimal or a day; a text can never become a formula.
/// </summary>
/// <param name="Name">Of the file, without its ending.</param>
/// <param name="Format"><c>csv</c> or <c>xlsx</c>.</param>
public sealed class ExportTable(string Name, string Format, IReadOnlyList<string> Headings, IAsyncEnumerable<object?[]> Rows) : IActionResult
{
    public static bool Knows(string? format) => format is "csv" or "xlsx";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = Format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString($"{Name}.{Format}")}";
        response.Headers.CacheControl = "no-store";
        if (Format == "csv")
        {
            await WriteCsvAsync(response.Body, context.HttpContext.RequestAborted);
            return;
        }

        // A package is put together by going back in the file, so it is made on disk first.
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await WriteXlsxAsync(file, context.HttpContext.RequestAborted);
            await response.SendFileAsync(file, context.HttpContext.RequestAborted);
        }
        finally
        {
            File.Delete(file);
        }
    }

    async Task WriteCsvAsync(Stream body, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16);
        await writer.WriteLineAsync(string.Join(',', Headings.Select(Quote)));
        await foreach (var row in Rows.WithCancellation(cancellation))
        {
            await writer.WriteLineAsync(string.Join(',', row.Select(cell => cell switch
            {
                null => "",
                string text => Quote(text),
                DateOnly day => ThaiDate.Numeric(day),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => Quote(cell.ToString()!),
            })));
        }
    }

    /// <summary>A text as a cell of CSV. What starts like a formula would be run by Excel; an apostrophe before it makes it text.</summary>
    public static string Quote(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    async Task WriteXlsxAsync(string path, CancellationToken cancellation)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        var styles = book.AddNewPart<WorkbookStylesPart>();
        // 0: plain, 1: heading, 2: whole number with separators, 3: decimal.
        styles.Stylesheet = new Stylesheet(
            new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "TH Sarabun New" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "TH Sarabun New" })),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true }));
        var sheet = book.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            writer.WriteElement(new Columns(Headings.Select((_, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = 24, CustomWidth = true })));
            writer.WriteStartElement(new SheetData());
            writer.WriteElement(new Row(Headings.Select(heading => TextCell(heading, 1))));
            await foreach (var row in Rows.WithCancellation(cancellation))
            {
                writer.WriteElement(new Row(row.Select(Cell)));
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        book.Workbook = new Workbook(new Sheets(new Sheet { Name = "1", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
    }

    static Cell Cell(object? value) => value switch
    {
        null => new Cell(),
        string text => TextCell(text, 0),
        DateOnly day => TextCell(ThaiDate.Numeric(day), 0), // Excel knows no Buddhist Era.
        decimal or double => new Cell { CellValue = new(Convert.ToString(value, CultureInfo.InvariantCulture)!), StyleIndex = 3 },
        IFormattable number => new Cell { CellValue = new(number.ToString(null, CultureInfo.InvariantCulture)), StyleIndex = 2 },
        _ => TextCell(value.ToString()!, 0),
    };

    static Cell TextCell(string text, uint style) => new()
    {
        DataType = CellValues.InlineString, StyleIndex = style,
        InlineString = new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(string.Concat(text.Where(c => c is '\n' or '\t' || !char.IsControl(c)))) { Space = SpaceProcessingModeValues.Preserve }),
    };
}
