using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Passkeys;

/// <summary>One's own passkeys: added, named, removed.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(UserManager<User> users, SignInManager<User> signIn, InstallationEvents events, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty, StringLength(60)]
    public string? Name { get; set; }

    public IList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    User account = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        account = (await users.GetUserAsync(User))!;
        Passkeys = await users.GetPasskeysAsync(account);
        await next();
    }

    public void OnGet()
    {
        // What is shown follows from the account.
    }

    /// <summary>What the browser needs to make a key; asked for by the script.</summary>
    public async Task<ContentResult> OnPostOptionsAsync() => Content(
        await signIn.MakePasskeyCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.DisplayName }),
        "application/json");

    public async Task<IActionResult> OnPostAsync(string? credential)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.TryAddModelError(nameof(Name), t["Fill in this field."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var made = string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAttestationAsync(credential);
        if (made is not { Succeeded: true } || made.UserEntity.Id != account.Id.ToString())
        {
            ModelState.AddModelError("", t["The passkey was not added. Try again."]);
            return this.Invalid();
        }

        made.Passkey.Name = Name!.Trim();
        await users.AddOrUpdatePasskeyAsync(account, made.Passkey);
        await events.TellAsync("account.passkey-added", account.UserName!, made.Passkey.Name);
        TempData["Done"] = t["The passkey is added."].Value;
        return Redirect("/account/passkeys");
    }

    public async Task<IActionResult> OnPostRemoveAsync(string id)
    {
        if (Passkeys.FirstOrDefault(passkey => Base64Url.EncodeToString(passkey.CredentialId) == id) is not { } leaving)
        {
            return NotFound();
        }

        await users.RemovePasskeyAsync(account, leaving.CredentialId);
        await events.TellAsync("account.passkey-removed", account.UserName!, leaving.Name ?? "");
        TempData["Done"] = t["The passkey is removed."].Value;
        return Redirect("/account/passkeys");
    }
}
