using System.Globalization;
using System.Net.Mime;
using System.Text;
using Rapfang.Platform.Files;
using Rapfang.Thai;

namespace Rapfang.Platform.Mail;

/// <summary>A file that came with a letter, or a picture in it.</summary>
/// <param name="Name">As the sender calls it, without folders; made up where they do not.</param>
public sealed record LetterFile(string Name, byte[] Bytes);

/// <summary>A letter as it is read. Whatever the bytes are, something comes of them: never an exception, never without an end.</summary>
/// <param name="Text">The words; those of a web page as plain text.</param>
/// <param name="IsWhole">False where it had more parts, or nested deeper, than is read.</param>
public sealed record Letter(LetterHeaders Headers, string Text, IReadOnlyList<LetterFile> Files, bool IsWhole)
{
    const int Deepest = 12;
    const int MostParts = 200;
    const int LongestName = 80;
    const int LongestEnding = 10;

    /// <summary>Letters of a text that are taken; the longest novel is shorter.</summary>
    const int LongestText = 4 * 1024 * 1024;

    /// <param name="bytes">As it came (RFC 5322 and MIME).</param>
    public static Letter Read(ReadOnlyMemory<byte> bytes)
    {
        var reading = new Reading();
        var (headers, body) = LetterHeaders.Read(bytes);
        var words = reading.Part(headers, body, 0, isFirst: true);
        return new(headers, words.Best.Trim(), reading.Files, reading.IsWhole);
    }

    // What a part says, as plain text and as taken from a web page: the same in two ways, or only one of them.
    sealed record Words(string Plain, string Page)
    {
        public static Words None { get; } = new("", "");

        public string Best => string.IsNullOrWhiteSpace(Plain) ? Page : Plain;
    }

    sealed class Reading
    {
        int seen;

        public List<LetterFile> Files { get; } = [];

        public bool IsWhole { get; private set; } = true;

        public Words Part(LetterHeaders headers, ReadOnlyMemory<byte> body, int depth, bool isFirst)
        {
            if (++seen > MostParts)
            {
                IsWhole = false;
                return Words.None;
            }

            var (type, parameters) = headers.Structured("Content-Type");
            if (type.StartsWith("multipart/", StringComparison.Ordinal) && parameters.GetValueOrDefault("boundary") is { Length: > 0 } boundary && Split(body, boundary) is { Count: > 0 } inside)
            {
                if (depth >= Deepest)
                {
                    IsWhole = false;
                    return Words.None;
                }

                return Together(type, inside, depth);
            }

            var (disposition, about) = headers.Structured("Content-Disposition");
            var name = about.GetValueOrDefault("filename") ?? parameters.GetValueOrDefault("name") ?? "";
            var bytes = TransferCoding.Decode(body.Span, headers.First("Content-Transfer-Encoding").Trim().ToLowerInvariant());
            var isText = type is "" or "text/plain" or "text/html" or "text/enriched" || type.StartsWith("multipart/", StringComparison.Ordinal);
            if (isText && disposition != DispositionTypeNames.Attachment && (name.Length == 0 || isFirst))
            {
                var text = Charsets.Text(bytes, parameters.GetValueOrDefault("charset") ?? "");
                IsWhole &= text.Length <= LongestText;
                text = text.Length <= LongestText ? text : text[..LongestText];
                return type == "text/html" ? new("", HtmlWords.Of(text)) : new(text, "");
            }

            if (bytes.Length > 0)
            {
                Files.Add(new(Called(name, type), bytes));
            }

            return Words.None;
        }

        Words Together(string type, List<ReadOnlyMemory<byte>> inside, int depth)
        {
            List<Words> said = [];
            foreach (var part in inside)
            {
                var (headers, body) = LetterHeaders.Read(part);
                said.Add(Part(headers, body, depth + 1, isFirst: false));
            }

            if (type == "multipart/alternative")
            {
                return new(said.Find(one => !string.IsNullOrWhiteSpace(one.Plain))?.Plain ?? "", said.Find(one => !string.IsNullOrWhiteSpace(one.Page))?.Page ?? "");
            }

            var all = string.Join("\n\n", said.Select(one => one.Best.Trim()).Where(text => text.Length > 0));
            return said.Exists(one => !string.IsNullOrWhiteSpace(one.Plain)) ? new(all, "") : new("", all);
        }

        string Called(string name, string type)
        {
            var last = string.Concat(name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))).Trim();
            if (last.Length == 0)
            {
                var extension = type switch
                {
                    "message/rfc822" => ".eml",
                    "text/plain" => ".txt",
                    _ => FileIntake.Kinds.FirstOrDefault(kind => kind.ContentType == type)?.Extension ?? "",
                };
                return string.Create(CultureInfo.InvariantCulture, $"file-{Files.Count + 1}{extension}");
            }

            var ending = Path.GetExtension(last) is { Length: <= LongestEnding } known ? known : "";
            return (last.Length > ending.Length ? ThaiText.Cut(last[..^ending.Length], LongestName) : "") + ending;
        }

        // Between the lines that begin with "--" and the boundary; what stands before the first and after the last is for old mail programs.
        static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary)
        {
            var mark = Encoding.UTF8.GetBytes("--" + boundary);
            List<ReadOnlyMemory<byte>> parts = [];
            var (at, begins) = (0, -1);
            while (at < body.Length)
            {
                var rest = body.Span[at..];
                var length = rest.IndexOf((byte)'\n') is var end && end < 0 ? rest.Length : end + 1;
                var line = rest[..length];
                if (line.StartsWith(mark) && line[mark.Length..].TrimEnd(" \t\r\n"u8) is var after && (after.IsEmpty || after.SequenceEqual("--"u8)))
                {
                    Keep(at);
                    begins = after.IsEmpty ? at + length : -1;
                    if (!after.IsEmpty)
                    {
                        break;
                    }
                }

                at += length;
            }

            if (at >= body.Length)
            {
                Keep(body.Length); // It was cut off.
            }

            return parts;

            void Keep(int until)
            {
                if (begins >= 0 && parts.Count <= MostParts)
                {
                    var part = body[begins..Math.Max(begins, until)];
                    // The end of the line before the boundary belongs to the boundary.
                    part = part.Span.EndsWith("\r\n"u8) ? part[..^2] : part.Span.EndsWith("\n"u8) ? part[..^1] : part;
                    parts.Add(part);
                }
            }
        }
    }
}
