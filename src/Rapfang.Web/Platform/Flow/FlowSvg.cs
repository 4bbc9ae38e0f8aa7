using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Rapfang.Platform.Flow;

/// <summary>Writes a process as SVG with presentation attributes only: black on white where no style sheet says otherwise.</summary>
public static class FlowSvg
{
    internal const string Ink = "#1d2a33";
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// The <c>svg</c> element of a chart. It is hidden from screen readers, as words in boxes make no sense read aloud:
    /// <see cref="FlowReading"/> says the same as a list and belongs beside it.
    /// </summary>
    /// <param name="steps">Any list; one with problems is drawn as far as it leads, an empty one is empty.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="show">Changes each text before it is drawn, for the digits of a document.</param>
    public static string Chart(IReadOnlyList<FlowStep> steps, FlowLayout layout = FlowLayout.Vertical, Func<string, string>? show = null)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return Of(FlowDrawing.Draw(steps, layout), show);
    }

    /// <summary>The <c>svg</c> element of the official legend: five symbols and their words.</summary>
    public static string Legend() => Of(FlowPicture.Legend(), null, " role=\"img\" aria-label=\"คำอธิบายสัญลักษณ์\"");

    internal static string Of(FlowPicture picture, Func<string, string>? show, string reading = " aria-hidden=\"true\"")
    {
        var svg = new StringBuilder();
        svg.Append($"<svg class=\"process\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(picture.Width + 2)}\" height=\"{N(picture.Height + 2)}\" viewBox=\"-1 -1 {N(picture.Width + 2)} {N(picture.Height + 2)}\"{reading} focusable=\"false\" font-family=\"Sarabun, 'TH Sarabun New', sans-serif\" font-size=\"{N(FlowNode.Size)}\" fill=\"{Ink}\">\n");
        foreach (var band in picture.Bands)
        {
            svg.Append($"<path class=\"lane\" d=\"M{N(band.X)} {N(band.Y)}h{N(band.Width)}v{N(band.Height)}h-{N(band.Width)}zM{N(band.X)} {N(band.Y + band.Head)}h{N(band.Width)}\" fill=\"none\" stroke=\"#8a969c\"/>\n");
        }

        foreach (var line in picture.Lines)
        {
            Line(svg, line);
        }

        foreach (var node in picture.Nodes)
        {
            Node(svg, node, show);
        }

        foreach (var label in picture.Labels)
        {
            Label(svg, label, show);
        }

        return svg.Append("</svg>").ToString();
    }

    internal static void Line(StringBuilder svg, FlowLine line)
    {
        svg.Append($"<path class=\"way\" d=\"M{string.Join('L', line.Points.Select(point => $"{N(point.X)} {N(point.Y)}"))}\" fill=\"none\" stroke=\"{Ink}\" stroke-width=\"1.4\" stroke-linejoin=\"round\"/>\n");
        if (line.IsArrow)
        {
            Head(svg, line.Points[^2], line.Points[^1]);
        }
    }

    internal static void Head(StringBuilder svg, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
        var (x, y) = (to.X - 9 * dx, to.Y - 9 * dy);
        svg.Append($"<path class=\"arrow\" d=\"M{N(to.X)} {N(to.Y)}L{N(x + 4.5 * dy)} {N(y + 4.5 * dx)}L{N(x - 4.5 * dy)} {N(y - 4.5 * dx)}z\"/>\n");
    }

    internal static void Node(StringBuilder svg, FlowNode node, Func<string, string>? show)
    {
        var shape = node.Sign switch
        {
            FlowSign.Decision => $"<path class=\"sign decision\" d=\"M{N(node.X)} {N(node.Top)}L{N(node.Right)} {N(node.Y)}L{N(node.X)} {N(node.Bottom)}L{N(node.Left)} {N(node.Y)}z\"",
            FlowSign.Connector => $"<circle class=\"sign connector\" cx=\"{N(node.X)}\" cy=\"{N(node.Y)}\" r=\"{N(node.Width / 2)}\"",
            _ => $"<rect class=\"sign {(node.Sign == FlowSign.Terminal ? "terminal" : "activity")}\" x=\"{N(node.Left)}\" y=\"{N(node.Top)}\" width=\"{N(node.Width)}\" height=\"{N(node.Height)}\"{(node.Sign == FlowSign.Terminal ? $" rx=\"{N(Math.Min(24, node.Height / 2))}\"" : "")}",
        };
        svg.Append($"{shape} fill=\"#fff\" stroke=\"{Ink}\" stroke-width=\"1.4\"/>\n");
        foreach (var (text, y, size) in node.Texts())
        {
            svg.Append($"<text x=\"{N(node.X)}\" y=\"{N(y)}\" text-anchor=\"middle\"{(size < FlowNode.Size ? $" font-size=\"{N(size)}\"" : "")}>{Text(text, show)}</text>\n");
        }
    }

    internal static void Label(StringBuilder svg, FlowLabel label, Func<string, string>? show) =>
        svg.Append($"<text{(label.IsHeading ? " font-weight=\"600\"" : "")} x=\"{N(label.X)}\" y=\"{N(label.Y)}\" text-anchor=\"{label.Anchor}\"{(label.IsHeading ? "" : $" font-size=\"{N(FlowNode.NoteSize)}\"")}>{Text(label.Text, show)}</text>\n");

    internal static string Text(string text, Func<string, string>? show) => Encoder.Encode(show is null ? text : show(text));

    internal static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A process in words, for people who do not see its chart.</summary>
public static class FlowReading
{
    /// <summary>One sentence a step: its symbol, its text, its time, and where it leads when that is not just the next.</summary>
    public static IReadOnlyList<FlowWords> Of(IReadOnlyList<FlowStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var ways = new FlowWays(steps);
        return [.. ways.Steps.Select((_, place) => Of(ways, place))];
    }

    internal static FlowWords Of(FlowWays ways, int place) => new(string.Join(" ", Thai(ways, place)), string.Join(" ", English(ways, place)));

    static IEnumerable<string> Thai(FlowWays ways, int place)
    {
        var step = ways.Steps[place];
        yield return ways.Shown(place) switch { StepSymbol.Start => "เริ่มต้น:", StepSymbol.End => "สิ้นสุด:", StepSymbol.Decision => "ตัดสินใจ:", _ => "" } is { Length: > 0 } kind ? $"{kind} {step.Text}" : step.Text;
        if (step.Amount is not null)
        {
            yield return $"({FlowTime.Of(step).Words.Thai})";
        }

        if (step.Alongside)
        {
            yield return "ทำพร้อมกับขั้นก่อนหน้า";
        }

        foreach (var way in Ways(ways, place))
        {
            yield return $"{(way.Label is { } label ? $"{label} " : "")}ไปขั้นที่ {ways.Steps[way.To].Number}";
        }
    }

    static IEnumerable<string> English(FlowWays ways, int place)
    {
        var step = ways.Steps[place];
        yield return ways.Shown(place) switch { StepSymbol.Start => "Start:", StepSymbol.End => "End:", StepSymbol.Decision => "Decision:", _ => "" } is { Length: > 0 } kind ? $"{kind} {step.Text}" : step.Text;
        if (step.Amount is not null)
        {
            yield return $"({FlowTime.Of(step).Words.English})";
        }

        if (step.Alongside)
        {
            yield return "at the same time as the step above";
        }

        foreach (var way in Ways(ways, place))
        {
            yield return $"{(way.Label is { } label ? $"{label} " : "")}to step {ways.Steps[way.To].Number}";
        }
    }

    static IEnumerable<FlowWay> Ways(FlowWays ways, int place)
    {
        var ahead = ways.Ways.Where(way => way.From == place).ToList();
        var isPlain = ways.Steps[place] is { Symbol: not StepSymbol.Decision, Then: null };
        return isPlain ? [] : ahead;
    }
}
