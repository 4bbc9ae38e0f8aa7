using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.First;

/// <summary>The first administrator and the first office. The page exists only while nobody can sign in.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    UserManager<User> users, SignInManager<User> signIn, RapfangDb db, InstallationEvents events, OfficeSetUp setUp, IStringLocalizer<Text> t) : PageModel
{
    // Two first administrators at the same moment would be one too many.
    const long OnlyOne = 7_218_364_502;

    [BindProperty]
    public NewOffice Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync() => await users.Users.AnyAsync() ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OnlyOne})");
        if (await users.Users.AnyAsync())
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var admin = new User { UserName = Input.UserName.Trim(), DisplayName = Input.DisplayName.Trim(), InstallationAdmin = true };
        var made = await users.CreateAsync(admin, Input.Password);
        if (!made.Succeeded)
        {
            NewOffice.Refuse(ModelState, made, t);
            return this.Invalid();
        }

        var office = await setUp.OpenAsync(Input.Slug, Input.OfficeKind, Input.OfficeName);
        await transaction.CommitAsync();
        await events.TellAsync("installation.set-up", office.Slug);
        await signIn.SignInAsync(admin, isPersistent: false);
        return Redirect($"/{office.Slug}/desk/office");
    }
}
