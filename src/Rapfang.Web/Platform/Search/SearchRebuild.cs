using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Jobs;

namespace Rapfang.Platform.Search;

/// <summary>
/// Writes the index of the current office anew, as long work: for records that were there before the index, or after
/// what is found of a kind has changed. Searching and saving go on meanwhile.
/// </summary>
public sealed class SearchRebuild(RapfangDb db) : IJob
{
    public const string Kind = "search.rebuild";

    const int AtOnce = 500;

    public async Task<JobResult> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        foreach (var type in SearchIndex.Types)
        {
            await (Task)typeof(SearchRebuild).GetMethod(nameof(WriteKindAsync))!.MakeGenericMethod(type).Invoke(this, [progress, cancellation])!;
        }

        await SearchIndex.RunAsync(
            db, "delete from search_rows where office_id = $1 and kind <> all($2)", cancellation,
            new() { Value = db.OfficeId }, new() { Value = SearchIndex.Types.Select(SearchIndex.KindOf).ToArray() });
        return new($"จัดทำดัชนีค้นหาใหม่แล้ว {progress.Done:N0} รายการ", $"The search index is written anew: {progress.Done:N0} records.");
    }

    /// <summary>Writes the rows of one kind of records, and takes away those of records that are gone.</summary>
    public async Task WriteKindAsync<T>(JobProgress progress, CancellationToken cancellation)
        where T : OfficeRecord
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName()!;
        for (var last = Guid.Empty; ;)
        {
            // A few hundred in a transaction, each held until its row is written: what somebody changes meanwhile comes after.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var ids = await HoldAsync(table, last, cancellation);
            if (ids.Count == 0)
            {
                break;
            }

            await SearchIndex.WriteAsync(db, await db.Set<T>().AsNoTracking().Where(record => ids.Contains(record.Id)).ToListAsync(cancellation), cancellation);
            await transaction.CommitAsync(cancellation);
            last = ids[^1];
            progress.Done += ids.Count;
        }

        await SearchIndex.RunAsync(
            db,
            $"delete from search_rows r where office_id = $1 and kind = $2 and not exists (select from {table} t where (t.office_id, t.id) = (r.office_id, r.id))",
            cancellation, new() { Value = db.OfficeId }, new() { Value = SearchIndex.KindOf(typeof(T)) });
    }

    async Task<List<Guid>> HoldAsync(string table, Guid after, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"select id from {table} where office_id = $1 and id > $2 order by id limit {AtOnce} for share", (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Fill(db.OfficeId, after);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
