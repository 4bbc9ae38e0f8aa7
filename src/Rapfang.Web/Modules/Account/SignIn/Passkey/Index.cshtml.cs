using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.SignIn.Passkey;

/// <summary>Signing in with a passkey; the form is on the sign-in page.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    SignInManager<User> signIn, UserManager<User> users, Arrival arrival, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public RedirectResult OnGet() => Redirect("/account/sign-in");

    /// <summary>What the browser needs to ask the device; names nobody, for it is not known yet who comes.</summary>
    public async Task<ContentResult> OnPostOptionsAsync() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostAsync(string? credential, string? returnUrl)
    {
        var shown = string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAssertionAsync(credential);
        if (shown is not { Succeeded: true } || shown.User.EndedAt <= clock.GetUtcNow() || await users.IsLockedOutAsync(shown.User))
        {
            ModelState.AddModelError("", t["The passkey was not used. Try again, or sign in with the password."]);
            return this.Invalid();
        }

        await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey); // Its counter: a copied key would show.
        await signIn.SignInAsync(shown.User, isPersistent: false);
        return LocalRedirect(await arrival.FirstPageAsync(shown.User, returnUrl, "passkey"));
    }
}
