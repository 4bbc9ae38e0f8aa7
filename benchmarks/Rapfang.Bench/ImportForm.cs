using System.Net;
using System.Text.RegularExpressions;

namespace Rapfang.Bench;

/// <summary>What a browser would send of the page that matches columns.</summary>
static partial class ImportForm
{
    public static string Token(string page) => TokenField().Match(page).Groups["value"].Value;

    public static IEnumerable<KeyValuePair<string, string>> Fields(string page) => Select().Matches(page)
        .Select(select => new KeyValuePair<string, string>(select.Groups["name"].Value, WebUtility.HtmlDecode(Chosen().Match(select.Groups["options"].Value).Groups["value"].Value)));

    [GeneratedRegex("name=\"_form\" type=\"hidden\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenField();

    [GeneratedRegex("<select [^>]*name=\"(?<name>c-[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Select();

    [GeneratedRegex("value=\"(?<value>[^\"]*)\" selected", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Chosen();
}
