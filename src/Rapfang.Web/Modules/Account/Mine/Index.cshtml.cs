using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Mine;

/// <summary>One's own account: desks, how one signs in, and where one is signed in.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(
    UserManager<User> users, Sessions sessions, CurrentSession current, InstallationEvents events, OfficeDirectory offices, NpgsqlDataSource source,
    IStringLocalizer<Text> t) : PageModel
{
    public User Account { get; private set; } = null!;

    public IReadOnlyList<OfficeProfile> Desks { get; private set; } = [];

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public string Name(Device device) => device switch
    {
        { Browser: "", System: "" } => t["A device of unknown kind"],
        { System: "" } => device.Browser,
        { Browser: "" } => device.System,
        _ => t["{0} on {1}", device.Browser, device.System],
    };

    public async Task OnGetAsync()
    {
        Account = (await users.GetUserAsync(User))!;
        Sessions = await sessions.OfAsync(Account.Id);
        Desks = await DesksAsync();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        var account = (await users.GetUserAsync(User))!;
        if (!await sessions.EndAsync(account.Id, id))
        {
            return NotFound();
        }

        await events.TellAsync("account.session-ended", account.UserName!);
        TempData["Done"] = t["That device is signed out."].Value;
        return Redirect("/account");
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        var account = (await users.GetUserAsync(User))!;
        var ended = await sessions.EndAllAsync(account.Id, except: current.Id);
        await events.TellAsync("account.session-ended", account.UserName!, $"{ended}");
        TempData["Done"] = t["You are signed out everywhere else."].Value;
        return Redirect("/account");
    }

    async Task<IReadOnlyList<OfficeProfile>> DesksAsync()
    {
        var all = await offices.AllAsync();
        if (Account.InstallationAdmin)
        {
            return all;
        }

        await using var command = source.CreateCommand("select array_agg(office_id) from people where user_id = $1");
        command.Parameters.Fill(Account.Id);
        var mine = await command.ExecuteScalarAsync() as int[] ?? [];
        return [.. all.Where(office => mine.Contains(office.Id))];
    }
}
