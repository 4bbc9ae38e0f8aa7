using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Rapfang.Platform.Files;

/// <summary>A kind of file that may be kept.</summary>
/// <param name="ContentType">As the browser is told.</param>
/// <param name="Extension">With its dot; the name gets it if it says something else.</param>
public sealed record FileKind(string ContentType, string Extension)
{
    public static readonly FileKind Png = new("image/png", ".png");
    public static readonly FileKind Jpeg = new("image/jpeg", ".jpg");
    public static readonly FileKind Webp = new("image/webp", ".webp");
    public static readonly FileKind Pdf = new("application/pdf", ".pdf");
    public static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");
    public static readonly FileKind Pptx = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx");
    public static readonly FileKind Csv = new("text/csv", ".csv");

    /// <summary>Never kept; known so that a refusal can say what it is.</summary>
    public static readonly FileKind Program = new("application/octet-stream", ".exe");

    /// <summary>Never kept: an office document that runs programs of its own.</summary>
    public static readonly FileKind WithMacros = new("application/vnd.ms-office.vbaProject", ".docm");

    /// <summary>Never kept: unpacked it would be many times its size.</summary>
    public static readonly FileKind Bomb = new("application/zip", ".zip");

    /// <summary>Unpacked, a document may hold this many times its own size; a zip bomb holds thousands.</summary>
    const int LargestGrowth = 200;

    const long AlwaysAllowedUnpacked = 64 * 1024 * 1024;

    /// <summary>Finds out from its bytes what a file is.</summary>
    /// <param name="file">Readable from its beginning and seekable; is left at its beginning.</param>
    /// <returns>Null when it is none of the kinds known here: an archive, an empty file, something unknown.</returns>
    public static FileKind? Of(Stream file)
    {
        Span<byte> head = stackalloc byte[4096];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        return head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
            [0xFF, 0xD8, 0xFF, ..] => Jpeg,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Webp,
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
            [(byte)'P', (byte)'K', 3, 4, ..] => OfPackage(file),
            [(byte)'M', (byte)'Z', ..] when !IsText(head) => Program,
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => Program,
            _ => IsText(head) ? Csv : null,
        };
    }

    static FileKind? OfPackage(Stream file)
    {
        try
        {
            using var package = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            // The sizes of the directory are checked again by whoever unpacks: .NET stops at the size an entry declares.
            var unpacked = package.Entries.Sum(entry => entry.Length);
            return unpacked > Math.Max(AlwaysAllowedUnpacked, LargestGrowth * file.Length) ? Bomb
                : package.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) ? WithMacros
                : package.GetEntry("xl/workbook.xml") is not null ? Xlsx
                : package.GetEntry("word/document.xml") is not null ? Docx
                : package.GetEntry("ppt/presentation.xml") is not null ? Pptx
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            file.Position = 0;
        }
    }

    // Text in UTF-8, UTF-16 with its mark, or Windows-874: no control characters but line ends and tabs.
    static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            var big = head[0] == 0xFE;
            for (var i = 2; i + 1 < head.Length; i += 2)
            {
                var unit = big ? BinaryPrimitives.ReadUInt16BigEndian(head[i..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[i..]);
                if (unit < ' ' && unit is not ('\t' or '\r' or '\n'))
                {
                    return false;
                }
            }

            return head.Length > 2;
        }

        return head.Length > 0 && !head.ContainsAnyInRange((byte)0, (byte)8) && !head.ContainsAnyInRange((byte)14, (byte)31);
    }

    /// <summary>Whether a name may belong to this kind. Only text says nothing of what it is: a web page is text too.</summary>
    public bool Fits(string name) => this != Csv || Path.GetExtension(name).ToLowerInvariant() is ".csv" or ".txt" or ".tsv";

    /// <summary>A name without folders and control characters, at most 200 characters, that ends as its kind does.</summary>
    public string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        var clean = string.Concat(last.Normalize(NormalizationForm.FormC).Where(c => !char.IsControl(c) && !"<>\"|?*\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        var stem = Path.GetFileNameWithoutExtension(clean);
        stem = stem.Length == 0 ? "file" : Thai.ThaiText.Cut(stem, 150);
        var extension = Path.GetExtension(clean).ToLowerInvariant();
        return stem + (extension == Extension || (this == Jpeg && extension == ".jpeg") || (this == Csv && extension is ".txt" or ".tsv") ? extension : Extension);
    }
}
