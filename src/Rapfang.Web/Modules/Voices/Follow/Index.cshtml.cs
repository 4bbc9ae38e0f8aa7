using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Follow;

/// <summary>Number and secret code open one's own case. A wrong number and a wrong code are the same answer.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(VoiceRegister register, SpeakerPass pass, CurrentOffice office, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await register.FindAsync(Number, Code) is not { } found)
        {
            ModelState.AddModelError(nameof(Number), t["Number and secret code do not belong together. Look at both once more."]);
            return this.Invalid();
        }

        pass.Give(found);
        return Redirect($"/{office.Profile.Slug}/voice/follow/case");
    }
}
