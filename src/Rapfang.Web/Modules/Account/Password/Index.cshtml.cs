using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Password;

/// <summary>One's own account: desks and password.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(
    UserManager<User> users, SignInManager<User> signIn, InstallationEvents events, OfficeDirectory offices, NpgsqlDataSource source, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public string? Current { get; set; }

        public string? New { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public User Account { get; private set; } = null!;

    public IReadOnlyList<OfficeProfile> Desks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var changed = await users.ChangePasswordAsync(Account, Input.Current ?? "", Input.New ?? "");
        if (!changed.Succeeded)
        {
            foreach (var error in changed.Errors)
            {
                ModelState.AddModelError(error.Code == "PasswordMismatch" ? "Input.Current" : "Input.New", t[error.Code]);
            }

            return this.Invalid();
        }

        await events.TellAsync("account.password-changed", Account.UserName!);
        await signIn.RefreshSignInAsync(Account);
        TempData["Done"] = t["The password is changed."].Value;
        return Redirect("/account");
    }

    async Task LoadAsync()
    {
        Account = (await users.GetUserAsync(User))!;
        var all = await offices.AllAsync();
        if (Account.InstallationAdmin)
        {
            Desks = all;
            return;
        }

        await using var command = source.CreateCommand("select array_agg(office_id) from people where user_id = $1");
        command.Parameters.Add(new() { Value = Account.Id });
        var mine = await command.ExecuteScalarAsync() as int[] ?? [];
        Desks = [.. all.Where(office => mine.Contains(office.Id))];
    }
}
