using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rapfang.Platform.Documents;

/// <summary>Reads out of a PDF of the browser's on which page the parts of the document stand, to which its contents link.</summary>
public static partial class PdfPages
{
    /// <summary>The page of each part, counted from 1, in the order of the parts; empty where the file does not tell.</summary>
    public static IReadOnlyList<int> OfParts(byte[] pdf)
    {
        // Every byte one letter: the numbers and names that are looked for are plain ASCII.
        var text = Encoding.Latin1.GetString(pdf);
        var nodes = Tree().Matches(text).ToDictionary(node => node.Groups["number"].Value, node => Kid().Matches(node.Groups["kids"].Value).Select(kid => kid.Groups["number"].Value).ToList());
        var below = nodes.Values.SelectMany(kids => kids).ToHashSet(StringComparer.Ordinal);
        var pages = nodes.Keys.Where(node => !below.Contains(node)).SelectMany(Leaves).Select((page, n) => (page, n)).ToDictionary(one => one.page, one => one.n + 1);
        var parts = Part().Matches(text).GroupBy(part => int.Parse(part.Groups["part"].Value, CultureInfo.InvariantCulture)).OrderBy(part => part.Key).Select(part => pages.GetValueOrDefault(part.First().Groups["page"].Value)).ToList();
        return parts.Contains(0) ? [] : parts;

        IEnumerable<string> Leaves(string node) => nodes.TryGetValue(node, out var kids) ? kids.SelectMany(Leaves) : [node];
    }

    [GeneratedRegex(@"(?<number>\d+) 0 obj\s*<<\s*/Type /Pages[^>]*?/Kids \[(?<kids>[\dR\s]*)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tree();

    [GeneratedRegex(@"(?<number>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kid();

    [GeneratedRegex(@"/part-(?<part>\d+) \[(?<page>\d+) 0 R /XYZ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Part();
}
