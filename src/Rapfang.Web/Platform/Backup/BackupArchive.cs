using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Backup;

/// <summary>An archive of <see cref="BackupWriter"/>, opened for reading and checked whole.</summary>
public sealed class BackupArchive : IAsyncDisposable
{
    readonly ZipArchive zip;

    BackupArchive(ZipArchive zip, Manifest manifest, string? keyFile)
    {
        this.zip = zip;
        Manifest = manifest;
        KeyFile = keyFile;
    }

    public Manifest Manifest { get; }

    /// <summary>The text of the key file; null where the operator keeps the key.</summary>
    public string? KeyFile { get; }

    /// <summary>Opens an archive, reads it to the end and compares every checksum.</summary>
    /// <exception cref="BackupException">It is damaged, incomplete, or newer than this program.</exception>
    public static async Task<BackupArchive> OpenCheckedAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new BackupException($"ไม่พบไฟล์ {path}", $"There is no file {path}.");
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
        ZipArchive? archive = null;
        try
        {
            archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellation);
            var manifest = await ReadManifestAsync(archive, cancellation);
            RefuseNewer(manifest);
            await CheckContentAsync(archive, manifest, cancellation);
            return new BackupArchive(archive, manifest, await ReadKeyFileAsync(archive, manifest, cancellation));
        }
        catch (Exception e)
        {
            await (archive?.DisposeAsync() ?? file.DisposeAsync());
            if (e is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException or ArgumentException)
            {
                throw Damaged(e.Message, e);
            }

            throw;
        }
    }

    /// <summary>Writes what an entry holds, and makes sure again that it is what the manifest says.</summary>
    internal async Task CopyAsync(string entry, string sha256, Stream to, CancellationToken cancellation)
    {
        if ((await ReadAsync(zip, entry, to, cancellation)).Sha256 != sha256)
        {
            throw Damaged(entry);
        }
    }

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    static async Task<Manifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancellation)
    {
        using var json = new MemoryStream();
        using var sum = new MemoryStream();
        await ReadAsync(zip, Manifest.Entry, json, cancellation);
        await ReadAsync(zip, Manifest.ChecksumEntry, sum, cancellation);
        if (Convert.ToHexString(SHA256.HashData(json.ToArray())) != Encoding.ASCII.GetString(sum.ToArray()))
        {
            throw Damaged(Manifest.Entry);
        }

        return JsonSerializer.Deserialize<Manifest>(json.ToArray(), JsonSerializerOptions.Web) ?? throw Damaged(Manifest.Entry);
    }

    static async Task<string?> ReadKeyFileAsync(ZipArchive zip, Manifest manifest, CancellationToken cancellation)
    {
        if (manifest.KeyFileSha256 is not { } promised)
        {
            return null;
        }

        using var text = new MemoryStream();
        return (await ReadAsync(zip, Manifest.KeyEntry, text, cancellation)).Sha256 == promised
            ? Encoding.ASCII.GetString(text.ToArray())
            : throw Damaged(Manifest.KeyEntry);
    }

    static void RefuseNewer(Manifest manifest)
    {
        var known = Migrator.Files.ToDictionary(file => file.Name, file => file.Checksum, StringComparer.Ordinal);
        var unknown = manifest.Migrations.Where(applied => !known.ContainsKey(applied.Name)).Select(applied => applied.Name).ToList();
        if (manifest.Format > Manifest.CurrentFormat || unknown.Count > 0)
        {
            var what = unknown.Count > 0 ? string.Join(", ", unknown) : manifest.Program;
            throw new BackupException(
                $"ไฟล์สำรองใหม่กว่าโปรแกรม ({what}) ให้ใช้โปรแกรมรุ่นล่าสุด",
                $"The backup is newer than this program ({what}). Run the newest version.");
        }

        if (manifest.Migrations.FirstOrDefault(applied => known[applied.Name] != applied.Checksum) is { } other)
        {
            throw new BackupException(
                $"ไฟล์ {other.Name} ของไฟล์สำรองไม่ตรงกับของโปรแกรมนี้",
                $"{other.Name} of the backup is not the one of this program.");
        }
    }

    static async Task CheckContentAsync(ZipArchive zip, Manifest manifest, CancellationToken cancellation)
    {
        var promised = manifest.Tables.Select(table => table.Entry)
            .Concat(manifest.Files.Select(file => file.Entry))
            .Concat(manifest.KeyFileSha256 is null ? [] : [Manifest.KeyEntry])
            .Append(Manifest.Entry).Append(Manifest.ChecksumEntry);
        if (!promised.Order(StringComparer.Ordinal).SequenceEqual(zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)))
        {
            throw Damaged(Manifest.Entry);
        }

        foreach (var table in manifest.Tables)
        {
            var read = await ReadAsync(zip, table.Entry, Stream.Null, cancellation);
            if (read.Sha256 != table.Sha256 || read.Lines != table.Rows)
            {
                throw Damaged(table.Entry);
            }
        }

        foreach (var file in manifest.Files)
        {
            // A name from outside never leads out of the folder.
            var parts = file.Name.Replace('\\', '/').Split('/');
            var read = await ReadAsync(zip, file.Entry, Stream.Null, cancellation);
            if (read.Sha256 != file.Sha256 || read.Size != file.Size || parts.Any(part => part is "" or "." or "..") || Path.IsPathRooted(file.Name))
            {
                throw Damaged(file.Entry);
            }
        }
    }

    static async Task<Content> ReadAsync(ZipArchive zip, string name, Stream to, CancellationToken cancellation)
    {
        await using var entry = await (zip.GetEntry(name) ?? throw Damaged(name)).OpenAsync(cancellation);
        return await Content.CopyAsync(entry, to, cancellation);
    }

    static BackupException Damaged(string where, Exception? inner = null) => new(
        $"ไฟล์สำรองเสียหายหรือไม่ครบ ({where}) ข้อมูลเดิมไม่ถูกแตะต้อง ให้ใช้ไฟล์สำรองอื่น",
        $"The backup is damaged or incomplete ({where}). Nothing was touched; use another one.",
        inner);
}
