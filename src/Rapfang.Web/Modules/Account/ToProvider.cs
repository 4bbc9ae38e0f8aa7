using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform.Identity.Oidc;

namespace Rapfang.Modules.Account;

public static class ToProvider
{
    /// <summary>
    /// Sends the browser to the provider. It goes by a link and not by a form, for the content policy lets no form end elsewhere.
    /// </summary>
    public static async Task<IActionResult> ToProviderAsync(this PageModel page, string purpose, string returnTo)
    {
        try
        {
            await page.HttpContext.ChallengeAsync(OidcSettings.Scheme, OutsideIdentity.Begin(purpose, returnTo));
            return new EmptyResult();
        }
        catch (OidcException e)
        {
            OidcSetup.LogRefused(page.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>(), e.Message);
            return new RedirectResult(OidcSetup.FailedPath + "unreachable");
        }
    }
}
