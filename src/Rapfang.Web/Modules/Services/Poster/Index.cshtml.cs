using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Modules.Services.Poster;

/// <summary>A poster of one service with its QR code, for the counter.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(ServiceRegister register) : PageModel
{
    public PublicService Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { IsPublic: true } service || await register.PublicAsync(service.Slug) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
