using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Files;

/// <summary>How far a file has come.</summary>
/// <param name="At">Bytes that are here.</param>
/// <param name="Size">Bytes that there will be.</param>
public sealed record Upload(Guid Id, string Name, long At, long Size);

/// <summary>
/// Files that come in parts, so that a line that breaks costs one part and not the file. The parts wait in the database:
/// any node takes the next. Each belongs to the person who began it; after a day it goes. Only a whole one is handed on,
/// to the same checks as any other file.
/// </summary>
public sealed class Uploads(NpgsqlDataSource source, CurrentOffice office, CurrentActor actor, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Bytes of a part, at most.</summary>
    public const int LargestPart = 1024 * 1024;

    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // Of one person: enough for a full sending, and no more than that to fill the disk with.
    const int MostWaiting = 2 * FileIntake.MostFiles;
    const long MostBytesWaiting = 2 * FileIntake.LargestSending;

    /// <summary>Begins one; the person's oldest ones give way when there are too many.</summary>
    /// <exception cref="RuleBroken">The name or the size can not be taken.</exception>
    public async Task<Upload> BeginAsync(string name, long size)
    {
        FileIntake.RefuseName(name, "");
        if (size is <= 0 or > FileIntake.LargestFile)
        {
            throw size <= 0
                ? new RuleBroken("ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลอยู่ข้างใน", "This file is empty.")
                : new RuleBroken($"ไฟล์ใหญ่เกิน {FileIntake.LargestFile / 1024 / 1024} เมกะไบต์", $"The file is larger than {FileIntake.LargestFile / 1024 / 1024} MB.");
        }

        var begun = new Upload(Guid.CreateVersion7(), name, 0, size);
        await using var command = source.CreateCommand("""
            with mine as (
                select id, row_number() over latest as number, sum(size) over latest as bytes from uploads
                where office_id = $1 and user_id = $3 window latest as (order by began_at desc, id desc)),
            gone as (delete from uploads where office_id = $1 and id in (select id from mine where number >= $7 or bytes + $5 > $8))
            insert into uploads (office_id, id, user_id, name, size, began_at) values ($1, $2, $3, $4, $5, $6)
            """);
        command.Parameters.Fill(office.Id, begun.Id, actor.UserId!.Value, name, size, clock.GetUtcNow(), MostWaiting, MostBytesWaiting);
        await command.ExecuteNonQueryAsync();
        return begun;
    }

    /// <summary>How far one of the person's own has come; null when there is none such.</summary>
    public async Task<Upload?> FindAsync(Guid id) => (await MineAsync("and u.id = $3", id)).SingleOrDefault();

    /// <summary>The person's own that are not whole or not handed on, the latest first.</summary>
    public Task<List<Upload>> WaitingAsync() => MineAsync("and $3 = $3", Guid.Empty);

    async Task<List<Upload>> MineAsync(string which, Guid id)
    {
        await using var command = source.CreateCommand($"""
            select u.id, u.name, coalesce((select max(p.start + length(p.bytes)) from upload_parts p where p.office_id = $1 and p.upload_id = u.id), 0), u.size
            from uploads u where u.office_id = $1 and u.user_id = $2 and u.began_at > $4 {which} order by u.began_at desc, u.id desc
            """);
        command.Parameters.Fill(office.Id, actor.UserId!.Value, id, clock.GetUtcNow() - Kept);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<Upload>();
        while (await reader.ReadAsync())
        {
            found.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return found;
    }

    /// <summary>Takes the part that begins where the last one ended.</summary>
    /// <returns>How far it has come now; unchanged when the part begins elsewhere or is too long. Null when there is none such.</returns>
    public async Task<Upload?> AppendAsync(Guid id, long from, ReadOnlyMemory<byte> part)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // The same part may come twice, over a line that lost the answer to the first.
        await using (var hold = new NpgsqlCommand("select from uploads where office_id = $1 and id = $2 and user_id = $3 for update", connection))
        {
            hold.Parameters.Fill(office.Id, id, actor.UserId!.Value);
            await hold.ExecuteNonQueryAsync();
        }

        if (await FindAsync(id) is not { } upload)
        {
            return null;
        }

        if (from != upload.At || part.Length is 0 or > LargestPart || from + part.Length > upload.Size)
        {
            return upload;
        }

        await using var add = new NpgsqlCommand("insert into upload_parts (office_id, upload_id, start, bytes) values ($1, $2, $3, $4)", connection);
        add.Parameters.Fill(office.Id, id, from, part);
        await add.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return upload with { At = from + part.Length };
    }

    /// <summary>The bytes of a whole one, from their beginning; they go when the stream is closed.</summary>
    public async Task<Stream> OpenAsync(Upload upload, CancellationToken cancellation)
    {
        var file = new FileStream(
            FilePlace.Arriving(FilePlace.FolderOf(configuration)), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using var command = source.CreateCommand("select bytes from upload_parts where office_id = $1 and upload_id = $2 order by start");
        command.Parameters.Fill(office.Id, upload.Id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            await file.WriteAsync(reader.GetFieldValue<byte[]>(0), cancellation);
        }

        file.Position = 0;
        return file;
    }

    /// <summary>Forgets one of the person's own, with its parts.</summary>
    public async Task EndAsync(Guid id)
    {
        await using var command = source.CreateCommand("delete from uploads where office_id = $1 and id = $2 and user_id = $3");
        command.Parameters.Fill(office.Id, id, actor.UserId!.Value);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Forgets those of all offices that were never finished.</summary>
    public static async Task ClearAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = source.CreateCommand("delete from uploads where began_at <= $1");
        command.Parameters.Fill(now - Kept);
        await command.ExecuteNonQueryAsync(stop);
    }
}
