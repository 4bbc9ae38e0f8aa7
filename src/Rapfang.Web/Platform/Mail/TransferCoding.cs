using System.Globalization;
using System.Text;

namespace Rapfang.Platform.Mail;

/// <summary>How bytes were made into letters for the way. What is not written by the rules is read as far as it goes.</summary>
static class TransferCoding
{
    /// <param name="how">The Content-Transfer-Encoding in small letters.</param>
    public static byte[] Decode(ReadOnlySpan<byte> coded, string how) => how switch
    {
        "base64" => Base64(coded),
        "quoted-printable" => QuotedPrintable(coded, isHeader: false),
        _ => coded.ToArray(),
    };

    /// <summary>What is no letter of the code is passed over; it ends at the first <c>=</c>.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> coded)
    {
        var bytes = new byte[coded.Length * 3 / 4];
        var (count, bits, held) = (0, 0, 0);
        foreach (var c in coded)
        {
            if (c == '=')
            {
                break;
            }

            var value = c switch
            {
                >= (byte)'A' and <= (byte)'Z' => c - 'A',
                >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
                (byte)'+' => 62,
                (byte)'/' => 63,
                _ => -1,
            };
            if (value < 0)
            {
                continue;
            }

            (bits, held) = (((bits << 6) | value) & 0xFFFFFF, held + 6);
            if (held >= 8)
            {
                held -= 8;
                bytes[count++] = (byte)(bits >> held);
            }
        }

        return bytes[..count];
    }

    /// <param name="isHeader">In an encoded word <c>_</c> is a blank.</param>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> coded, bool isHeader)
    {
        var bytes = new byte[coded.Length];
        var count = 0;
        for (var i = 0; i < coded.Length; i++)
        {
            if (coded[i] == '=' && i + 2 < coded.Length && byte.TryParse(coded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[count++] = value;
                i += 2;
            }
            else if (coded[i] == '=' && SoftEnd(coded[(i + 1)..]) is { } length)
            {
                i += length;
            }
            else
            {
                bytes[count++] = isHeader && coded[i] == '_' ? (byte)' ' : coded[i];
            }
        }

        return bytes[..count];
    }

    // After "=" nothing but blanks and the end of the line: the line goes on.
    static int? SoftEnd(ReadOnlySpan<byte> after)
    {
        for (var i = 0; i < after.Length && after[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'; i++)
        {
            if (after[i] == '\n')
            {
                return i + 1;
            }
        }

        return after.IsEmpty ? 0 : null;
    }
}

/// <summary>Bytes as text. Thai letters came in four charsets, and often under the name of none.</summary>
static class Charsets
{
    const int ThaiCodePage = 874;
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="named">As the letter says; where it says nothing useful the bytes decide between UTF-8 and Windows-874.</param>
    public static string Text(ReadOnlySpan<byte> bytes, string named)
    {
        var name = named.Trim().ToLowerInvariant();
        if (name is not ("" or "utf-8" or "utf8" or "us-ascii" or "ascii" or "unknown-8bit" or "default") && Known(name) is { } known)
        {
            return known.GetString(bytes);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return (name is "utf-8" or "utf8" ? Encoding.UTF8 : Encoding.GetEncoding(ThaiCodePage)).GetString(bytes);
        }
    }

    static Encoding? Known(string name)
    {
        try
        {
            return name is "tis-620" or "tis620" or "iso-8859-11" or "iso8859-11" or "windows-874" or "cp874" or "x-cp874" or "dos-874" ? Encoding.GetEncoding(ThaiCodePage) : Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
