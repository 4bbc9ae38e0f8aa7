using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Rapfang.Platform.Flow;

/// <summary>
/// Reads and writes the flow charts of Mermaid (<c>graph TD</c>), as the offices' manuals already hold them (seed S0-024):
/// also on one line, between <c>pre</c> marks, with <c>--&amp;gt;</c> for the arrow.
/// </summary>
public static partial class FlowMermaid
{
    /// <summary>The most text that is read, in characters.</summary>
    public const int Longest = 100_000;

    /// <summary>The most steps that are read.</summary>
    public const int MostSteps = 200;

    // “A & A & … --> B & B & …” multiplies: a page of text could ask for more ways than there is memory.
    const int MostWays = 2000;

    // The shapes of Mermaid, longest first; the official symbols they stand for.
    static readonly (string Open, string Close, FlowSign Sign)[] Shapes =
    [
        ("([", "])", FlowSign.Terminal), ("((", "))", FlowSign.Connector), ("[[", "]]", FlowSign.Activity), ("{{", "}}", FlowSign.Decision),
        ("[", "]", FlowSign.Activity), ("(", ")", FlowSign.Terminal), ("{", "}", FlowSign.Decision),
    ];

    /// <summary>The steps of a chart, numbered from 1 in the order in which it leads through them.</summary>
    /// <param name="text">What somebody pasted.</param>
    /// <exception cref="RuleBroken">It is no flow chart, or says what steps can not: the message names the line.</exception>
    public static IReadOnlyList<FlowStep> Read(string? text)
    {
        if (text is { Length: > Longest })
        {
            throw Refused(1, $"ข้อความยาวเกิน {Longest:N0} ตัวอักษร", $"The text is longer than {Longest:N0} characters.");
        }

        var source = Marks().Replace(WebUtility.HtmlDecode(text ?? "").ReplaceLineEndings("\n"), "");
        return new Reader(source).Whole();
    }

    /// <summary>The chart of these steps. <see cref="Read"/> gives the same symbols, texts, ways and lanes again; times are not part of it.</summary>
    public static string Write(IReadOnlyList<FlowStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var ways = new FlowWays(steps);
        var chart = new StringBuilder("graph TD\n");
        foreach (var lane in ways.Steps.GroupBy(step => step.Responsible ?? ""))
        {
            chart.Append(lane.Key.Length > 0 ? $"  subgraph {Quoted(lane.Key)}\n" : "");
            foreach (var step in lane)
            {
                var (open, close) = step.Symbol switch { StepSymbol.Activity => ("[", "]"), StepSymbol.Decision => ("{", "}"), _ => ("([", "])") };
                chart.Append($"  {(lane.Key.Length > 0 ? "  " : "")}S{step.Number}{open}{Quoted(step.Text)}{close}\n");
            }

            chart.Append(lane.Key.Length > 0 ? "  end\n" : "");
        }

        foreach (var way in ways.Ways)
        {
            chart.Append($"  S{ways.Steps[way.From].Number} -->{(way.Label is { } label ? $"|{Quoted(label.Replace('|', '/'))}|" : "")} S{ways.Steps[way.To].Number}\n");
        }

        return chart.ToString();
    }

    static string Quoted(string text) => $"\"{text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\n", "<br/>", StringComparison.Ordinal)}\"";

    static RuleBroken Refused(int line, string thai, string english) => new($"บรรทัดที่ {line}: {thai}", $"Line {line}: {english}");

    [GeneratedRegex("</?(pre|code)[^>]*>|^\\s*```(mermaid)?\\s*$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex("<br\\s*/?>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Break();

    sealed record Node(string Id, int Line)
    {
        internal string? Text { get; set; }

        internal FlowSign Sign { get; set; } = FlowSign.Activity;

        internal string? Lane { get; set; }
    }

    sealed record Edge(Node From, Node To, string? Label, int Line);

    sealed class Reader(string source)
    {
        readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);
        readonly List<Node> order = [];
        readonly List<Edge> edges = [];
        readonly Stack<string> lanes = new();
        int at;

        int Line => 1 + source.AsSpan(0, Math.Min(at, source.Length)).Count('\n');

        internal IReadOnlyList<FlowStep> Whole()
        {
            Head();
            while (Blank())
            {
                if (Word("subgraph"))
                {
                    lanes.Push(LaneName());
                }
                else if (Word("end"))
                {
                    if (!lanes.TryPop(out _))
                    {
                        throw Refused(Line, "มี end โดยไม่มี subgraph นำหน้า", "There is an end without a subgraph.");
                    }
                }
                else if (new[] { "classDef", "class", "style", "linkStyle", "click", "direction", "title", "accTitle", "accDescr" }.Any(Word))
                {
                    Rest();
                }
                else
                {
                    Chain();
                }
            }

            return Steps();
        }

        void Head()
        {
            Blank();
            if (!Word("graph") && !Word("flowchart"))
            {
                var start = source[at..].Split('\n')[0].Trim();
                throw Refused(Line, $"ไม่ใช่ผังงาน ต้องขึ้นต้นด้วย graph TD แต่พบ “{Shown(start)}”", $"This is no flow chart: it should begin with graph TD, not with “{Shown(start)}”.");
            }

            Spaces();
            if (!new[] { "TD", "TB", "LR", "RL", "BT" }.Any(Word) && at < source.Length && source[at] is not ('\n' or ';'))
            {
                throw Refused(Line, "หลัง graph ต้องเป็นทิศทาง เช่น TD", "After graph comes a direction such as TD.");
            }
        }

        // A & B -->|x| C --> D
        void Chain()
        {
            var from = Group();
            while (Arrow() is { } arrow)
            {
                Blank();
                var to = Group();
                foreach (var (one, other) in from.SelectMany(_ => to, (one, other) => (one, other)))
                {
                    edges.Add(new(one, other, arrow.Label, arrow.Line));
                    if (edges.Count > MostWays)
                    {
                        throw Refused(arrow.Line, $"มีลูกศรเกิน {MostWays:N0} เส้น", $"There are more than {MostWays:N0} ways.");
                    }
                }

                from = to;
            }
        }

        List<Node> Group()
        {
            List<Node> group = [NodeHere()];
            while (true)
            {
                var before = at;
                Spaces();
                if (at >= source.Length || source[at] != '&')
                {
                    at = before;
                    return group;
                }

                at++;
                Blank();
                group.Add(NodeHere());
            }
        }

        Node NodeHere()
        {
            var line = Line;
            var start = at;
            while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] == '_' || char.GetUnicodeCategory(source[at]) is UnicodeCategory.NonSpacingMark || (source[at] == '-' && at > start && at + 1 < source.Length && char.IsLetterOrDigit(source[at + 1]))))
            {
                at++;
            }

            if (at == start)
            {
                throw Refused(line, $"อ่านไม่ออกตรง “{Shown(source[at..].Split('\n')[0])}”", $"Not understood: “{Shown(source[at..].Split('\n')[0])}”.");
            }

            var id = source[start..at];
            if (!nodes.TryGetValue(id, out var node))
            {
                nodes[id] = node = new Node(id, line);
                order.Add(node);
                if (order.Count > MostSteps)
                {
                    throw Refused(line, $"มีขั้นตอนเกิน {MostSteps} ขั้น", $"There are more than {MostSteps} steps.");
                }
            }

            node.Lane ??= lanes.TryPeek(out var lane) ? lane : null;
            Shape(node);
            return node;
        }

        void Shape(Node node)
        {
            var line = Line;
            foreach (var (open, close, sign) in Shapes)
            {
                if (!Word(open))
                {
                    continue;
                }

                node.Text = Inside(open, close, line);
                node.Sign = sign;
                if (Word(":::"))
                {
                    Name();
                }

                return;
            }
        }

        // The text up to the mark that closes it; brackets inside, as in [รายงาน (SAR)], belong to the text.
        string Inside(string open, string close, int line)
        {
            Spaces();
            if (at < source.Length && source[at] == '"')
            {
                var end = source.IndexOf('"', at + 1);
                var after = end < 0 ? -1 : end + 1 + source[(end + 1)..].TakeWhile(char.IsWhiteSpace).Count();
                if (end > 0 && source.AsSpan(after).StartsWith(close, StringComparison.Ordinal))
                {
                    var quoted = source[(at + 1)..end];
                    at = after + close.Length;
                    return Plain(quoted);
                }
            }

            var depth = 0;
            for (var i = at; i < source.Length && source[i] != '\n'; i++)
            {
                if (depth == 0 && source.AsSpan(i).StartsWith(close, StringComparison.Ordinal))
                {
                    var text = source[at..i];
                    at = i + close.Length;
                    return Plain(text);
                }

                depth += source[i] == open[^1] ? 1 : source[i] == close[0] && depth > 0 ? -1 : 0;
            }

            throw Refused(line, $"วงเล็บ {open} ไม่มี {close} ปิด", $"The bracket {open} is not closed by {close}.");
        }

        (string? Label, int Line)? Arrow()
        {
            var before = at;
            Blank();
            var line = Line;
            var rest = source.AsSpan(at);
            if (ArrowMark().Match(source, at) is { Success: true } plain && plain.Index == at)
            {
                at += plain.Length;
                Spaces();
                if (at >= source.Length || source[at] != '|')
                {
                    return (null, line);
                }

                var end = source.IndexOf('|', at + 1);
                if (end < 0 || source.AsSpan(at, end - at).Contains('\n'))
                {
                    throw Refused(line, "ข้อความบนลูกศรไม่มี | ปิด", "The label of the arrow is not closed by |.");
                }

                var label = Plain(source[(at + 1)..end].Trim().Trim('"'));
                at = end + 1;
                return (label, line);
            }

            if (LabelledArrow().Match(source, at) is { Success: true } labelled && labelled.Index == at)
            {
                at += labelled.Length;
                return (Plain(labelled.Groups["label"].Value.Trim().Trim('"')), line);
            }

            if (rest.StartsWith("--", StringComparison.Ordinal) || rest.StartsWith("==", StringComparison.Ordinal) || rest.StartsWith("-.", StringComparison.Ordinal))
            {
                throw Refused(line, $"ลูกศร “{Shown(rest.ToString().Split('\n')[0])}” อ่านไม่ออก ใช้ --> หรือ -->|ข้อความ|", $"The arrow “{Shown(rest.ToString().Split('\n')[0])}” is not understood. Use --> or -->|label|.");
            }

            at = before;
            return null;
        }

        string LaneName()
        {
            Spaces();
            var line = Line;
            var rest = source[at..].Split('\n')[0];
            var name = LaneTitle().Match(rest) is { Success: true } titled ? titled.Groups["title"].Value : rest;
            Rest();
            return name.Trim().Trim('"') is { Length: > 0 } words ? Plain(words) : throw Refused(line, "subgraph ต้องมีชื่อ", "A subgraph needs a name.");
        }

        void Name()
        {
            while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] is '_' or '-'))
            {
                at++;
            }
        }

        bool Word(string word)
        {
            if (!source.AsSpan(at).StartsWith(word, StringComparison.Ordinal)
                || (char.IsLetter(word[0]) && at + word.Length < source.Length && (char.IsLetterOrDigit(source[at + word.Length]) || source[at + word.Length] is '_' or '[' or '(' or '{')))
            {
                return false;
            }

            at += word.Length;
            return true;
        }

        void Spaces()
        {
            while (at < source.Length && source[at] is ' ' or '\t' or '\u00A0' or '\u200B')
            {
                at++;
            }
        }

        void Rest()
        {
            while (at < source.Length && source[at] != '\n')
            {
                at++;
            }
        }

        // Over blanks, line ends, semicolons and comments; whether anything follows.
        bool Blank()
        {
            while (at < source.Length)
            {
                if (source.AsSpan(at).StartsWith("%%", StringComparison.Ordinal))
                {
                    Rest();
                }
                else if (char.IsWhiteSpace(source[at]) || source[at] is ';' or '\u200B')
                {
                    at++;
                }
                else
                {
                    return true;
                }
            }

            return false;
        }

        IReadOnlyList<FlowStep> Steps()
        {
            if (order.Count == 0)
            {
                throw Refused(1, "ผังงานนี้ไม่มีขั้นตอน", "The chart has no step.");
            }

            if (lanes.Count > 0)
            {
                throw Refused(Line, $"subgraph “{Shown(lanes.Peek())}” ไม่มี end ปิด", $"The subgraph “{Shown(lanes.Peek())}” is not closed by end.");
            }

            var drawn = Connectors();
            return new Ordering(drawn, edges).Steps();
        }

        // A circle without words only joins two pages; the way goes on to what follows it, or ends.
        List<Node> Connectors()
        {
            foreach (var circle in order.Where(node => node.Sign == FlowSign.Connector && string.IsNullOrWhiteSpace(node.Text)).ToList())
            {
                var (into, from) = (edges.Where(edge => edge.To == circle).ToList(), edges.Where(edge => edge.From == circle).ToList());
                edges.RemoveAll(edge => edge.To == circle || edge.From == circle);
                edges.AddRange(into.SelectMany(_ => from, (one, other) => new Edge(one.From, other.To, one.Label, one.Line)));
                order.Remove(circle);
            }

            return order.Count > 0 ? order : throw Refused(1, "ผังงานนี้มีแต่จุดเชื่อมต่อ ไม่มีขั้นตอน", "The chart has only connectors and no step.");
        }

        static string Plain(string text) => Break().Replace(text.Trim(), "\n").Replace("#quot;", "\"", StringComparison.Ordinal).Trim();
    }

    static string Shown(string text) => Rapfang.Thai.ThaiText.Cut(text.Trim(), 30);

    [GeneratedRegex(@"(<--|--+|==+|-\.+-)[>xo]|---+|===+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArrowMark();

    [GeneratedRegex(@"(--|==|-\.)[ \t]+(?<label>[^\n]*?)[ \t]*(--+>|==+>|\.+->|---+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelledArrow();

    [GeneratedRegex(@"^\S*\s*\[(?<title>.+)\]\s*$", RegexOptions.None, 1000)]
    private static partial Regex LaneTitle();

    /// <summary>Puts the nodes of a chart into the rows of a table: what a way leads to stands below it where it can.</summary>
    sealed class Ordering(List<Node> nodes, List<Edge> edges)
    {
        readonly ILookup<Node, Edge> out_ = edges.ToLookup(edge => edge.From);
        readonly List<Node> rows = [];
        List<(Node? Fork, List<Node> Branches)> together = [];

        internal IReadOnlyList<FlowStep> Steps()
        {
            together = Forks();
            Order();
            var number = rows.Select((node, i) => (node, Number: i + 1)).ToDictionary(pair => pair.node, pair => pair.Number);
            var alongside = new HashSet<Node>();
            foreach (var (fork, branches) in together)
            {
                var inOrder = branches.OrderBy(node => number[node]).ToList();
                Meet(fork, inOrder, number);
                alongside.UnionWith(inOrder.Skip(1));
            }

            return [.. rows.Select((node, i) => Step(node, i, number, alongside))];
        }

        List<Node> Targets(Node node) => [.. out_[node].Select(edge => edge.To).Distinct()];

        // What one way leads to at the same time; null as fork for beginnings that meet in one step.
        List<(Node? Fork, List<Node> Branches)> Forks()
        {
            var forks = nodes.SelectMany(node => Ahead(node).Where(ahead => ahead.Count > 1).Select(ahead => ((Node?)node, ahead))).ToList();
            var beginnings = nodes.Where(node => node.Sign == FlowSign.Activity && !edges.Exists(edge => edge.To == node) && out_[node].Any())
                .GroupBy(node => string.Join(' ', Targets(node).Select(target => target.Id).Order(StringComparer.Ordinal)), StringComparer.Ordinal).FirstOrDefault();
            return beginnings?.Count() > 1 ? [(null, [.. beginnings]), .. forks] : forks;
        }

        // Depth first, the first way first; what is done together stays together. What nothing leads to comes in its own turn.
        void Order()
        {
            var entered = edges.Where(edge => edge.From != edge.To).Select(edge => edge.To).ToHashSet();
            var placed = new HashSet<Node>();
            foreach (var start in nodes.OrderBy(node => entered.Contains(node)))
            {
                var open = new Stack<List<Node>>([together.Find(one => one.Branches.Contains(start)).Branches ?? [start]]);
                while (open.TryPop(out var next))
                {
                    var fresh = next.Where(placed.Add).ToList();
                    rows.AddRange(fresh);
                    foreach (var ahead in fresh.SelectMany(Ahead).Reverse())
                    {
                        open.Push(ahead);
                    }
                }
            }
        }

        IEnumerable<List<Node>> Ahead(Node node) => out_[node]
            .GroupBy(edge => node.Sign != FlowSign.Decision ? "" : edge.Label ?? $"> {edge.To.Id}")
            .Select(group => group.Select(edge => edge.To).Distinct().ToList());

        void Meet(Node? fork, List<Node> branches, Dictionary<Node, int> number)
        {
            var isTogether = branches.TrueForAll(node => node.Sign is FlowSign.Activity)
                && number[branches[^1]] - number[branches[0]] == branches.Count - 1
                && branches.TrueForAll(node => Targets(node).ToHashSet().SetEquals(Targets(branches[0])));
            if (!isTogether)
            {
                var from = fork ?? branches[0];
                throw Refused(out_[from].First().Line, $"“{Shown(from.Text ?? from.Id)}” แยกเป็น {branches.Count} ทางที่ไม่ได้ไปรวมกันที่ขั้นเดียว หากเป็นการตัดสินใจให้เขียนเป็น {{ }}",
                    $"“{Shown(from.Text ?? from.Id)}” parts into {branches.Count} ways that do not meet in one step. Write a decision as {{ }}.");
            }
        }

        FlowStep Step(Node node, int place, Dictionary<Node, int> number, HashSet<Node> alongside)
        {
            var step = new FlowStep(place + 1, node.Text is { Length: > 0 } text ? text : node.Id) { Responsible = node.Lane, Alongside = alongside.Contains(node) };
            var ahead = out_[node].Where(edge => !alongside.Contains(edge.To)).DistinctBy(edge => (edge.To, edge.Label)).ToList();
            if (node.Sign != FlowSign.Decision)
            {
                var isEntered = edges.Exists(edge => edge.To == node);
                var symbol = node.Sign is not (FlowSign.Terminal or FlowSign.Connector) ? StepSymbol.Activity : ahead.Count == 0 ? StepSymbol.End : isEntered && place > 0 ? StepSymbol.Activity : StepSymbol.Start;
                return step with { Symbol = ahead.Count == 0 && After(place, alongside) <= rows.Count ? StepSymbol.End : symbol, Then = Jump(ahead, place, number, alongside) };
            }

            if (ahead.Count > 2)
            {
                throw Refused(ahead[2].Line, $"“{Shown(step.Text)}” เป็นการตัดสินใจที่มี {ahead.Count} ทาง แบ่งเป็นการตัดสินใจทีละ 2 ทาง", $"The decision “{Shown(step.Text)}” has {ahead.Count} ways. Part it into decisions of two.");
            }

            var (yes, no) = Answers(ahead, place, number);
            return step with
            {
                Symbol = StepSymbol.Decision,
                Then = yes is null ? null : Jump([yes], place, number, alongside),
                IfNot = no is null ? null : number[no.To],
                Yes = yes?.Label ?? step.Yes,
                No = no?.Label ?? step.No,
            };
        }

        // "No" is the answer that denies; without such words the one that goes back, else the second.
        static (Edge? Yes, Edge? No) Answers(List<Edge> ahead, int place, Dictionary<Node, int> number)
        {
            if (ahead.Count < 2)
            {
                return (ahead.FirstOrDefault(), null);
            }

            var denied = ahead.FindIndex(edge => edge.Label is { } label && (label.StartsWith("ไม่", StringComparison.Ordinal) || label.StartsWith("no", StringComparison.OrdinalIgnoreCase)));
            var no = denied >= 0 ? denied : ahead.FindIndex(edge => edge.Label is null && number[edge.To] <= place) is >= 0 and var back ? back : 1;
            return (ahead[1 - no], ahead[no]);
        }

        int? Jump(List<Edge> ahead, int place, Dictionary<Node, int> number, HashSet<Node> alongside) =>
            ahead.Count == 0 || number[ahead[0].To] == After(place, alongside) ? null : number[ahead[0].To];

        // The number of the row the step goes on to by itself.
        int After(int place, HashSet<Node> alongside)
        {
            var after = place + 1;
            while (after < rows.Count && alongside.Contains(rows[after]))
            {
                after++;
            }

            return after + 1;
        }
    }
}
