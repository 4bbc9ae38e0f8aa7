using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Identity.Oidc;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.SignIn.Outside;

/// <summary>To the provider, back from it, and why it did not work. Nobody gets an account here by themselves.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    OidcSettings settings, OutsideIdentity outside, SignInManager<User> signIn, InstallationEvents events, Arrival arrival, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const string Purpose = "sign-in";

    public string Provider => settings.NameHere;

    public string Why { get; private set; } = "";

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!settings.IsSet)
        {
            context.Result = NotFound();
        }
    }

    public Task<IActionResult> OnGetAsync(string? returnUrl) =>
        this.ToProviderAsync(Purpose, "/account/sign-in/outside?handler=back&returnUrl=" + Uri.EscapeDataString(returnUrl ?? ""));

    public async Task<IActionResult> OnGetBackAsync(string? returnUrl)
    {
        if (await outside.TakeAsync(Purpose) is not { } person)
        {
            return Redirect("/account/sign-in");
        }

        if (await outside.FindAsync(person) is not { } found)
        {
            return Refused(t["Your identity at {0} is not linked with an account here. Sign in with your password and link it under My account, or ask the office administrator for an invitation link.", Provider]);
        }

        if (found.User.EndedAt <= clock.GetUtcNow())
        {
            return Refused(t["This account has ended. If you still work here, ask the office administrator."]);
        }

        // The provider is the first step; the second, where the account has one, is still asked for.
        var result = await signIn.ExternalLoginSignInAsync(person.Issuer, found.Key, isPersistent: false, bypassTwoFactor: false);
        if (result.RequiresTwoFactor)
        {
            return RedirectToPage("../Code/Index", new { ReturnUrl = returnUrl });
        }

        if (!result.Succeeded)
        {
            await events.TellAsync("account.locked-out", found.User.UserName!);
            return Refused(t["Too many wrong passwords. Wait 15 minutes, or ask the office administrator for a new one."]);
        }

        return LocalRedirect(await arrival.FirstPageAsync(found.User, returnUrl, "oidc"));
    }

    public IActionResult OnGetFailed(string? why) => why switch
    {
        "cancelled" => Refused(t["You cancelled at {0}. Nothing was changed.", Provider]),
        "unreachable" => Refused(t["{0} does not answer at the moment. Nothing was changed. Try again later, or sign in with the password.", Provider], StatusCodes.Status502BadGateway),
        _ => Refused(t["The answer of {0} could not be verified, so you were not signed in. Try again; if it happens again, tell the administrator of the installation.", Provider]),
    };

    PageResult Refused(string why, int status = StatusCodes.Status403Forbidden)
    {
        Why = why;
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
