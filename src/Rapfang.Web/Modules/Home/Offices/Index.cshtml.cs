using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Home.Offices;

/// <summary>The offices of this installation; one office: straight to it; none: the first set-up.</summary>
[AllowAnonymous]
public sealed class IndexModel(OfficeDirectory directory) : PageModel
{
    public IReadOnlyList<OfficeProfile> Offices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Offices = await directory.AllAsync();
        return Offices.Count switch
        {
            0 => Redirect("/account/first"),
            1 => Redirect("/" + Offices[0].Slug),
            _ => Page(),
        };
    }
}
