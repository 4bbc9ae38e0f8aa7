using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Thai;

namespace Rapfang.Platform.Notifications;

/// <summary>The office's way to send short messages: one address that takes a POST. Gateways differ, so what is sent is a template.</summary>
public sealed partial class SmsGateway : OfficeRecord
{
    /// <summary>The route of its calls.</summary>
    public const string Route = "sms";
    const int LongestTemplate = 2000;

    public static PersonalField KeyField { get; } = new("sms_gateways.key", _ => Masks.Hidden);

    public string Address { get; private set; } = "";

    /// <summary>The header that carries the key; empty: none.</summary>
    public string HeaderName { get; private set; } = "";

    /// <summary>The whole value of that header, such as <c>Bearer …</c>.</summary>
    public Sealed? Key { get; set; }

    /// <summary>Whether the template is a form; else it is JSON.</summary>
    public bool IsForm { get; private set; }

    /// <summary>With {text} and {phone} (0812345678) or {phone66} (66812345678).</summary>
    public string Template { get; private set; } = "";

    /// <exception cref="RuleBroken">The header is none, or the template would give no JSON or lacks number or text.</exception>
    public void Set(string address, string? headerName, bool isForm, string? template)
    {
        (Address, HeaderName, IsForm, Template) = (address, headerName?.Trim() ?? "", isForm, template?.Trim() ?? "");
        using var headers = new HttpRequestMessage();
        if (HeaderName.Length > 0 && !headers.Headers.TryAddWithoutValidation(HeaderName, "x"))
        {
            throw new RuleBroken("ชื่อเฮดเดอร์ใช้ไม่ได้ เช่น Authorization หรือ X-Api-Key", "This is no name of a header, such as Authorization or X-Api-Key.", "Sms.HeaderName");
        }

        if (Template.Length > LongestTemplate || !Template.Contains("{text}", StringComparison.Ordinal)
            || !(Template.Contains("{phone}", StringComparison.Ordinal) || Template.Contains("{phone66}", StringComparison.Ordinal)) || !IsReadable())
        {
            throw new RuleBroken(
                "แม่แบบต้องมี {text} และ {phone} หรือ {phone66} และเป็น JSON ที่ถูกต้อง เช่น {\"to\":\"{phone}\",\"message\":\"{text}\"}",
                "The template needs {text} and {phone} or {phone66} and must be JSON, such as {\"to\":\"{phone}\",\"message\":\"{text}\"}.", "Sms.Template");
        }
    }

    bool IsReadable()
    {
        try
        {
            using var _ = IsForm ? null : JsonDocument.Parse(Fill("0812345678", "ก\"\n"));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What is sent.</summary>
    /// <param name="phone">The national digits of a mobile number.</param>
    public string Fill(string phone, string text) => Place().Replace(Template, match => Written(match.Value switch { "{text}" => text, "{phone}" => phone, _ => "66" + phone[1..] }));

    string Written(string value) => IsForm ? Uri.EscapeDataString(value) : JsonSerializer.Serialize(value)[1..^1];

    [GeneratedRegex(@"\{(text|phone66|phone)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    /// <summary>A message in the outbox, to be stored with what it tells of.</summary>
    /// <param name="about">For the list at the desk; nobody's data.</param>
    /// <param name="text">No more of anybody's data than the number of a case.</param>
    /// <returns>Null for a number that no short message reaches.</returns>
    public OutgoingCall? Write(Seals seals, string phone, string text, string about, DateTimeOffset at) => ThaiPhone.Parse(phone) is { IsMobile: true } mobile
        ? OutgoingCall.Write(seals, Route, Id, about, _ => JsonSerializer.Serialize(new ShortMessage(mobile.Number, text)), at) : null;
}

/// <summary>What waits in the outbox; the template is filled when it goes.</summary>
sealed record ShortMessage(string Phone, string Text);

sealed class SmsGatewayConfiguration : IEntityTypeConfiguration<SmsGateway>
{
    public void Configure(EntityTypeBuilder<SmsGateway> entity) => entity.ToTable("sms_gateways");
}

/// <summary>Sends short messages. Whether a repetition is known by its <c>Idempotency-Key</c> is the gateway's affair.</summary>
public sealed class SmsRoute(RapfangDb db, Seals seals) : ICallRoute
{
    public TimeSpan Lasts { get; } = TimeSpan.FromDays(1);

    public async Task<HttpRequestMessage?> RequestAsync(TakenCall call, DateTimeOffset now)
    {
        if (await db.Set<SmsGateway>().AsNoTracking().SingleOrDefaultAsync() is not { } gateway || JsonSerializer.Deserialize<ShortMessage>(call.Body) is not { } message)
        {
            return null;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, gateway.Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(gateway.Fill(message.Phone, message.Text)))
            {
                Headers = { ContentType = gateway.IsForm ? new MediaTypeHeaderValue("application/x-www-form-urlencoded") : new MediaTypeHeaderValue("application/json", "utf-8") },
            },
            Headers = { { "Idempotency-Key", call.Id.ToString() } },
        };
        if (gateway is { HeaderName.Length: > 0, Key: { } key })
        {
            request.Headers.TryAddWithoutValidation(gateway.HeaderName, seals.Open(gateway, SmsGateway.KeyField, key));
        }

        return request;
    }
}
