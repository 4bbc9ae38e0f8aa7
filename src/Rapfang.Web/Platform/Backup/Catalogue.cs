using Npgsql;

namespace Rapfang.Platform.Backup;

/// <summary>Reads what a schema holds from PostgreSQL's catalogue, so that a new table needs no word here.</summary>
static class Catalogue
{
    const string Here = "(select oid from pg_namespace where nspname = current_schema())";

    // Objects of an extension come and go with it.
    const string OwnObjects = "not exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')";

    /// <summary>Tables with the columns that are stored, both in a fixed order.</summary>
    public static async Task<List<(string Name, List<string> Columns)>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""
            select o.relname::text, array_agg(a.attname::text order by a.attnum)
            from pg_class o join pg_attribute a on a.attrelid = o.oid
            where o.relkind = 'r' and o.relnamespace = {Here} and {OwnObjects}
                and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            group by o.relname order by o.relname::text collate "C"
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<(string, List<string>)>();
        while (await reader.ReadAsync(cancellation))
        {
            tables.Add((reader.GetString(0), [.. reader.GetFieldValue<string[]>(1)]));
        }

        return tables;
    }

    public static Task<List<string>> SequencesAsync(NpgsqlConnection connection, CancellationToken cancellation) => NamesAsync(connection,
        $"select o.relname::text from pg_class o where o.relkind = 'S' and o.relnamespace = {Here} and {OwnObjects} order by 1", cancellation);

    /// <summary>Statements that take away all that migrations make in this schema; a table first, then what its columns used.</summary>
    public static Task<List<string>> DropsAsync(NpgsqlConnection connection, CancellationToken cancellation) => NamesAsync(connection, $"""
        select statement from (
            select 1 as turn, format('drop table if exists %I cascade', o.relname) as statement
                from pg_class o where o.relkind in ('r', 'p') and o.relnamespace = {Here} and {OwnObjects}
            union all
            select 2, format('drop %s if exists %I cascade', case o.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'sequence' end, o.relname)
                from pg_class o where o.relkind in ('v', 'm', 'S') and o.relnamespace = {Here} and {OwnObjects}
            union all
            select 3, format('drop routine if exists %s cascade', o.oid::regprocedure) from pg_proc o where o.pronamespace = {Here} and {OwnObjects}
            union all
            select 4, format('drop type if exists %I cascade', o.typname)
                from pg_type o where o.typtype in ('d', 'e') and o.typnamespace = {Here} and {OwnObjects}) drops
        order by turn
        """, cancellation);

    /// <summary>Statements that take foreign keys away, and those that make the same ones again.</summary>
    public static async Task<(List<string> Drop, List<string> Add)> ForeignKeysAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string keys = $"from pg_constraint o where o.contype = 'f' and o.conparentid = 0 and o.connamespace = {Here} order by o.conrelid, o.conname";
        return (
            await NamesAsync(connection, $"select format('alter table %s drop constraint %I', o.conrelid::regclass, o.conname) {keys}", cancellation),
            await NamesAsync(connection, $"select format('alter table %s add constraint %I %s', o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid)) {keys}", cancellation));
    }

    /// <summary>The first column of every row.</summary>
    public static async Task<List<string>> NamesAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Runs statements one after the other, however long they take.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken cancellation)
    {
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(Quoted));
}
