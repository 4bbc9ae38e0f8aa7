using System.Security.Cryptography;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Backup;

/// <summary>
/// Puts a checked archive in place of what is there, in one transaction: the schema as it was when the backup was made,
/// its rows, then the migrations since.
/// </summary>
public static class Restorer
{
    /// <param name="folder">For bytes on their way to <paramref name="files"/>.</param>
    /// <param name="replace">Whether rows that are there may go.</param>
    /// <exception cref="BackupException">There are rows, or the archive does not fit; everything is as it was.</exception>
    public static async Task RestoreAsync(
        BackupArchive archive, NpgsqlDataSource source, PersonalKeys keys, IFilePlace files, string folder, bool replace, TextWriter log, CancellationToken cancellation)
    {
        var placed = new List<string>();
        var putKeysBack = () => { };
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Catalogue.RunAsync(connection, ["set local statement_timeout = 0", $"select pg_advisory_xact_lock({Migrator.Lock})"], cancellation);
            if (!replace)
            {
                await RefuseRowsAsync(connection, cancellation);
            }

            if (!keys.FromSetting && archive.KeyFile is { } keyFile)
            {
                putKeysBack = keys.Adopt(keyFile);
            }

            await MakeSchemaAsync(connection, archive.Manifest, keys, cancellation);
            await FillAsync(connection, archive, log, cancellation);
            var there = archive.Manifest.Migrations.Select(applied => applied.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var later in Migrator.Files.Where(file => !there.Contains(file.Name)))
            {
                await Migrator.ApplyAsync(connection, later, keys);
                await log.WriteLineAsync($"  {later.Name}");
            }

            // Kept files are named by what they hold: more of them harm nobody, so they come before the rows are there
            // and those of before go after.
            await PlaceFilesAsync(archive, files, folder, placed, cancellation);
            await log.WriteLineAsync($"  ไฟล์ · files  {archive.Manifest.Files.Count:N0}");
            cancellation.ThrowIfCancellationRequested();
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            putKeysBack();
            foreach (var name in placed)
            {
                await files.DeleteAsync(name, CancellationToken.None);
            }

            if (e is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } broken)
            {
                throw new BackupException(
                    $"ข้อมูลในไฟล์สำรองอ้างถึงรายการที่ไม่มีอยู่ ({broken.TableName}) ข้อมูลเดิมไม่ถูกแตะต้อง",
                    $"Rows of the backup refer to rows that are not in it ({broken.TableName}). Everything is as it was.",
                    e);
            }

            throw;
        }

        if (replace)
        {
            var kept = archive.Manifest.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var old in await files.ListAsync(CancellationToken.None).Where(name => !kept.Contains(name)).ToListAsync(CancellationToken.None))
            {
                await files.DeleteAsync(old, CancellationToken.None);
            }

            foreach (var half in Directory.Exists(folder) ? Directory.GetFiles(folder, "arriving-*") : [])
            {
                File.Delete(half);
            }
        }
    }

    /// <summary>Asks, before anything is touched, whether what is sealed in the backup can be opened here afterwards.</summary>
    /// <exception cref="BackupException">The key of the backup is not at hand.</exception>
    public static void RefuseWithoutKeys(BackupArchive archive, PersonalKeys keys)
    {
        var brought = archive.KeyFile is { } text && !keys.FromSetting ? PersonalKeys.FingerprintsIn(text) : [];
        if ((archive.Manifest.PersonalKeys ?? []).Except(brought, StringComparer.Ordinal).Where(needed => !keys.Have([needed])).ToList() is [var missing, ..])
        {
            throw new BackupException(
                $"ไม่มีกุญแจที่ใช้เข้ารหัสข้อมูลส่วนบุคคลในไฟล์สำรองนี้ (ลายนิ้วมือ {missing}) ข้อมูลเดิมไม่ถูกแตะต้อง "
                + (archive.KeyFile is null ? "ให้ตั้ง RAPFANG_PERSONAL_KEY เป็นกุญแจของระบบเดิม แล้วสั่งใหม่" : "กุญแจอยู่ในไฟล์สำรองแล้ว แต่ RAPFANG_PERSONAL_KEY เป็นกุญแจอื่น ให้เอาค่านี้ออกแล้วสั่งใหม่"),
                $"The key that the personal data of this backup are sealed with (fingerprint {missing}) is not at hand. Nothing was touched. "
                + (archive.KeyFile is null
                    ? "Set RAPFANG_PERSONAL_KEY to the key of the old installation and call again."
                    : "It is in the backup, but RAPFANG_PERSONAL_KEY names another one: take that setting away and call again."));
        }
    }

    static async Task RefuseRowsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (name, _) in (await Catalogue.TablesAsync(connection, cancellation)).Where(table => table.Name != "schema_migrations"))
        {
            if ((await Catalogue.NamesAsync(connection, $"select 'a row' from {Catalogue.Quoted(name)} limit 1", cancellation)).Count > 0)
            {
                throw new BackupException(
                    $"ฐานข้อมูลมีข้อมูลอยู่แล้ว ({name}) หากต้องการแทนที่ข้อมูลทั้งหมด ให้สำรองไว้ก่อนแล้วเพิ่ม --replace",
                    $"The database holds data already ({name}). To replace all of them, back them up first and add --replace.");
            }
        }
    }

    static async Task MakeSchemaAsync(NpgsqlConnection connection, Manifest manifest, PersonalKeys keys, CancellationToken cancellation)
    {
        await Catalogue.RunAsync(connection, await Catalogue.DropsAsync(connection, cancellation), cancellation);
        await Catalogue.RunAsync(connection, [Migrator.RegisterSql], cancellation);
        var applied = manifest.Migrations.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Migrator.Files.Where(file => applied.Contains(file.Name)))
        {
            await Migrator.ApplyAsync(connection, file, keys);
        }

        var made = (await Catalogue.TablesAsync(connection, cancellation)).Select(table => $"{table.Name} ({string.Join(", ", table.Columns)})");
        var odd = made.Except(Tables(manifest), StringComparer.Ordinal).Concat(Tables(manifest).Except(made, StringComparer.Ordinal)).FirstOrDefault();
        if (odd is not null)
        {
            throw new BackupException(
                $"ตารางในไฟล์สำรองไม่ตรงกับโปรแกรม: {odd} ข้อมูลเดิมไม่ถูกแตะต้อง",
                $"The tables of the backup are not those of the program: {odd}. Everything is as it was.");
        }

        static IEnumerable<string> Tables(Manifest manifest) => manifest.Tables.Select(table => $"{table.Name} ({string.Join(", ", table.Columns)})");
    }

    // Triggers would refuse to clear an append-only table of what its migration put there, and foreign keys would want
    // the rows in an order that need not exist. The owner of the tables may set both aside, on any server; a superuser's
    // session_replication_role may not be at hand. Made again, the keys check every row.
    static async Task FillAsync(NpgsqlConnection connection, BackupArchive archive, TextWriter log, CancellationToken cancellation)
    {
        var tables = archive.Manifest.Tables;
        var keys = await Catalogue.ForeignKeysAsync(connection, cancellation);
        await Catalogue.RunAsync(connection,
        [
            .. keys.Drop,
            .. tables.Select(table => $"alter table {Catalogue.Quoted(table.Name)} disable trigger user"),
            $"truncate {Catalogue.Quoted(tables.Select(table => table.Name))}",
        ], cancellation);
        foreach (var table in tables)
        {
            await using (var rows = await connection.BeginTextImportAsync(
                $"copy {Catalogue.Quoted(table.Name)} ({Catalogue.Quoted(table.Columns)}) from stdin", cancellation))
            {
                await archive.CopyAsync(table.Entry, table.Sha256, ((StreamWriter)rows).BaseStream, cancellation);
            }

            await log.WriteLineAsync($"  {table.Name}  {table.Rows:N0}");
        }

        await Catalogue.RunAsync(connection,
        [
            .. keys.Add,
            .. tables.Select(table => $"alter table {Catalogue.Quoted(table.Name)} enable trigger user"),
        ], cancellation);
        foreach (var sequence in archive.Manifest.Sequences)
        {
            await using var set = new NpgsqlCommand("select setval(quote_ident($1)::regclass, $2, $3)", connection);
            set.Parameters.Fill(sequence.Name, sequence.LastValue, sequence.IsCalled);
            await set.ExecuteNonQueryAsync(cancellation);
        }
    }

    static async Task PlaceFilesAsync(BackupArchive archive, IFilePlace files, string folder, List<string> placed, CancellationToken cancellation)
    {
        foreach (var file in archive.Manifest.Files)
        {
            var there = await Sha256Async(files, file.Name, cancellation);
            if (there == file.Sha256)
            {
                continue;
            }

            var half = FilePlace.Arriving(folder);
            try
            {
                await using (var to = new FileStream(half, BackupWriter.PrivateFile(FileMode.CreateNew)))
                {
                    await archive.CopyAsync(file.Entry, file.Sha256, to, cancellation);
                    to.Flush(flushToDisk: true);
                }

                await files.PutAsync(file.Name, half, cancellation);
            }
            finally
            {
                File.Delete(half);
            }

            if (there is null)
            {
                placed.Add(file.Name);
            }
        }
    }

    static async Task<string?> Sha256Async(IFilePlace files, string name, CancellationToken cancellation)
    {
        try
        {
            await using var file = await files.OpenAsync(name, cancellation);
            return Convert.ToHexString(await SHA256.HashDataAsync(file, cancellation));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
