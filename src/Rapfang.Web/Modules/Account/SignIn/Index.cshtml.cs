using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.SignIn;

[AllowAnonymous]
public sealed class IndexModel(
    SignInManager<User> signIn, UserManager<User> users, InstallationEvents events, Arrival arrival, DemoStaff demo, TimeProvider clock,
    IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [StringLength(100)]
        public string? UserName { get; set; }

        [StringLength(200)]
        public string? Password { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IReadOnlyList<DemoPerson> Demo => demo.People;

    public async Task<IActionResult> OnGetAsync() => await users.Users.AnyAsync() ? Page() : Redirect("/account/first");

    public async Task<IActionResult> OnPostAsync()
    {
        var name = Input.UserName?.Trim() ?? "";
        var user = ModelState.IsValid ? await users.FindByNameAsync(name) : null;
        var result = user is null || user.EndedAt <= clock.GetUtcNow()
            ? Microsoft.AspNetCore.Identity.SignInResult.Failed
            : await signIn.PasswordSignInAsync(user, Input.Password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut)
        {
            await events.TellAsync("account.locked-out", name);
            ModelState.AddModelError("Input.UserName", t["Too many wrong passwords. Wait 15 minutes, or ask the office administrator for a new one."]);
            return this.Invalid();
        }

        if (result.RequiresTwoFactor)
        {
            return RedirectToPage("Code/Index", new { ReturnUrl });
        }

        if (!result.Succeeded || user is null)
        {
            ModelState.AddModelError("Input.UserName", t["User name or password is not right."]);
            return this.Invalid();
        }

        return LocalRedirect(await arrival.FirstPageAsync(user, ReturnUrl));
    }
}
