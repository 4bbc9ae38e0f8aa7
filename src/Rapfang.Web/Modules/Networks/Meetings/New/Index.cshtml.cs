using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Meetings.New;

/// <summary>A meeting is planned, once or every month.</summary>
[Authorize(NetworksModule.Write)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int Longest = 12;

    public Network Network { get; private set; } = null!;

    public MeetingForm Input { get; private set; } = new();

    /// <summary>How many months the meeting is held in.</summary>
    [BindProperty]
    public int Months { get; set; } = 1;

    public IEnumerable<SelectListItem> MonthItems => new[] { 1, 3, 6, Longest }
        .Select(months => new SelectListItem(months == 1 ? t["Only once"] : t["Every month, {0} meetings", months], months.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UntilDate: null } network)
        {
            return NotFound();
        }

        Network = network;
        Input = new() { Day = clock.Today().AddDays(7), Until = new(12, 0) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UntilDate: null } network)
        {
            return NotFound();
        }

        Network = network;
        if (!await TryUpdateModelAsync(Input, "Input") || Months is < 1 or > Longest)
        {
            return this.Invalid();
        }

        foreach (var plan in NetworkMeeting.Monthly(Input.Read(), Months))
        {
            var meeting = NetworkMeeting.Plan(network, plan);
            db.Add(meeting);
            db.Tell("network-meeting.planned", meeting);
        }

        await db.SaveChangesAsync();
        TempData["Done"] = t["Event.network-meeting.planned"].Value;
        return Redirect(Request.Path.Value![..^"/meetings/new".Length]);
    }
}
