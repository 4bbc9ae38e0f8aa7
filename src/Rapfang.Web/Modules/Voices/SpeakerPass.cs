using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>
/// Who has shown number and code may look at that one case for half an hour. A sealed cookie, so that neither stands in an
/// address that is kept in histories and forwarded.
/// </summary>
public sealed class SpeakerPass(IDataProtectionProvider protection, IHttpContextAccessor http, CurrentOffice office)
{
    static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);
    const string Name = "rapfang-case";

    ITimeLimitedDataProtector Protector => protection.CreateProtector("voice pass", office.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToTimeLimitedDataProtector();

    HttpContext Http => http.HttpContext!;

    CookieOptions Cookie => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = Http.Request.IsHttps, Path = $"/{office.Profile.Slug}/voice" };

    public void Give(VoiceReceipt receipt) =>
        Http.Response.Cookies.Append(Name, Protector.Protect($"{receipt.Id}|{receipt.Number}|{receipt.Code}", GoodFor), Cookie);

    /// <summary>What was given; without a code when the person typed it themselves.</summary>
    public VoiceReceipt? Read()
    {
        try
        {
            return Http.Request.Cookies[Name] is { Length: > 0 } pass && Protector.Unprotect(pass).Split('|', 3) is [var id, var number, var code]
                ? new(Guid.Parse(id), number, code) : null;
        }
        catch (CryptographicException)
        {
            return null; // Over, or made elsewhere.
        }
    }

    public void End() => Http.Response.Cookies.Delete(Name, Cookie);
}
