using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;

namespace Rapfang.Platform.Notifications;

/// <summary>The office's LINE Official Account, by which people write to it and are told of news.</summary>
public sealed class LineAccount : OfficeRecord
{
    public static PersonalField SecretField { get; } = new("line_accounts.channel_secret", _ => Masks.Hidden);

    public static PersonalField TokenField { get; } = new("line_accounts.access_token", _ => Masks.Hidden);

    /// <summary>What LINE signs its calls with.</summary>
    public Sealed ChannelSecret { get; set; } = new("");

    public Sealed AccessToken { get; set; } = new("");

    /// <summary>Messages a month that are sent without being asked; answers in the chat cost nothing and are not counted.</summary>
    public int MonthlyLimit { get; set; }

    /// <summary>The month of <see cref="QuotaUsed"/>, by its first day.</summary>
    public DateOnly? QuotaMonth { get; private set; }

    public int QuotaUsed { get; private set; }

    /// <summary>The month in which the administrators were told that it is used up.</summary>
    public DateOnly? QuotaToldFor { get; private set; }

    public int UsedIn(DateOnly day) => QuotaMonth == MonthOf(day) ? QuotaUsed : 0;

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

sealed class LineAccountConfiguration : IEntityTypeConfiguration<LineAccount>
{
    public void Configure(EntityTypeBuilder<LineAccount> entity) => entity.ToTable("line_accounts");
}

/// <summary>Where LINE's Messaging API is; another place only for tests.</summary>
public sealed record LineSettings(string Api)
{
    public static LineSettings Read(IConfiguration configuration) => new((configuration["RAPFANG_LINE_ADDRESS"] ?? "https://api.line.me").TrimEnd('/'));
}

/// <summary>Speaks with people by the office's LINE account. What is said waits in the outbox, stored with the change it tells of.</summary>
public sealed class LineMessages(
    RapfangDb db, NpgsqlDataSource source, Seals seals, NoticeBoard board, LineSettings settings, OutsideNetwork network, CurrentOffice office, TimeProvider clock)
{
    public const string ReplyRoute = "line-reply";
    public const string PushRoute = "line-push";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly JsonSerializerOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null where the office has none.</summary>
    public Task<LineAccount?> AccountAsync() => db.Set<LineAccount>().AsNoTracking().SingleOrDefaultAsync();

    /// <summary>Whether LINE itself signed these bytes.</summary>
    public bool IsSigned(LineAccount account, ReadOnlySpan<byte> body, string signature)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(signature, given, out var length) && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(seals.Open(account, LineAccount.SecretField, account.ChannelSecret)), body));
    }

    /// <summary>Answers what somebody wrote.</summary>
    /// <param name="token">Good for one answer, for about a minute.</param>
    /// <param name="choices">Words that can be sent by a touch.</param>
    /// <param name="user">LINE's id of the user, where the answer must not be lost: if it comes too late for its token it is pushed.</param>
    public void Reply(LineAccount account, string token, string text, string[] choices, string? user) => db.Add(OutgoingCall.Write(
        seals, ReplyRoute, account.Id, ReplyRoute, _ => JsonSerializer.Serialize(new LineReply(token, [Message(text, choices)], user), Written), clock.GetUtcNow()));

    static Dictionary<string, object> Message(string text, string[] choices)
    {
        var message = new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = "text", ["text"] = text };
        if (choices.Length > 0)
        {
            message["quickReply"] = new { items = choices.Select(choice => new { type = "action", action = new { type = "message", label = choice, text = choice } }) };
        }

        return message;
    }

    /// <summary>
    /// Tells somebody who did not just write. When the month's messages are used up nothing is sent, and the administrators are
    /// told once in the month.
    /// </summary>
    /// <param name="user">LINE's id of the user.</param>
    /// <param name="about">For the list at the desk; nobody's data.</param>
    public Task PushAsync(LineAccount account, string user, string text, string about) => PushAsync(account, user, [Message(text, [])], about);

    async Task PushAsync(LineAccount account, string user, Dictionary<string, object>[] messages, string about)
    {
        var month = LineAccount.MonthOf(clock.Today());
        // Counted at once on a connection of its own: two who act together never pass the limit, and none waits for the other.
        if (await CountedAsync("""
            update line_accounts set quota_month = $2, quota_used = case when quota_month = $2 then quota_used + 1 else 1 end
            where office_id = $1 and monthly_limit > case when quota_month = $2 then quota_used else 0 end
            """, month) == 0)
        {
            await TellUsedUpAsync(month);
            return;
        }

        db.Add(OutgoingCall.Write(seals, PushRoute, account.Id, $"{PushRoute} {about}".Trim(), _ => JsonSerializer.Serialize(new { to = user, messages }, Written), clock.GetUtcNow()));
    }

    /// <summary>An answer that LINE does not take any more goes as a message of its own, if it must not be lost.</summary>
    public async Task PushInsteadAsync(LineReply answer)
    {
        if (answer.User is { } user && await AccountAsync() is { } account)
        {
            await PushAsync(account, user, answer.Messages, "");
            await db.SaveChangesAsync();
        }
    }

    /// <summary>LINE itself says that the month's messages are used up.</summary>
    public async Task UsedUpAsync()
    {
        var month = LineAccount.MonthOf(clock.Today());
        await CountedAsync("""
            update line_accounts set quota_used = greatest(monthly_limit, case when quota_month = $2 then quota_used else 0 end), quota_month = $2 where office_id = $1
            """, month);
        await TellUsedUpAsync(month);
        await db.SaveChangesAsync();
    }

    async Task TellUsedUpAsync(DateOnly month)
    {
        if (await CountedAsync("update line_accounts set quota_told_for = $2 where office_id = $1 and quota_told_for is distinct from $2", month) == 1)
        {
            await board.TellAdministratorsAsync(
                "ข้อความแจ้งทาง LINE ของเดือนนี้ครบจำนวนที่ตั้งไว้แล้ว ผู้แจ้งเรื่องจะไม่ได้รับแจ้งทาง LINE จนถึงเดือนหน้า", "This month's LINE messages are used up; speakers are not told by LINE until next month",
                $"/{office.Profile.Slug}/desk/office/messages");
        }
    }

    async Task<int> CountedAsync(string sql, DateOnly month)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Fill(office.Id, month);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks LINE at once whether it knows the access token.</summary>
    /// <returns>The account's name there, or why not.</returns>
    public async Task<(string? Name, string Trouble)> TryAsync(LineAccount account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.Api + "/v2/bot/info") { Headers = { Authorization = Bearer(account) } };
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var answer = await network.Http.SendAsync(request, patience.Token);
            return answer.IsSuccessStatusCode && JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token)).RootElement.TryGetProperty("displayName", out var name)
                ? (name.GetString() ?? "", "") : (null, ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return (null, e is OperationCanceledException ? "408" : e.Message);
        }
    }

    AuthenticationHeaderValue Bearer(LineAccount account) => new("Bearer", seals.Open(account, LineAccount.TokenField, account.AccessToken));

    /// <summary>The call to LINE that answers.</summary>
    public HttpRequestMessage Request(LineAccount account, LineReply answer) =>
        Request(account, "reply", JsonSerializer.Serialize(new { replyToken = answer.Token, messages = answer.Messages }, Written));

    /// <summary>The call to LINE with what was written.</summary>
    public HttpRequestMessage Request(LineAccount account, string path, string body) => new(HttpMethod.Post, $"{settings.Api}/v2/bot/message/{path}")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"), Headers = { Authorization = Bearer(account) },
    };
}

/// <summary>An answer in a chat as it waits.</summary>
/// <param name="User">Only where it must not be lost.</param>
public sealed record LineReply(string Token, Dictionary<string, object>[] Messages, string? User);

/// <summary>Answers in a chat. LINE takes an answer token once and knows no retry key here; a second try of a taken one is refused.</summary>
public sealed class LineReplyRoute(LineMessages line) : ICallRoute
{
    public TimeSpan Lasts { get; } = TimeSpan.FromMinutes(20);

    public async Task<HttpRequestMessage?> RequestAsync(TakenCall call, DateTimeOffset now) =>
        await line.AccountAsync() is { } account ? line.Request(account, Read(call)) : null;

    public Task TriedAsync(TakenCall call, CallTrouble? trouble, string words, DateTimeOffset now) =>
        trouble is CallTrouble.Refused or CallTrouble.TooLate ? line.PushInsteadAsync(Read(call)) : Task.CompletedTask;

    static LineReply Read(TakenCall call) => JsonSerializer.Deserialize<LineReply>(call.Body)!;
}

/// <summary>Messages that nobody asked for just now; once, by LINE's retry key, which LINE remembers for a day.</summary>
public sealed class LinePushRoute(LineMessages line) : ICallRoute
{
    public TimeSpan Lasts { get; } = TimeSpan.FromHours(23);

    public async Task<HttpRequestMessage?> RequestAsync(TakenCall call, DateTimeOffset now)
    {
        if (await line.AccountAsync() is not { } account)
        {
            return null;
        }

        var request = line.Request(account, "push", call.Body);
        request.Headers.Add("X-Line-Retry-Key", call.Id.ToString());
        return request;
    }

    /// <summary>409: it has taken it before.</summary>
    public bool Took(int status) => status is (>= 200 and < 300) or StatusCodes.Status409Conflict;

    public bool IsOver(int status, string words) => words.Contains("monthly limit", StringComparison.OrdinalIgnoreCase);

    public Task TriedAsync(TakenCall call, CallTrouble? trouble, string words, DateTimeOffset now) =>
        trouble == CallTrouble.Refused && IsOver(0, words) ? line.UsedUpAsync() : Task.CompletedTask;
}
