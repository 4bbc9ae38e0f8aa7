using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks;

/// <summary>The register of networks: finds, numbers and stores, and lets members sign themselves in at a meeting.</summary>
public sealed class NetworkRegister(RapfangDb db, CurrentOffice office, Seals seals, PersonalKeys keys, TimeProvider clock)
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    public Task<Network?> FindAsync(Guid id) => db.Set<Network>().SingleOrDefaultAsync(network => network.Id == id);

    public async Task<Network> AddAsync(NetworkFacts facts, DateOnly from)
    {
        var network = Network.Begin((await db.Set<Network>().MaxAsync(known => (int?)known.Number) ?? 0) + 1, facts, from);
        db.Add(network);
        db.Tell("network.begun", network);
        await db.SaveChangesAsync();
        return network;
    }

    /// <exception cref="RuleBroken">Somebody else changed it meanwhile.</exception>
    public Task SaveAsync() => db.SaveUnlessChangedAsync();

    public static RuleBroken ChangedMeanwhile() => SaveUnlessChanged.ChangedMeanwhile();

    /// <summary>Those who belong to a network on a day; who took their consent back is not among them.</summary>
    public async Task<List<NetworkMember>> MembersAsync(Guid network, DateOnly day) => [.. InOrder(await db.Set<NetworkMember>().AsNoTracking()
        .Where(member => member.NetworkId == network && member.Name != null && member.FromDate <= day && (member.UntilDate == null || member.UntilDate >= day)).ToListAsync())];

    /// <summary>As on a sheet of names: those who left last, the committee first by its duties, then by name without title.</summary>
    public IEnumerable<NetworkMember> InOrder(IEnumerable<NetworkMember> members) => members
        .OrderBy(member => member.UntilDate is not null).ThenByDescending(member => member.OnCommittee).ThenBy(member => member.Precedence).ThenBy(member => Plain(NameOf(member)), ThaiText.Comparer);

    /// <summary>The whole name, for the system's own use; who shows it first saves an event that tells of the look.</summary>
    public string NameOf(NetworkMember member) => seals.Open(member, NetworkMember.NameField, member.Name);

    public string PhoneOf(NetworkMember member) => seals.Open(member, NetworkMember.PhoneField, member.Phone);

    public string EmailOf(NetworkMember member) => seals.Open(member, NetworkMember.EmailField, member.Email);

    /// <summary>Seals who a member is. A name, telephone or e-mail that is null stays as it is.</summary>
    public void Write(NetworkMember member, string? name, string? phone, string? email)
    {
        if (name is not null)
        {
            member.Call(seals.Seal(member, NetworkMember.NameField, name, member.Name)!, Hashes(member.NetworkId, name)[0]);
        }

        member.Reach(
            phone is null ? member.Phone : seals.Seal(member, NetworkMember.PhoneField, phone, member.Phone),
            email is null ? member.Email : seals.Seal(member, NetworkMember.EmailField, email, member.Email));
    }

    /// <summary>A name as it is compared: without title, case and blanks.</summary>
    public static string Plain(string name)
    {
        var parts = PersonName.Split(name);
        return string.Concat(ThaiText.Normalise($"{parts.Given}{parts.Family}").Where(c => !char.IsWhiteSpace(c)));
    }

    IReadOnlyList<string> Hashes(Guid network, string name) => keys.Index("network member names", $"{office.Id}/{network:N}/{Plain(name)}");

    /// <summary>The code that opens the list of a meeting on its day; nothing of it is kept.</summary>
    public string CodeOf(NetworkMeeting meeting) => CodesOf(meeting)[0];

    string[] CodesOf(NetworkMeeting meeting) => [.. keys.Index("network attendance", $"{office.Id}/{meeting.Id:N}").Select(SecretCode.Of)];

    /// <summary>The meeting of today that a code opens. A wrong code and a wrong day are the same: nothing.</summary>
    public async Task<NetworkMeeting?> OpenAsync(string code)
    {
        var (today, plain) = (clock.Today(), SecretCode.Plain(code));
        var held = await db.Set<NetworkMeeting>().Where(meeting => meeting.Day == today).ToListAsync();
        return held.Find(meeting => meeting.IsOpenOn(today) && CodesOf(meeting).Any(one => SecretCode.Plain(one) == plain));
    }

    /// <summary>Of these members those whose name was typed.</summary>
    public IReadOnlyList<NetworkMember> Named(Guid network, IEnumerable<NetworkMember> members, string typed)
    {
        var hashes = Hashes(network, typed);
        return [.. members.Where(member => hashes.Contains(member.NameHash))];
    }

    /// <summary>A member signs in; a second time changes nothing.</summary>
    /// <returns>False when they stood on the list already.</returns>
    public async Task<bool> SignAsync(NetworkMeeting meeting, Guid member)
    {
        if (await db.Set<NetworkAttendance>().AnyAsync(one => one.MeetingId == meeting.Id && one.MemberId == member))
        {
            return false;
        }

        db.Add(new NetworkAttendance(meeting.Id, member, AttendanceWay.Signed, clock.GetUtcNow()));
        db.Tell("network-meeting.signed", meeting);
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false; // Tapped twice, or ticked by the officer at this moment.
        }
    }

    /// <summary>The officer's list: who was ticked comes in, who was ticked when the list was shown and is not any more goes out.</summary>
    /// <param name="seen">Who stood on the list as the officer saw it; who signed in since stays.</param>
    public async Task TickAsync(NetworkMeeting meeting, IReadOnlyCollection<Guid> present, IReadOnlyCollection<Guid> seen)
    {
        meeting.TakeAttendance(clock.Today());
        var here = await db.Set<NetworkAttendance>().Where(one => one.MeetingId == meeting.Id).ToListAsync();
        var members = (await MembersAsync(meeting.NetworkId, meeting.Day)).Select(member => member.Id).ToHashSet();
        db.RemoveRange(here.Where(one => seen.Contains(one.MemberId) && !present.Contains(one.MemberId)));
        foreach (var member in present.Distinct().Where(id => members.Contains(id) && here.TrueForAll(one => one.MemberId != id)))
        {
            db.Add(new NetworkAttendance(meeting.Id, member, AttendanceWay.Ticked, clock.GetUtcNow()));
        }

        db.Tell("network-meeting.ticked", meeting);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw ChangedMeanwhile();
        }
    }
}
