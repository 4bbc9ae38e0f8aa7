using System.Globalization;
using System.Xml.Linq;
using Rapfang.Platform.Flow;
using Rapfang.Thai;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Rapfang.Platform.Documents;

/// <summary>Makes a drawn process into shapes of Word: sharp in print, and an officer can go on editing their words.</summary>
static class DocxFlow
{
    // 640 units of a drawing are 16 cm: one is a quarter of a millimetre.
    const double EmuPerUnit = 9000;

    internal const double UnitsPerTwip = 635 / EmuPerUnit;

    // TH Sarabun New draws smaller letters than Sarabun, for which texts were measured: half-points of it for one unit.
    const double HalfPointsPerUnit = 1.8;

    // A line of table text, 14 points, and the space around it.
    const double TextLine = 27;
    const double TextSize = 15.5;

    static readonly XNamespace Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    static readonly XNamespace D = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    static readonly XNamespace Group = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
    static readonly XNamespace Shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";

    /// <summary>A picture that stands in the text like a word, made smaller when there is less room.</summary>
    /// <param name="width">The room, in units of the drawing.</param>
    internal static W.Drawing Inline(FlowPicture picture, double width, double height, uint id, string altText, DigitStyle digits)
    {
        var scale = Math.Min(1, Math.Min(width / picture.Width, height / picture.Height));
        var content = new XElement(D + "inline",
            new[] { "distT", "distB", "distL", "distR" }.Select(side => new XAttribute(side, 0)),
            new XElement(D + "extent", Size(picture.Width * scale, picture.Height * scale)),
            new XElement(D + "effectExtent", new[] { "l", "t", "r", "b" }.Select(side => new XAttribute(side, 0))),
            new XElement(D + "docPr", new XAttribute("id", id), new XAttribute("name", $"flow {id}"), new XAttribute("descr", DocumentText.Show(altText, digits))),
            new XElement(D + "cNvGraphicFramePr"),
            Graphic(picture, scale, digits));
        return new(new XElement(Main + "drawing", new XAttribute(XNamespace.Xmlns + "w", Main), content).ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>How high a text will stand in a column of so many twips, in units of the drawing; rather more than less.</summary>
    internal static double TextHeight(string text, int width) =>
        FlowText.Wrap(text, TextSize, Math.Max(30, (width - 190) * UnitsPerTwip)).Count * TextLine + 10;

    static XElement Graphic(FlowPicture picture, double scale, DigitStyle digits) => new(A + "graphic",
        new XElement(A + "graphicData", new XAttribute("uri", Group.NamespaceName),
            new XElement(Group + "wgp",
                new XElement(Group + "cNvGrpSpPr"),
                new XElement(Group + "grpSpPr", new XElement(A + "xfrm",
                    Point("off", 0, 0), new XElement(A + "ext", Size(picture.Width * scale, picture.Height * scale)),
                    Point("chOff", 0, 0), new XElement(A + "chExt", Size(picture.Width, picture.Height)))),
                // Takes up the whole place, else LibreOffice stretches what is smaller.
                Wsp(0, 0, picture.Width, picture.Height, Preset("rect"), new XElement(A + "noFill"), NoStroke(), null),
                picture.Bands.SelectMany(Band),
                picture.Lines.Select(Line),
                picture.Nodes.SelectMany(node => Node(node, scale, digits)),
                picture.Labels.Select(label => Label(label, scale, digits)))));

    static IEnumerable<XElement> Band(FlowBand band)
    {
        foreach (var height in new[] { band.Height, band.Head })
        {
            yield return Wsp(band.X, band.Y, band.Width, height, Preset("rect"), new XElement(A + "noFill"), Stroke("8A969C"), null);
        }
    }

    static XElement Line(FlowLine line)
    {
        var (x, y) = (line.Points.Min(point => point.X), line.Points.Min(point => point.Y));
        var (width, height) = (Math.Max(0.01, line.Points.Max(point => point.X) - x), Math.Max(0.01, line.Points.Max(point => point.Y) - y));
        var path = new XElement(A + "path", new XAttribute("w", Emu(width)), new XAttribute("h", Emu(height)), new XAttribute("fill", "none"),
            line.Points.Select((point, i) => new XElement(A + (i == 0 ? "moveTo" : "lnTo"), Point("pt", point.X - x, point.Y - y))));
        var shape = new XElement(A + "custGeom",
            new XElement(A + "avLst"), new XElement(A + "gdLst"), new XElement(A + "ahLst"), new XElement(A + "cxnLst"),
            new XElement(A + "rect", new XAttribute("l", 0), new XAttribute("t", 0), new XAttribute("r", "r"), new XAttribute("b", "b")),
            new XElement(A + "pathLst", path));
        return Wsp(x, y, width, height, shape, new XElement(A + "noFill"), Stroke("000000", line.IsArrow), null);
    }

    static IEnumerable<XElement> Node(FlowNode node, double scale, DigitStyle digits)
    {
        var preset = node.Sign switch { FlowSign.Terminal => "flowChartTerminator", FlowSign.Decision => "flowChartDecision", FlowSign.Connector => "flowChartConnector", _ => "flowChartProcess" };

        // A terminator of several lines would be rounded over its words.
        var shape = node.Sign == FlowSign.Terminal && node.Height > 48
            ? Preset("roundRect", new XElement(A + "gd", new XAttribute("name", "adj"), new XAttribute("fmla", $"val {(int)(24 / Math.Min(node.Height, node.Width) * 100_000)}")))
            : Preset(preset);
        var texts = node.Lines.Select((text, i) => (text, i < node.Lines.Count - node.Notes ? node.Letters : Math.Min(node.Letters, FlowNode.NoteSize))).ToList();
        while (texts.Count > 0 && texts[^1].text.Length == 0)
        {
            texts.RemoveAt(texts.Count - 1);
        }

        var words = Words(texts, "center", scale, digits);

        // Inside a diamond Word leaves half of its width to the words; ours follow its edges and lie over it.
        var isDiamond = node.Sign == FlowSign.Decision;
        yield return Wsp(node.Left, node.Top, node.Width, node.Height, shape, Fill("FFFFFF"), Stroke("000000"), isDiamond ? null : words);
        if (isDiamond)
        {
            yield return Wsp(node.Left, node.Top, node.Width, node.Height, Preset("rect"), new XElement(A + "noFill"), NoStroke(), words);
        }
    }

    static XElement Label(FlowLabel label, double scale, DigitStyle digits)
    {
        var size = label.IsHeading ? FlowNode.Size : FlowNode.NoteSize;
        var width = FlowText.Width(label.Text, size) * 1.3 + 4;
        var left = label.Anchor switch { "start" => label.X, "end" => label.X - width, _ => label.X - width / 2 };
        return Wsp(left, label.Y - size * 1.1, width, size * 1.5, Preset("rect"), new XElement(A + "noFill"), NoStroke(),
            Words([(label.Text, size)], label.Anchor switch { "start" => "left", "end" => "right", _ => "center" }, scale, digits, label.IsHeading));
    }

    static XElement Words(List<(string Text, double Size)> lines, string side, double scale, DigitStyle digits, bool isBold = false) => new(Shape + "txbx",
        new XElement(Main + "txbxContent",
            lines.Select(line => new XElement(Main + "p",
                new XElement(Main + "pPr",
                    new XElement(Main + "spacing", Attribute("before", 0), Attribute("after", 0), Attribute("line", (int)(line.Size * scale * 20.5)), Attribute("lineRule", "exact")),
                    new XElement(Main + "jc", Attribute("val", side))),
                new XElement(Main + "r",
                    new XElement(Main + "rPr",
                        isBold ? new[] { new XElement(Main + "b"), new XElement(Main + "bCs") } : null,
                        new XElement(Main + "color", Attribute("val", "000000")),
                        new[] { "sz", "szCs" }.Select(name => new XElement(Main + name, Attribute("val", (int)Math.Round(line.Size * scale * HalfPointsPerUnit))))),
                    new XElement(Main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), DocumentText.Show(line.Text, digits)))))));

    static XElement Wsp(double x, double y, double width, double height, XElement shape, XElement fill, XElement stroke, XElement? words) => new(Shape + "wsp",
        new XElement(Shape + "cNvSpPr"),
        new XElement(Shape + "spPr",
            new XElement(A + "xfrm", Point("off", x, y), new XElement(A + "ext", Size(width, height))), shape, fill, stroke),
        words,
        new XElement(Shape + "bodyPr", new XAttribute("wrap", "none"), new[] { "lIns", "tIns", "rIns", "bIns" }.Select(inset => new XAttribute(inset, 0)), new XAttribute("anchor", "ctr"), new XAttribute("anchorCtr", 0)));

    static XElement Preset(string name, XElement? guide = null) => new(A + "prstGeom", new XAttribute("prst", name), new XElement(A + "avLst", guide));

    static XElement Fill(string colour) => new(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour)));

    static XElement Stroke(string colour, bool isArrow = false) => new(A + "ln", new XAttribute("w", 9525), Fill(colour), isArrow ? new XElement(A + "tailEnd", new XAttribute("type", "triangle")) : null);

    static XElement NoStroke() => new(A + "ln", new XElement(A + "noFill"));

    static XElement Point(string name, double x, double y) => new(A + name, new XAttribute("x", Emu(x)), new XAttribute("y", Emu(y)));

    static XAttribute[] Size(double width, double height) => [new("cx", Emu(width)), new("cy", Emu(height))];

    static XAttribute Attribute(string name, object value) => new(Main + name, value);

    static string Emu(double units) => ((long)Math.Round(units * EmuPerUnit)).ToString(CultureInfo.InvariantCulture);
}
