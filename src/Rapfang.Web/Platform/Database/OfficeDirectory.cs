using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Rapfang.Platform.Database;

/// <summary>Which offices there are, for every request; remembered for a few seconds.</summary>
public sealed class OfficeDirectory(NpgsqlDataSource source, IMemoryCache memory)
{
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    /// <summary>The office with this address word; null when there is none.</summary>
    public async ValueTask<OfficeProfile?> FindAsync(string slug) =>
        (await AllAsync()).FirstOrDefault(office => office.Slug == slug);

    public async ValueTask<IReadOnlyList<OfficeProfile>> AllAsync() =>
        (await memory.GetOrCreateAsync(nameof(OfficeDirectory), entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Remembered;
            return ReadAsync();
        }))!;

    /// <summary>Forgets what is remembered, after an office changed.</summary>
    public void Forget() => memory.Remove(nameof(OfficeDirectory));

    async Task<IReadOnlyList<OfficeProfile>> ReadAsync()
    {
        await using var command = source.CreateCommand(
            "select id, slug, name, name_en, thai_digits, logo is not null from offices where ended_on is null order by name collate \"th-x-icu\"");
        await using var reader = await command.ExecuteReaderAsync();
        var offices = new List<OfficeProfile>();
        while (await reader.ReadAsync())
        {
            offices.Add(new(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4), reader.GetBoolean(5)));
        }

        return offices;
    }
}

/// <summary>Takes the office from the address; an unknown one is 404 before anything else looks at the request.</summary>
public sealed class CurrentOfficeMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CurrentOffice current, OfficeDirectory directory)
    {
        if (http.GetRouteValue("office") is string slug)
        {
            if (await directory.FindAsync(slug) is not { } office)
            {
                http.SetEndpoint(null);
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            current.Set(office);
        }

        await next(http);
    }
}
