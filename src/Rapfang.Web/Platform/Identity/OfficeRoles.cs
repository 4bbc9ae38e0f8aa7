using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Platform.Identity;

/// <summary>The roles that the signed-in person holds today in the office of the address.</summary>
public sealed class OfficeRoles(
    NpgsqlDataSource source, CurrentOffice office, CurrentActor actor, IHttpContextAccessor http, Permissions permissions, TimeProvider clock)
{
    HashSet<Role>? roles;
    readonly Dictionary<Guid, HashSet<Role>> lent = [];
    Guid? person;

    /// <summary>The person of this office who is signed in; null for an outsider.</summary>
    public async ValueTask<Guid?> PersonAsync()
    {
        await LoadAsync();
        return person;
    }

    public async ValueTask<bool> IsMemberAsync() => (await LoadAsync()).Count > 0 || lent.Count > 0;

    /// <summary>
    /// Whether the person holds the permission, by their own roles or by those of somebody absent for whom they act today.
    /// What is done with a lent right is told with the name of the absent one.
    /// </summary>
    public async ValueTask<bool> MayAsync(string permission)
    {
        if (permissions.Holds(await LoadAsync(), permission))
        {
            return true;
        }

        foreach (var (absent, held) in lent)
        {
            if (permissions.Holds(held, permission))
            {
                actor.ActingFor ??= absent;
                return true;
            }
        }

        return false;
    }

    /// <summary>Their own roles.</summary>
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

            // Who acts for somebody borrows what that one holds by themselves, not what they borrow in turn.
            await using var command = source.CreateCommand("""
                with me as (
                    select id from people
                    where office_id = $1 and user_id = $2 and from_date <= $3 and (until_date is null or until_date >= $3)),
                standing as (
                    select id as person_id, null::uuid as absent from me
                    union all
                    select s.person_id, s.person_id from substitutions s
                    join me on me.id = s.substitute_id
                    join people p on (p.office_id, p.id) = (s.office_id, s.person_id) and (p.until_date is null or p.until_date >= $3)
                    where s.office_id = $1 and s.from_date <= $3 and s.until_date >= $3)
                select standing.person_id, standing.absent, r.role
                from standing left join role_assignments r on r.office_id = $1 and r.person_id = standing.person_id
                    and r.from_date <= $3 and (r.until_date is null or r.until_date >= $3)
                """);
            command.Parameters.Fill(office.Id, user, clock.Today());
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var own = await reader.IsDBNullAsync(1);
                var held = found;
                if (own)
                {
                    person = reader.GetGuid(0);
                }
                else if (!lent.TryGetValue(reader.GetGuid(1), out held))
                {
                    lent[reader.GetGuid(1)] = held = [];
                }

                if (!await reader.IsDBNullAsync(2))
                {
                    held.Add(Enum.Parse<Role>(reader.GetString(2).Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
                }
            }
        }

        return roles = found;
    }
}
