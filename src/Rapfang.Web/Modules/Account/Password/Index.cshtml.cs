using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Password;

/// <summary>A new password for oneself.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(
    UserManager<User> users, SignInManager<User> signIn, Sessions sessions, CurrentSession session, InstallationEvents events, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public string? Current { get; set; }

        public string? New { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet()
    {
        // The form is the same for everybody.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var user = (await users.GetUserAsync(User))!;
        var changed = await users.ChangePasswordAsync(user, Input.Current ?? "", Input.New ?? "");
        if (!changed.Succeeded)
        {
            foreach (var error in changed.Errors)
            {
                ModelState.AddModelError(error.Code == "PasswordMismatch" ? "Input.Current" : "Input.New", t[error.Code]);
            }

            return this.Invalid();
        }

        await events.TellAsync("account.password-changed", user.UserName!);
        await sessions.EndAllAsync(user.Id, except: session.Id);
        await signIn.RefreshSignInAsync(user);
        TempData["Done"] = t["The password is changed."].Value;
        return Redirect("/account");
    }
}
