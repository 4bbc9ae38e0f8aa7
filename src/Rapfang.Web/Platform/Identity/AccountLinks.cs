using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Identity;

/// <summary>What a one-time link is at a moment.</summary>
public enum LinkState
{
    Good,
    Used,
    Replaced,
    TooOld,
}

/// <summary>A link with which somebody sets their own password, once.</summary>
public sealed record AccountLink(Guid UserId, string Kind, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, DateTimeOffset? ReplacedAt)
{
    public const string Invitation = "invitation";
    public const string Reset = "reset";

    public LinkState StateAt(DateTimeOffset now) =>
        UsedAt is not null ? LinkState.Used
        : ReplacedAt is not null ? LinkState.Replaced
        : now >= ExpiresAt ? LinkState.TooOld
        : LinkState.Good;

    /// <summary>How long a link is good: an invitation waits for somebody's first day, a reset is handed over at once.</summary>
    public static TimeSpan Lifetime(string kind) => kind == Invitation ? TimeSpan.FromDays(3) : TimeSpan.FromHours(2);
}

/// <summary>Makes, finds and uses one-time links. A new link makes the older ones of the person worthless.</summary>
public sealed class AccountLinks(RapfangDb db, InstallationEvents events, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>A new link for a person who has a password (reset) or none yet (invitation); the path that it leads to.</summary>
    public async Task<string> MakeAsync(User user)
    {
        var kind = user.PasswordHash is null ? AccountLink.Invitation : AccountLink.Reset;
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        var hash = Hash(token);
        await db.Database.ExecuteSqlAsync($"""
            with old as (delete from account_links where user_id = {user.Id} and made_at < {now - Kept}),
            replaced as (update account_links set replaced_at = {now} where user_id = {user.Id} and used_at is null and replaced_at is null and made_at >= {now - Kept})
            insert into account_links (token_hash, user_id, kind, made_at, expires_at)
            values ({hash}, {user.Id}, {kind}, {now}, {now + AccountLink.Lifetime(kind)})
            """);
        await events.TellAsync(db, "account.link-made", user.UserName!, kind);
        return "/account/link/" + token;
    }

    public async Task<AccountLink?> FindAsync(string token)
    {
        var hash = Hash(token);
        return await db.Database
            .SqlQuery<AccountLink>($"""
                select user_id as "UserId", kind as "Kind", expires_at as "ExpiresAt", used_at as "UsedAt", replaced_at as "ReplacedAt"
                from account_links where token_hash = {hash}
                """)
            .SingleOrDefaultAsync();
    }

    /// <summary>Uses the link up, in the open transaction; false when somebody was faster or it is no longer good.</summary>
    public async Task<bool> UseAsync(string token)
    {
        var (hash, now) = (Hash(token), clock.GetUtcNow());
        return await db.Database.ExecuteSqlAsync($"""
            update account_links set used_at = {now}
            where token_hash = {hash} and used_at is null and replaced_at is null and expires_at > {now}
            """) == 1;
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
