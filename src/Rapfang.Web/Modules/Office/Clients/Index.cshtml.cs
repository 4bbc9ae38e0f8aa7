using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.Clients;

/// <summary>Other systems with keys of their own.</summary>
[Authorize(OfficeModule.Manage)]
public sealed class IndexModel(RapfangDb db, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int LongestName = 100;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool ReadsAll { get; set; }

    public IReadOnlyList<ApiClient> Clients { get; private set; } = [];

    /// <summary>The key just made, in this answer only.</summary>
    public string? Key { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAddAsync()
    {
        await LoadAsync();
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            throw new RuleBroken("กรอกชื่อระบบ ไม่เกิน 100 ตัวอักษร", "Give a name of at most 100 letters.", nameof(Name));
        }

        (var client, Key) = ApiClient.Make(Name, ReadsAll ? ApiScope.All : [ApiScope.Bring], clock.Today());
        db.Add(client);
        db.Tell("api-client.added", client);
        await NeedChannelAsync();
        await db.SaveChangesAsync();
        await LoadAsync();
        ModelState.Clear();
        (Name, ReadsAll) = (null, false);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (await db.Set<ApiClient>().SingleOrDefaultAsync(one => one.Id == id) is not { } client)
        {
            return NotFound();
        }

        client.End(clock.Today());
        db.Tell("api-client.ended", client);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    // What comes by machines names a channel like all else.
    async Task NeedChannelAsync()
    {
        var channels = await db.Set<Channel>().Select(channel => new { channel.Number, channel.Way, channel.UntilDate }).ToListAsync();
        if (channels.TrueForAll(channel => channel.Way != ChannelWay.Machine || channel.UntilDate is not null))
        {
            var added = new Channel { Number = channels.Max(channel => channel.Number) + 1, Name = "ระบบของหน่วยงานอื่น", Way = ChannelWay.Machine, FromDate = clock.Today() };
            db.Add(added);
            db.Tell("channel.added", added);
        }
    }

    async Task LoadAsync() => Clients = await db.Set<ApiClient>().AsNoTracking().OrderBy(client => client.UntilDate != null).ThenBy(client => client.Name).ToListAsync();
}
