using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Modules.Services.Public.Thanks;

/// <summary>What somebody said of the page came in.</summary>
[AllowAnonymous]
public sealed class IndexModel(ServiceRegister register) : PageModel
{
    public PublicService Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await register.PublicAsync(slug) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
