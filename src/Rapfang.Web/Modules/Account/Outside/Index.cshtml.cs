using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Identity.Oidc;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Outside;

/// <summary>One's own identity at the provider: linked with the account here, unlinked.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(
    OidcSettings settings, OutsideIdentity outside, UserManager<User> users, SignInManager<User> signIn, Sessions sessions, CurrentSession session,
    InstallationEvents events, IStringLocalizer<Text> t) : PageModel
{
    User account = null!;

    public string Provider => settings.NameHere;

    public UserLoginInfo? Link { get; private set; }

    /// <summary>Whether another way to sign in is left.</summary>
    public bool MayUnlink { get; private set; }

    // An answer that was asked for by one account is none for another.
    string Purpose => "link " + account.Id;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!settings.IsSet)
        {
            context.Result = NotFound();
            return;
        }

        account = (await users.GetUserAsync(User))!;
        Link = (await users.GetLoginsAsync(account)).FirstOrDefault();
        MayUnlink = account.PasswordHash is not null || (await users.GetPasskeysAsync(account)).Count > 0;
        await next();
    }

    public void OnGet()
    {
        // What is shown follows from the account.
    }

    public async Task<IActionResult> OnGetLinkAsync() => Link is null ? await this.ToProviderAsync(Purpose, "/account/outside?handler=back") : Redirect("/account/outside");

    public async Task<IActionResult> OnGetBackAsync()
    {
        if (Link is not null || await outside.TakeAsync(Purpose) is not { } person)
        {
            return Redirect("/account/outside");
        }

        if (await outside.FindAsync(person) is not null)
        {
            ModelState.AddModelError("", t["This identity at {0} is linked with another account already. Nothing was changed.", Provider]);
            return this.Invalid();
        }

        await outside.LinkAsync(account, person);
        await events.TellAsync("account.outside-linked", account.UserName!, person.Issuer);
        await StaySignedInHereAsync();
        TempData["Done"] = t["Linked with {0}.", Provider].Value;
        return Redirect("/account/outside");
    }

    public async Task<IActionResult> OnPostUnlinkAsync()
    {
        if (Link is null || !MayUnlink)
        {
            return NotFound();
        }

        await users.RemoveLoginAsync(account, Link.LoginProvider, Link.ProviderKey);
        await events.TellAsync("account.outside-unlinked", account.UserName!, Link.LoginProvider);
        await StaySignedInHereAsync();
        TempData["Done"] = t["Unlinked."].Value;
        return Redirect("/account/outside");
    }

    // The account changed, so every other cookie is refused; the list of devices says the same.
    async Task StaySignedInHereAsync()
    {
        await sessions.EndAllAsync(account.Id, except: session.Id);
        await signIn.RefreshSignInAsync(account);
    }
}
