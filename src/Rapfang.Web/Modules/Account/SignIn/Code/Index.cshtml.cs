using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.SignIn.Code;

/// <summary>The second step of a sign-in: a code of the app, or a recovery code. The page exists for five minutes after the password.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    SignInManager<User> signIn, UserManager<User> users, InstallationEvents events, Arrival arrival, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int AppDigits = 6;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Redirect("/account/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user || user.EndedAt <= clock.GetUtcNow())
        {
            return Redirect("/account/sign-in");
        }

        var code = ThaiDigits.ToArabic(Code ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var fromApp = code.Length == AppDigits;
        var result = fromApp
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : await RecoverAsync(user, code);
        if (result.IsLockedOut)
        {
            await events.TellAsync("account.locked-out", user.UserName!);
            ModelState.AddModelError("Code", t["Too many wrong codes. Wait 15 minutes."]);
            return this.Invalid();
        }

        if (!result.Succeeded)
        {
            ModelState.AddModelError("Code", t["This code is not right, or was used already. Wait for the next one."]);
            return this.Invalid();
        }

        return LocalRedirect(await arrival.FirstPageAsync(user, ReturnUrl, fromApp ? "code" : "recovery-code"));
    }

    // The framework counts no wrong recovery codes; here they count like wrong passwords.
    async Task<Microsoft.AspNetCore.Identity.SignInResult> RecoverAsync(User user, string code)
    {
        if (await users.IsLockedOutAsync(user))
        {
            return Microsoft.AspNetCore.Identity.SignInResult.LockedOut;
        }

        var result = await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded && !result.IsLockedOut)
        {
            await users.AccessFailedAsync(user);
            return await users.IsLockedOutAsync(user) ? Microsoft.AspNetCore.Identity.SignInResult.LockedOut : result;
        }

        return result;
    }
}
