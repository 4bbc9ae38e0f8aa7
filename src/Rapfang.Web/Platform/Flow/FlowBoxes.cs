namespace Rapfang.Platform.Flow;

/// <summary>Layouts for a card: short ways in a row or in columns, where a decision says in words where its other answer leads.</summary>
static class FlowBoxes
{
    const double Width = 180;
    const double Across = 46;
    const double Gap = 40;

    /// <summary>Three in a row, to the right and back again.</summary>
    internal static FlowPicture Snake(FlowWays ways)
    {
        const int inRow = 3;
        var nodes = new List<FlowNode>();
        var y = 10.0;
        for (var first = 0; first < ways.Steps.Count; first += inRow)
        {
            var row = Enumerable.Range(first, Math.Min(inRow, ways.Steps.Count - first)).Select(place => FlowDrawing.Node(ways, place, Width, note: Note(ways, place, StepName(ways)))).ToList();
            var height = row.Max(node => node.Height);
            for (var i = 0; i < row.Count; i++)
            {
                var column = first / inRow % 2 == 0 ? i : inRow - 1 - i;
                nodes.Add(row[i] with { X = 8 + Width / 2 + column * (Width + Across), Y = y + height / 2 });
            }

            y += height + Gap;
        }

        return Joined(ways, nodes, 16 + inRow * Width + (inRow - 1) * Across, Math.Max(20, y - Gap + 10), [], []);
    }

    /// <summary>A column for each phase; its steps are counted 1.1, 1.2 …</summary>
    internal static FlowPicture Phases(FlowWays ways)
    {
        var phases = ways.Steps.Select(step => step.Phase?.Trim() ?? "").Distinct().ToList();
        var count = new int[phases.Count];
        var names = new Dictionary<int, string>();
        for (var place = 0; place < ways.Steps.Count; place++)
        {
            var phase = phases.IndexOf(ways.Steps[place].Phase?.Trim() ?? "");
            names[place] = $"{phase + 1}.{++count[phase]}";
        }

        var width = Width + Across;
        var heads = phases.Select(phase => FlowText.Wrap(phase, FlowNode.Size, width - 16)).ToList();
        var head = heads.Count == 0 ? 0 : heads.Max(lines => lines.Count) * FlowNode.LineHeight + 12;
        var ends = phases.Select(_ => head + 14).ToArray();
        var nodes = new List<FlowNode>();
        for (var place = 0; place < ways.Steps.Count; place++)
        {
            var phase = phases.IndexOf(ways.Steps[place].Phase?.Trim() ?? "");
            var node = FlowDrawing.Node(ways, place, Width, names[place], Note(ways, place, one => $"ข้อ {names[one]}"));
            nodes.Add(node with { X = (phase + 0.5) * width, Y = ends[phase] + node.Height / 2 });
            ends[phase] += node.Height + Gap - 10;
        }

        var height = ends.Append(60).Max();
        return Joined(ways, nodes, Math.Max(1, phases.Count) * width, height,
            [.. phases.Select((_, i) => new FlowBand(i * width, 0, width, height, head))],
            [.. heads.SelectMany((lines, i) => lines.Select((text, line) => new FlowLabel(text, (i + 0.5) * width, 6 + (line + 0.72) * FlowNode.LineHeight, "middle", IsHeading: true)))]);
    }

    static Func<int, string> StepName(FlowWays ways) => place => $"ขั้นที่ {ways.Steps[place].Number}";

    // What no arrow to the following symbol says: where else it leads.
    static string? Note(FlowWays ways, int place, Func<int, string> name)
    {
        var step = ways.Steps[place];
        string?[] parts =
        [
            step.Amount is null ? null : FlowTime.Of(step).Words.Thai,
            .. ways.Ways.Where(way => way.From == place && way.To != place + 1)
                .Select(way => $"{(way.Label is { } label ? $"{label}: " : "")}{(way.To < place ? "กลับไป" : "ไป")}{name(way.To)}"),
        ];
        return parts.Any(part => part is not null) ? string.Join(" · ", parts.Where(part => part is not null)) : null;
    }

    static FlowPicture Joined(FlowWays ways, List<FlowNode> nodes, double width, double height, IReadOnlyList<FlowBand> bands, List<FlowLabel> labels)
    {
        var lines = new List<FlowLine>();
        foreach (var way in ways.Ways.Where(way => way.To == way.From + 1))
        {
            var (from, to) = (nodes[way.From], nodes[way.To]);
            if (Math.Abs(from.X - to.X) < 1)
            {
                lines.Add(new([(from.X, from.Bottom), (to.X, to.Top)], true));
                Say(way.Label, from.X + 7, from.Bottom + 15, "start");
            }
            else
            {
                var side = to.X > from.X ? 1 : -1;
                var (start, end) = (from.X + side * from.Width / 2, to.X - side * to.Width / 2);
                var middle = end - side * Across / 2;
                lines.Add(new(Math.Abs(from.Y - to.Y) < 1 ? [(start, from.Y), (end, to.Y)] : [(start, from.Y), (middle, from.Y), (middle, to.Y), (end, to.Y)], true));
                Say(way.Label, (start + (Math.Abs(from.Y - to.Y) < 1 ? end : middle)) / 2, from.Y - 6, "middle");
            }
        }

        return new(width, height, bands, lines, nodes, labels);

        void Say(string? label, double x, double y, string anchor)
        {
            if (label is not null)
            {
                labels.Add(new(label, x, y, anchor));
            }
        }
    }
}
