using System.Globalization;
using System.Text;
using Rapfang.Thai;

namespace Rapfang.Platform.Documents;

/// <summary>Draws a <see cref="Figure"/> as SVG with presentation attributes only; colours also differ by pattern, for a grey print.</summary>
static class BarChartSvg
{
    // 640 units are the 16 cm between the margins, so 14 units are about 10 points.
    const int Width = 640;
    const int LetterWidth = 8;
    const int LegendLine = 24;
    const int CategoryLine = 22;
    const int Bar = 24;
    const int Gap = 12;

    static readonly string[] Patterns =
    [
        "",
        "<path d=\"M-2 2l4-4M0 8L8 0M6 10l4-4\" stroke=\"#fff\" stroke-width=\"1.6\"/>",
        "<circle cx=\"2\" cy=\"2\" r=\"1.1\" fill=\"#fff\"/><circle cx=\"6\" cy=\"6\" r=\"1.1\" fill=\"#fff\"/>",
        "<path d=\"M0 2h8M0 6h8\" stroke=\"#fff\" stroke-width=\"1.2\"/>",
        "<path d=\"M2 0v8M6 0v8\" stroke=\"#fff\" stroke-width=\"1.2\"/>",
        "<path d=\"M0 4h8M4 0v8\" stroke=\"#fff\" stroke-width=\"1.2\"/>",
    ];

    internal static void Write(StringBuilder html, Figure figure, DigitStyle digits, int number)
    {
        var places = LegendPlaces(figure, digits);
        var top = figure.Series.Count == 0 ? 0 : places[^1].Y + LegendLine + 4;
        var height = top + Math.Max(1, figure.Categories.Count) * (CategoryLine + Bar + Gap);
        html.Append($"<svg class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Text(figure.AltText)}\" font-size=\"14\" fill=\"#111\"><defs>");
        for (var i = 0; i < figure.Series.Count; i++)
        {
            html.Append($"<pattern id=\"figure{number}-{i}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h8v8H0z\" fill=\"#{figure.Series[i].ColourHex}\"/>{Patterns[i % Patterns.Length]}</pattern>");
        }

        html.Append("</defs>");
        for (var i = 0; i < figure.Series.Count; i++)
        {
            var (x, y) = places[i];
            html.Append($"<path d=\"M{x} {y + 4}h16v14h-16z\" fill=\"url(#figure{number}-{i})\"/><text x=\"{x + 22}\" y=\"{y + 16}\">{Text(figure.Series[i].Name)}</text>");
        }

        if (figure.Categories.Count == 0)
        {
            html.Append($"<text x=\"0\" y=\"{top + 16}\">{DocumentText.Nothing}</text>");
        }

        var longest = Enumerable.Range(0, figure.Categories.Count).Select(i => figure.Series.Sum(series => series.Values[i])).Append(0).Max();
        for (var i = 0; i < figure.Categories.Count; i++)
        {
            var y = top + i * (CategoryLine + Bar + Gap);
            var name = DocumentText.Show(figure.Categories[i], digits).Replace('\n', ' ');
            html.Append($"<text x=\"0\" y=\"{y + 15}\">{PrintHtml.Encode(DocumentText.Shorten(name, Width / LetterWidth))}</text>");
            WriteBar(html, figure, digits, number, i, y + CategoryLine, longest);
        }

        html.Append("</svg>");

        string Text(string text) => PrintHtml.Encode(DocumentText.Show(text, digits).Replace('\n', ' '));
    }

    static void WriteBar(StringBuilder html, Figure figure, DigitStyle digits, int number, int category, int y, decimal longest)
    {
        var x = 0m;
        for (var i = 0; i < figure.Series.Count; i++)
        {
            var series = figure.Series[i];
            var value = series.Values[category];
            if (value == 0)
            {
                continue;
            }

            var length = value / longest * Width;
            html.Append($"<path d=\"M{Unit(x)} {y}h{Unit(length)}v{Bar}h-{Unit(length)}z\" fill=\"url(#figure{number}-{i})\" stroke=\"#fff\"/>");
            var label = DocumentText.Show(value.ToString("0.##", CultureInfo.InvariantCulture), digits);
            if (length >= label.Length * LetterWidth + 4)
            {
                // The halo in the bar's own colour keeps the pattern away from the figures.
                html.Append($"<text x=\"{Unit(x + length / 2)}\" y=\"{y + 17}\" text-anchor=\"middle\" font-weight=\"700\" fill=\"#{InkOn(series.ColourHex)}\" stroke=\"#{series.ColourHex}\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\">{label}</text>");
            }

            x += length;
        }
    }

    /// <summary>Black or white, whichever stands out more on the colour (relative luminance of WCAG 2).</summary>
    internal static string InkOn(string colourHex)
    {
        var rgb = Convert.FromHexString(colourHex).Select(part => part / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] > 0.179 ? "000000" : "FFFFFF";
    }

    static List<(int X, int Y)> LegendPlaces(Figure figure, DigitStyle digits)
    {
        var places = new List<(int X, int Y)>();
        var (x, y) = (0, 0);
        foreach (var series in figure.Series)
        {
            var width = 22 + DocumentText.Letters(DocumentText.Show(series.Name, digits)) * LetterWidth + 16;
            if (x > 0 && x + width > Width)
            {
                (x, y) = (0, y + LegendLine);
            }

            places.Add((x, y));
            x += width;
        }

        return places;
    }

    static string Unit(decimal length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}
