using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Identity;

/// <summary>The browser and the system that somebody uses, as people call them; empty where unknown.</summary>
public sealed record Device(string Browser, string System)
{
    // The first that is found counts: most browsers also name those that they want to be taken for.
    static readonly (string Mark, string Name)[] Browsers =
    [
        ("Line/", "LINE"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
    ];

    static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    public static Device Of(string userAgent) => new(First(Browsers, userAgent), First(Systems, userAgent));

    static string First((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, pair => userAgent.Contains(pair.Mark, StringComparison.Ordinal)).Name ?? "";
}

/// <summary>One place where somebody is signed in.</summary>
public sealed record Session(Guid Id, Device Device, DateTimeOffset BegunAt, DateTimeOffset SeenAt);

/// <summary>The session of this request; <see cref="Id"/> is null for the public.</summary>
public sealed class CurrentSession
{
    public Guid? Id { get; private set; }

    /// <summary>When the person signed in the time before; null the first time.</summary>
    public DateTimeOffset? PreviousSignInAt { get; private set; }

    internal void Set(Guid id, DateTimeOffset? previousSignInAt)
    {
        Id = id;
        PreviousSignInAt = previousSignInAt;
    }
}

/// <summary>
/// Where people are signed in. Each cookie names its session; one that was ended is refused at its next request, on another
/// node within a minute.
/// </summary>
public sealed class Sessions(NpgsqlDataSource source, IMemoryCache memory, TimeProvider clock)
{
    /// <summary>How long a sign-in lasts without any request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(10);

    const string Key = "session";
    static readonly TimeSpan Checked = TimeSpan.FromMinutes(1);
    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    sealed record Open(Guid UserId, DateTimeOffset? PreviousSignInAt);

    /// <summary>Begins a session with a new cookie; one that is only written again keeps its session.</summary>
    public async Task SigningInAsync(CookieSigningInContext context)
    {
        if (context.Properties.Items.ContainsKey(Key) || !Guid.TryParse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier), out var user))
        {
            return;
        }

        await SigningOutAsync(context.HttpContext); // The cookie before is overwritten.
        var id = Guid.NewGuid(); // Not in order of time: nobody may guess the next one.
        var device = Device.Of(context.Request.Headers.UserAgent.ToString());
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand("""
            with old as (delete from sessions where user_id = $2 and seen_at < $6),
            before as (select id, last_sign_in_at from users where id = $2),
            last as (update users set last_sign_in_at = $5 where id = $2)
            insert into sessions (id, user_id, browser, system, begun_at, seen_at, previous_sign_in_at)
            select $1, id, $3, $4, $5, $5, last_sign_in_at from before
            """);
        command.Parameters.Fill(id, user, device.Browser, device.System, now, now - Kept);
        await command.ExecuteNonQueryAsync();
        context.Properties.Items[Key] = id.ToString();
    }

    /// <summary>Refuses the cookie of a session that was ended, or of an account that is closed.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Properties.Items.TryGetValue(Key, out var key) && Guid.TryParse(key, out var id)
            && await FindAsync(id) is { } open && open.UserId.ToString() == context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier))
        {
            context.HttpContext.RequestServices.GetRequiredService<CurrentSession>().Set(id, open.PreviousSignInAt);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    /// <summary>Ends the session of this request, if it has one.</summary>
    public async Task SigningOutAsync(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<CurrentSession>().Id is { } id)
        {
            await EndAsync("id = $2", id);
        }
    }

    /// <summary>The sessions of a person that go on, the last used first.</summary>
    public async Task<IReadOnlyList<Session>> OfAsync(Guid user)
    {
        await using var command = source.CreateCommand(
            "select id, browser, system, begun_at, seen_at from sessions where user_id = $1 and ended_at is null and seen_at > $2 order by seen_at desc, id");
        command.Parameters.Fill(user, clock.GetUtcNow() - Idle);
        await using var reader = await command.ExecuteReaderAsync();
        var sessions = new List<Session>();
        while (await reader.ReadAsync())
        {
            sessions.Add(new(
                reader.GetGuid(0), new(reader.GetString(1), reader.GetString(2)), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return sessions;
    }

    /// <summary>Ends one session of a person; false when it is not theirs or has ended.</summary>
    public async Task<bool> EndAsync(Guid user, Guid id) => await EndAsync("user_id = $2 and id = $3", user, id) > 0;

    /// <summary>Ends all sessions of a person, but for one where it is named; answers how many.</summary>
    public Task<int> EndAllAsync(Guid user, Guid? except = null) => EndAsync("user_id = $2 and id <> $3", user, except ?? Guid.Empty);

    async Task<int> EndAsync(string which, params Guid[] ids)
    {
        await using var command = source.CreateCommand($"update sessions set ended_at = $1 where ended_at is null and {which} returning id");
        command.Parameters.Fill(clock.GetUtcNow());
        foreach (var id in ids)
        {
            command.Parameters.Fill(id);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var ended = 0;
        for (; await reader.ReadAsync(); ended++)
        {
            memory.Remove((typeof(Sessions), reader.GetGuid(0)));
        }

        return ended;
    }

    // Asked once a minute, and only what goes on is remembered.
    async Task<Open?> FindAsync(Guid id)
    {
        if (memory.TryGetValue((typeof(Sessions), id), out Open? known))
        {
            return known;
        }

        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand("""
            with seen as (update sessions set seen_at = $2 where id = $1 and ended_at is null and seen_at between $3 and $4)
            select s.user_id, s.previous_sign_in_at from sessions s join users u on u.id = s.user_id
            where s.id = $1 and s.ended_at is null and s.seen_at >= $3 and (u.ended_at is null or u.ended_at > $2)
            """);
        command.Parameters.Fill(id, now, now - Idle, now - SeenEvery);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return null;
        }

        var open = new Open(reader.GetGuid(0), await reader.IsDBNullAsync(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
        return memory.Set((typeof(Sessions), id), open, Checked);
    }
}
