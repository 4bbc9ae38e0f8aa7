using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Rapfang.Thai;

namespace Rapfang.Platform.Documents;

/// <summary>
/// Writes a <see cref="Figure"/> as a chart of Word's own, with its data in a small workbook inside, so that an officer
/// can correct a figure or a colour in Word.
/// </summary>
static class DocxChart
{
    const string SheetName = "ข้อมูล";

    // The workbook is a table with its caption in row 1 and its heading in row 2.
    const int FirstDataRow = 3;

    static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // The first series is plain; the others differ in grey print too.
    static readonly string?[] Patterns = [null, "wdUpDiag", "pct25", "narHorz", "narVert", "smGrid"];

    internal static void Write(ChartPart part, Figure figure, DigitStyle digits)
    {
        var workbook = part.AddNewPart<EmbeddedPackagePart>(Xlsx.ContentType, "data");
        workbook.FeedData(new MemoryStream(Xlsx.Render(new OfficialDocument(figure.Caption, [DataTable(figure)], digits))));

        var chart = new XElement(C + "chartSpace",
            new XAttribute(XNamespace.Xmlns + "c", C), new XAttribute(XNamespace.Xmlns + "a", A), new XAttribute(XNamespace.Xmlns + "r", R),
            Val("roundedCorners", 0),
            new XElement(C + "chart",
                Val("autoTitleDeleted", 1),
                new XElement(C + "plotArea",
                    new XElement(C + "layout"),
                    new XElement(C + "barChart",
                        Val("barDir", "bar"), Val("grouping", "stacked"), Val("varyColors", 0),
                        figure.Series.Select((series, i) => Series(figure, series, i, digits)),
                        Val("gapWidth", 45), Val("overlap", 100), Val("axId", 1), Val("axId", 2)),
                    new XElement(C + "catAx",
                        Val("axId", 1), new XElement(C + "scaling", Val("orientation", "maxMin")), Val("delete", 0), Val("axPos", "l"),
                        Val("numFmt", null, new XAttribute("formatCode", "General"), new XAttribute("sourceLinked", 0)),
                        Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "low"),
                        new XElement(C + "spPr", new XElement(A + "ln", Solid("666666"))),
                        Text(1300, "000000", bold: false), Val("crossAx", 2), Val("crosses", "autoZero")),
                    new XElement(C + "valAx",
                        Val("axId", 2), new XElement(C + "scaling", Max(figure), Val("min", 0)), Val("delete", 1), Val("axPos", "t"),
                        Val("numFmt", null, new XAttribute("formatCode", "General"), new XAttribute("sourceLinked", 0)),
                        Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "none"),
                        Val("crossAx", 1), Val("crosses", "autoZero"))),
                new XElement(C + "legend", Val("legendPos", "t"), Val("overlay", 0), Text(1300, "000000", bold: false)),
                Val("plotVisOnly", 1), Val("dispBlanksAs", "gap")),
            new XElement(C + "spPr", new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill"))),
            new XElement(C + "externalData", new XAttribute(R + "id", "data"), Val("autoUpdate", 0)));

        using var stream = part.GetStream(FileMode.Create);
        new XDocument(new XDeclaration("1.0", "utf-8", "yes"), chart).Save(stream);
    }

    static Table DataTable(Figure figure) => new(
        SheetName,
        [new Column("", 3), .. figure.Series.Select(series => new Column(series.Name, 1, Align.Right))],
        [.. figure.Categories.Select((category, row) =>
            new Row([new Cell(category), .. figure.Series.Select(series => new Cell(Number(series.Values[row]), series.Values[row]))]))]);

    static XElement Series(Figure figure, Series series, int index, DigitStyle digits)
    {
        var column = (char)('B' + index);
        var last = FirstDataRow + figure.Categories.Count - 1;
        return new XElement(C + "ser",
            Val("idx", index), Val("order", index),
            new XElement(C + "tx", Reference("strRef", $"'{SheetName}'!${column}$2", "strCache", null, [DocumentText.Show(series.Name, digits)])),
            new XElement(C + "spPr", Fill(series.ColourHex, Patterns[index % Patterns.Length]), new XElement(A + "ln", Solid("FFFFFF"))),
            Val("invertIfNegative", 0),
            new XElement(C + "dLbls",
                new XElement(C + "spPr", Solid(series.ColourHex)),
                Text(1200, BarChartSvg.InkOn(series.ColourHex), bold: true),
                Val("showLegendKey", 0), Val("showVal", 1), Val("showCatName", 0), Val("showSerName", 0), Val("showPercent", 0), Val("showBubbleSize", 0)),
            new XElement(C + "cat", Reference("strRef", $"'{SheetName}'!$A${FirstDataRow}:$A${last}", "strCache", null,
                figure.Categories.Select(category => DocumentText.Show(category, digits)))),
            new XElement(C + "val", Reference("numRef", $"'{SheetName}'!${column}${FirstDataRow}:${column}${last}", "numCache",
                NumberFormat(series, digits), series.Values.Select(Number))));
    }

    // As many decimals as the values need; 0 is left unsaid. [$-D00041E] asks for Thai digits.
    static string NumberFormat(Series series, DigitStyle digits)
    {
        var decimals = series.Values.Select(value => (value / 1.0000000000000000000000000000m).Scale).Append((byte)0).Max();
        var format = decimals == 0 ? "0" : "0." + new string('0', decimals);
        return digits == DigitStyle.Thai ? $"[$-D00041E]{format};;" : $"{format};;";
    }

    static XElement Reference(string kind, string address, string cache, string? format, IEnumerable<string> values)
    {
        var points = values.Select((value, i) => new XElement(C + "pt", new XAttribute("idx", i), new XElement(C + "v", value))).ToList();
        return new XElement(C + kind,
            new XElement(C + "f", address),
            new XElement(C + cache, format is null ? null : new XElement(C + "formatCode", format), Val("ptCount", points.Count), points));
    }

    static XElement? Max(Figure figure)
    {
        var longest = Enumerable.Range(0, figure.Categories.Count).Select(i => figure.Series.Sum(series => series.Values[i])).Append(0).Max();
        return longest > 0 ? Val("max", Number(longest)) : null;
    }

    static XElement Fill(string colourHex, string? pattern) => pattern is null
        ? Solid(colourHex)
        : new XElement(A + "pattFill", new XAttribute("prst", pattern),
            new XElement(A + "fgClr", Colour("FFFFFF")), new XElement(A + "bgClr", Colour(colourHex)));

    static XElement Solid(string colourHex) => new(A + "solidFill", Colour(colourHex));

    static XElement Colour(string colourHex) => new(A + "srgbClr", new XAttribute("val", colourHex));

    static XElement Text(int size, string colourHex, bool bold) => new(C + "txPr",
        new XElement(A + "bodyPr"),
        new XElement(A + "p",
            new XElement(A + "pPr", new XElement(A + "defRPr", new XAttribute("sz", size), new XAttribute("b", bold ? 1 : 0),
                Solid(colourHex),
                new XElement(A + "latin", new XAttribute("typeface", DocxStyles.Font)),
                new XElement(A + "cs", new XAttribute("typeface", DocxStyles.Font)))),
            new XElement(A + "endParaRPr", new XAttribute("lang", "th-TH"))));

    static XElement Val(string name, object? value, params XAttribute[] attributes) =>
        new(C + name, value is null ? null : new XAttribute("val", value), attributes);

    static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
