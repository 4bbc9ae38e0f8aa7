using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Clients;

/// <summary>What a webhook can tell of.</summary>
public static class WebhookKind
{
    public const string Received = "case.received";
    public const string StatusChanged = "case.status-changed";
    public const string Answered = "case.answered";
    public const string Closed = "case.closed";
    public const string Reopened = "case.reopened";

    /// <summary>Of no case: the administrator tries whether it arrives.</summary>
    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } = [Received, StatusChanged, Answered, Closed, Reopened];
}

/// <summary>What is told: that something happened, never words or names. It is fetched with the client's key.</summary>
/// <param name="Id">The same however often it is sent.</param>
public sealed record WebhookNews(Guid Id, string Kind, string? Case, Guid? CaseId, string? Status, DateTimeOffset At);

/// <summary>Where a client wants to hear of cases.</summary>
public sealed class Webhook : OfficeRecord
{
    /// <summary>The route of its calls.</summary>
    public const string Route = "webhook";

    /// <summary>So many attempts in a row, and for so long, before it is paused.</summary>
    public const int MostFailures = 10;

    public static readonly TimeSpan LongestFailing = TimeSpan.FromDays(1);

    public static PersonalField SecretField { get; } = new("webhooks.secret", _ => Masks.Hidden);

    static readonly JsonSerializerOptions Written = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Guid ClientId { get; init; }

    public string Address { get; private set; } = "";

    public Sealed Secret { get; private set; } = new("");

    public string[] Kinds { get; private set; } = [];

    /// <summary>Attempts that failed one after the other.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    /// <exception cref="RuleBroken">No kind is chosen.</exception>
    public void Set(string address, IEnumerable<string> kinds)
    {
        Address = address;
        Kinds = [.. WebhookKind.All.Intersect(kinds, StringComparer.Ordinal)];
        if (Kinds.Length == 0)
        {
            throw new RuleBroken("เลือกอย่างน้อย 1 เหตุการณ์ที่จะแจ้ง", "Choose at least one thing to tell of.", "Kinds");
        }

        Resume();
    }

    /// <summary>A new secret; what was signed with the old one is over.</summary>
    /// <returns>To be shown once.</returns>
    public string Renew(Seals seals)
    {
        var secret = "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Secret = seals.Seal(this, SecretField, secret)!;
        return secret;
    }

    public void Pause(DateTimeOffset at) => PausedAt ??= at;

    public void Resume()
    {
        PausedAt = FailingSince = null;
        Failures = 0;
    }

    /// <summary>A call that tells of something, to be stored with it.</summary>
    public OutgoingCall Tell(Seals seals, string kind, string? number, Guid? subject, string? status, DateTimeOffset at) => OutgoingCall.Write(
        seals, Route, Id, $"{kind} {number}".Trim(), id => JsonSerializer.Serialize(new WebhookNews(id, kind, number, subject, status, at), Written), at);

    /// <summary>As <c>X-Rapfang-Signature</c> carries it: HMAC-SHA256 with the secret over the time, a dot and the body.</summary>
    public static string Sign(string secret, string body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }
}

sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> entity) => entity.ToTable("webhooks");
}

/// <summary>Sends what webhooks tell, and pauses one that has failed for long.</summary>
public sealed class WebhookRoute(RapfangDb db, Seals seals, NoticeBoard board, CurrentOffice office) : ICallRoute
{
    public TimeSpan Lasts => TimeSpan.MaxValue; // It is given up by the number of attempts.

    public async Task<HttpRequestMessage?> RequestAsync(TakenCall call, DateTimeOffset now)
    {
        if (await db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == call.Target && one.PausedAt == null
            && db.Set<ApiClient>().Any(client => client.Id == one.ClientId && client.UntilDate == null)) is not { } hook)
        {
            return null;
        }

        return new HttpRequestMessage(HttpMethod.Post, hook.Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
            Headers =
            {
                { "User-Agent", "Rapfang" }, { "Idempotency-Key", call.Id.ToString() }, { "X-Rapfang-Event", call.Id.ToString() },
                { "X-Rapfang-Signature", Webhook.Sign(seals.Open(hook, Webhook.SecretField, hook.Secret), call.Body, now) },
            },
        };
    }

    public async Task TriedAsync(TakenCall call, CallTrouble? trouble, string words, DateTimeOffset now)
    {
        if (trouble is null)
        {
            await db.Set<Webhook>().Where(hook => hook.Id == call.Target && hook.Failures > 0)
                .ExecuteUpdateAsync(set => set.SetProperty(hook => hook.Failures, 0).SetProperty(hook => hook.FailingSince, (DateTimeOffset?)null));
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Set<Webhook>().Where(hook => hook.Id == call.Target)
            .ExecuteUpdateAsync(set => set.SetProperty(hook => hook.Failures, hook => hook.Failures + 1).SetProperty(hook => hook.FailingSince, hook => hook.FailingSince ?? now));
        // Locked by the update before, so only one pauses it.
        if (await db.Set<Webhook>().SingleOrDefaultAsync(hook => hook.Id == call.Target) is { PausedAt: null, Failures: >= Webhook.MostFailures, FailingSince: { } since } failing
            && now - since >= Webhook.LongestFailing)
        {
            await PauseAsync(failing, now);
        }

        await transaction.CommitAsync();
    }

    async Task PauseAsync(Webhook hook, DateTimeOffset now)
    {
        var name = await db.Set<ApiClient>().Where(client => client.Id == hook.ClientId).Select(client => client.Name).SingleAsync();
        hook.Pause(now);
        db.Tell("webhook.paused", hook);
        await board.TellAdministratorsAsync(
            $"หยุดแจ้งเหตุการณ์ไปยัง “{name}” ชั่วคราว เพราะส่งไม่สำเร็จต่อเนื่องเกิน 1 วัน", $"Telling “{name}” of cases is paused: it has failed for more than a day",
            $"/{office.Profile.Slug}/desk/office/clients/{hook.ClientId}");
        await db.SaveChangesAsync();
        await db.Set<OutgoingCall>().Where(call => call.TargetId == hook.Id && call.SentAt == null && call.GivenUpAt == null && call.TakenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(call => call.GivenUpAt, now).SetProperty(call => call.Trouble, CallTrouble.Paused));
    }
}
