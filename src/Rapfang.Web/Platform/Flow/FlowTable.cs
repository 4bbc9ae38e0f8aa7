using System.Text;

namespace Rapfang.Platform.Flow;

/// <summary>
/// The official table (seeds S0-018, S0-022): each row carries its symbol, and the line runs down the column through the
/// rows, however high their other cells make them.
/// </summary>
public static class FlowTable
{
    /// <summary>The width of the column in the units of <see cref="FlowNode"/> for which symbols are drawn: 4.5 cm of a sheet.</summary>
    public const double Column = 180;

    const string Letters = "กขคงจฉชซฌญฐฒณดตถทธนบปผฝพภมยรลวสหอ";
    const double Rail = 9;
    const double Circle = 24;

    // A symbol keeps the room that words need; where many ways run beside, they run closer.
    const double LeastSymbol = 84;

    // Longer texts are written smaller: a row shall not fill a page.
    const int LongText = 120;

    /// <summary>A cell for each step, in the order of their numbers.</summary>
    /// <param name="steps">Any list.</param>
    /// <param name="rowsPerPage">
    /// After how many rows a page ends: the line stops there in a connector and goes on from one with the same letter. Null
    /// where nobody knows: the line then runs to the edge of the page and on from the next.
    /// </param>
    public static IReadOnlyList<FlowCell> Cells(IReadOnlyList<FlowStep> steps, int? rowsPerPage = null) =>
        CellsOf(new FlowWays(steps), place => rowsPerPage is > 0 and var rows ? place / rows : 0);

    static FlowCell[] CellsOf(FlowWays ways, Func<int, int> page)
    {
        var inPage = ways.Ways.Where(way => page(way.From) == page(way.To)).ToList();
        var across = ways.Ways.Except(inPage).ToList();
        var letters = across.Select(way => way.To).Distinct().Order().Select((to, i) => (to, i)).ToDictionary(pair => pair.to, pair => Letter(pair.i));
        var beside = FlowDrawing.Beside.Of(inPage.Where(way => way.To != way.From + 1).Select(way => (way.From, way.To, way.Label)));
        var circles = new List<(int Row, FlowCircle Circle, string? Label)>();
        foreach (var way in across.Where(way => way.To != way.From + 1))
        {
            var side = way.To > way.From ? 1 : -1;
            side = beside.Exists(one => one.Row == way.From && one.Side == side) || circles.Exists(one => one.Row == way.From && one.Circle.Side == side) ? -side : side;
            circles.Add((way.From, new(side, letters[way.To], IsEntry: false), way.Label));
        }

        circles.AddRange(letters.Where(pair => !StartsPage(pair.Key)).Select(pair => (pair.Key, new FlowCircle(1, pair.Value, IsEntry: true), (string?)null)));
        var inset = circles.Count > 0 ? Circle : 0;
        var tracks = beside.Select(way => way.Track + 1).Append(0).Max();
        var rail = tracks == 0 ? 0 : Math.Min(Rail, ((Column - LeastSymbol) / 2 - inset - 6) / tracks);
        var zone = inset + (tracks == 0 ? 2 : 6 + rail * tracks);
        return [.. ways.Steps.Select((step, place) =>
        {
            var ahead = ways.Ways.FirstOrDefault(way => way.From == place && way.To == place + 1);
            var own = circles.Where(one => one.Row == place).ToList();
            var answers = beside.Where(way => way.Row == place).Select(way => (way.Side, way.Label)).Concat(own.Where(one => !one.Circle.IsEntry).Select(one => (one.Circle.Side, one.Label)));
            return new FlowCell(step, Place(ways, place, Column - 2 * zone))
            {
                LineAbove = place > 0 && inPage.Exists(way => way.From == place - 1 && way.To == place),
                LineBelow = ahead is not null && page(place) == page(place + 1),
                LetterAbove = StartsPage(place) ? letters.GetValueOrDefault(place) : null,
                LetterBelow = ahead is not null && page(place) != page(place + 1) ? letters[place + 1] : null,
                StartsPage = StartsPage(place),
                Below = ahead?.Label,
                Rails = [.. beside.Where(way => Passes(way, place)).Select(way => new FlowRail(way.Side, zone - inset - rail * (way.Track + 1) + 3, Upper(way, place), Lower(way, place))).Distinct()],
                Circles = [.. own.Select(one => one.Circle)],
                Zone = zone,
                Answers = [.. answers.Where(answer => answer.Label is not null).Select(answer => (answer.Side, answer.Label!))],
                Reading = FlowReading.Of(ways, place),
            };
        })];

        bool StartsPage(int place) => place > 0 && page(place) != page(place - 1);
    }

    /// <summary>What stands in the nth pair of connectors.</summary>
    internal static string Letter(int n) => $"{Letters[n % Letters.Length]}";

    static FlowNode Place(FlowWays ways, int place, double width)
    {
        var sign = ways.Shown(place) switch { StepSymbol.Decision => FlowSign.Decision, StepSymbol.Activity => FlowSign.Activity, _ => FlowSign.Terminal };
        var text = ways.Steps[place].Text.Trim();
        return FlowNode.Of(sign, ways.Steps[place].Number, text, null, width, text.Length > LongText ? 11.5 : 13.5);
    }

    static bool Passes(FlowDrawing.Beside way, int place) => place >= Math.Min(way.Row, way.Target) && place <= Math.Max(way.Row, way.Target);

    static FlowLevel Upper(FlowDrawing.Beside way, int place) =>
        place == way.Target && way.Target <= way.Row ? FlowLevel.Entry : place == way.Row && way.Row < way.Target ? FlowLevel.Middle : FlowLevel.Top;

    static FlowLevel Lower(FlowDrawing.Beside way, int place) =>
        place == way.Row && way.Target <= way.Row ? FlowLevel.Middle : place == way.Target && way.Row < way.Target ? FlowLevel.Entry : FlowLevel.Bottom;
}

/// <summary>Heights in a row, from above: its edge, where the side joins, the middle of its symbol, its edge.</summary>
enum FlowLevel
{
    Top,
    Entry,
    Middle,
    Bottom,
}

/// <summary>The part of a way beside the symbols that lies in one row.</summary>
/// <param name="Inset">How far from the edge of the cell.</param>
sealed record FlowRail(int Side, double Inset, FlowLevel From, FlowLevel To);

/// <summary>A connector at the side of a symbol: where a jump to another page leaves, or arrives.</summary>
sealed record FlowCircle(int Side, string Letter, bool IsEntry);

/// <summary>The cell of one step in the official table.</summary>
public sealed class FlowCell
{
    internal const double Entry = 13;
    internal const double Radius = 10;

    internal FlowCell(FlowStep step, FlowNode node) => (Step, Node) = (step, node);

    /// <summary>Its step.</summary>
    public FlowStep Step { get; }

    /// <summary>Whether its row begins a page.</summary>
    public bool StartsPage { get; internal init; }

    /// <summary>The symbol and where it leads in words, for a workbook and a screen reader.</summary>
    public required FlowWords Reading { get; init; }

    internal FlowNode Node { get; }

    internal bool LineAbove { get; init; }

    internal bool LineBelow { get; init; }

    internal string? LetterAbove { get; init; }

    internal string? LetterBelow { get; init; }

    internal string? Below { get; init; }

    internal IReadOnlyList<FlowRail> Rails { get; init; } = [];

    internal IReadOnlyList<FlowCircle> Circles { get; init; } = [];

    internal IReadOnlyList<(int Side, string Label)> Answers { get; init; } = [];

    internal double Zone { get; init; }

    internal bool IsEntered => LineAbove || LetterAbove is not null || EntersAside;

    bool EntersAside => Rails.Any(rail => rail.From == FlowLevel.Entry || rail.To == FlowLevel.Entry) || Circles.Any(circle => circle.IsEntry);

    /// <summary>The room above and below the symbol, the same so that it stands in the middle of its row.</summary>
    internal double Pad => LetterAbove is not null || LetterBelow is not null ? 38 : EntersAside ? 30 : Below is not null || Answers.Count > 0 ? 22 : 16;

    internal double Height => Node.Height + 2 * Pad;

    /// <summary>The symbol in the middle of its column, in units of the column.</summary>
    internal FlowNode Placed => Node with { X = FlowTable.Column / 2, Y = Height / 2 };

    internal IEnumerable<FlowLabel> Labels
    {
        get
        {
            var placed = Placed;
            if (Below is not null)
            {
                yield return new(Below, placed.X + 6, placed.Bottom + 14, "start");
            }

            foreach (var (side, label) in Answers)
            {
                // A line that runs down beside takes the room that one going up leaves.
                var isDown = Rails.Any(rail => rail.Side == side && rail.From == FlowLevel.Middle);
                foreach (var line in FlowDrawing.Corner(placed, side, label, isDown ? 2 : Zone - 4, Circles.Any(circle => circle.Side == side && !circle.IsEntry) ? Radius : 0))
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>
    /// Two <c>svg</c> elements for a cell with the class <c>flow-cell</c>: the lines, stretched over the whole cell, and
    /// the symbol in its middle.
    /// </summary>
    /// <param name="show">Changes each text before it is drawn, for the digits of a document.</param>
    public string Svg(Func<string, string>? show = null)
    {
        var svg = new StringBuilder();
        svg.Append($"<svg class=\"process flow-lines\" xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"100%\" aria-hidden=\"true\" focusable=\"false\" stroke=\"{FlowSvg.Ink}\" stroke-width=\"1.4\" font-family=\"Sarabun, 'TH Sarabun New', sans-serif\" font-size=\"13\">\n");
        Axis(svg, LetterAbove is not null ? "12" : LineAbove ? "0" : EntersAside ? N(Entry) : null, "50%");
        Axis(svg, LineBelow || LetterBelow is not null ? "50%" : null, "100%");
        foreach (var rail in Rails)
        {
            Side(svg, rail.Side, Rail(rail));
        }

        foreach (var circle in Circles)
        {
            var x = circle.Side * (Radius + 3 - Zone);
            var y = circle.IsEntry ? N(Entry) : "50%";
            Side(svg, circle.Side, $"<line x1=\"{N(x)}\" y1=\"{y}\" x2=\"{-50 * circle.Side}%\" y2=\"{y}\"/>" + Connector(N(x), y, circle.Letter, show));
        }

        svg.Append(LetterAbove is { } above ? Connector("50%", "12", above, show) : "");
        svg.Append(LetterBelow is { } below ? $"<svg y=\"100%\" overflow=\"visible\">{Connector("50%", "-12", below, show)}</svg>\n" : "");
        svg.Append("</svg>");
        Symbol(svg, show);
        return svg.ToString();
    }

    /// <summary>The cell drawn for a row of known height.</summary>
    internal FlowPicture Picture(double width, double height)
    {
        var (middle, moved) = (width / 2, (X: (width - FlowTable.Column) / 2, Y: (height - Height) / 2));
        var symbol = Node with { X = middle, Y = height / 2 };
        var (lines, nodes) = (new List<FlowLine>(), new List<FlowNode>());
        if (IsEntered)
        {
            var top = LetterAbove is not null ? 12 + Radius : LineAbove ? 0 : Entry;
            lines.Add(new([(middle, top), (middle, symbol.Top)], true));
        }

        if (LineBelow || LetterBelow is not null)
        {
            lines.Add(new([(middle, symbol.Bottom), (middle, LineBelow ? height : height - 12 - Radius)], false));
        }

        foreach (var rail in Rails)
        {
            var x = rail.Side < 0 ? rail.Inset : width - rail.Inset;
            List<(double X, double Y)> points = [(x, At(rail.From)), (x, At(rail.To))];
            if (rail.From is FlowLevel.Entry or FlowLevel.Middle)
            {
                points.Insert(0, (rail.From == FlowLevel.Entry ? middle : Side(rail.Side), points[0].Y));
            }

            if (rail.To is FlowLevel.Entry or FlowLevel.Middle)
            {
                points.Add((rail.To == FlowLevel.Entry ? middle : Side(rail.Side), points[^1].Y));
            }

            lines.Add(new(points, false));
        }

        foreach (var circle in Circles)
        {
            var x = circle.Side < 0 ? Zone - Radius - 3 : width - Zone + Radius + 3;
            var y = circle.IsEntry ? Entry : height / 2;
            lines.Add(new([(x, y), (circle.IsEntry ? middle : Side(circle.Side), y)], false));
            nodes.Add(Letter(circle.Letter, x, y));
        }

        nodes.Add(symbol);
        nodes.AddRange(new[] { (LetterAbove, Y: 12), (LetterBelow, Y: height - 12) }.Where(one => one.Item1 is not null).Select(one => Letter(one.Item1!, middle, one.Y)));
        return new(width, height, [], lines, nodes, [.. Labels.Select(label => label with { X = label.X + moved.X, Y = label.Y + moved.Y })]);

        double At(FlowLevel level) => level switch { FlowLevel.Top => 0, FlowLevel.Entry => Entry, FlowLevel.Middle => height / 2, _ => height };
        double Side(int side) => side < 0 ? symbol.Left : symbol.Right;
    }

    internal static FlowNode Letter(string letter, double x, double y) => new(FlowSign.Connector, null, x, y, 2 * Radius, 2 * Radius, [letter]) { Letters = 12 };

    void Symbol(StringBuilder svg, Func<string, string>? show)
    {
        var placed = Placed;
        svg.Append($"<svg class=\"process flow-sign\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(FlowTable.Column)}\" height=\"{N(Height)}\" viewBox=\"0 0 {N(FlowTable.Column)} {N(Height)}\" role=\"img\" aria-label=\"{FlowSvg.Text(Reading.Text, show)}\" focusable=\"false\" font-family=\"Sarabun, 'TH Sarabun New', sans-serif\" font-size=\"15\" fill=\"{FlowSvg.Ink}\">\n");
        FlowSvg.Node(svg, placed, show);
        if (IsEntered)
        {
            FlowSvg.Head(svg, (placed.X, 0), (placed.X, placed.Top));
        }

        foreach (var label in Labels)
        {
            FlowSvg.Label(svg, label, show);
        }

        svg.Append("</svg>");
    }

    // Measured from the left edge of the cell, or from the right one in a picture that begins there.
    static void Side(StringBuilder svg, int side, string lines) =>
        svg.Append(side < 0 ? $"{lines}\n" : $"<svg x=\"100%\" overflow=\"visible\">{lines}</svg>\n");

    static string Rail(FlowRail rail)
    {
        var x = N(-rail.Side * rail.Inset);
        var line = $"<line x1=\"{x}\" y1=\"{At(rail.From)}\" x2=\"{x}\" y2=\"{At(rail.To)}\"/>";
        return line + string.Concat(new[] { rail.From, rail.To }.Where(level => level is FlowLevel.Entry or FlowLevel.Middle)
            .Select(level => $"<line x1=\"{x}\" y1=\"{At(level)}\" x2=\"{-50 * rail.Side}%\" y2=\"{At(level)}\"/>"));
    }

    static string At(FlowLevel level) => level switch { FlowLevel.Top => "0", FlowLevel.Entry => N(Entry), FlowLevel.Middle => "50%", _ => "100%" };

    static void Axis(StringBuilder svg, string? from, string to) =>
        svg.Append(from is null ? "" : $"<line x1=\"50%\" y1=\"{from}\" x2=\"50%\" y2=\"{to}\"/>\n");

    static string Connector(string x, string y, string letter, Func<string, string>? show) =>
        $"<circle class=\"sign connector\" cx=\"{x}\" cy=\"{y}\" r=\"{N(Radius)}\" fill=\"#fff\"/><text x=\"{x}\" y=\"{y}\" dy=\"4.5\" text-anchor=\"middle\" stroke=\"none\" fill=\"{FlowSvg.Ink}\">{FlowSvg.Text(letter, show)}</text>";

    static string N(double number) => FlowSvg.N(number);
}
