using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Rapfang.Thai;

namespace Rapfang.Platform.Documents;

/// <summary>The Word styles and numberings, so that an office can change the look of a document in one place.</summary>
static class DocxStyles
{
    internal const string Font = "TH Sarabun New";

    // A twentieth of a point, the unit of Word: 567 to the centimetre.
    internal const int FirstLine = 1417;
    internal const int PageWidth = 11906;
    internal const int PageHeight = 16838;
    internal const int Left = 1701;
    internal const int Right = 1134;
    internal const int Top = 1417;
    internal const int Bottom = 1134;

    internal const int Bullets = 1;
    internal const int Numbers = 2;

    internal static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font, ComplexScript = Font },
                new FontSize { Val = "32" },
                new FontSizeComplexScript { Val = "32" },
                new Languages { Val = "th-TH", EastAsia = "th-TH", Bidi = "th-TH" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(Spacing(0, 0)))),
        new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        ParagraphStyle("Title", "Title", 44, bold: true, Spacing(0, 240), JustificationValues.Center, keepNext: true),
        ParagraphStyle("Heading1", "heading 1", 36, bold: true, Spacing(240, 60), JustificationValues.Left, keepNext: true, outline: 0),
        ParagraphStyle("Heading2", "heading 2", 34, bold: true, Spacing(200, 40), JustificationValues.Left, keepNext: true, outline: 1),
        ParagraphStyle("Heading3", "heading 3", 32, bold: true, Spacing(160, 40), JustificationValues.Left, keepNext: true, outline: 2),
        ParagraphStyle("OfficialText", "Official Text", 32, bold: false, Spacing(0, 80), JustificationValues.ThaiDistribute),
        ParagraphStyle("ListParagraph", "List Paragraph", 32, bold: false, Spacing(0, 40), JustificationValues.Left),
        ParagraphStyle("MemoTitle", "Memo Title", 58, bold: true, Spacing(0, 0), JustificationValues.Center, keepNext: true),
        ParagraphStyle("HeadLine", "Head Line", 32, bold: false, Spacing(0, 60), JustificationValues.Left, keepNext: true),
        ParagraphStyle("ContentsTitle", "Contents Title", 36, bold: true, Spacing(240, 120), JustificationValues.Center, keepNext: true),
        ParagraphStyle("TOC1", "toc 1", 32, bold: false, Spacing(0, 40), JustificationValues.Left),
        ParagraphStyle("Caption", "caption", 30, bold: true, Spacing(160, 60), JustificationValues.Left, keepNext: true),
        ParagraphStyle("FigureCaption", "Figure Caption", 30, bold: false, Spacing(0, 200), JustificationValues.Center),
        ParagraphStyle("TableHead", "Table Head", 28, bold: true, Spacing(20, 20), JustificationValues.Center, keepNext: true),
        ParagraphStyle("TableText", "Table Text", 28, bold: false, Spacing(20, 20), JustificationValues.Left),
        ParagraphStyle("TableNote", "Table Note", 26, bold: false, Spacing(40, 200), JustificationValues.Left),
        ParagraphStyle("Signature", "Signature", 32, bold: false, Spacing(0, 0), JustificationValues.Center, keepNext: true),
        ParagraphStyle("Footer", "footer", 26, bold: false, Spacing(0, 0), JustificationValues.Left),
        new Style(
            new StyleName { Val = "Normal Table" },
            new UIPriority { Val = 99 },
            new StyleTableProperties(
                new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa },
                new TableCellMarginDefault(
                    new TopMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
                    new TableCellLeftMargin { Width = 85, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
                    new TableCellRightMargin { Width = 85, Type = TableWidthValues.Dxa })))
        { Type = StyleValues.Table, StyleId = "TableNormal", Default = true },
        new Style(
            new StyleName { Val = "Table Grid" },
            new BasedOn { Val = "TableNormal" },
            new StyleTableProperties(new TableBorders(
                Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(),
                Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>())))
        { Type = StyleValues.Table, StyleId = "TableGrid" });

    internal static Numbering Numberings(DigitStyle digits, int numberedLists)
    {
        var format = digits == DigitStyle.Thai ? NumberFormatValues.ThaiNumbers : NumberFormatValues.Decimal;
        var numbering = new Numbering(Levels(Bullets, NumberFormatValues.Bullet, "•"), Levels(Numbers, format, "%1."));
        numbering.Append(new NumberingInstance(new AbstractNumId { Val = Bullets }) { NumberID = Bullets });

        // Each numbered list is an instance of its own, so that each starts at 1.
        for (var list = 0; list < numberedLists; list++)
        {
            numbering.Append(new NumberingInstance(
                new AbstractNumId { Val = Numbers },
                new LevelOverride(new StartOverrideNumberingValue { Val = 1 }) { LevelIndex = 0 })
            { NumberID = Numbers + list });
        }

        return numbering;
    }

    static AbstractNum Levels(int id, NumberFormatValues format, string text) => new(
        new MultiLevelType { Val = MultiLevelValues.SingleLevel },
        new Level(
            new StartNumberingValue { Val = 1 },
            new NumberingFormat { Val = format },
            new LevelText { Val = text },
            new LevelJustification { Val = LevelJustificationValues.Left },
            new PreviousParagraphProperties(new Indentation { Left = $"{FirstLine + 397}", Hanging = "397" }))
        { LevelIndex = 0 })
    { AbstractNumberId = id };

    static Style ParagraphStyle(
        string id, string name, int halfPoints, bool bold, SpacingBetweenLines spacing, JustificationValues side, bool keepNext = false, int? outline = null)
    {
        var paragraph = new StyleParagraphProperties();
        if (keepNext)
        {
            paragraph.Append(new KeepNext(), new KeepLines());
        }

        paragraph.Append(spacing, new Justification { Val = side });
        if (outline is { } level)
        {
            paragraph.Append(new OutlineLevel { Val = level });
        }

        var run = new StyleRunProperties();
        if (bold)
        {
            run.Append(new Bold(), new BoldComplexScript());
        }

        run.Append(new FontSize { Val = $"{halfPoints}" }, new FontSizeComplexScript { Val = $"{halfPoints}" });
        return new Style(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), paragraph, run)
        { Type = StyleValues.Paragraph, StyleId = id };
    }

    static SpacingBetweenLines Spacing(int before, int after) =>
        new() { Before = $"{before}", After = $"{after}", Line = "240", LineRule = LineSpacingRuleValues.Auto };

    static T Line<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "444444" };
}
