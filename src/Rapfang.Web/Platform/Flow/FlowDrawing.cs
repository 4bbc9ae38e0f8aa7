namespace Rapfang.Platform.Flow;

/// <summary>Places the symbols and lines of a process. Never fails: a process with problems is drawn as far as it leads.</summary>
static class FlowDrawing
{
    const double NodeWidth = 280;
    const double Gap = 38;

    // Where what comes from the side joins the line down to a symbol, and how far from each other lines run beside.
    const double Entry = 20;
    const double Rail = 14;

    /// <summary>The chart in pictures none higher than a page: what goes on over the page leaves and comes by connectors.</summary>
    /// <param name="height">In units of the drawing. A single step may still be higher, and so may the layouts for a card.</param>
    internal static IReadOnlyList<FlowPicture> Pages(IReadOnlyList<FlowStep> steps, FlowLayout layout, double height)
    {
        var ways = new FlowWays(steps);
        return layout switch
        {
            FlowLayout.Snake => [FlowBoxes.Snake(ways)],
            FlowLayout.Phases => [FlowBoxes.Phases(ways)],
            _ => new Rows(ways, layout == FlowLayout.Lanes, height).Sheets(),
        };
    }

    internal static FlowPicture Draw(IReadOnlyList<FlowStep> steps, FlowLayout layout) => Pages(steps, layout, double.MaxValue)[0];

    /// <summary>A symbol of a step with its number before the text and its time below.</summary>
    internal static FlowNode Node(FlowWays ways, int place, double width, string? number = null, string? note = null)
    {
        var step = ways.Steps[place];
        var sign = ways.Shown(place) switch { StepSymbol.Decision => FlowSign.Decision, StepSymbol.Activity => FlowSign.Activity, _ => FlowSign.Terminal };
        var isSign = FlowTotals.IsSign(step);
        var text = isSign ? step.Text.Trim() : $"{number ?? $"{step.Number}."} {step.Text.Trim()}";
        return FlowNode.Of(sign, step.Number, text, note ?? (step.Amount is null ? null : FlowTime.Of(step).Words.Thai), isSign ? Math.Min(width, 150) : width);
    }

    /// <summary>Which ways run beside the symbols: all that do not lead to the next row.</summary>
    /// <param name="Row">Where it starts.</param>
    /// <param name="Side">−1 on the left, where what leads back runs; 1 on the right.</param>
    /// <param name="Track">0 is the nearest to the symbols.</param>
    internal sealed record Beside(int Row, int Target, string? Label, int Side, int Track)
    {
        /// <summary>Gives each way a side and a track in which it meets no other, unless both lead to one place.</summary>
        internal static List<Beside> Of(IEnumerable<(int Row, int Target, string? Label)> ways)
        {
            var sided = new List<(int Row, int Target, string? Label, int Side)>();
            foreach (var (row, target, label) in ways.Distinct())
            {
                // Both answers of a decision may lead the same way; they leave it at different sides.
                var side = target > row ? 1 : -1;
                sided.Add((row, target, label, sided.Exists(one => one.Row == row && one.Side == side) ? -side : side));
            }

            var tracks = new Dictionary<(int Side, int Target), int>();
            var spans = sided.GroupBy(one => (one.Side, one.Target))
                .Select(group => (group.Key, First: Math.Min(group.Key.Target, group.Min(one => one.Row)), Last: Math.Max(group.Key.Target, group.Max(one => one.Row))))
                .OrderBy(span => span.Last - span.First).ThenBy(span => span.First).ToList();
            foreach (var span in spans)
            {
                var taken = spans.Where(other => other.Key.Side == span.Key.Side && tracks.ContainsKey(other.Key) && other.First <= span.Last && span.First <= other.Last)
                    .Select(other => tracks[other.Key]).ToHashSet();
                tracks[span.Key] = Enumerable.Range(0, spans.Count).First(track => !taken.Contains(track));
            }

            return [.. sided.Select(one => new Beside(one.Row, one.Target, one.Label, one.Side, tracks[(one.Side, one.Target)]))];
        }
    }

    /// <summary>A step, or steps done together, in each row; in lanes each stands in that of who does it.</summary>
    sealed class Rows
    {
        readonly FlowWays ways;
        readonly List<IReadOnlyList<int>> rows = [];
        readonly List<string> lanes;
        readonly Dictionary<int, int> rowOf = [];
        readonly Dictionary<int, FlowNode> nodes;
        readonly List<int> pageOf = [];
        readonly List<Beside> beside;
        readonly Dictionary<int, string> letters;
        readonly List<FlowNode> circles = [];
        readonly List<FlowLine> lines = [];
        readonly List<FlowLabel> labels = [];
        readonly List<List<string>> heads;
        readonly double head;
        readonly double nodeWidth;

        // Where each lane ends, measured from the first; one without lanes.
        readonly List<double> ends = [0];
        readonly double left;

        internal Rows(FlowWays ways, bool inLanes, double height)
        {
            this.ways = ways;
            for (var place = 0; place < ways.Steps.Count; place += rows[^1].Count)
            {
                rows.Add(ways.Together(place));
                foreach (var one in rows[^1])
                {
                    rowOf[one] = rows.Count - 1;
                }
            }

            lanes = inLanes ? [.. ways.Steps.Select(Lane).Distinct()] : [];
            List<int> abreast = [.. Enumerable.Range(0, Math.Max(1, lanes.Count)).Select(lane => rows.Select(row => row.Count(place => LaneOf(place) == lane)).Append(1).Max())];
            nodeWidth = inLanes ? Math.Clamp(560.0 / abreast.Sum() - 24, 150, 240) : abreast[0] == 1 ? NodeWidth : Math.Max(150, (600.0 / abreast[0]) - 20);
            abreast.ForEach(many => ends.Add(ends[^1] + many * (nodeWidth + 20) + 4));
            heads = [.. lanes.Select((lane, i) => FlowText.Wrap(lane, FlowNode.Size, ends[i + 1] - ends[i] - 16))];
            head = heads.Count == 0 ? 0 : heads.Max(text => text.Count) * FlowNode.LineHeight + 12;
            nodes = Enumerable.Range(0, ways.Steps.Count).ToDictionary(place => place, place => Node(ways, place, nodeWidth));
            Paginate(height);
            beside = Beside.Of(RowWays(isAcross: false).Where(way => way.To != way.From + 1).Select(way => (way.From, way.To, way.Label)));
            letters = RowWays(isAcross: true).Select(way => way.To).Distinct().Order().Select((to, i) => (to, i)).ToDictionary(pair => pair.to, pair => FlowTable.Letter(pair.i));
            left = Room(-1);
        }

        double Right => left + ends[^1];

        internal List<FlowPicture> Sheets() =>
            rows.Count == 0 ? [new(NodeWidth, 40, [], [], [], [])] : [.. Enumerable.Range(0, pageOf[^1] + 1).Select(Page)];

        int LaneOf(int place) => lanes.Count == 0 ? 0 : lanes.IndexOf(Lane(ways.Steps[place]));

        double Middle(int lane) => left + (ends[lane] + ends[lane + 1]) / 2;

        static string Lane(FlowStep step) => string.IsNullOrWhiteSpace(step.Responsible) ? "ไม่ระบุผู้รับผิดชอบ" : step.Responsible.Trim();

        // Ways between rows: those done together come and go as one.
        IEnumerable<(int From, int To, string? Label)> RowWays(bool isAcross) => ways.Ways.Select(way => (From: rowOf[way.From], To: rowOf[way.To], way.Label))
            .Distinct().Where(way => pageOf[way.From] != pageOf[way.To] == isAcross);

        double Room(int side) => beside.Where(way => way.Side == side).Select(way => 18 + way.Track * Rail).Append(0).Max() + (letters.Count > 0 ? 30 : 0) + 8;

        double RowHeight(int row) => rows[row].Max(place => nodes[place].Height);

        void Paginate(double height)
        {
            // What is a little higher than the page is better made smaller than parted.
            const double smaller = 1.25;
            if (head + Gap + Enumerable.Range(0, rows.Count).Sum(row => RowHeight(row) + Gap) <= height * smaller)
            {
                height = double.MaxValue;
            }

            var (page, y) = (0, head + Gap);
            for (var row = 0; row < rows.Count; row++)
            {
                // Room for a connector above the first and below the last.
                if (row > 0 && pageOf[row - 1] == page && y + RowHeight(row) + Gap + 30 > height)
                {
                    (page, y) = (page + 1, head + Gap + 20);
                }

                pageOf.Add(page);
                y += RowHeight(row) + Gap;
            }
        }

        FlowPicture Page(int page)
        {
            lines.Clear();
            labels.Clear();
            circles.Clear();
            var mine = Enumerable.Range(0, rows.Count).Where(row => pageOf[row] == page).ToList();
            var y = head + 12;
            foreach (var row in mine)
            {
                y += row > mine[0] ? Gap : letters.ContainsKey(row) ? Gap + 8 : beside.Exists(way => way.Target == row) ? Gap - 12 : 0;
                Place(row, y);
                y += RowHeight(row);
            }

            foreach (var way in ways.Ways.Where(way => pageOf[rowOf[way.From]] == page && rowOf[way.To] == rowOf[way.From] + 1 && pageOf[rowOf[way.To]] == page))
            {
                Down(nodes[way.From], nodes[way.To], way.Label);
            }

            beside.Where(way => pageOf[way.Row] == page).ToList().ForEach(Aside);
            var goesOn = false;
            foreach (var way in RowWays(isAcross: true).Where(way => pageOf[way.From] == page).DistinctBy(way => (way.From, way.To)))
            {
                goesOn |= Leave(way.From, way.To, way.Label);
            }

            foreach (var row in mine.Where(letters.ContainsKey))
            {
                Come(row, row == mine[0]);
            }

            y = Math.Max(y + (goesOn ? 44 : 12), circles.Select(circle => circle.Bottom + 4).Append(0).Max());
            for (var i = 0; i < heads.Count; i++)
            {
                labels.AddRange(heads[i].Select((text, line) => new FlowLabel(text, Middle(i), 6 + (line + 0.72) * FlowNode.LineHeight, "middle", IsHeading: true)));
            }

            return new(Right + Room(1), y, [.. lanes.Select((_, i) => new FlowBand(left + ends[i], 0, ends[i + 1] - ends[i], y, head))],
                [.. lines], [.. mine.SelectMany(row => rows[row]).Select(place => nodes[place]), .. circles], [.. labels]);
        }

        void Place(int row, double y)
        {
            foreach (var group in rows[row].GroupBy(LaneOf))
            {
                var first = Middle(group.Key) - (group.Count() - 1) * (nodeWidth + 20) / 2;
                var i = 0;
                foreach (var place in group)
                {
                    nodes[place] = nodes[place] with { X = first + i++ * (nodeWidth + 20), Y = y + RowHeight(row) / 2 };
                }
            }
        }

        double Level(int row) => rows[row].Min(place => nodes[place].Top) - Entry;

        // Places are computed along different ways and differ in their last digits.
        static bool Meets(double one, double other) => Math.Abs(one - other) < 0.01;

        void Down(FlowNode from, FlowNode to, string? label)
        {
            var level = Level(rowOf[ways.PlaceOf(to.Step)!.Value]);
            lines.Add(new(Meets(from.X, to.X) ? [(from.X, from.Bottom), (to.X, to.Top)] : [(from.X, from.Bottom), (from.X, level), (to.X, level), (to.X, to.Top)], true));
            Say(label, from);
        }

        void Say(string? label, FlowNode from)
        {
            var wrapped = FlowText.Wrap(label ?? "", FlowNode.NoteSize, nodeWidth / 2 - 14);
            var words = new FlowLabel(wrapped.Count > 1 ? wrapped[0] + "…" : wrapped[0], from.X + 7, from.Bottom + 15, "start");
            if (label is not null && !labels.Contains(words))
            {
                labels.Add(words);
            }
        }

        void Aside(Beside way)
        {
            var rail = way.Side < 0 ? left - 10 - way.Track * Rail : Right + 10 + way.Track * Rail;
            var from = Outer(way.Row, way.Side);
            foreach (var to in rows[way.Target].Select(place => nodes[place]))
            {
                lines.Add(new([(from.X + way.Side * from.Width / 2, from.Y), (rail, from.Y), (rail, Level(way.Target)), (to.X, Level(way.Target)), (to.X, to.Top)], true));
            }

            labels.AddRange(way.Label is { } label ? Corner(from, way.Side, label) : []);
        }

        FlowNode Outer(int row, int side) => side < 0 ? nodes[rows[row].MinBy(place => nodes[place].X)] : nodes[rows[row].MaxBy(place => nodes[place].X)];

        // To the next row, on the next page, it leaves below; to any other at the side that is free.
        bool Leave(int row, int target, string? label)
        {
            if (target == row + 1)
            {
                var (x, y) = (rows[row].Average(place => nodes[place].X), rows[row].Max(place => nodes[place].Bottom) + 30);
                lines.AddRange(rows[row].Select(place => nodes[place]).Select(from => new FlowLine(Meets(from.X, x) ? [(x, from.Bottom), (x, y - 10)] : [(from.X, from.Bottom), (from.X, y - 18), (x, y - 18), (x, y - 10)], false)));
                Connect(letters[target], x, y);
                Say(label, nodes[rows[row][0]]);
                return true;
            }

            var side = target > row ? 1 : -1;
            var node = nodes[rows[row][0]];
            side = beside.Exists(one => one.Row == row && one.Side == side) || circles.Exists(one => Meets(one.Y, node.Y) && Math.Sign(one.X - node.X) == side) ? -side : side;
            node = Outer(row, side);
            var at = (side < 0 ? left : Right) + side * (Room(side) - 18);
            lines.Add(new([(node.X + side * node.Width / 2, node.Y), (at, node.Y)], false));
            Connect(letters[target], at, node.Y);
            labels.AddRange(label is null ? [] : Corner(node, side, label));
            return false;
        }

        // More than two ways out of one row are a mistake, which must show all the same.
        void Connect(string letter, double x, double y)
        {
            while (circles.Exists(one => Math.Abs(one.X - x) < one.Width && Math.Abs(one.Y - y) < one.Height))
            {
                y += 2 * FlowCell.Radius + 2;
            }

            circles.Add(FlowCell.Letter(letter, x, y));
        }

        void Come(int row, bool isFirst)
        {
            var level = Level(row);
            var x = isFirst ? rows[row].Average(place => nodes[place].X) : Right + Room(1) - 18;
            var y = isFirst ? level - 14 : level;
            Connect(letters[row], x, y);
            lines.AddRange(rows[row].Select(place => nodes[place]).Select(to => new FlowLine(Meets(to.X, x) ? [(x, y), (x, to.Top)] : [(x, y), (x, level), (to.X, level), (to.X, to.Top)], true)));
        }
    }

    /// <summary>An answer beside the corner of a diamond, in the room that its lower edge leaves; a long one is cut, as it can be read in the list.</summary>
    /// <param name="free">How far beyond the corner there is room below the line that leaves it.</param>
    /// <param name="below">How far what stands at the corner reaches down.</param>
    internal static IEnumerable<FlowLabel> Corner(FlowNode diamond, int side, string label, double free = 0, double below = 0)
    {
        const int most = 2;
        var half = diamond.Width / 2;
        var lines = FlowText.Wrap(label, FlowNode.NoteSize, half * 0.62 + free);
        if (lines.Count > most)
        {
            lines = [.. lines.Take(most - 1), lines[most - 1] + "…"];
        }

        var top = diamond.Y + diamond.Height / 2 * Math.Clamp((lines.Max(line => FlowText.Width(line, FlowNode.NoteSize)) - free) / half, 0, 0.9) + 15;
        top = Math.Max(top, diamond.Y + below + 15);
        return lines.Select((line, i) => new FlowLabel(line, diamond.X + side * (half + free), top + i * 15, side < 0 ? "start" : "end"));
    }
}
