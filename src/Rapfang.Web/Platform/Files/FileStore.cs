using System.Security.Cryptography;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Files;

/// <summary>
/// Keeps files of offices. The bytes lie once, under their SHA-256, in the <see cref="IFilePlace"/> of the installation;
/// the database holds who brought what. Nothing in the store is ever changed or run.
/// </summary>
public sealed partial class FileStore(
    IFilePlace place, IConfiguration configuration, VirusScanner scanner, NpgsqlDataSource source, RapfangDb db, CurrentActor actor, TimeProvider clock, ILogger<FileStore> log)
{
    readonly string folder = FilePlace.FolderOf(configuration);

    /// <summary>Takes a file in. Its record is saved with the next saved change of <see cref="RapfangDb"/>.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="name">As the sender calls it; folders and dangerous characters are taken out.</param>
    /// <param name="largest">Bytes; what is longer is refused.</param>
    /// <param name="field">The form field that a refusal is about.</param>
    /// <param name="kinds">What may come.</param>
    /// <exception cref="RuleBroken">
    /// Empty, too long, of another kind, a damaged picture, infected, or the store or the scanner does not serve. Nothing
    /// was kept.
    /// </exception>
    public async Task<StoredFile> KeepAsync(Stream content, string name, long largest, string field, IReadOnlyCollection<FileKind> kinds, CancellationToken cancellation = default)
    {
        var (arriving, cleaned) = (FilePlace.Arriving(folder), FilePlace.Arriving(folder));
        try
        {
            FileKind kind;
            await using (var file = New(arriving))
            {
                await CopyAsync(content, file, largest, field, cancellation);
                kind = Known(FileKind.Of(file), name, field, kinds);
                await scanner.RefuseInfectedAsync(file, field, cancellation);
                if (ImageMetadata.IsIn(kind))
                {
                    await using var clean = New(cleaned);
                    Clean(file, clean, kind, field);
                    clean.Flush(flushToDisk: true);
                }

                file.Flush(flushToDisk: true);
            }

            var (size, sha256) = await PlaceAsync(ImageMetadata.IsIn(kind) ? cleaned : arriving, field, cancellation);
            var stored = db.Add(new StoredFile(kind.CleanName(name), kind.ContentType, size, sha256, clock.GetUtcNow(), actor.UserId)).Entity;
            db.Tell("file.kept", stored);
            return stored;
        }
        finally
        {
            File.Delete(arriving);
            File.Delete(cleaned);
        }
    }

    /// <summary>The bytes of a file, to read.</summary>
    /// <exception cref="FileNotFoundException">The store has lost it.</exception>
    /// <exception cref="IOException">The store does not answer.</exception>
    public Task<Stream> OpenAsync(StoredFile file, CancellationToken cancellation = default) => place.OpenAsync(FilePlace.NameOf(file.Sha256), cancellation);

    static FileStream New(string path) => new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);

    static async Task CopyAsync(Stream content, FileStream file, long largest, string field, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (file.Length + read > largest)
            {
                throw new RuleBroken($"ไฟล์ใหญ่เกิน {largest / 1024 / 1024} เมกะไบต์", $"The file is larger than {largest / 1024 / 1024} MB.", field);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (file.Length == 0)
        {
            throw new RuleBroken("ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลอยู่ข้างใน", "This file is empty.", field);
        }

        file.Position = 0;
    }

    static FileKind Known(FileKind? kind, string name, string field, IReadOnlyCollection<FileKind> kinds)
    {
        if (kind is not null && kinds.Contains(kind) && kind.Fits(name))
        {
            return kind;
        }

        if (kind == FileKind.Program)
        {
            throw new RuleBroken("ไฟล์นี้เป็นโปรแกรม ไม่ว่าชื่อจะลงท้ายอย่างไร จึงไม่รับ", "This file is a program, whatever its name says, and is not taken.", field);
        }

        if (kind == FileKind.WithMacros)
        {
            throw new RuleBroken(
                "ไฟล์นี้มีมาโคร (โปรแกรมที่ฝังอยู่) จึงไม่รับ กรุณาบันทึกเป็นชนิดที่ไม่มีมาโคร เช่น .docx หรือ .xlsx แล้วส่งใหม่",
                "This file holds macros and is not taken. Save it as a kind without them, such as .docx or .xlsx, and send it again.",
                field);
        }

        if (kind == FileKind.Bomb)
        {
            throw new RuleBroken(
                "ไฟล์นี้เมื่อคลายออกจะใหญ่ผิดปกติ อาจเป็นอันตราย จึงไม่รับ", "Unpacked, this file would be suspiciously large. It may do harm and is not taken.", field);
        }

        var named = string.Join(" ", kinds.Select(one => one.Extension));
        throw new RuleBroken($"ไฟล์นี้ไม่ใช่ชนิดที่รับ กรุณาเลือกไฟล์ {named}", $"This file is not of a kind taken here. Choose one of {named}.", field);
    }

    static void Clean(FileStream file, FileStream clean, FileKind kind, string field)
    {
        try
        {
            ImageMetadata.Clean(file, clean, kind);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new RuleBroken(
                "รูปภาพนี้เสียหายหรือมาไม่ครบ กรุณาเปิดดูในเครื่องของท่าน บันทึกใหม่ แล้วส่งอีกครั้ง",
                "This picture is damaged or not whole. Open it on your computer, save it anew and send it again.",
                field);
        }
    }

    // The row first: from then on the nightly clearing leaves these bytes alone for a day, and if it is about to take
    // away the same bytes of before, this waits until they are gone.
    async Task<(long Size, string Sha256)> PlaceAsync(string path, string field, CancellationToken cancellation)
    {
        long size;
        string sha256;
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan))
        {
            size = file.Length;
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }

        await using var command = source.CreateCommand(
            "insert into file_contents (sha256, placed_at) values ($1, $2) on conflict (sha256) do update set placed_at = greatest(file_contents.placed_at, excluded.placed_at)");
        command.Parameters.Fill(sha256, clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            await place.PutAsync(FilePlace.NameOf(sha256), path, cancellation);
        }
        catch (IOException e)
        {
            LogNotPlaced(log, e);
            throw new RuleBroken(
                "เก็บไฟล์ไม่ได้ เพราะที่เก็บไฟล์ของระบบไม่พร้อม ไฟล์นี้ยังไม่ถูกเก็บ โปรดลองใหม่ภายหลัง หรือแจ้งผู้ดูแลระบบ",
                "The store of files does not serve, so this file was not kept. Try again later, or tell the administrator.",
                field);
        }

        return (size, sha256);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A file could not be put into the store.")]
    static partial void LogNotPlaced(ILogger logger, Exception exception);
}
