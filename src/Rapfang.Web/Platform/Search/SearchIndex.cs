using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Platform.Search;

/// <summary>How records come into the table <c>search_rows</c> and out of it.</summary>
public static class SearchIndex
{
    /// <summary>The kinds of records that can be found.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(ISearchable).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ISearchable)) && !type.IsInterface)];

    /// <summary>What a kind of records is called in the index: <c>legal_reference</c>.</summary>
    public static string KindOf(Type type) => RapfangDb.SnakeCase(type.Name);

    // Rows that tell how frequent a word is.
    const int Sample = 2_000;

    // A word that so many of a hundred rows hold is met soon when rows are read one by one; the trigram index would bring up too many.
    const int FrequentPercent = 1;

    /// <summary>The records of a kind that hold every word somebody typed, each anywhere in them; all of them when nothing was typed.</summary>
    /// <param name="permission">Who may see the kind, as its index rows have it.</param>
    /// <remarks>The planner can not tell how frequent a Thai word is and would choose wrongly between index and reading; so the latest rows are asked first.</remarks>
    public static async Task<IQueryable<T>> HoldingAsync<T>(this RapfangDb db, string? typed, string permission)
        where T : OfficeRecord, ISearchable
    {
        var words = new SearchWords(typed);
        if (words.All.Count == 0)
        {
            return db.Set<T>();
        }

        var kind = KindOf(typeof(T));
        string[] all = [.. words.All];
        var rare = await RareAsync(db, words.Indexed, kind, permission);
        // With the offset the index is asked by itself; without, each row is looked up as it comes.
        var found = rare is null
            ? db.Database.SqlQuery<Guid>($"select id as \"Value\" from search_rows where office_id = {db.OfficeId} and kind = {kind} and (select bool_and(strpos(text, word) > 0) from unnest({all}) word)")
            : db.Database.SqlQuery<Guid>($"select id as \"Value\" from search_rows where office_id = {db.OfficeId} and kind = {kind} and text like {Pattern(rare)} and (select bool_and(strpos(text, word) > 0) from unnest({all}) word) offset 0");
        return db.Set<T>().Where(record => found.Contains(record.Id));
    }

    /// <summary>The rarest of the words that the trigram index knows; null when even that one is frequent.</summary>
    static async Task<string?> RareAsync(RapfangDb db, IReadOnlyList<string> words, string kind, string permission)
    {
        if (words.Count == 0)
        {
            return null;
        }

        string[] asked = [.. words];
        var counts = await db.Database.SqlQuery<int>($"""
            select (select count(*) from (
                select text from search_rows where office_id = {db.OfficeId} and kind = {kind} and permission = {permission} order by day desc, id desc limit {Sample}) latest
                where strpos(text, word) > 0)::int as "Value"
            from unnest({asked}) with ordinality as asked (word, place) order by place
            """).ToListAsync();
        var (rarest, count) = words.Zip(counts).OrderBy(word => word.Second).ThenByDescending(word => word.First.Length).First();
        return count * 100 <= Sample * FrequentPercent ? rarest : null;
    }

    /// <summary>A word anywhere in a text, for <c>like</c>.</summary>
    internal static string Pattern(string word) =>
        $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    /// <summary>Writes the rows of records that came or changed, in the transaction that is open; those not to be found go.</summary>
    internal static async Task WriteAsync(RapfangDb db, IReadOnlyCollection<OfficeRecord> records, CancellationToken cancellation)
    {
        // Always in the same order, so that two who write the same rows wait for each other and do not lock up.
        var rows = records.OrderBy(record => record.Id).Select(record => (Record: record, Entry: ((ISearchable)record).Searched())).ToList();
        await RemoveAsync(db, [.. rows.Where(row => row.Entry is null).Select(row => row.Record.Id)], cancellation);
        rows.RemoveAll(row => row.Entry is null);
        if (rows.Count == 0)
        {
            return;
        }

        await RunAsync(db, """
            insert into search_rows (office_id, id, kind, permission, title, path, text, day, until_day)
            select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[])
            on conflict (office_id, id) do update set kind = excluded.kind, permission = excluded.permission, title = excluded.title,
                path = excluded.path, text = excluded.text, day = excluded.day, until_day = excluded.until_day
            """, cancellation,
            new() { Value = db.OfficeId },
            Column(row => row.Record.Id),
            Column(row => KindOf(row.Record.GetType())),
            Column(row => row.Entry!.Permission),
            Column(row => row.Entry!.Title),
            Column(row => row.Entry!.Path),
            Column(row => TextOf(row.Entry!)),
            Column(row => row.Entry!.Day),
            Column(row => (row.Record as IEffective)?.UntilDate));

        NpgsqlParameter Column<T>(Func<(OfficeRecord Record, SearchEntry? Entry), T> value) => new() { Value = rows.ConvertAll(row => value(row)) };
    }

    /// <summary>Takes the rows of records away that are gone.</summary>
    internal static Task RemoveAsync(RapfangDb db, List<Guid> ids, CancellationToken cancellation) => ids.Count == 0
        ? Task.CompletedTask
        : RunAsync(db, "delete from search_rows where office_id = $1 and id = any($2)", cancellation, new() { Value = db.OfficeId }, new() { Value = ids });

    // On lines of their own, so that no word reaches from one into the other.
    static string TextOf(SearchEntry entry) => $"{ThaiText.Normalise(entry.Title)}\n{ThaiText.Normalise(entry.Text)}";

    internal static async Task RunAsync(RapfangDb db, string sql, CancellationToken cancellation, params NpgsqlParameter[] values)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
            command.Parameters.AddRange(values);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
