using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Modules.Services.Public.Slip;

/// <summary>A queue slip: the number, how many wait before, and when it is done at the latest. Its address is known to nobody else.</summary>
[AllowAnonymous]
public sealed class IndexModel(ServiceRegister services, RequestRegister register) : PageModel
{
    public PublicService Shown { get; private set; } = null!;

    public ServiceRequest Asked { get; private set; } = null!;

    public int Before { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, Guid id)
    {
        if (await services.PublicAsync(slug) is not { } shown || await register.FindAsync(id) is not { Source: RequestSource.Public } asked || asked.ServiceId != shown.Service.Id)
        {
            return NotFound();
        }

        (Shown, Asked) = (shown, asked);
        Before = asked.State == RequestState.Waiting ? await register.BeforeAsync(asked) : 0;
        return Page();
    }
}
