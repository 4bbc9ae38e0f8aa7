using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Participation;

/// <summary>A random number and nothing else, made when a browser first supports a comment, never by looking; sent to these pages only.</summary>
public sealed class SupportCookie(IDataProtectionProvider protection, IHttpContextAccessor http, CurrentOffice office)
{
    const string Name = "rapfang-support";
    static readonly TimeSpan GoodFor = TimeSpan.FromDays(120);

    IDataProtector Protector => protection.CreateProtector("consultation support", office.Id.ToString(CultureInfo.InvariantCulture));

    HttpContext Http => http.HttpContext!;

    /// <summary>The number of this browser; null when it has none.</summary>
    public string? Read()
    {
        try
        {
            return Http.Request.Cookies[Name] is { Length: > 0 } kept ? Protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null; // Made elsewhere.
        }
    }

    public string Make()
    {
        var browser = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Http.Response.Cookies.Append(Name, Protector.Protect(browser), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = Http.Request.IsHttps, Path = $"/{office.Profile.Slug}/participate", MaxAge = GoodFor,
        });
        return browser;
    }
}
