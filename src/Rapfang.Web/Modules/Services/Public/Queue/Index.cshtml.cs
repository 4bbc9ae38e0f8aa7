using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Rapfang.Platform;

namespace Rapfang.Modules.Services.Public.Queue;

/// <summary>Somebody at the office takes a queue number by themselves. Looking writes nothing.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(ServiceRegister services, RequestRegister register) : PageModel
{
    public PublicService Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(string slug) => ShowAsync(slug);

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (await ShowAsync(slug) is NotFoundResult missing)
        {
            return missing;
        }

        if (await register.IsFullAsync(Shown.Service.Id))
        {
            throw new RuleBroken("มีผู้รอรับบริการนี้มากแล้ว โปรดติดต่อเจ้าหน้าที่ที่จุดบริการ", "Very many wait for this service already. Please speak to an officer at the counter.");
        }

        var request = await register.AskAsync(Shown, RequestSource.Public, "", startNow: false);
        return Redirect($"{Request.Path}/{request.Id}");
    }

    async Task<IActionResult> ShowAsync(string slug)
    {
        // Who asks by post or on the net stands in no queue.
        if (await services.PublicAsync(slug) is not { Edition.DeclaredAmount: not null } shown || !shown.Edition.WayList.Contains(ServiceWay.Counter))
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
