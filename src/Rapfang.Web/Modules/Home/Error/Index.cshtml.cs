using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Ui;

namespace Rapfang.Modules.Home.Error;

/// <summary>Says what went wrong, what was kept and what to do.</summary>
[AllowAnonymous]
#pragma warning disable S4502 // It shows an error and changes nothing; a failed POST comes here without a fresh token.
[IgnoreAntiforgeryToken(Order = 2000)]
#pragma warning restore S4502
[ResponseCache(NoStore = true)]
public sealed class IndexModel : PageModel
{
    // From the address alone: binding would read the form as well, which may be what failed.
    public int Code => int.Parse(RouteData.Values["code"]!.ToString()!, CultureInfo.InvariantCulture);

    public void OnGet() => Response.StatusCode = Code is >= 400 and < 600 ? Code : 404;

    // A failed POST is run again as this page.
    public void OnPost() => OnGet();

    public string Heading(IStringLocalizer<Text> t) => Code switch
    {
        400 => t["The form had expired or was not whole"],
        403 => t["You do not have the right to do this"],
        404 => t["There is no such page"],
        413 => t["What was sent is too large"],
        429 => t["Too many at once"],
        503 => t["Not stored: the database does not answer"],
        _ => t["Something went wrong here"],
    };

    public string Advice(IStringLocalizer<Text> t) => Code switch
    {
        400 => t["Go back, load the page again and send it once more. Nothing was stored."],
        403 => t["Ask the office administrator for the role that this needs."],
        404 => t["Check the address, or start from the first page."],
        413 => t["Go back and send less at a time: fewer files, or smaller ones. Nothing was stored."],
        429 => t["Wait a minute and send again. Nothing was stored and what you typed is still on the page before."],
        503 => t["Go back and send again in a moment; what you typed is still there."],
        _ => t["What was stored before is safe. Go back and try again; if it stays so, tell the office."],
    };
}
