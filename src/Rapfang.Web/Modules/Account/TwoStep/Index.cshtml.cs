using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.TwoStep;

/// <summary>A code from an app as the second step of sign-in: turned on, turned off, recovery codes.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(
    UserManager<User> users, SignInManager<User> signIn, Sessions sessions, CurrentSession session, InstallationEvents events, IStringLocalizer<Text> t) : PageModel
{
    const int Codes = 10;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public User Account { get; private set; } = null!;

    /// <summary>The secret that an app is to learn; null before it is made.</summary>
    public string? Key { get; private set; }

    /// <summary>Shown once, in the answer that made them.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public string Link(string key) => $"otpauth://totp/Rapfang:{Uri.EscapeDataString(Account.UserName!)}?secret={key}&issuer=Rapfang";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Account = (await users.GetUserAsync(User))!;
        Key = Account.TwoFactorEnabled ? null : await users.GetAuthenticatorKeyAsync(Account);
        await next();
    }

    public void OnGet()
    {
        // What is shown follows from the account.
    }

    public async Task<IActionResult> OnPostStartAsync()
    {
        if (!Account.TwoFactorEnabled)
        {
            await users.ResetAuthenticatorKeyAsync(Account);
            await StaySignedInHereAsync();
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var code = ThaiDigits.ToArabic(Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (Key is null || !await users.VerifyTwoFactorTokenAsync(Account, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            ModelState.AddModelError("Code", t["This code is not right, or was used already. Wait for the next one."]);
            return this.Invalid();
        }

        await users.SetTwoFactorEnabledAsync(Account, true);
        await events.TellAsync("account.two-step-on", Account.UserName!);
        return await ShowNewCodesAsync();
    }

    public async Task<IActionResult> OnPostCodesAsync() => Account.TwoFactorEnabled && await KnowsPasswordAsync() ? await ShowNewCodesAsync() : this.Invalid();

    public async Task<IActionResult> OnPostOffAsync()
    {
        if (!await KnowsPasswordAsync())
        {
            return this.Invalid();
        }

        await users.SetTwoFactorEnabledAsync(Account, false);
        await users.RemoveAuthenticationTokenAsync(Account, "[AspNetUserStore]", "AuthenticatorKey"); // Turned on again, it is another key.
        await events.TellAsync("account.two-step-off", Account.UserName!);
        await StaySignedInHereAsync();
        TempData["Done"] = t["Sign-in in two steps is off."].Value;
        return Redirect("/account");
    }

    async Task<IActionResult> ShowNewCodesAsync()
    {
        RecoveryCodes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(Account, Codes) ?? []];
        await events.TellAsync("account.recovery-codes-made", Account.UserName!);
        await StaySignedInHereAsync();
        return Page();
    }

    // Somebody who sits down at an open desk must not get round the second step; wrong passwords count here too.
    async Task<bool> KnowsPasswordAsync()
    {
        var check = await signIn.CheckPasswordSignInAsync(Account, Password ?? "", lockoutOnFailure: true);
        if (!check.Succeeded)
        {
            ModelState.AddModelError("Password", check.IsLockedOut
                ? t["Too many wrong passwords. Wait 15 minutes, or ask the office administrator for a new one."]
                : t["PasswordMismatch"]);
        }

        return check.Succeeded;
    }

    // The account changed, so every other cookie is refused; the list of devices says the same.
    async Task StaySignedInHereAsync()
    {
        await sessions.EndAllAsync(Account.Id, except: session.Id);
        await signIn.RefreshSignInAsync(Account);
    }
}
