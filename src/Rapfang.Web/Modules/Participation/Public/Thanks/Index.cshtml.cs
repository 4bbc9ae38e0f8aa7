using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Modules.Participation.Public.Thanks;

/// <summary>It came in, and what happens with it.</summary>
[AllowAnonymous]
public sealed class IndexModel(ConsultationRegister register) : PageModel
{
    public Consultation Consultation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await register.FindAsync(slug) is not { } consultation)
        {
            return NotFound();
        }

        Consultation = consultation;
        return Page();
    }
}
