using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Groups;

/// <summary>Whom the office serves and who has a stake in it.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, MissionYears years, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public GroupForm Input { get; set; } = new();

    public MissionYear State { get; private set; } = null!;

    /// <summary>How many channels in use serve a group.</summary>
    public IReadOnlyDictionary<Guid, int> Served { get; private set; } = new Dictionary<Guid, int>();

    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        ModelState.Clear();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Groups of recipients and stakeholders"], export!,
                [t["No."], t["Name"], t["Kind"], t["Segment"], t["People"], t["Where they are"], t["How to reach them"], t["From"], t["Until"]], Rows().ToAsyncEnumerable())
            : Page();
    }

    IEnumerable<object?[]> Rows() => State.Groups.Select(group => (object?[])[
        group.Number, group.Name, t["StakeholderKind." + group.Kind].Value, group.Segment, group.Size, group.Place, group.Reach, group.FromDate, group.UntilDate]);

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var group = Input.WriteTo(new StakeholderGroup { Number = State.Groups.Select(known => known.Number).DefaultIfEmpty(0).Max() + 1, FromDate = clock.Today() });
        db.Add(group);
        db.Tell("stakeholder-group.added", group);
        await years.SaveAsync();
        TempData["Done"] = t["Saved. Choose the channels that serve this group."].Value;
        return Redirect($"{Request.Path}/{group.Id}#channels");
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        State = new(years.Of(null), null, [], await db.Set<StakeholderGroup>().AsNoTracking().OrderBy(group => group.UntilDate != null).ThenBy(group => group.Number).ToListAsync());
        Served = await db.Set<GroupChannel>().Where(served => db.Set<Channel>().Any(channel => channel.Id == served.ChannelId && channel.UntilDate == null))
            .GroupBy(served => served.GroupId).ToDictionaryAsync(group => group.Key, group => group.Count());
    }
}
