using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Calendar;

/// <summary>A month of meetings and activities, and the address of the calendar feed.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, NetworkCalendar calendar, CurrentOffice office, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const string Written = "yyyy-MM";

    public DateOnly First { get; private set; }

    public string Before => First.AddMonths(-1).ToString(Written, CultureInfo.InvariantCulture);

    public string After => First.AddMonths(1).ToString(Written, CultureInfo.InvariantCulture);

    public IReadOnlyList<CalendarEntry> Entries { get; private set; } = [];

    /// <summary>The secret address; null until it is made.</summary>
    public string? Feed { get; private set; }

    public bool MayWrite { get; private set; }

    public async Task OnGetAsync(string? month)
    {
        var today = clock.Today();
        First = DateOnly.TryParseExact(month, Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 1950 and < 2200 ? asked : new(today.Year, today.Month, 1);
        Entries = await calendar.BetweenAsync(First, First.AddMonths(1).AddDays(-1));
        MayWrite = await roles.MayAsync(NetworksModule.Write);
        Feed = MayWrite && await calendar.FeedAsync() is { } feed ? $"/{office.Profile.Slug}/networks/calendar.ics?key={calendar.KeyOf(feed)}" : null;
    }

    public async Task<IActionResult> OnPostRenewAsync()
    {
        if (!await roles.MayAsync(NetworksModule.Write))
        {
            return Forbid();
        }

        var feed = await calendar.FeedAsync() ?? db.Add(new NetworkFeed()).Entity;
        feed.Renew();
        db.Tell("network-feed.renewed", feed);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Event.network-feed.renewed"].Value;
        return Redirect(Request.Path);
    }
}
