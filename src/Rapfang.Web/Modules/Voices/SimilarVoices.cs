using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>A case that may be of the same matter.</summary>
/// <param name="Likeness">0 to 1.</param>
public sealed record SimilarVoice(Guid Id, string Number, string Subject, string Place, VoiceState State, DateOnly ReceivedOn, double Likeness);

/// <summary>Finds cases of the same words, place and days. Sealed ones are never among them.</summary>
public sealed class SimilarVoices(NpgsqlDataSource source, CurrentOffice office)
{
    /// <summary>Days before and after that are looked at.</summary>
    const int Within = 60;

    /// <summary>The latest cases of those days that are looked at, so that it stays quick in a large office.</summary>
    const int LookedAt = 2000;

    const int Shown = 5;

    /// <summary>Below this the words are of something else; at the same place less will do.</summary>
    const double Alike = 0.4;
    const double AlikeAtOnePlace = 0.25;

    /// <param name="words">What the case is about, and what was said.</param>
    /// <param name="except">The case itself.</param>
    public async Task<IReadOnlyList<SimilarVoice>> OfAsync(string words, string place, DateOnly on, Guid? except = null)
    {
        var asked = ThaiText.Normalise(words);
        if (asked.Length < 4)
        {
            return [];
        }

        await using var command = source.CreateCommand($"""
            with near as (
                select v.id, v.number, v.subject, v.place, v.state, v.received_on, s.text
                from voices v join search_rows s on (s.office_id, s.id) = (v.office_id, v.id)
                where v.office_id = $1 and v.received_on between $2 and $3 and v.id <> $4 and not v.is_sealed
                    and v.state not in ('withdrawn', 'merged', 'transferred')
                order by v.received_on desc limit {LookedAt}),
            measured as (
                select *, greatest(similarity($5, split_part(text, E'\n', 1)), word_similarity(split_part(text, E'\n', 1), $5))::float8 as likeness,
                    $6 <> '' and lower(trim(place)) = $6 as same_place
                from near)
            select id, number, subject, place, state, received_on, likeness from measured
            where likeness >= {Alike} or (same_place and likeness >= {AlikeAtOnePlace})
            order by same_place desc, likeness desc, received_on desc limit {Shown}
            """);
        command.Parameters.Fill(office.Id, on.AddDays(-Within), on.AddDays(Within), except ?? Guid.Empty, asked, place.Trim().ToLowerInvariant());
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
}
