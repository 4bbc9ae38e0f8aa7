using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Office.Logo;

/// <summary>The office's own emblem, as it supplied it.</summary>
[AllowAnonymous]
public sealed class IndexModel(RapfangDb db, CurrentOffice current) : PageModel
{
    public async Task<IActionResult> OnGetAsync()
    {
        var office = await db.Set<Office>().AsNoTracking().SingleAsync(o => o.Id == current.Id);
        Response.Headers.CacheControl = "public, max-age=300";
        return office is { Logo: { } logo, LogoType: { } type } ? File(logo, type) : NotFound();
    }
}
