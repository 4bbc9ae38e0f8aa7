using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Platform.Identity;

/// <summary>The roles that the signed-in person holds today in the office of the address.</summary>
public sealed class OfficeRoles(
    NpgsqlDataSource source, CurrentOffice office, CurrentActor actor, IHttpContextAccessor http, Permissions permissions, TimeProvider clock)
{
    IReadOnlySet<Role>? roles;
    Guid? person;

    /// <summary>The person of this office who is signed in; null for an outsider.</summary>
    public async ValueTask<Guid?> PersonAsync()
    {
        await LoadAsync();
        return person;
    }

    public async ValueTask<bool> IsMemberAsync() => (await LoadAsync()).Count > 0;

    public async ValueTask<bool> MayAsync(string permission) => permissions.Holds(await LoadAsync(), permission);

    public async ValueTask<IReadOnlySet<Role>> LoadAsync()
    {
        if (roles is not null)
        {
            return roles;
        }

        var found = new HashSet<Role>();
        if (actor.UserId is { } user && office.IsSet)
        {
            if (http.HttpContext!.User.HasClaim(Policies.InstallationAdmin, "true"))
            {
                found.Add(Role.OfficeAdministrator);
            }

            await using var command = source.CreateCommand("""
                select p.id, r.role
                from people p left join role_assignments r on (r.office_id, r.person_id) = (p.office_id, p.id)
                    and r.from_date <= $3 and (r.until_date is null or r.until_date >= $3)
                where p.office_id = $1 and p.user_id = $2
                    and p.from_date <= $3 and (p.until_date is null or p.until_date >= $3)
                """);
            command.Parameters.Fill(office.Id, user, clock.Today());
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                person = reader.GetGuid(0);
                if (!await reader.IsDBNullAsync(1))
                {
                    found.Add(Enum.Parse<Role>(reader.GetString(1).Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
                }
            }
        }

        return roles = found;
    }
}
