using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Rapfang.Thai;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Rapfang.Platform.Documents;

/// <summary>Makes the workbook of a document: a worksheet for each table, ready to calculate with and to print on A4.</summary>
public static partial class Xlsx
{
    /// <summary>The media type of the file.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // What Excel takes: in a cell, in a sheet's name, in one part of a footer.
    const int LongestCell = 32_767;
    const int LongestName = 31;
    const int LongestFooter = 200;

    /// <summary>The bytes of the .xlsx file. A document without tables gives one sheet that says so.</summary>
    /// <exception cref="ArgumentException">A table row has more cells than its table has columns.</exception>
    public static byte[] Render(OfficialDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            file.PackageProperties.Title = DocumentText.Show(document.Title, document.Digits);
            file.PackageProperties.Language = "th-TH";
            WriteWorkbook(file.AddWorkbookPart(), document);
        }

        return stream.ToArray();
    }

    static void WriteWorkbook(WorkbookPart workbook, OfficialDocument document)
    {
        var tables = document.Blocks.Select(block => block is ProcessChart process ? process.AsTable() : block).OfType<Table>().ToList();
        if (tables.Count == 0)
        {
            tables.Add(new Table(document.Title, [new Column("")], []));
        }

        var styles = new XlsxStyles();
        var sheets = new S.Sheets();
        var names = new S.DefinedNames();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < tables.Count; i++)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            var sheet = new Sheet(tables[i], document, styles);
            part.Worksheet = sheet.Write();

            var name = SheetName(DocumentText.Show(tables[i].Caption, document.Digits), i + 1, taken);
            sheets.Append(new S.Sheet { Name = name, SheetId = (uint)i + 1, Id = workbook.GetIdOfPart(part) });
            names.Append(new S.DefinedName($"'{name.Replace("'", "''", StringComparison.Ordinal)}'!$1:${sheet.HeadRows}")
            { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i });
        }

        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = styles.Stylesheet();
        workbook.Workbook = new S.Workbook(sheets, names);
    }

    /// <summary>A name Excel takes: without its own signs, at most 31 long, unlike every other.</summary>
    internal static string SheetName(string caption, int number, HashSet<string> taken)
    {
        var words = string.Join(' ', caption.Split(['[', ']', ':', '*', '?', '/', '\\', '\n', ' '], StringSplitOptions.RemoveEmptyEntries)).Trim('\'', ' ');
        if (words.Length == 0 || words.Equals("History", StringComparison.OrdinalIgnoreCase))
        {
            words = $"ตาราง {number}";
        }

        var name = Cut(words, LongestName);
        var again = 1;
        while (!taken.Add(name))
        {
            again++;
            name = $"{Cut(words, LongestName - $" ({again})".Length)} ({again})";
        }

        return name;
    }

    // Cuts between whole letters, so that no mark is parted from its consonant.
    static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var kept = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && kept.Length + elements.GetTextElement().Length <= length)
        {
            kept.Append(elements.GetTextElement());
        }

        return kept.ToString().TrimEnd(' ', '\'');
    }

    // Excel reads _x0041_ in a text as the letter A; the underscore is written that way itself to stay what it is.
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LooksEscaped { get; }

    sealed class Sheet(Table table, OfficialDocument document, XlsxStyles styles)
    {
        readonly S.SheetData data = new();
        readonly List<string> merges = [];
        readonly double[] widths = Widths(table, document);

        int Columns => table.Columns.Count;

        /// <summary>The rows that stay in sight and come again on every printed page: caption and heading.</summary>
        internal int HeadRows => TableShape.HasGroups(table) ? 3 : 2;

        internal S.Worksheet Write()
        {
            WriteWide(table.Caption ?? document.Title, TablePart.Caption, 16);
            WriteHead();
            if (table.Rows.Count == 0)
            {
                WriteWide(DocumentText.Nothing, TablePart.Body, 14, Align.Center);
            }

            foreach (var row in table.Rows)
            {
                if (row.Kind == RowKind.Section)
                {
                    WriteWide(TableShape.SectionText(row), TablePart.Section, 14);
                }
                else
                {
                    WriteRow(row);
                }
            }

            if (table.Note is { } note)
            {
                WriteWide(note, TablePart.Note, 13);
            }

            return Worksheet();
        }

        S.Worksheet Worksheet()
        {
            var worksheet = new S.Worksheet(
                new S.SheetProperties(new S.PageSetupProperties { FitToPage = true }),
                new S.SheetViews(new S.SheetView(
                    new S.Pane { VerticalSplit = HeadRows, TopLeftCell = $"A{HeadRows + 1}", ActivePane = S.PaneValues.BottomLeft, State = S.PaneStateValues.Frozen })
                { WorkbookViewId = 0, ShowGridLines = false }),
                new S.SheetFormatProperties { DefaultRowHeight = 21 },
                new S.Columns(widths.Select((width, i) =>
                    new S.Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })),
                data);
            if (merges.Count > 0)
            {
                worksheet.Append(new S.MergeCells(merges.Select(area => new S.MergeCell { Reference = area })));
            }

            worksheet.Append(
                new S.PrintOptions { HorizontalCentered = true },
                new S.PageMargins { Left = 0.79, Right = 0.59, Top = 0.79, Bottom = 0.79, Header = 0.3, Footer = 0.3 },
                new S.PageSetup
                {
                    PaperSize = 9,
                    Orientation = document.Landscape || widths.Sum() > 110 ? S.OrientationValues.Landscape : S.OrientationValues.Portrait,
                    FitToWidth = 1,
                    FitToHeight = 0,
                },
                new S.HeaderFooter(new S.OddFooter(
                    $"&L{Cut(DocumentText.Show(document.FooterText, document.Digits), LongestFooter).Replace("&", "&&", StringComparison.Ordinal)}&Rหน้า &P/&N")));
            return worksheet;
        }

        void WriteHead()
        {
            var grouped = TableShape.HasGroups(table);
            var top = NewRow();
            foreach (var head in TableShape.HeadCells(table))
            {
                for (var i = 0; i < head.Span; i++)
                {
                    top.Append(TextCell(head.Start + i, i == 0 ? head.Text : "", new CellLook(TablePart.Head, Align.Center)));
                }

                if (head.Span > 1)
                {
                    Merge(head.Start, head.Start + head.Span - 1, 0);
                }
            }

            if (!grouped)
            {
                return;
            }

            var below = NewRow();
            for (var i = 0; i < Columns; i++)
            {
                below.Append(TextCell(i, table.Columns[i].Group is null ? "" : table.Columns[i].Header, new CellLook(TablePart.Head, Align.Center)));
                if (table.Columns[i].Group is null)
                {
                    Merge(i, i, 1);
                }
            }
        }

        void WriteRow(Row row)
        {
            var line = NewRow();
            var part = row.Kind == RowKind.Total ? TablePart.Total : TablePart.Body;
            var cells = TableShape.Cells(table, row);
            for (var i = 0; i < cells.Count; i++)
            {
                var look = new CellLook(part, table.Columns[i].Align);
                line.Append(cells[i].Number is { } number
                    ? NumberCell(i, number, look with { NumberFormat = cells[i].NumberFormat })
                    : TextCell(i, cells[i].Text, look));
            }
        }

        /// <summary>One text across all columns; Excel does not find the height of merged cells by itself.</summary>
        void WriteWide(string text, TablePart part, int points, Align align = Align.Left)
        {
            var line = NewRow();
            for (var i = 0; i < Columns; i++)
            {
                line.Append(TextCell(i, i == 0 ? text : "", new CellLook(part, align)));
            }

            if (Columns > 1)
            {
                Merge(0, Columns - 1, 0);
            }

            var lines = DocumentText.Lines(text).Sum(one => 1 + (int)(DocumentText.Letters(one) * points / 14 / widths.Sum()));
            line.Height = Math.Min(409, lines * points * 1.5);
            line.CustomHeight = true;
        }

        S.Row NewRow() => data.AppendChild(new S.Row { RowIndex = (uint)data.ChildElements.Count + 1 });

        /// <summary>Merges cells of the row last begun, and of so many rows above it.</summary>
        void Merge(int first, int last, int rowsAbove) =>
            merges.Add($"{Letters(first)}{data.ChildElements.Count - rowsAbove}:{Letters(last)}{data.ChildElements.Count}");

        S.Cell TextCell(int column, string text, CellLook look)
        {
            var shown = Cut(DocumentText.Show(text, document.Digits), LongestCell);
            var style = styles.IndexOf(look with { IsQuoted = shown is ['=' or '+' or '-' or '@', ..] });
            var cell = new S.Cell { CellReference = Address(column), StyleIndex = style };
            if (shown.Length > 0)
            {
                var value = LooksEscaped.Replace(shown, "_x005F_");
                cell.DataType = S.CellValues.InlineString;
                cell.InlineString = new S.InlineString(new S.Text(value) { Space = SpaceProcessingModeValues.Preserve });
            }

            return cell;
        }

        S.Cell NumberCell(int column, decimal number, CellLook look) => new()
        {
            CellReference = Address(column),
            StyleIndex = styles.IndexOf(look),
            CellValue = new S.CellValue(number.ToString(CultureInfo.InvariantCulture)),
        };

        string Address(int column) => $"{Letters(column)}{data.ChildElements.Count}";

        static string Letters(int column) => column < 26
            ? $"{(char)('A' + column)}"
            : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";

        // Wide enough for what stands in the column, up to a width at which long text wraps.
        static double[] Widths(Table table, OfficialDocument document) => [.. table.Columns.Select((column, i) =>
        {
            var texts = table.Rows.Where(row => row.Kind != RowKind.Section && i < row.Cells.Count).Select(row => row.Cells[i].Text).Append(column.Header);
            var longest = texts.SelectMany(text => DocumentText.Lines(DocumentText.Show(text, document.Digits))).Max(DocumentText.Letters);
            return Math.Clamp(longest + 3.0, 9.0, table.Columns.Count == 1 ? 90.0 : 48.0);
        })];
    }
}
