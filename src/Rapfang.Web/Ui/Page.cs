using Microsoft.AspNetCore.Http.Extensions;
using Rapfang.Platform.Database;

namespace Rapfang.Ui;

/// <summary>What layouts ask of the request: language, theme, addresses.</summary>
public sealed class Page(IHttpContextAccessor accessor, CurrentOffice office)
{
    HttpContext Http => accessor.HttpContext!;

    public bool IsEnglish => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The office's name in the language of the request.</summary>
    public string OfficeName => IsEnglish && office.Profile.NameEn.Length > 0 ? office.Profile.NameEn : office.Profile.Name;

    /// <summary>The first address of the office's public pages, such as <c>/demo</c>.</summary>
    public string Home => "/" + office.Profile.Slug;

    public string Desk => Home + "/desk";

    /// <summary><c>light</c> or <c>dark</c> when somebody chose, else empty: as the device wishes.</summary>
    public string Theme
    {
        get
        {
            var asked = Http.Request.Query["theme"].ToString();
            if (asked is "light" or "dark" or "auto")
            {
                if (!Http.Response.HasStarted)
                {
                    Http.Response.Cookies.Append("theme", asked, new CookieOptions
                    {
                        MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = Http.Request.IsHttps,
                    });
                }
            }
            else
            {
                asked = Http.Request.Cookies["theme"];
            }

            return asked is "light" or "dark" ? asked : "";
        }
    }

    /// <summary>This address with one query value changed; the others are kept.</summary>
    public string With(string name, string value)
    {
        var query = Http.Request.Query
            .Where(pair => pair.Key != name && pair.Key is not ("lang" or "theme"))
            .SelectMany(pair => pair.Value, (pair, v) => KeyValuePair.Create(pair.Key, v ?? ""))
            .Append(KeyValuePair.Create(name, value));
        return new QueryBuilder(query).ToQueryString().Value!;
    }

    /// <summary>The whole address of a path, for posters and letters.</summary>
    public string Absolute(string path) => $"{Http.Request.Scheme}://{Http.Request.Host}{path}";
}
