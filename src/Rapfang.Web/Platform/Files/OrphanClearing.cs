using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Files;

/// <summary>
/// Takes bytes out of the store that no record points to. Nothing else does. Bytes that came within the last day stay:
/// their record may be on its way.
/// </summary>
public static class OrphanClearing
{
    static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    const int AtOnce = 1000;

    /// <returns>How many were taken away.</returns>
    public static async Task<int> RunAsync(IFilePlace place, NpgsqlDataSource source, DateTimeOffset now, CancellationToken stop)
    {
        await foreach (var names in place.ListAsync(stop).Chunk(AtOnce).WithCancellation(stop))
        {
            await AdoptAsync(source, names, now, stop);
        }

        await ForgetUnsentAsync(source, now - Grace, stop);
        var gone = 0;
        foreach (var sha256 in await OrphansAsync(source, now - Grace, stop))
        {
            gone += await TakeAwayAsync(place, source, sha256, now - Grace, stop) ? 1 : 0;
        }

        return gone;
    }

    // Of forms that were never sent.
    static async Task ForgetUnsentAsync(NpgsqlDataSource source, DateTimeOffset before, CancellationToken stop)
    {
        await using var command = source.CreateCommand("delete from files where purpose = 'brought' and kept_at < $1");
        command.Parameters.Fill(before);
        await command.ExecuteNonQueryAsync(stop);
    }

    // Bytes that no row knows of (left by a restore or by hand) get one and are an orphan tomorrow: taking them away now
    // could meet a node that is just keeping the same.
    static async Task AdoptAsync(NpgsqlDataSource source, string[] names, DateTimeOffset now, CancellationToken stop)
    {
        var hashes = names.Select(name => name[(name.LastIndexOf('/') + 1)..])
            .Where(hash => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)).ToArray();
        await using var command = source.CreateCommand("insert into file_contents (sha256, placed_at) select unnest($1), $2 on conflict do nothing");
        command.Parameters.Fill(hashes, now);
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<List<string>> OrphansAsync(NpgsqlDataSource source, DateTimeOffset before, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            "select sha256 from file_contents c where placed_at < $1 and not exists (select from files f where f.sha256 = c.sha256)");
        command.Parameters.Fill(before);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<string>();
        while (await reader.ReadAsync(stop))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    // The row is deleted first and stays locked until the bytes are gone: whoever keeps the same bytes meanwhile waits for
    // that and then puts them anew. A record that came at the last moment refuses the deletion by its foreign key.
    static async Task<bool> TakeAwayAsync(IFilePlace place, NpgsqlDataSource source, string sha256, DateTimeOffset before, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        try
        {
            await using var command = new NpgsqlCommand("""
                delete from file_contents c using (select sha256 from file_contents where sha256 = $1 for update skip locked) held
                where c.sha256 = held.sha256 and c.placed_at < $2 and not exists (select from files f where f.sha256 = c.sha256)
                """, connection);
            command.Parameters.Fill(sha256, before);
            if (await command.ExecuteNonQueryAsync(stop) == 0)
            {
                return false;
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return false;
        }

        await place.DeleteAsync(FilePlace.NameOf(sha256), stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
