using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Rapfang.Platform.Documents;

/// <summary>How a cell of a workbook looks.</summary>
/// <param name="Part">The part of the table it stands in.</param>
/// <param name="Align">Where its text stands.</param>
/// <param name="NumberFormat">Excel format code; null for text and for numbers as they come.</param>
/// <param name="IsQuoted">Whether the text starts like a formula; Excel then keeps it text when somebody edits the cell.</param>
sealed record CellLook(TablePart Part, Align Align = Align.Left, string? NumberFormat = null, bool IsQuoted = false);

/// <summary>The parts of a table that look different in a workbook.</summary>
enum TablePart
{
    Caption,
    Head,
    Body,
    Section,
    Total,
    Note,
}

/// <summary>Gives each <see cref="CellLook"/> its number and writes the style sheet of those in use.</summary>
sealed class XlsxStyles
{
    // Numbers below 164 belong to Excel's own formats.
    const uint FirstOwnFormat = 164;

    readonly List<CellLook> looks = [];
    readonly List<string> formats = [];

    internal uint IndexOf(CellLook look)
    {
        if (look.NumberFormat is { } format && !formats.Contains(format))
        {
            formats.Add(format);
        }

        if (!looks.Contains(look))
        {
            looks.Add(look);
        }

        return (uint)looks.IndexOf(look) + 1;
    }

    internal Stylesheet Stylesheet()
    {
        var sheet = new Stylesheet();
        if (formats.Count > 0)
        {
            sheet.NumberingFormats = new NumberingFormats(formats.Select((format, i) =>
                new NumberingFormat { NumberFormatId = FirstOwnFormat + (uint)i, FormatCode = format }));
        }

        sheet.Fonts = new Fonts(Font(14), Font(14, bold: true), Font(16, bold: true), Font(13));
        sheet.Fills = new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Solid("FFECEFF0"),
            Solid("FFF6F7F7"));
        sheet.Borders = new Borders(
            new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
            new Border(Line<LeftBorder>(), Line<RightBorder>(), Line<TopBorder>(), Line<BottomBorder>(), new DiagonalBorder()),
            new Border(Line<LeftBorder>(), Line<RightBorder>(), Line<TopBorder>(BorderStyleValues.Medium), Line<BottomBorder>(), new DiagonalBorder()));
        sheet.CellStyleFormats = new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 });
        sheet.CellFormats = new CellFormats([new CellFormat { FormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }, .. looks.Select(Format)]);
        sheet.CellStyles = new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 });
        return sheet;
    }

    CellFormat Format(CellLook look)
    {
        var (font, fill, border) = look.Part switch
        {
            TablePart.Caption => (2u, 0u, 0u),
            TablePart.Head => (1u, 2u, 1u),
            TablePart.Section => (1u, 3u, 1u),
            TablePart.Total => (1u, 0u, 2u),
            TablePart.Note => (3u, 0u, 0u),
            _ => (0u, 0u, 1u),
        };
        return new CellFormat(new Alignment
        {
            Horizontal = look.Align switch
            {
                Align.Center => HorizontalAlignmentValues.Center,
                Align.Right => HorizontalAlignmentValues.Right,
                _ => HorizontalAlignmentValues.Left,
            },
            Vertical = look.Part == TablePart.Head ? VerticalAlignmentValues.Center : VerticalAlignmentValues.Top,
            WrapText = true,
        })
        {
            FormatId = 0,
            FontId = font,
            FillId = fill,
            BorderId = border,
            NumberFormatId = look.NumberFormat is { } format ? FirstOwnFormat + (uint)formats.IndexOf(format) : 0,
            QuotePrefix = look.IsQuoted ? true : null,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true,
            ApplyNumberFormat = look.NumberFormat is not null,
        };
    }

    static Font Font(double points, bool bold = false)
    {
        var font = new Font { FontSize = new FontSize { Val = points }, FontName = new FontName { Val = DocxStyles.Font } };
        font.Bold = bold ? new Bold() : null;
        return font;
    }

    static Fill Solid(string argb) => new(new PatternFill(new ForegroundColor { Rgb = argb }) { PatternType = PatternValues.Solid });

    static T Line<T>(BorderStyleValues style = BorderStyleValues.Thin) where T : BorderPropertiesType, new() =>
        new() { Style = style, Color = new Color { Rgb = "FF444444" } };
}
