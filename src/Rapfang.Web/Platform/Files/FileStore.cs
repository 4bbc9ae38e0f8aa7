using System.Security.Cryptography;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Files;

/// <summary>
/// Keeps files of offices. The bytes lie once, under their SHA-256, in <c>files/</c> of the data folder; the database
/// holds who brought what. Nothing in the store is ever changed or run.
/// </summary>
public sealed class FileStore(IConfiguration configuration, RapfangDb db, CurrentActor actor, TimeProvider clock)
{
    readonly string folder = Path.GetFullPath(Path.Combine(configuration["RAPFANG_DATA"] ?? "data", "files"));

    /// <summary>Takes a file in. Its record is saved with the next saved change of <see cref="RapfangDb"/>.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="name">As the sender calls it; folders and dangerous characters are taken out.</param>
    /// <param name="largest">Bytes; what is longer is refused.</param>
    /// <param name="field">The form field that a refusal is about.</param>
    /// <param name="kinds">What may come.</param>
    /// <exception cref="RuleBroken">Empty, too long, or of another kind. Nothing was kept.</exception>
    public async Task<StoredFile> KeepAsync(Stream content, string name, long largest, string field, IReadOnlyCollection<FileKind> kinds, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var arriving = Path.Combine(folder, $"arriving-{Guid.NewGuid():N}");
        try
        {
            await using var file = new FileStream(arriving, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            var (size, sha256) = await CopyAsync(content, file, largest, field, cancellation);
            var kind = FileKind.Of(file);
            if (kind is null || !kinds.Contains(kind))
            {
                var named = string.Join(" ", kinds.Select(one => one.Extension));
                throw new RuleBroken($"ไฟล์นี้ไม่ใช่ชนิดที่รับ กรุณาเลือกไฟล์ {named}", $"This file is not of a kind taken here. Choose one of {named}.", field);
            }

            file.Flush(flushToDisk: true);
            file.Close();
            var place = PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(arriving, place, overwrite: true); // The same bytes may be there already.
            var stored = db.Add(new StoredFile(kind.CleanName(name), kind.ContentType, size, sha256, clock.GetUtcNow(), actor.UserId)).Entity;
            db.Tell("file.kept", stored);
            return stored;
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    /// <summary>The bytes of a file, to read.</summary>
    /// <exception cref="FileNotFoundException">The store has lost it.</exception>
    public FileStream Open(StoredFile file) => new(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);

    string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256[2..4], sha256);

    static async Task<(long Size, string Sha256)> CopyAsync(Stream content, FileStream file, long largest, string field, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long size = 0;
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            size += read;
            if (size > largest)
            {
                throw new RuleBroken($"ไฟล์ใหญ่เกิน {largest / 1024 / 1024} เมกะไบต์", $"The file is larger than {largest / 1024 / 1024} MB.", field);
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (size == 0)
        {
            throw new RuleBroken("ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลอยู่ข้างใน", "This file is empty.", field);
        }

        file.Position = 0;
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
