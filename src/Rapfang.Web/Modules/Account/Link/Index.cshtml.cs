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
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Link;

/// <summary>Where an invitation or a reset leads: somebody sets their own password, once.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    AccountLinks links, UserManager<User> users, Sessions sessions, RapfangDb db, InstallationEvents events, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    public User Account { get; private set; } = null!;

    public LinkState State { get; private set; }

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

    PageResult Gone()
    {
        var page = Page();
        page.StatusCode = StatusCodes.Status410Gone;
        return page;
    }
}
