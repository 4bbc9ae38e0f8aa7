using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.SignIn;

[AllowAnonymous]
public sealed class IndexModel(
    SignInManager<User> signIn, UserManager<User> users, InstallationEvents events, NpgsqlDataSource source, OfficeDirectory offices, DemoStaff demo,
    TimeProvider clock, IStringLocalizer<Text> t) : PageModel
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

        if (!result.Succeeded || user is null)
        {
            ModelState.AddModelError("Input.UserName", t["User name or password is not right."]);
            return this.Invalid();
        }

        await events.TellAsync("account.signed-in", user.UserName!);
        return LocalRedirect(await FirstPageAsync(user));
    }

    // Where they wanted to go, else the desk of the (first) office they work in.
    async Task<string> FirstPageAsync(User user)
    {
        if (Url.IsLocalUrl(ReturnUrl))
        {
            return ReturnUrl;
        }

        await using var command = source.CreateCommand(
            "select o.slug from people p join offices o on o.id = p.office_id where p.user_id = $1 and o.ended_on is null and p.from_date <= $2 and (p.until_date is null or p.until_date >= $2) order by o.id limit 1");
        command.Parameters.Fill(user.Id, clock.Today());
        var slug = await command.ExecuteScalarAsync() as string ?? ((await offices.AllAsync()) is [var first, ..] ? first.Slug : null);
        return slug is null ? "/" : $"/{slug}/desk";
    }
}
