using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Rapfang.Platform.Mail;

/// <summary>The words of a web page, as they stand when it is read aloud: no mark-up, no scripts.</summary>
static partial class HtmlWords
{
    static readonly HashSet<string> Lines = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
    };

    static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "title", "template" };

    public static string Of(string html)
    {
        var words = new StringBuilder();
        for (var (at, end) = (0, -1); at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            end = tag > end ? html.IndexOf('>', tag) : end;
            if (tag < 0 || end < 0)
            {
                words.Append(Blanks().Replace(html[at..], " "));
                break;
            }

            words.Append(Blanks().Replace(html[at..tag], " "));
            if (html.AsSpan(tag).StartsWith("<!--"))
            {
                at = After(html, "-->", tag);
                continue;
            }

            var name = Name(html.AsSpan(tag + 1, end - tag - 1));
            if (name.Length == 0)
            {
                words.Append('<');
                at = tag + 1;
                continue;
            }

            words.Append(Lines.Contains(name) ? "\n" : name is "td" or "th" ? " " : "");
            at = html[tag + 1] != '/' && Unseen.Contains(name) ? After(html, $"</{name}", end) : end + 1;
        }

        var lines = WebUtility.HtmlDecode(words.ToString()).Replace('\u00A0', ' ').Split('\n').Select(line => Blanks().Replace(line, " ").Trim());
        return ManyLines().Replace(string.Join('\n', lines), "\n\n").Trim();
    }

    static int After(string html, string what, int from) => html.IndexOf(what, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var found ? found + (what[0] == '-' ? what.Length : 0) : html.Length;

    // "/p", "br/", "DIV class=…"; empty where it is no tag, as in "1 < 2 >".
    static string Name(ReadOnlySpan<char> tag)
    {
        if (tag.Length > 0 && tag[0] is '!' or '?')
        {
            return "!";
        }

        var rest = tag.Length > 0 && tag[0] == '/' ? tag[1..] : tag;
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
        {
            length++;
        }

        return length > 0 && char.IsAsciiLetter(rest[0]) ? rest[..length].ToString().ToLowerInvariant() : "";
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 2000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\n{3,}", RegexOptions.None, 2000)]
    private static partial Regex ManyLines();
}
