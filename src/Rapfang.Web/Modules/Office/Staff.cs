using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Office;

/// <summary>Somebody of the office as they can be told of something today.</summary>
/// <param name="Roles">Those in force today.</param>
/// <param name="Users">Their account, and that of who acts for them today; none where neither has one.</param>
public sealed record Colleague(Guid PersonId, Guid? GroupId, IReadOnlySet<Role> Roles, IReadOnlyList<Guid> Users);

/// <summary>Who works in the office today.</summary>
public sealed class Staff(RapfangDb db, CurrentOffice office, CurrentActor actor, NoticeBoard board, TimeProvider clock)
{
    /// <summary>Tells colleagues, and who acts for them, but not who does it now; stored with the change it tells of.</summary>
    /// <param name="path">Below the desk, such as <c>/voices</c>.</param>
    public async Task TellAsync(Func<Colleague, bool> who, string thai, string english, string path)
    {
        foreach (var user in (await InForceAsync()).Where(who).SelectMany(one => one.Users).Distinct().Where(user => user != actor.UserId))
        {
            await board.TellAsync(user, thai, english, $"/{office.Profile.Slug}/desk{path}");
        }
    }

    public async Task<IReadOnlyList<Colleague>> InForceAsync()
    {
        var today = clock.Today();
        var people = await db.Set<Person>().AsNoTracking().Include(person => person.Roles).Where(person => person.FromDate <= today && (person.UntilDate == null || person.UntilDate >= today)).ToListAsync();
        var acting = (await db.Set<Substitution>().AsNoTracking().Where(substitution => substitution.FromDate <= today && substitution.UntilDate >= today).ToListAsync())
            .ToLookup(substitution => substitution.PersonId, substitution => substitution.SubstituteId);
        var accounts = people.Where(person => person.UserId is not null).ToDictionary(person => person.Id, person => person.UserId!.Value);
        return
        [
            .. people.Select(person => new Colleague(
                person.Id, person.GroupId, person.Roles.Where(role => role.IsInForce(today)).Select(role => role.Role).ToHashSet(),
                [.. acting[person.Id].Append(person.Id).Where(accounts.ContainsKey).Select(id => accounts[id])])),
        ];
    }
}
