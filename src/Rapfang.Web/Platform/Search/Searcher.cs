using System.Globalization;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Search;

/// <summary>A record that was found.</summary>
/// <param name="Text">All that it is found by, normalised: the title on the first line.</param>
/// <param name="Until">The last day that it is in force; null where it has none.</param>
/// <param name="Likeness">How near it comes to what was typed, 0 to 1; 1 where all words occur.</param>
public sealed record Found(Guid Id, string Kind, string Title, string Path, string Text, DateOnly Day, DateOnly? Until, float Likeness);

/// <summary>A page of what was found, the latest first.</summary>
/// <param name="Next">What the next page begins after; null when this is the last.</param>
/// <param name="AreNear">Nothing holds all words; these rows hold nearly all, the most similar first.</param>
/// <param name="OnlyLatest">The words are too short for the index, and there are rows that were not looked through.</param>
public sealed record SearchPage(IReadOnlyList<Found> Rows, string? Next, bool AreNear, bool OnlyLatest);

/// <summary>Searches the current office's records, those only that the person may see now.</summary>
/// <remarks>
/// First the latest rows of each kind are read: that is quick, and enough for frequent words, for which the trigram index
/// would bring up half the table. What is not frequent there, the index finds. Neither depends on the planner's guess of
/// how frequent a Thai word is.
/// </remarks>
public sealed class Searcher(NpgsqlDataSource source, CurrentOffice office, OfficeRoles roles)
{
    public const int PageSize = 20;

    /// <summary>Rows of a kind that are looked through one by one.</summary>
    public const int Latest = 10_000;

    // Rows of a kind that tell which of several words is the rarest.
    const int Sample = 2_000;

    const int MostNear = 10;
    const int NearLookedAt = 60;

    // Below this a row has nothing to do with what was typed.
    const float LeastLikeness = 0.5f;

    const string Columns = "id, kind, title, path, text, day, until_day";
    const string AllWords = "1::real";
    List<(string Kind, string Permission)>? seen;

    /// <summary>The kinds of which there is a row that the person may see.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync() => [.. (await SeenAsync()).Select(pair => pair.Kind).Distinct(StringComparer.Ordinal)];

    /// <param name="kind">Only this kind; null for all.</param>
    /// <param name="after">A <see cref="SearchPage.Next"/>; anything else begins at the latest.</param>
    public async Task<SearchPage> FindAsync(SearchWords words, string? kind, string? after, CancellationToken cancellation = default)
    {
        var pairs = (await SeenAsync()).Where(pair => kind is null || pair.Kind == kind).ToList();
        if (words.All.Count == 0 || pairs.Count == 0)
        {
            return new([], null, false, false);
        }

        var (day, id) = Position(after);
        var rows = await LatestAsync();
        var onlyLatest = false;
        if (rows.Count <= PageSize)
        {
            if (words.Indexed.Count > 0)
            {
                rows = await IndexedAsync();
            }
            else
            {
                onlyLatest = await HasOlderAsync(pairs, day, id, cancellation);
            }
        }

        if (rows.Count == 0 && after is null)
        {
            rows = await NearAsync(words, pairs, cancellation);
            return new(rows, null, rows.Count > 0, onlyLatest);
        }

        var page = rows.Take(PageSize).ToList();
        return new(page, rows.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].Day:yyyy-MM-dd}~{page[^1].Id}") : null, false, onlyLatest);

        Task<List<Found>> LatestAsync() => ReadAsync($"""
            select {Columns}, {AllWords} from {LatestOf($"{Every(words.All, 6, HoldsHere)} order by day desc, id desc limit {PageSize + 1}")}
            order by day desc, id desc limit {PageSize + 1}
            """, pairs, [day, id, .. words.All], cancellation);

        // The index is asked for the rarest word only: the trigrams of frequent ones take it longer than reading the few rows
        // that it comes up with. The few columns first, the texts of one page only afterwards.
        async Task<List<Found>> IndexedAsync()
        {
            var rarest = await RarestAsync(words, pairs, day, id, cancellation);
            return await ReadAsync($"""
                with found as materialized (
                    select id, day from search_rows
                    where office_id = $1 and text like $6 and {Every(words.All, 7, HoldsHere)}
                        and (kind, permission) in (select * from unnest($2, $3)) and (day, id) < ($4, $5))
                select {Columns}, {AllWords} from search_rows
                where office_id = $1 and id in (select id from found order by day desc, id desc limit {PageSize + 1})
                order by day desc, id desc
                """, pairs, [day, id, SearchIndex.Pattern(rarest), .. words.All], cancellation);
        }
    }

    /// <summary>The word of those the index knows that is in the fewest of some rows; of several such the longest.</summary>
    async Task<string> RarestAsync(SearchWords words, List<(string Kind, string Permission)> pairs, DateOnly day, Guid id, CancellationToken cancellation)
    {
        var indexed = words.Indexed;
        if (indexed.Count == 1)
        {
            return indexed[0];
        }

        var counts = string.Join(", ", indexed.Select((_, n) => $"count(*) filter (where {HoldsHere(n + 6)})"));
        await using var command = Command($"select array[{counts}] from {LatestOf("true", $"limit {Sample}")}", pairs, [day, id, .. indexed]);
        var rows = (long[])(await command.ExecuteScalarAsync(cancellation))!;
        return indexed.Zip(rows).OrderBy(word => word.Second).ThenByDescending(word => word.First.Length).First().First;
    }

    /// <summary>Rows that hold all pieces but one, the most similar first.</summary>
    async Task<List<Found>> NearAsync(SearchWords words, List<(string Kind, string Permission)> pairs, CancellationToken cancellation)
    {
        var pieces = words.Pieces;
        if (pieces.Count < 2)
        {
            return [];
        }

        var typed = string.Join(' ', words.All);
        var (day, id) = Position(null);
        var held = string.Join(" + ", pieces.Select((_, n) => $"(strpos(text, ${n + 7}) > 0)::int"));
        var rows = await ReadAsync(
            Similar(LatestOf($"{held} >= {pieces.Count - 1} order by day desc, id desc limit {NearLookedAt}")),
            pairs, [day, id, typed, .. pieces], cancellation);
        if (rows.Count > 0)
        {
            return [.. rows.Where(row => row.Likeness >= LeastLikeness)];
        }

        var butOne = string.Join(" or ", pieces.Select((_, left) => $"({string.Join(" and ", Enumerable.Range(0, pieces.Count).Where(n => n != left).Select(n => $"text like ${n + 7}"))})"));
        rows = await ReadAsync(Similar($"""
            (select * from search_rows
                where office_id = $1 and ({butOne}) and (kind, permission) in (select * from unnest($2, $3)) and (day, id) < ($4, $5)
                limit {NearLookedAt}) near
            """), pairs, [day, id, typed, .. pieces.Select(SearchIndex.Pattern)], cancellation);
        return [.. rows.Where(row => row.Likeness >= LeastLikeness)];

        static string Similar(string rows) => $"""
            select {Columns}, likeness from (select *, word_similarity($6, text) as likeness from {rows}) near_rows
            order by likeness desc, day desc, id desc limit {MostNear}
            """;
    }

    /// <summary>Whether a kind has more rows than are looked through one by one.</summary>
    async Task<bool> HasOlderAsync(List<(string Kind, string Permission)> pairs, DateOnly day, Guid id, CancellationToken cancellation)
    {
        await using var command = Command($"select exists (select from {LatestOf("true", $"offset {Latest} limit 1")})", pairs, [day, id]);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    // $1 office, $2 kinds, $3 permissions, $4 and $5 what to begin after.
    static string LatestOf(string where, string? part = null) => $"""
        unnest($2::text[], $3::text[]) as seen (of_kind, by_permission) cross join lateral (
            select * from (
                select * from search_rows
                where office_id = $1 and kind = of_kind and permission = by_permission and (day, id) < ($4, $5)
                order by day desc, id desc {part ?? $"limit {Latest}"}) latest
            where {where}) rows
        """;

    static string Every(IReadOnlyList<string> words, int first, Func<int, string> condition) => string.Join(" and ", words.Select((_, n) => condition(first + n)));

    static string HoldsHere(int parameter) => $"strpos(text, ${parameter}) > 0";

    static (DateOnly Day, Guid Id) Position(string? after) => after?.Split('~') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && Guid.TryParse(id, out var last)
        ? (on, last)
        : (DateOnly.MaxValue, Guid.AllBitsSet);

    async Task<List<Found>> ReadAsync(string sql, List<(string Kind, string Permission)> pairs, object[] values, CancellationToken cancellation)
    {
        await using var command = Command(sql, pairs, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Found>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetFieldValue<DateOnly>(5),
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetFieldValue<DateOnly>(6), reader.GetFloat(7)));
        }

        return rows;
    }

    NpgsqlCommand Command(string sql, List<(string Kind, string Permission)> pairs, object[] values)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Fill(office.Id, pairs.ConvertAll(pair => pair.Kind), pairs.ConvertAll(pair => pair.Permission));
        command.Parameters.Fill(values);
        return command;
    }

    // Each pair that there is, by steps in the index: a handful, however many rows.
    async Task<List<(string Kind, string Permission)>> SeenAsync()
    {
        if (seen is not null)
        {
            return seen;
        }

        var all = new List<(string Kind, string Permission)>();
        await using (var command = source.CreateCommand("""
            with recursive pairs as (
                (select kind, permission from search_rows where office_id = $1 order by kind, permission limit 1)
                union all
                select next.* from pairs p cross join lateral (
                    select kind, permission from search_rows where office_id = $1 and (kind, permission) > (p.kind, p.permission)
                    order by kind, permission limit 1) next)
            select * from pairs
            """))
        {
            command.Parameters.Fill(office.Id);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                all.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        seen = [];
        foreach (var pair in all)
        {
            if (await roles.MayAsync(pair.Permission))
            {
                seen.Add(pair);
            }
        }

        return seen;
    }
}
