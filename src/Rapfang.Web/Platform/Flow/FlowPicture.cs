namespace Rapfang.Platform.Flow;

/// <summary>The ways to draw a process.</summary>
public enum FlowLayout
{
    /// <summary>One below the other; ways that jump run beside.</summary>
    Vertical,

    /// <summary>Three in a row, the next row from right to left: the seven steps of a service on one card (seed S2-113).</summary>
    Snake,

    /// <summary>A column for each <see cref="FlowStep.Phase"/>: before, during, after (seed S2-115).</summary>
    Phases,

    /// <summary>A lane for each <see cref="FlowStep.Responsible"/>.</summary>
    Lanes,
}

/// <summary>The symbols that are drawn: those of steps, and the connector.</summary>
enum FlowSign
{
    Terminal,
    Activity,
    Decision,
    Connector,
}

/// <summary>A symbol in its place, its text cut into lines. Units: 640 are the 16 cm of an A4 sheet, so that 15 are about 10.5 points.</summary>
/// <param name="Step">The number of its step; null for a connector.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Notes">How many of the last lines are smaller: its time, where else it leads.</param>
sealed record FlowNode(FlowSign Sign, int? Step, double X, double Y, double Width, double Height, IReadOnlyList<string> Lines, int Notes = 0)
{
    /// <summary>The size of its letters; notes are smaller.</summary>
    internal double Letters { get; init; } = Size;

    internal const double Size = 15;
    internal const double NoteSize = 13;
    internal const double LineHeight = 22;

    // Sarabun needs this much for its marks above and below.
    const double Leading = LineHeight / Size;

    internal double Top => Y - Height / 2;

    internal double Bottom => Y + Height / 2;

    internal double Left => X - Width / 2;

    internal double Right => X + Width / 2;

    /// <summary>Its texts with their base lines.</summary>
    internal IEnumerable<(string Text, double Y, double Size)> Texts() => Lines
        .Select((text, i) => (text, Y + (i - Lines.Count / 2.0 + 0.72) * Letters * Leading, i < Lines.Count - Notes ? Letters : Math.Min(Letters, NoteSize)))
        .Where(line => line.text.Length > 0);

    /// <summary>A symbol just large enough for its text.</summary>
    internal static FlowNode Of(FlowSign sign, int? step, string text, string? note, double width, double letters = Size)
    {
        if (sign == FlowSign.Decision)
        {
            return Diamond(step, text, note, width, letters);
        }

        var room = width - letters * 1.6;
        var lines = FlowText.Wrap(text, letters, room);
        var notes = note is null ? [] : FlowText.Wrap(note, NoteSize, room);
        return new(sign, step, 0, 0, width, Math.Max(letters * 2.6, (lines.Count + notes.Count) * letters * Leading + letters), [.. lines, .. notes], notes.Count) { Letters = letters };
    }

    // The lowest diamond whose lines, shorter above and below, hold the text.
    static FlowNode Diamond(int? step, string text, string? note, double width, double letters)
    {
        const double edge = 0.42;
        var high = letters * Leading;
        for (var count = 1; ; count++)
        {
            var half = Math.Max(2 * letters, count * high / 2 / (1 - edge));
            if (FlowText.Fit(text, letters, count, line => Room(line, count, half)) is not { } lines
                || (note is null ? [] : FlowText.Fit(note, NoteSize, count - lines.Count, line => Room(line + lines.Count, count, half))) is not { } notes)
            {
                continue;
            }

            // Lines that stay free at the end keep the others where they were measured.
            notes.AddRange(Enumerable.Repeat("", count - lines.Count - notes.Count));
            return new(FlowSign.Decision, step, 0, 0, width, 2 * half, [.. lines, .. notes], notes.Count) { Letters = letters };
        }

        double Room(int line, int lines, double half)
        {
            var outer = Math.Max(Math.Abs(line - lines / 2.0), Math.Abs(line + 1 - lines / 2.0)) * high;
            return width * Math.Max(0.02, 1 - outer / half) - 6;
        }
    }
}

/// <summary>A line through these points, with an arrowhead at the last when it arrives somewhere.</summary>
sealed record FlowLine(IReadOnlyList<(double X, double Y)> Points, bool IsArrow);

/// <summary>Words beside a line, or a heading.</summary>
/// <param name="Anchor">Of SVG: <c>start</c>, <c>middle</c>, <c>end</c>.</param>
sealed record FlowLabel(string Text, double X, double Y, string Anchor, bool IsHeading = false);

/// <summary>The ground of a lane or a phase.</summary>
sealed record FlowBand(double X, double Y, double Width, double Height, double Head);

/// <summary>A drawn process, ready to be written as SVG or as shapes of Word.</summary>
sealed record FlowPicture(double Width, double Height, IReadOnlyList<FlowBand> Bands, IReadOnlyList<FlowLine> Lines, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowLabel> Labels)
{
    /// <summary>Who leads above, the units below on both sides of one line.</summary>
    internal static FlowPicture Structure(string head, IReadOnlyList<string> units)
    {
        const double width = 640, box = 280, gap = 18;
        var top = FlowNode.Of(FlowSign.Activity, null, head, null, 320);
        top = top with { X = width / 2, Y = top.Height / 2 };
        var (lines, nodes) = (new List<FlowLine>(), new List<FlowNode> { top });
        var y = top.Bottom + 28;
        var last = top.Bottom;
        foreach (var row in units.Chunk(2))
        {
            var boxes = row.Select(unit => FlowNode.Of(FlowSign.Activity, null, unit, null, box)).ToList();
            var height = boxes.Max(node => node.Height);
            last = y + height / 2;
            foreach (var (n, node) in boxes.Index())
            {
                nodes.Add(node with { X = n == 0 ? box / 2 : width - box / 2, Y = last, Height = height });
                lines.Add(new([(width / 2, last), (n == 0 ? box : width - box, last)], false));
            }

            y += height + gap;
        }

        lines.Add(new([(width / 2, top.Bottom), (width / 2, last)], false));
        return new(width, Math.Max(top.Bottom, y - gap), [], lines, nodes, []);
    }

    /// <summary>The five symbols of the official legend (seed S0-022) with their words.</summary>
    internal static FlowPicture Legend()
    {
        (FlowSign? Sign, string Words)[] symbols =
        [
            (FlowSign.Terminal, "จุดเริ่มต้นหรือสิ้นสุดกระบวนการ"), (FlowSign.Activity, "กิจกรรมงานหรือการปฏิบัติ"), (FlowSign.Decision, "การตัดสินใจ"),
            (null, "ทิศทางหรือการเคลื่อนไหวของงาน"), (FlowSign.Connector, "จุดเชื่อมต่อระหว่างหน้า (กรณีไม่จบภายใน 1 หน้า)"),
        ];
        var (lines, nodes, labels) = (new List<FlowLine>(), new List<FlowNode>(), new List<FlowLabel>());
        for (var i = 0; i < symbols.Length; i++)
        {
            var (x, y) = (22 + i % 2 * 300.0, 16 + i / 2 * 30.0);
            if (symbols[i].Sign is { } sign)
            {
                nodes.Add(new(sign, null, x, y, sign == FlowSign.Connector ? 20 : 40, sign == FlowSign.Decision ? 24 : 20, []));
            }
            else
            {
                lines.Add(new([(x - 20, y), (x + 20, y)], true));
            }

            labels.Add(new(symbols[i].Words, x + 30, y + 5, "start"));
        }

        return new(640, 94, [], lines, nodes, labels);
    }
}
