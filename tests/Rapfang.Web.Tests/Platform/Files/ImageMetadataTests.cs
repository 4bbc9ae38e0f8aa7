using System.Buffers.Binary;
using System.Text;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Icc;
using Rapfang.Platform.Files;

namespace Rapfang.Tests.Platform.Files;

/// <summary>A photograph that tells where it was taken; what another library reads of it before and after.</summary>
public sealed class ImageMetadataTests
{
    public static TheoryData<string> Kinds => ["jpg", "png", "webp"];

    static FileKind KindOf(string extension) => extension switch { "jpg" => FileKind.Jpeg, "png" => FileKind.Png, _ => FileKind.Webp };

    static byte[] Picture(string extension) => File.ReadAllBytes(Path.Combine(Sources.Root, "../../tests/Rapfang.Web.Tests/Platform/Files/picture." + extension));

    static byte[] Cleaned(byte[] picture, string extension)
    {
        using var to = new MemoryStream();
        ImageMetadata.Clean(new MemoryStream(picture), to, KindOf(extension));
        return to.ToArray();
    }

    static IReadOnlyList<MetadataExtractor.Directory> Read(byte[] picture) => ImageMetadataReader.ReadMetadata(new MemoryStream(picture));

    [Theory]
    [InlineData("jpg")]
    [InlineData("webp")]
    public void Clean_OfAPhotographWithAPlace_LeavesOnlyWhichSideIsUp(string extension)
    {
        var photograph = Telling(extension, orientation: 6);
        Assert.Equal(13.75, Read(photograph).OfType<GpsDirectory>().Single().GetGeoLocation()!.Latitude, 3);

        var clean = Cleaned(photograph, extension);

        Assert.Empty(Read(clean).OfType<GpsDirectory>());
        var exif = Assert.Single(Read(clean).OfType<ExifDirectoryBase>());
        Assert.Equal([ExifDirectoryBase.TagOrientation], exif.Tags.Select(tag => tag.Type));
        Assert.Equal(6, exif.GetInt32(ExifDirectoryBase.TagOrientation));
        Assert.Single(Read(clean).OfType<IccDirectory>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Clean_LeavesNothingOfWhatWasTold(string extension)
    {
        var photograph = Telling(extension, orientation: 6);
        Assert.True(Count(photograph) >= 3);

        Assert.Equal(0, Count(Cleaned(photograph, extension)));

        static int Count(byte[] picture) => Encoding.Latin1.GetString(picture).Split("Sunthorn").Length - 1;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Clean_CopiesThePictureAsItIs(string extension)
    {
        Assert.Equal(Cleaned(Picture(extension), extension), Cleaned(Telling(extension, orientation: 1), extension));
        Assert.Equal(Cleaned(Telling(extension, orientation: 8), extension), Cleaned(Cleaned(Telling(extension, orientation: 8), extension), extension));
    }

    [Fact]
    public void Clean_OfAPng_LeavesWhichSideIsUp()
    {
        var clean = Encoding.Latin1.GetString(Cleaned(Telling("png", orientation: 3), "png"));

        Assert.Contains("eXIfII*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0003\0", clean, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Clean_OfAPictureCutOffAnywhere_IsRefused(string extension)
    {
        var photograph = Telling(extension, orientation: 6, trailer: false);

        for (var length = 0; length < photograph.Length; length++)
        {
            Assert.False(Cleans(photograph[..length], extension), $"{length} of {photograph.Length} bytes were taken");
        }

        Assert.True(Cleans(photograph, extension));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Clean_OfWhateverBytes_EndsAndNeverGrows(string extension)
    {
        var random = new Random(20261001);
        var photograph = Telling(extension, orientation: 6);
        for (var i = 0; i < 3_000; i++)
        {
            var spoilt = (byte[])photograph.Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                spoilt[random.Next(12, spoilt.Length)] = (byte)random.Next(256);
            }

            using var to = new MemoryStream();
            try
            {
                ImageMetadata.Clean(new MemoryStream(spoilt), to, KindOf(extension));
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                // Refused: fine.
            }

            Assert.True(to.Length <= spoilt.Length);
        }
    }

    static bool Cleans(byte[] picture, string extension)
    {
        try
        {
            Cleaned(picture, extension);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>The picture with place, maker, comments and something hung on behind; all name an invented "Sunthorn".</summary>
    internal static byte[] Telling(string extension, ushort orientation, bool trailer = true)
    {
        var (picture, exif) = (Picture(extension), Exif(orientation));
        var behind = trailer ? "Sunthorn"u8.ToArray() : [];
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0<x>Sunthorn</x>"u8];
        if (extension == "jpg")
        {
            return
            [
                .. picture[..20], .. Segment(0xE1, [.. "Exif\0\0"u8, .. exif]), .. Segment(0xE1, xmp), .. Segment(0xED, "Photoshop 3.0\0Sunthorn"u8.ToArray()),
                .. Segment(0xFE, "Sunthorn"u8.ToArray()), .. picture[20..], .. behind,
            ];
        }

        if (extension == "png")
        {
            return [.. picture[..33], .. Chunk("eXIf", exif), .. Chunk("tEXt", "Author\0Sunthorn"u8.ToArray()), .. Chunk("zzZz", "Sunthorn"u8.ToArray()), .. picture[33..], .. behind];
        }

        byte[] whole = [.. picture, .. Riff("EXIF", exif), .. Riff("XMP ", xmp), .. Riff("OTHR", "Sunthorn"u8.ToArray())];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
        whole[20] |= 0x0C;
        return [.. whole, .. behind];
    }

    static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    static byte[] Riff(string kind, byte[] body) => [.. Encoding.ASCII.GetBytes(kind), .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length % 2]];

    static byte[] Chunk(string kind, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. body];
        var sum = ~named.Aggregate(~0u, (crc, one) => Enumerable.Range(0, 8).Aggregate(crc ^ one, (c, _) => (c & 1) == 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1)));
        var chunk = new byte[body.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), sum);
        return chunk;
    }

    // Maker, orientation, and a place: 13°45' N 100°30' E.
    static byte[] Exif(ushort orientation)
    {
        static byte[] Entry(ushort tag, ushort type, int count, int value) =>
            [.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(type), .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(value)];
        static byte[] Degrees(int degrees, int minutes) => [.. new[] { degrees, 1, minutes, 1, 0, 1 }.SelectMany(BitConverter.GetBytes)];
        return
        [
            .. "II*\0"u8, 8, 0, 0, 0,
            3, 0, .. Entry(0x010F, 2, 9, 50), .. Entry(0x0112, 3, 1, orientation), .. Entry(0x8825, 4, 1, 60), 0, 0, 0, 0,
            .. "Sunthorn\0\0"u8,
            4, 0, .. Entry(1, 2, 2, 'N'), .. Entry(2, 5, 3, 114), .. Entry(3, 2, 2, 'E'), .. Entry(4, 5, 3, 138), 0, 0, 0, 0,
            .. Degrees(13, 45), .. Degrees(100, 30),
        ];
    }
}
