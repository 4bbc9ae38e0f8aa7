using System.Buffers.Binary;

namespace Rapfang.Platform.Files;

/// <summary>
/// Takes out of photographs what tells where, when and with what they were taken (Exif, GPS, XMP, IPTC, comments,
/// previews, whatever is hung on behind). The picture itself is copied as it is. Kept are colour profiles and the one
/// Exif value that says which side is up, or people would see photographs lying on their side.
/// </summary>
public static class ImageMetadata
{
    /// <summary>Whether files of this kind are cleaned.</summary>
    public static bool IsIn(FileKind kind) => kind == FileKind.Jpeg || kind == FileKind.Png || kind == FileKind.Webp;

    /// <param name="from">Seekable; read from its beginning.</param>
    /// <param name="to">Seekable; written from its beginning.</param>
    /// <exception cref="InvalidDataException">The picture is cut off or damaged.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static void Clean(Stream from, Stream to, FileKind kind)
    {
        from.Position = 0;
        if (kind == FileKind.Jpeg)
        {
            CleanJpeg(from, to);
        }
        else if (kind == FileKind.Png)
        {
            CleanPng(from, to);
        }
        else
        {
            CleanWebp(from, to);
        }
    }

    const byte Escape = 0xFF, EndOfImage = 0xD9, StartOfScan = 0xDA, Comment = 0xFE, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF;

    // ITU T.81: segments of a marker and a length; behind a start of scan come coded bytes up to the next marker.
    static void CleanJpeg(Stream from, Stream to)
    {
        Span<byte> word = stackalloc byte[2];
        from.ReadExactly(word);
        to.Write(word);
        var (frame, scan, turned) = (false, false, false);
        for (var marker = NextMarker(from); marker != EndOfImage;)
        {
            from.ReadExactly(word);
            var length = BinaryPrimitives.ReadUInt16BigEndian(word);
            if (length < 2)
            {
                throw new InvalidDataException("A segment without a length.");
            }

            var body = new byte[length - 2];
            from.ReadExactly(body);
            var kept = Kept(marker, body);
            if (marker == App1 && turned)
            {
                kept = null;
            }

            turned |= marker == App1 && kept is not null;
            if (kept is not null)
            {
                BinaryPrimitives.WriteUInt16BigEndian(word, (ushort)(kept.Length + 2));
                to.Write([Escape, marker, .. word]);
                to.Write(kept);
            }

            frame |= marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            scan |= marker == StartOfScan;
            marker = marker == StartOfScan ? CopyScan(from, to) : NextMarker(from);
        }

        if (!frame || !scan)
        {
            throw new InvalidDataException("There is no picture in it.");
        }

        to.Write([Escape, EndOfImage]);
    }

    static byte[]? Kept(byte marker, byte[] body) => marker switch
    {
        // Without the preview that may follow: it would show what was cut away.
        App0 => body.AsSpan().StartsWith("JFIF\0"u8) && body.Length >= 14 ? [.. body[..12], 0, 0] : null,
        App1 => body.AsSpan().StartsWith("Exif\0\0"u8) && Orientation(body.AsSpan(6)) is > 1 and var way ? [.. "Exif\0\0"u8, .. Upright(way)] : null,
        App2 => body.AsSpan().StartsWith("ICC_PROFILE\0"u8) ? body : null,
        App14 => body.AsSpan().StartsWith("Adobe"u8) ? body : null,
        (> App2 and <= App15) or Comment => null,
        _ => body,
    };

    static byte NextMarker(Stream from) => Byte(from) == Escape ? MarkerAfterEscape(from) : throw new InvalidDataException("Bytes between two segments.");

    static byte MarkerAfterEscape(Stream from)
    {
        byte marker;
        do
        {
            marker = Byte(from);
        }
        while (marker == Escape);
        return marker;
    }

    /// <returns>The marker that ends the coded bytes.</returns>
    static byte CopyScan(Stream from, Stream to)
    {
        while (true)
        {
            var coded = Byte(from);
            if (coded != Escape)
            {
                to.WriteByte(coded);
                continue;
            }

            var marker = MarkerAfterEscape(from);
            if (marker is not (0 or (>= 0xD0 and <= 0xD7))) // An escaped byte, a restart: still the same picture.
            {
                return marker;
            }

            to.WriteByte(Escape);
            to.WriteByte(marker);
        }
    }

    static byte Byte(Stream from) => from.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException();

    // PNG, third edition: chunks of length, kind, data, checksum; IEND is the last.
    static void CleanPng(Stream from, Stream to)
    {
        var head = new byte[8];
        from.ReadExactly(head);
        to.Write(head);
        var (first, data, turned) = (true, false, false);
        while (true)
        {
            from.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var kind = System.Text.Encoding.ASCII.GetString(head, 4, 4);
            if (from.Length - from.Position < length + 4L || first != (kind == "IHDR") || (first && length != 13))
            {
                throw new InvalidDataException($"The chunk {kind} does not fit.");
            }

            first = false;
            data |= kind == "IDAT";
            if (kind == "eXIf" && !turned && length < 1 << 20)
            {
                var exif = new byte[length];
                from.ReadExactly(exif);
                from.Position += 4;
                if (Orientation(exif) is > 1 and var way)
                {
                    turned = true;
                    WriteChunk(to, kind, Upright(way));
                }
            }
            else if (IsOfPicture(kind))
            {
                CopyChunk(from, to, head, length);
            }
            else
            {
                from.Position += length + 4L;
            }

            if (kind == "IEND")
            {
                if (!data)
                {
                    throw new InvalidDataException("There is no picture in it.");
                }

                return;
            }
        }
    }

    static bool IsOfPicture(string kind) =>
        char.IsAsciiLetterUpper(kind[0]) || kind is "tRNS" or "gAMA" or "cHRM" or "sRGB" or "iCCP" or "cICP" or "mDCV" or "cLLI" or "sBIT" or "bKGD" or "pHYs" or "hIST" or "acTL" or "fcTL" or "fdAT";

    static void CopyChunk(Stream from, Stream to, byte[] head, uint length)
    {
        to.Write(head);
        var sum = Crc32(~0u, head.AsSpan(4));
        var buffer = new byte[1 << 16];
        for (long left = length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            from.ReadExactly(part);
            to.Write(part);
            sum = Crc32(sum, part);
            left -= part.Length;
        }

        from.ReadExactly(buffer.AsSpan(0, 4));
        if (BinaryPrimitives.ReadUInt32BigEndian(buffer) != ~sum)
        {
            throw new InvalidDataException("A checksum is wrong.");
        }

        to.Write(buffer.AsSpan(0, 4));
    }

    static void WriteChunk(Stream to, string kind, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(kind, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), ~Crc32(~0u, chunk.AsSpan(4, 4 + data.Length)));
        to.Write(chunk);
    }

    static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1)))];

    static uint Crc32(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            sum = CrcTable[(byte)(sum ^ one)] ^ (sum >> 8);
        }

        return sum;
    }

    const byte WebpExif = 0x08, WebpXmp = 0x04;

    // RFC 9649: RIFF chunks of kind and length, padded to even; VP8X tells by flags what else is there.
    static void CleanWebp(Stream from, Stream to)
    {
        var head = new byte[12];
        from.ReadExactly(head);
        to.Write(head);
        var end = 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        if (end > from.Length)
        {
            throw new EndOfStreamException();
        }

        var (flags, picture, turned) = (-1L, false, false);
        while (from.Position < end)
        {
            from.ReadExactly(head.AsSpan(0, 8));
            var kind = System.Text.Encoding.ASCII.GetString(head, 0, 4);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            var padded = length + (length & 1);
            if (from.Position + length > end || (kind == "VP8X" && length < 10))
            {
                throw new InvalidDataException($"The chunk {kind} does not fit.");
            }

            if (kind is "VP8 " or "VP8L" or "VP8X" or "ALPH" or "ANIM" or "ANMF" or "ICCP")
            {
                picture |= kind is "VP8 " or "VP8L" or "ANMF";
                flags = kind == "VP8X" ? to.Position + 8 : flags;
                to.Write(head.AsSpan(0, 8));
                CopyBytes(from, to, length);
                PadTo(to, length);
                from.Position = Math.Min(from.Length, from.Position + padded - length);
            }
            else if (kind == "EXIF" && !turned && length < 1 << 20)
            {
                var exif = new byte[length];
                from.ReadExactly(exif);
                from.Position = Math.Min(from.Length, from.Position + padded - length);
                if (Orientation(exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif.AsSpan(6) : exif) is > 1 and var way)
                {
                    turned = true;
                    var small = Upright(way);
                    BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), small.Length);
                    to.Write(head.AsSpan(0, 8));
                    to.Write(small);
                }
            }
            else
            {
                from.Position = Math.Min(from.Length, from.Position + padded);
            }
        }

        if (!picture)
        {
            throw new InvalidDataException("There is no picture in it.");
        }

        if (flags >= 0)
        {
            to.Position = flags;
            var set = to.ReadByte() & ~(WebpExif | WebpXmp);
            to.Position = flags;
            to.WriteByte((byte)(set | (turned ? WebpExif : 0)));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(to.Length - 8));
        to.Position = 4;
        to.Write(head.AsSpan(0, 4));
    }

    static void CopyBytes(Stream from, Stream to, long length)
    {
        var buffer = new byte[1 << 16];
        for (var left = length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            from.ReadExactly(part);
            to.Write(part);
            left -= part.Length;
        }
    }

    static void PadTo(Stream to, long length)
    {
        if ((length & 1) == 1)
        {
            to.WriteByte(0);
        }
    }

    const ushort OrientationTag = 0x0112, ShortType = 3;

    /// <returns>2 to 8; 1 (upright) when nothing else is said or it can not be read.</returns>
    static byte Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
        {
            return 1;
        }

        var little = tiff[0] == 'I';
        var at = Number(tiff[4..], 4, little);
        if (at > tiff.Length - 2)
        {
            return 1;
        }

        var entries = Number(tiff[(int)at..], 2, little);
        for (long entry = at + 2, i = 0; i < entries && entry + 12 <= tiff.Length; entry += 12, i++)
        {
            var field = tiff.Slice((int)entry, 12);
            if (Number(field, 2, little) == OrientationTag && Number(field[2..], 2, little) == ShortType)
            {
                return Number(field[8..], 2, little) is >= 2 and <= 8 and var way ? (byte)way : (byte)1;
            }
        }

        return 1;
    }

    static long Number(ReadOnlySpan<byte> at, int bytes, bool little) => (bytes, little) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(at),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(at),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(at),
        _ => BinaryPrimitives.ReadUInt32BigEndian(at),
    };

    // A TIFF directory with this one entry.
    static byte[] Upright(byte way) => [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, way, 0, 0, 0, 0, 0, 0, 0];
}
