using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace Rapfang.Platform.Mail;

/// <summary>Who wrote a letter.</summary>
/// <param name="Name">As they call themselves; may be empty.</param>
public sealed record LetterSender(string Address, string Name);

/// <summary>The headers of a letter or of a part of it. Nothing in them can be relied on: whoever writes a letter writes them.</summary>
public sealed partial class LetterHeaders
{
    const int LongestBlock = 256 * 1024;
    const int LongestValue = 32 * 1024;
    const int MostHeaders = 1000;
    const int LongestAddress = 254;

    readonly List<(string Name, string Value)> all = [];

    /// <summary>Reads the headers off the beginning of a letter or part; the rest is its body.</summary>
    public static (LetterHeaders Headers, ReadOnlyMemory<byte> Body) Read(ReadOnlyMemory<byte> part)
    {
        var headers = new LetterHeaders();
        var (at, value, name) = (0, new StringBuilder(), "");
        while (at < part.Length && at < LongestBlock && headers.all.Count < MostHeaders)
        {
            var rest = part.Span[at..];
            var length = rest.IndexOf((byte)'\n') is var end && end < 0 ? rest.Length : end + 1;
            var line = rest[..length].TrimEnd("\r\n"u8);
            if (line.IsEmpty)
            {
                at += length;
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t')
            {
                Add(Charsets.Text(line.Trim(" \t"u8), ""));
            }
            else if (line.IndexOf((byte)':') is > 0 and var colon && !line[..colon].TrimEnd(" \t"u8).ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            {
                Keep();
                name = Encoding.ASCII.GetString(line[..colon].TrimEnd(" \t"u8));
                Add(Charsets.Text(line[(colon + 1)..].Trim(" \t"u8), ""));
            }
            else if (at > 0 || !line.StartsWith("From "u8))
            {
                break; // Not a header: the body begins without the empty line.
            }

            at += length;
        }

        Keep();
        return (headers, part[at..]);

        void Add(string more)
        {
            if (value.Length < LongestValue)
            {
                value.Append(value.Length > 0 ? " " : "").Append(more.AsSpan(0, Math.Min(more.Length, LongestValue)));
            }
        }

        void Keep()
        {
            if (name.Length > 0)
            {
                headers.all.Add((name, value.ToString()));
            }

            value.Clear();
        }
    }

    /// <summary>The first of a name, unfolded and as it was written; empty where there is none.</summary>
    public string First(string name) => all.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public bool Has(string name) => all.Exists(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first of a name as people read it.</summary>
    public string Text(string name) => Decode(First(name));

    /// <summary>Who wrote it, by From; null where that is no address.</summary>
    public LetterSender? Sender()
    {
        var (bare, name) = (new StringBuilder(), new StringBuilder());
        var (quoted, depth, inside, isAddress) = (false, 0, false, false);
        var from = First("From");
        for (var i = 0; i < from.Length; i++)
        {
            var c = from[i];
            if (c == '\\' && (quoted || depth > 0) && i + 1 < from.Length)
            {
                name.Append(from[++i]);
            }
            else if (c == '"' && depth == 0 && !inside)
            {
                quoted = !quoted;
            }
            else if (quoted)
            {
                name.Append(c);
            }
            else if (c is '(' or ')')
            {
                depth = Math.Max(0, depth + (c == '(' ? 1 : -1));
            }
            else if (depth > 0)
            {
                name.Append(c);
            }
            else if (c == '<')
            {
                inside = true;
                name.Insert(0, bare);
                bare.Clear();
            }
            else if ((c == '>' && inside) || (c == ',' && (inside || isAddress)))
            {
                break; // The first of several.
            }
            else
            {
                isAddress |= c == '@';
                bare.Append(c);
            }
        }

        var address = bare.ToString().Trim();
        return address.Length <= LongestAddress && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(address, out var parts) && parts.Address == address
            ? new(address, Decode(name.ToString().Trim())) : null;
    }

    /// <summary>When the office's own server took it in, by the line it puts on top; null where it says nothing readable.</summary>
    public DateTimeOffset? ReceivedAt()
    {
        var line = First("Received");
        var said = line[(line.LastIndexOf(';') + 1)..].Split('(')[0]; // What follows in brackets is a name for the zone.
        return DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var at) ? at : null;
    }

    /// <summary>A header such as <c>text/plain; charset=utf-8</c>: its value in small letters, and its parameters, decoded (RFC 2231).</summary>
    public (string Value, IReadOnlyDictionary<string, string> Parameters) Structured(string name)
    {
        var pieces = Pieces(First(name));
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var piece in pieces.Skip(1))
        {
            if (piece.Split('=', 2) is [var key, var value])
            {
                given.TryAdd(key.Trim(), value.Trim());
            }
        }

        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in given.Keys.Select(key => key.Split('*')[0]).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            read[key] = Whole(given, key);
        }

        return (pieces[0].Trim().ToLowerInvariant(), read);
    }

    // Cut at the semicolons outside quotes; the quotes go.
    static List<string> Pieces(string header)
    {
        List<string> pieces = [];
        var (piece, quoted) = (new StringBuilder(), false);
        for (var i = 0; i < header.Length; i++)
        {
            if (quoted && header[i] == '\\' && i + 1 < header.Length)
            {
                piece.Append(header[++i]);
            }
            else if (header[i] == '"')
            {
                quoted = !quoted;
            }
            else if (header[i] == ';' && !quoted)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else
            {
                piece.Append(header[i]);
            }
        }

        return [.. pieces, piece.ToString()];
    }

    // name, name*=charset'language'percent, or the same in pieces: name*0*, name*1, …
    static string Whole(Dictionary<string, string> given, string key)
    {
        if (given.TryGetValue(key, out var plain))
        {
            return Decode(plain);
        }

        var (charset, bytes) = ("", new List<byte>());
        for (var i = -1; i < MostHeaders; i++)
        {
            var piece = i < 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}*{i}");
            if (given.TryGetValue(piece + "*", out var coded))
            {
                if (i <= 0 && coded.Split('\'', 3) is [var named, _, var text])
                {
                    (charset, coded) = (named, text);
                }

                bytes.AddRange(Percent(coded));
            }
            else if (i >= 0 && given.TryGetValue(piece, out var same))
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(same));
            }
            else if (i >= 0)
            {
                break;
            }
        }

        return Charsets.Text(bytes.ToArray(), charset);
    }

    static List<byte> Percent(string coded)
    {
        List<byte> bytes = [];
        for (var i = 0; i < coded.Length; i++)
        {
            if (coded[i] == '%' && i + 2 < coded.Length && byte.TryParse(coded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var coming))
            {
                bytes.Add(coming);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(coded[i].ToString()));
            }
        }

        return bytes;
    }

    /// <summary>
    /// A header as people read it: its encoded words (RFC 2047) decoded. Some mailers cut a letter of several bytes in two,
    /// so the bytes of words of one charset that follow each other are put together before they are decoded.
    /// </summary>
    public static string Decode(string header)
    {
        var (text, bytes, charset, at) = (new StringBuilder(), new List<byte>(), "", 0);
        foreach (Match word in EncodedWord().Matches(header))
        {
            var between = header[at..word.Index];
            if (bytes.Count == 0 || between.Any(c => !char.IsWhiteSpace(c)))
            {
                End();
                text.Append(between);
            }

            var named = word.Groups["charset"].Value.Split('*')[0];
            if (!named.Equals(charset, StringComparison.OrdinalIgnoreCase))
            {
                End();
                charset = named;
            }

            var coded = Encoding.ASCII.GetBytes(word.Groups["text"].Value);
            bytes.AddRange(word.Groups["how"].Value is "B" or "b" ? TransferCoding.Base64(coded) : TransferCoding.QuotedPrintable(coded, isHeader: true));
            at = word.Index + word.Length;
        }

        End();
        return text.Append(header.AsSpan(at)).ToString();

        void End()
        {
            text.Append(Charsets.Text(bytes.ToArray(), charset));
            bytes.Clear();
        }
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]{1,60})\?(?<how>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EncodedWord();
}
