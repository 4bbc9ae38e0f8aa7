using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Account;

/// <summary>What follows every sign-in, by password, passkey or from outside: it is told, and the person comes to the right page.</summary>
public sealed class Arrival(NpgsqlDataSource source, OfficeDirectory offices, InstallationEvents events, TimeProvider clock)
{
    /// <summary>Where they wanted to go, else the desk of the (first) office they work in.</summary>
    /// <param name="how">How they signed in, where it was not by password alone.</param>
    public async Task<string> FirstPageAsync(User user, string? returnUrl, string how = "")
    {
        await events.TellAsync("account.signed-in", user.UserName!, how);
        if (RedirectHttpResult.IsLocalUrl(returnUrl))
        {
            return returnUrl;
        }

        await using var command = source.CreateCommand(
            "select o.slug from people p join offices o on o.id = p.office_id where p.user_id = $1 and o.ended_on is null and p.from_date <= $2 and (p.until_date is null or p.until_date >= $2) order by o.id limit 1");
        command.Parameters.Fill(user.Id, clock.Today());
        var slug = await command.ExecuteScalarAsync() as string ?? ((await offices.AllAsync()) is [var first, ..] ? first.Slug : null);
        return slug is null ? "/" : $"/{slug}/desk";
    }
}
