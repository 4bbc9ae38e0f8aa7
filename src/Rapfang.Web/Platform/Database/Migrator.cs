using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Rapfang.Platform.Database;

/// <summary>
/// Brings a database to this version: the numbered SQL files of <c>Migrations/</c>, each in its own transaction, under
/// one advisory lock so that several nodes may start together. A file that was applied may never change.
/// </summary>
public static class Migrator
{
    const long Lock = 7_218_364_501;

    /// <summary>Applies what is missing.</summary>
    /// <returns>The names of the files applied now.</returns>
    /// <exception cref="DatabaseUnavailableException">An applied file was changed, or the database is newer than the app.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, $"select pg_advisory_lock({Lock})");
        try
        {
            await RunAsync(connection, """
                create table if not exists schema_migrations (
                    name text primary key, checksum text not null, applied_at timestamptz not null default now())
                """);
            var applied = await AppliedAsync(connection);
            var files = Files();
            var unknown = applied.Keys.Except(files.Select(file => file.Name), StringComparer.Ordinal).ToList();
            if (unknown.Count > 0)
            {
                throw new DatabaseUnavailableException(
                    $"ฐานข้อมูลใหม่กว่าโปรแกรม ({string.Join(", ", unknown)}) ให้ใช้โปรแกรมรุ่นล่าสุด",
                    $"The database is newer than this program ({string.Join(", ", unknown)}). Run the newest version.");
            }

            var done = new List<string>();
            foreach (var (name, sql) in files)
            {
                var checksum = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
                if (applied.TryGetValue(name, out var before))
                {
                    if (before != checksum)
                    {
                        throw new DatabaseUnavailableException(
                            $"ไฟล์ {name} ถูกแก้หลังจากใช้กับฐานข้อมูลนี้แล้ว",
                            $"{name} was changed after it had been applied here; write a new migration instead.");
                    }

                    continue;
                }

                await ApplyAsync(connection, name, sql, checksum);
                done.Add(name);
            }

            return done;
        }
        finally
        {
            await RunAsync(connection, $"select pg_advisory_unlock({Lock})");
        }
    }

    static async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, string checksum)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, sql);
        await using var note = new NpgsqlCommand("insert into schema_migrations (name, checksum) values ($1, $2)", connection);
        note.Parameters.Add(new() { Value = name });
        note.Parameters.Add(new() { Value = checksum });
        await note.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
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

    static List<(string Name, string Sql)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, Read(assembly, name)))
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
