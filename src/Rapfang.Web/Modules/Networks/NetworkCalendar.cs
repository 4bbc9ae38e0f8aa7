using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks;

/// <summary>The office gives its calendar out at a secret address; a new number makes a new address and closes the old one.</summary>
public sealed class NetworkFeed : OfficeRecord
{
    public int Number { get; private set; }

    public void Renew() => Number++;
}

sealed class NetworkFeedConfiguration : IEntityTypeConfiguration<NetworkFeed>
{
    public void Configure(EntityTypeBuilder<NetworkFeed> entity) => entity.ToTable("network_feeds");
}

/// <summary>A meeting or an activity as a calendar shows it.</summary>
/// <param name="Path">Its page below <c>/{office}/desk</c>.</param>
public sealed record CalendarEntry(Guid Id, DateOnly Day, DateOnly LastDay, TimeOnly? From, TimeOnly? Until, string Title, string Network, string Place, string Path, MeetingState? State, int Version);

/// <summary>What the networks do, by day: on a page, and as an iCalendar for the calendars of telephones. Nothing of it tells of a person.</summary>
public sealed class NetworkCalendar(RapfangDb db, PersonalKeys keys, CurrentOffice office, TimeProvider clock)
{
    static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    /// <summary>Meetings and activities that touch these days, the first ones first.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(DateOnly first, DateOnly last)
    {
        var meetings = await (
            from meeting in db.Set<NetworkMeeting>().AsNoTracking()
            join network in db.Set<Network>().AsNoTracking() on meeting.NetworkId equals network.Id
            where meeting.Day >= first && meeting.Day <= last
            select new CalendarEntry(
                meeting.Id, meeting.Day, meeting.Day, meeting.FromTime, meeting.UntilTime, meeting.Title, network.Name, meeting.Place, "/networks/meetings/" + meeting.Id, meeting.State, meeting.Version)).ToListAsync();
        var activities = await (
            from activity in db.Set<NetworkActivity>().AsNoTracking()
            join network in db.Set<Network>().AsNoTracking() on activity.NetworkId equals network.Id
            where activity.Day <= last && (activity.UntilDay ?? activity.Day) >= first
            select new CalendarEntry(
                activity.Id, activity.Day, activity.UntilDay ?? activity.Day, null, null, activity.Topic, network.Name, activity.Place, "/networks/activities/" + activity.Id, null, activity.Version)).ToListAsync();
        return [.. meetings.Concat(activities).OrderBy(entry => entry.Day).ThenBy(entry => entry.From).ThenBy(entry => entry.Id)];
    }

    public Task<NetworkFeed?> FeedAsync() => db.Set<NetworkFeed>().SingleOrDefaultAsync();

    /// <summary>What the secret address ends with; made of the keys, so nothing of it is kept.</summary>
    public string KeyOf(NetworkFeed feed) => KeysOf(feed).First();

    IEnumerable<string> KeysOf(NetworkFeed feed) => keys.Index("network calendar", string.Create(CultureInfo.InvariantCulture, $"{office.Id}/{feed.Number}"));

    public async Task<bool> OpensAsync(string key) => await FeedAsync() is { } feed
        && KeysOf(feed).Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(key)));

    /// <summary>The calendar from the year before to the end of what is planned.</summary>
    public async Task<string> WriteAsync()
    {
        var calendar = new CalendarText().Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "-//Rapfang//Networks//TH").Line("CALSCALE", "GREGORIAN")
            .Words("X-WR-CALNAME", $"เครือข่าย {office.Profile.Name}").Line("X-WR-TIMEZONE", "Asia/Bangkok");
        var now = clock.GetUtcNow();
        foreach (var entry in await BetweenAsync(FiscalYear.Of(clock.Today()).Previous.First, DateOnly.MaxValue))
        {
            calendar.Line("BEGIN", "VEVENT").Line("UID", $"{entry.Id}@{office.Profile.Slug}.rapfang").Moment("DTSTAMP", now).Line("SEQUENCE", entry.Version.ToString(CultureInfo.InvariantCulture));
            if (entry.From is { } from)
            {
                calendar.Moment("DTSTART", new(entry.Day.ToDateTime(from), Bangkok));
                if (entry.Until is { } until)
                {
                    calendar.Moment("DTEND", new(entry.Day.ToDateTime(until), Bangkok));
                }
            }
            else
            {
                calendar.Day("DTSTART", entry.Day).Day("DTEND", entry.LastDay.AddDays(1)); // The end lies outside.
            }

            calendar.Words("SUMMARY", entry.Title).Words("DESCRIPTION", entry.Network).Words("LOCATION", entry.Place)
                .Line("STATUS", entry.State == MeetingState.Cancelled ? "CANCELLED" : "CONFIRMED").Line("END", "VEVENT");
        }

        return calendar.Line("END", "VCALENDAR").ToString();
    }
}
