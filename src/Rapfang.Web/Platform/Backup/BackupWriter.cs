using System.Data;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Rapfang.Platform.Files;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Backup;

/// <summary>
/// Writes every table, as of one moment, and every kept file into one archive. Rows are written as COPY's text and not
/// as its binary form: any PostgreSQL from 15 on reads it, whatever its version or the numbers of its types, and so
/// does a person in need. Memory stays the same however much there is.
/// </summary>
public static class BackupWriter
{
    /// <param name="files">Where the kept files lie.</param>
    /// <param name="path">The archive. It appears whole or not at all.</param>
    /// <exception cref="BackupException">It is there already, or the database holds no Rapfang.</exception>
    public static async Task WriteAsync(
        NpgsqlDataSource source, PersonalKeys keys, IFilePlace files, string path, bool overwrite, TextWriter log, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(path);
        RefuseExisting(target, overwrite);
        var half = $"{target}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.part";
        try
        {
            await using (var file = new FileStream(half, PrivateFile(FileMode.CreateNew)))
            {
                await using (var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
                {
                    await FillAsync(archive, source, keys, files, log, cancellation);
                }

                file.Flush(flushToDisk: true);
            }

            RefuseExisting(target, overwrite); // Another backup may have been quicker.
            File.Move(half, target, overwrite);
        }
        catch
        {
            File.Delete(half);
            throw;
        }
    }

    /// <summary>Nobody but the account that writes it may read it: keys and people are in it.</summary>
    internal static FileStreamOptions PrivateFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    static void RefuseExisting(string target, bool overwrite)
    {
        if (!overwrite && File.Exists(target))
        {
            throw new BackupException(
                $"มีไฟล์ {target} อยู่แล้ว ให้ใช้ชื่ออื่น หรือเพิ่ม --overwrite เพื่อเขียนทับ",
                $"{target} is there already. Choose another name, or add --overwrite to replace it.");
        }
    }

    static async Task FillAsync(ZipArchive archive, NpgsqlDataSource source, PersonalKeys keys, IFilePlace files, TextWriter log, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var names = (await Catalogue.TablesAsync(connection, cancellation)).Select(table => table.Name).ToList();
        if (!names.Contains("schema_migrations", StringComparer.Ordinal))
        {
            throw new BackupException("ฐานข้อมูลนี้ไม่มีข้อมูลของรับฟัง", "This database holds no data of Rapfang.");
        }

        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        // Locked before the first query fixes the moment: a migration that rewrites a table meanwhile would make it look empty.
        await Catalogue.RunAsync(connection,
            ["set transaction read only", $"lock table {Catalogue.Quoted(names)} in access share mode", "set local statement_timeout = 0"], cancellation);
        var migrations = (await Catalogue.NamesAsync(connection, "select name || ' ' || checksum from schema_migrations order by name collate \"C\"", cancellation))
            .Select(line => line.Split(' ')).Select(parts => new AppliedMigration(parts[0], parts[1])).ToList();
        var tables = new List<TableContent>();
        foreach (var (name, columns) in await Catalogue.TablesAsync(connection, cancellation))
        {
            var table = new TableContent(name, columns, 0, "");
            using var rows = await connection.BeginTextExportAsync($"copy {Catalogue.Quoted(name)} ({Catalogue.Quoted(columns)}) to stdout", cancellation);
            var copied = await AddAsync(archive, table.Entry, rows.BaseStream, cancellation);
            tables.Add(table with { Rows = copied.Lines, Sha256 = copied.Sha256 });
            await log.WriteLineAsync($"  {name}  {copied.Lines:N0}");
        }

        var sequences = new List<SequenceState>();
        foreach (var name in await Catalogue.SequencesAsync(connection, cancellation))
        {
            await using var command = new NpgsqlCommand($"select last_value, is_called from {Catalogue.Quoted(name)}", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            sequences.Add(new(name, reader.GetInt64(0), reader.GetBoolean(1)));
        }

        var known = await PersonalKeys.KnownAsync(connection);
        string? keyFile = null;
        if (keys.FileText is { } text)
        {
            using var content = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
            keyFile = (await AddAsync(archive, Manifest.KeyEntry, content, cancellation)).Sha256;
        }
        else if (known.Count > 0)
        {
            await log.WriteLineAsync($"  ไม่มีกุญแจข้อมูลส่วนบุคคลในไฟล์นี้ โปรดเก็บกุญแจไว้ต่างหาก · the key of personal data is not in it, keep it elsewhere ({string.Join(", ", known)})");
        }

        // After the rows: a file is stored before the row that speaks of it.
        var kept = await AddFilesAsync(archive, files, cancellation);
        await log.WriteLineAsync($"  ไฟล์ · files  {kept.Count:N0}");
        await transaction.CommitAsync(cancellation);

        var program = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var manifest = new Manifest(Manifest.CurrentFormat, program, TimeProvider.System.GetUtcNow(), migrations, tables, sequences, kept, known, keyFile);
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web));
        var sum = (await AddAsync(archive, Manifest.Entry, json, cancellation)).Sha256;
        using var check = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(sum));
        await AddAsync(archive, Manifest.ChecksumEntry, check, cancellation);
    }

    static async Task<List<FileContent>> AddFilesAsync(ZipArchive archive, IFilePlace files, CancellationToken cancellation)
    {
        var kept = new List<FileContent>();
        await foreach (var name in files.ListAsync(cancellation))
        {
            Stream file;
            try
            {
                file = await files.OpenAsync(name, cancellation);
            }
            catch (FileNotFoundException)
            {
                continue; // Deleted for good since the listing.
            }

            await using var opened = file;
            var entry = new FileContent(name, 0, "");
            var copied = await AddAsync(archive, entry.Entry, opened, cancellation);
            kept.Add(entry with { Size = copied.Size, Sha256 = copied.Sha256 });
        }

        return kept;
    }

    static async Task<Content> AddAsync(ZipArchive archive, string name, Stream from, CancellationToken cancellation)
    {
        await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        return await Content.CopyAsync(from, entry, cancellation);
    }
}
