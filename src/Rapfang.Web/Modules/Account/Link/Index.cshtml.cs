using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Identity.Oidc;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Link;

/// <summary>Where an invitation or a reset leads: somebody sets their own password, once.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    AccountLinks links, UserManager<User> users, Sessions sessions, RapfangDb db, OidcSettings oidc, OutsideIdentity outside, InstallationEvents events,
    TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    public User Account { get; private set; } = null!;

    public LinkState State { get; private set; }

    /// <summary>Whether the account can be linked with the provider by this link, in place of a password.</summary>
    public bool MayUseProvider { get; private set; }

    public string Provider => oidc.NameHere;

    public string Path => "/account/link/" + Token;

    string kind = "";

    // A link that was never made does not exist; one that is spent says why.
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await links.FindAsync(Token) is not { } link || await users.FindByIdAsync(link.UserId.ToString()) is not { } user || user.EndedAt <= clock.GetUtcNow())
        {
            context.Result = NotFound();
            return;
        }

        Account = user;
        kind = link.Kind;
        State = link.StateAt(clock.GetUtcNow());
        MayUseProvider = oidc.IsSet && kind == AccountLink.Invitation && (await users.GetLoginsAsync(user)).Count == 0;
        await next();
    }

    string Token => RouteData.Values["token"] as string ?? "";

    public PageResult OnGet()
    {
        Response.Headers.CacheControl = "no-store";
        return State == LinkState.Good ? Page() : Gone();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (State != LinkState.Good)
        {
            return Gone();
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await links.UseAsync(Token))
        {
            State = LinkState.Used;
            return Gone();
        }

        var set = await users.ResetPasswordAsync(Account, await users.GeneratePasswordResetTokenAsync(Account), Password ?? "");
        if (!set.Succeeded)
        {
            ModelState.AddModelError("Password", t[set.Errors.First().Code]);
            return this.Invalid(); // The transaction ends unsaved: the link is still good.
        }

        await users.ResetAccessFailedCountAsync(Account);
        await users.SetLockoutEndDateAsync(Account, null);
        await events.TellAsync(db, "account.password-set", Account.UserName!, kind);
        await transaction.CommitAsync();
        await sessions.EndAllAsync(Account.Id);
        TempData["Done"] = t["The password is set. Sign in with it now."].Value;
        return Redirect("/account/sign-in");
    }

    public async Task<IActionResult> OnGetProviderAsync() =>
        !MayUseProvider ? NotFound() : State != LinkState.Good ? Gone() : await this.ToProviderAsync(Path, Path + "?handler=back");

    public async Task<IActionResult> OnGetBackAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (!MayUseProvider || await outside.TakeAsync(Path) is not { } person)
        {
            return Redirect(Path);
        }

        if (await outside.FindAsync(person) is not null)
        {
            ModelState.AddModelError("", t["This identity at {0} is linked with another account already. Nothing was changed.", Provider]);
            return this.Invalid();
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await links.UseAsync(Token))
        {
            State = State == LinkState.Good ? LinkState.Used : State;
            return Gone();
        }

        await outside.LinkAsync(Account, person);
        await events.TellAsync(db, "account.outside-linked", Account.UserName!, person.Issuer);
        await transaction.CommitAsync();
        TempData["Done"] = t["Linked with {0}. Sign in with it now.", Provider].Value;
        return Redirect("/account/sign-in");
    }

    PageResult Gone()
    {
        var page = Page();
        page.StatusCode = StatusCodes.Status410Gone;
        return page;
    }
}
