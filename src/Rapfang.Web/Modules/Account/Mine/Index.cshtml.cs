using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Mine;

/// <summary>One's own account: desks, how one signs in, and where one is signed in.</summary>
[Authorize(Policies.SignedIn)]
public sealed class IndexModel(
    UserManager<User> users, Sessions sessions, CurrentSession current, InstallationEvents events, OfficeDirectory offices, NpgsqlDataSource source, PersonalKeys keys,
    IStringLocalizer<Text> t) : PageModel
{
    public User Account { get; private set; } = null!;

    public IReadOnlyList<OfficeProfile> Desks { get; private set; } = [];

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>What each office keeps to reach the person by. One's own is shown whole, and no event tells of it.</summary>
    public IReadOnlyList<(string Office, string Phone, string Email)> Contacts { get; private set; } = [];

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
        Contacts = await ContactsAsync();
        Response.Headers.CacheControl = "no-cache, no-store";
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

    async Task<IReadOnlyList<(string, string, string)>> ContactsAsync()
    {
        await using var command = source.CreateCommand("""
            select o.id, o.name, p.id, p.phone, p.email from people p join offices o on o.id = p.office_id
            where p.user_id = $1 and o.ended_on is null and (p.phone is not null or p.email is not null) order by o.id
            """);
        command.Parameters.Fill(Account.Id);
        await using var reader = await command.ExecuteReaderAsync();
        var contacts = new List<(string, string, string)>();
        while (await reader.ReadAsync())
        {
            contacts.Add((reader.GetString(1), Own(3, PersonalField.StaffPhone), Own(4, PersonalField.StaffEmail)));
        }

        return contacts;

        string Own(int column, PersonalField field) =>
            reader.IsDBNull(column) ? "" : keys.Open(new(reader.GetInt32(0), field.Name, reader.GetGuid(2)), new Sealed(reader.GetString(column)));
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
