using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>A case that may be of the same matter.</summary>
/// <param name="Likeness">0 to 1.</param>
public sealed record SimilarVoice(Guid Id, string Number, string Subject, string Place, VoiceState State, DateOnly ReceivedOn, double Likeness);

/// <summary>How many cases of one place the office works on, as the public may know it: rounded down, with the month of the earliest.</summary>
public sealed record PlaceInHand(int AtLeast, DateOnly Since);

/// <summary>Finds cases of the same words, place and days. Sealed ones are never among them.</summary>
public sealed class SimilarVoices(NpgsqlDataSource source, CurrentOffice office)
{
    /// <summary>Days before and after that are looked at.</summary>
    const int Within = 60;

    /// <summary>The latest cases of those days that are looked at, so that it stays quick in a large office.</summary>
    const int LookedAt = 1000;
    const int LookedAtOfPlace = 200;

    const int Shown = 5;

    /// <summary>Letters of the words that are compared: what a matter is about stands at its beginning, and each case is measured against all of them.</summary>
    const int Compared = 80;

    // Fewer cases of a place would tell of single people, and an exact number would tell when the next one speaks.
    const int LeastTold = 5;
    const int DaysTold = 365;

    /// <summary>Below this the words are of something else; at the same place less will do.</summary>
    const double Alike = 0.4;
    const double AlikeAtOnePlace = 0.25;

    /// <param name="words">What the case is about, and what was said.</param>
    /// <param name="except">The case itself.</param>
    public async Task<IReadOnlyList<SimilarVoice>> OfAsync(string words, string place, DateOnly on, Guid? except = null)
    {
        var asked = ThaiText.Normalise(ThaiText.Cut(words, Compared));
        if (asked.Length < 4)
        {
            return [];
        }

        // Titles alone are measured, from the index of what is found; the cases themselves are read only of the few that are alike. The
        // trigram index is no help here: letters of Thai words are in almost every row.
        await using var command = source.CreateCommand($"""
            with near as materialized (
                (select id, title, false as same_place from search_rows
                where office_id = $1 and kind = 'voice' and permission = $7 and day between $2 and $3
                order by day desc, id desc limit {LookedAt})
                union all
                (select v.id, v.subject, true from voices v
                where v.office_id = $1 and v.place = $6 and v.place <> '' and not v.is_sealed and v.received_on between $2 and $3
                order by v.received_on desc limit {LookedAtOfPlace})),
            measured as materialized (select id, bool_or(same_place) as same_place, max(word_similarity(title, $5))::float8 as likeness from near group by id),
            alike as materialized (
                select * from measured where id <> $4 and (likeness >= {Alike} or (same_place and likeness >= {AlikeAtOnePlace}))
                order by same_place desc, likeness desc limit {4 * Shown})
            select v.id, v.number, v.subject, v.place, v.state, v.received_on, a.likeness
            from alike a join voices v on v.office_id = $1 and v.id = a.id
            where not v.is_sealed and v.state not in ('withdrawn', 'merged', 'transferred')
            order by a.same_place desc, a.likeness desc, v.received_on desc limit {Shown}
            """);
        command.Parameters.Fill(office.Id, on.AddDays(-Within), on.AddDays(Within), except ?? Guid.Empty, asked, place.Trim(), VoicesModule.Read);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<SimilarVoice>();
        while (await reader.ReadAsync())
        {
            found.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                Enum.Parse<VoiceState>(reader.GetString(4), ignoreCase: true), reader.GetFieldValue<DateOnly>(5), reader.GetDouble(6)));
        }

        return found;
    }

    /// <summary>
    /// What somebody who is about to complain may know of others: that the office is at work on the place already. Their words, types
    /// and numbers stay theirs; of fewer than five cases, and of sealed ones, nothing is said.
    /// </summary>
    /// <param name="place">As it was written; other spellings are other places.</param>
    public async Task<PlaceInHand?> InHandAsync(string place, DateOnly today)
    {
        if (place.Length == 0)
        {
            return null;
        }

        await using var command = source.CreateCommand("""
            select count(*)::int, min(received_on) from voices
            where office_id = $1 and place = $2 and not is_sealed and place <> '' and received_on >= $3 and kind in ('complaint', 'suggestion')
                and state not in ('answered', 'closed', 'withdrawn', 'merged', 'transferred')
            """);
        command.Parameters.Fill(office.Id, place, today.AddDays(-DaysTold));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetInt32(0) is >= LeastTold and var count ? new(count - count % LeastTold, reader.GetFieldValue<DateOnly>(1)) : null;
    }
}
