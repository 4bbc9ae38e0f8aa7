using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Database;

/// <summary>
/// Brings a database to this version: the numbered SQL files of <c>Migrations/</c>, each in its own transaction, under
/// one advisory lock so that several nodes may start together. A file that was applied may never change.
/// </summary>
public static class Migrator
{
    /// <summary>The advisory lock of everything that changes the schema.</summary>
    public const long Lock = 7_218_364_501;

    /// <summary>Applies what is missing.</summary>
    /// <param name="keys">Those that personal data are sealed with; they are compared with what the database knows of them.</param>
    /// <returns>The names of the files applied now.</returns>
    /// <exception cref="DatabaseUnavailableException">
    /// An applied file was changed, the database is newer than the app, or a key of it is missing.
    /// </exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource source, PersonalKeys keys)
    {
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, $"select pg_advisory_lock({Lock})");
        try
        {
            await RunAsync(connection, RegisterSql);
            var applied = await AppliedAsync(connection);
            var files = Files;
            var unknown = applied.Keys.Except(files.Select(file => file.Name), StringComparer.Ordinal).ToList();
            if (unknown.Count > 0)
            {
                throw new DatabaseUnavailableException(
                    $"ฐานข้อมูลใหม่กว่าโปรแกรม ({string.Join(", ", unknown)}) ให้ใช้โปรแกรมรุ่นล่าสุด",
                    $"The database is newer than this program ({string.Join(", ", unknown)}). Run the newest version.");
            }

            var done = new List<string>();
            foreach (var file in files)
            {
                if (applied.TryGetValue(file.Name, out var before))
                {
                    if (before != file.Checksum)
                    {
                        throw new DatabaseUnavailableException(
                            $"ไฟล์ {file.Name} ถูกแก้หลังจากใช้กับฐานข้อมูลนี้แล้ว",
                            $"{file.Name} was changed after it had been applied here; write a new migration instead.");
                    }

                    continue;
                }

                await using var transaction = await connection.BeginTransactionAsync();
                await ApplyAsync(connection, file, keys);
                await transaction.CommitAsync();
                done.Add(file.Name);
            }

            await keys.ConfirmAsync(connection);
            return done;
        }
        finally
        {
            await RunAsync(connection, $"select pg_advisory_unlock({Lock})");
        }
    }

    /// <summary>Makes the table that holds which files were applied.</summary>
    public const string RegisterSql = """
        create table if not exists schema_migrations (
            name text primary key, checksum text not null, applied_at timestamptz not null default now())
        """;

    /// <summary>Applies one file in the caller's transaction.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, MigrationFile file, PersonalKeys keys)
    {
        await RunAsync(connection, file.Sql);
        if (file.Name == PlainColumns.Migration)
        {
            await keys.ConfirmAsync(connection);
            await PlainColumns.SealAsync(connection, keys);
        }

        await using var note = new NpgsqlCommand("insert into schema_migrations (name, checksum) values ($1, $2)", connection);
        note.Parameters.Fill(file.Name, file.Checksum);
        await note.ExecuteNonQueryAsync();
    }

    static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select name, checksum from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    /// <summary>The files of this program, in their order.</summary>
    public static IReadOnlyList<MigrationFile> Files { get; } = ReadFiles();

    static List<MigrationFile> ReadFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new MigrationFile(name, Read(assembly, name)))
            .ToList();
    }

    static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A numbered SQL file.</summary>
public sealed record MigrationFile(string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}
