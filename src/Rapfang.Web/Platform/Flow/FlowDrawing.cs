namespace Rapfang.Platform.Flow;

/// <summary>Places the symbols and lines of a process. Never fails: a process with problems is drawn as far as it leads.</summary>
static class FlowDrawing
{
    const double NodeWidth = 280;
    const double Gap = 38;

    // Where what comes from the side joins the line down to a symbol, and how far from each other lines run beside.
    const double Entry = 20;
    const double Rail = 14;

    /// <summary>The chart in pictures none higher than a page, where that can be.</summary>
    internal static IReadOnlyList<FlowPicture> Pages(IReadOnlyList<FlowStep> steps, FlowLayout layout, double height) => [Draw(steps, layout)];

    internal static FlowPicture Draw(IReadOnlyList<FlowStep> steps, FlowLayout layout)
    {
        var ways = new FlowWays(steps);
        return layout switch
        {
            FlowLayout.Snake => FlowBoxes.Snake(ways),
            FlowLayout.Phases => FlowBoxes.Phases(ways),
            _ => new Rows(ways, layout == FlowLayout.Lanes).Draw(),
        };
    }

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
        readonly Dictionary<int, FlowNode> nodes = [];
        readonly List<FlowLine> lines = [];
        readonly List<FlowLabel> labels = [];
        readonly List<Beside> beside;
        readonly double laneWidth;
        readonly double nodeWidth;
        readonly double left;

        internal Rows(FlowWays ways, bool inLanes)
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
            beside = Beside.Of(ways.Ways.Select(way => (rowOf[way.From], rowOf[way.To], way.Label)).Where(way => way.Item2 != way.Item1 + 1));
            var side = rows.Count == 0 ? 1 : rows.Max(row => inLanes ? row.GroupBy(one => Lane(ways.Steps[one])).Max(lane => lane.Count()) : row.Count);
            nodeWidth = inLanes ? Math.Clamp((640 - 80.0) / (lanes.Count * side) - 24, 150, 240) : side == 1 ? NodeWidth : Math.Max(150, (600.0 / side) - 20);
            laneWidth = side * (nodeWidth + 20) + 4;
            left = Room(-1);
        }

        string Lane(FlowStep step) => string.IsNullOrWhiteSpace(step.Responsible) ? "ไม่ระบุผู้รับผิดชอบ" : step.Responsible.Trim();

        double Room(int side) => beside.Where(way => way.Side == side).Select(way => 18 + way.Track * Rail).Append(0).Max() + 8;

        double Axis => left + Math.Max(1, lanes.Count) * laneWidth / 2;

        internal FlowPicture Draw()
        {
            var heads = lanes.Select(lane => FlowText.Wrap(lane, FlowNode.Size, laneWidth - 16)).ToList();
            var head = heads.Count == 0 ? 0 : heads.Max(lines => lines.Count) * FlowNode.LineHeight + 12;
            var y = head + 12;
            for (var row = 0; row < rows.Count; row++)
            {
                y += row > 0 || beside.Exists(way => way.Target == row) ? Gap - (row > 0 ? 0 : 12) : 0;
                y += Place(row, y);
            }

            foreach (var way in ways.Ways.Where(way => rowOf[way.To] == rowOf[way.From] + 1))
            {
                Down(nodes[way.From], nodes[way.To], way.Label);
            }

            beside.ForEach(Aside);
            var width = left + Math.Max(1, lanes.Count) * laneWidth + Room(1);
            var bands = lanes.Select((_, i) => new FlowBand(left + i * laneWidth, 0, laneWidth, y + 12, head)).ToList();
            for (var i = 0; i < heads.Count; i++)
            {
                labels.AddRange(heads[i].Select((text, line) => new FlowLabel(text, left + (i + 0.5) * laneWidth, 6 + (line + 0.72) * FlowNode.LineHeight, "middle", IsHeading: true)));
            }

            return new(width, y + 12, bands, lines, [.. nodes.OrderBy(node => node.Key).Select(node => node.Value)], labels);
        }

        // The height of the row.
        double Place(int row, double y)
        {
            var made = rows[row].ToDictionary(place => place, place => Node(ways, place, nodeWidth));
            var height = made.Values.Max(node => node.Height);
            var groups = rows[row].GroupBy(place => lanes.Count == 0 ? 0 : lanes.IndexOf(Lane(ways.Steps[place])));
            foreach (var group in groups)
            {
                var middle = lanes.Count == 0 ? Axis : left + (group.Key + 0.5) * laneWidth;
                var first = middle - (group.Count() - 1) * (nodeWidth + 20) / 2;
                var i = 0;
                foreach (var place in group)
                {
                    nodes[place] = made[place] with { X = first + i++ * (nodeWidth + 20), Y = y + height / 2 };
                }
            }

            return height;
        }

        double EntryOf(FlowNode node) => rows[rowOf[PlaceOf(node)]].Min(place => nodes[place].Top) - Entry;

        int PlaceOf(FlowNode node) => nodes.First(one => ReferenceEquals(one.Value, node)).Key;

        void Down(FlowNode from, FlowNode to, string? label)
        {
            var level = EntryOf(to);
            lines.Add(new(from.X == to.X ? [(from.X, from.Bottom), (to.X, to.Top)] : [(from.X, from.Bottom), (from.X, level), (to.X, level), (to.X, to.Top)], true));
            var words = new FlowLabel(label ?? "", from.X + 7, from.Bottom + 15, "start");
            if (label is not null && !labels.Contains(words))
            {
                labels.Add(words);
            }
        }

        void Aside(Beside way)
        {
            var rail = way.Side < 0 ? left - 10 - way.Track * Rail : left + Math.Max(1, lanes.Count) * laneWidth + 10 + way.Track * Rail;
            var outer = way.Side < 0 ? rows[way.Row].MinBy(place => nodes[place].X) : rows[way.Row].MaxBy(place => nodes[place].X);
            var from = nodes[outer];
            var start = way.Side < 0 ? from.Left : from.Right;
            foreach (var to in rows[way.Target].Select(place => nodes[place]))
            {
                var level = EntryOf(to);
                lines.Add(new([(start, from.Y), (rail, from.Y), (rail, level), (to.X, level), (to.X, to.Top)], true));
            }

            if (way.Label is { } label)
            {
                labels.AddRange(Corner(from, way.Side, label));
            }
        }
    }

    /// <summary>An answer beside the corner of a diamond, in the room that its lower edge leaves; a long one is cut, as it can be read in the list.</summary>
    /// <param name="free">How far beyond the corner there is room below the line that leaves it.</param>
    internal static IEnumerable<FlowLabel> Corner(FlowNode diamond, int side, string label, double free = 0)
    {
        const int most = 2;
        var half = diamond.Width / 2;
        var lines = FlowText.Wrap(label, FlowNode.NoteSize, half * 0.62 + free);
        if (lines.Count > most)
        {
            lines = [.. lines.Take(most - 1), lines[most - 1] + "…"];
        }

        var top = diamond.Y + diamond.Height / 2 * Math.Clamp((lines.Max(line => FlowText.Width(line, FlowNode.NoteSize)) - free) / half, 0, 0.9) + 13;
        return lines.Select((line, i) => new FlowLabel(line, diamond.X + side * (half + free), top + i * 15, side < 0 ? "start" : "end"));
    }
}
