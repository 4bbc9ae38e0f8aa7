using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>Finished requests that took the same time, put together.</summary>
/// <param name="InDays">Whether <see cref="Taken"/> is in days; else in minutes.</param>
public sealed record RequestCount(Guid ServiceId, Guid GroupId, int Edition, DateOnly Month, bool InDays, int Taken, bool IsLate, long Count);

/// <summary>How promises were kept over some requests.</summary>
public sealed record KeptPromise(IReadOnlyList<RequestCount> Counts)
{
    public long All => Counts.Sum(one => one.Count);

    public long InTime => Counts.Where(one => !one.IsLate).Sum(one => one.Count);

    /// <summary>Per cent in time, one decimal; null without a request. Never rounded up to a promise that was broken.</summary>
    public decimal? Share => All == 0 ? null : Math.Floor(1000m * InTime / All) / 10;

    /// <summary>Minutes and days are not compared, so a mixed lot has no percentile.</summary>
    public bool IsMixed => Counts.Select(one => one.InDays).Distinct().Skip(1).Any();

    public bool InDays => Counts.Count > 0 && Counts[0].InDays;

    public int? Within(int perCent) => IsMixed ? null : NearestRank.Of(Counts.Select(one => (one.Taken, one.Count)), perCent);
}

/// <summary>Counts how requests were served against their standard. Asked for when shown; nothing is kept beside the requests.</summary>
public sealed class ServiceFigures(NpgsqlDataSource source, CurrentOffice office)
{
    /// <param name="service">Only this one; null for all.</param>
    public async Task<IReadOnlyList<RequestCount>> OfAsync(DateOnly from, DateOnly until, Guid? service = null)
    {
        await using var command = source.CreateCommand($"""
            select service_id, group_id, edition, date_trunc('month', finished_on)::date, standard_unit in ('working_days', 'calendar_days'), taken, is_late, count(*)
            from service_requests where office_id = $1 and finished_on between $2 and $3 {(service is null ? "" : "and service_id = $4")}
            group by 1, 2, 3, 4, 5, 6, 7
            """);
        command.Parameters.Fill(office.Id, from, until);
        if (service is { } one)
        {
            command.Parameters.Fill(one);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var counts = new List<RequestCount>();
        while (await reader.ReadAsync())
        {
            counts.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetFieldValue<DateOnly>(3), reader.GetBoolean(4), reader.GetInt32(5), reader.GetBoolean(6), reader.GetInt64(7)));
        }

        return counts;
    }
}
