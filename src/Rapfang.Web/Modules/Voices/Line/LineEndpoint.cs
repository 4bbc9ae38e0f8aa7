using System.Text.Json;
using Rapfang.Platform.Notifications;

namespace Rapfang.Modules.Voices.Line;

/// <summary>Where LINE tells what people wrote: <c>/{office}/line</c> is entered as the webhook address at LINE.</summary>
public static class LineEndpoint
{
    const int LongestBody = 1024 * 1024;

    public static void MapLine(this IEndpointRouteBuilder app) => app.MapPost("/{office}/line", TakeAsync).AllowAnonymous().ExcludeFromDescription();

    internal static async Task<IResult> TakeAsync(HttpContext http, LineMessages line, LineChats chats, MailSettings mail)
    {
        if (await line.AccountAsync() is not { } account)
        {
            return Microsoft.AspNetCore.Http.Results.NotFound();
        }

        if (await BodyAsync(http) is not { } body || !line.IsSigned(account, body, http.Request.Headers["X-Line-Signature"].ToString()))
        {
            return Microsoft.AspNetCore.Http.Results.Unauthorized();
        }

        var site = mail.Site.Length > 0 ? mail.Site : $"{http.Request.Scheme}://{http.Request.Host}";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array)
            {
                foreach (var happened in events.EnumerateArray())
                {
                    await chats.TakeAsync(account, happened, site);
                }
            }
        }
        catch (JsonException)
        {
            return Microsoft.AspNetCore.Http.Results.BadRequest();
        }

        return Microsoft.AspNetCore.Http.Results.Ok();
    }

    // The signature is over the bytes as they came.
    static async Task<byte[]?> BodyAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(part, http.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > LongestBody)
            {
                return null;
            }

            body.Write(part, 0, read);
        }

        return body.ToArray();
    }
}
