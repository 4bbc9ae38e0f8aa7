using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Modules.Networks.Feed;

/// <summary>The calendar of the networks for calendar programs, to who has the secret address.</summary>
[AllowAnonymous]
public sealed class IndexModel(NetworkCalendar calendar) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? key)
    {
        if (key is null || !await calendar.OpensAsync(key))
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, no-store"; // The address is a secret; nothing between may keep it.
        return File(Encoding.UTF8.GetBytes(await calendar.WriteAsync()), "text/calendar; charset=utf-8");
    }
}
