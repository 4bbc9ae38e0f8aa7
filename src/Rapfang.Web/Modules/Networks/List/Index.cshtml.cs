using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.List;

/// <summary>The register of networks, with what each did in this fiscal year.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <param name="IsSilent">It is there, and nothing is planned or was done with it this year.</param>
    public sealed record Line(Network Network, string Group, int Members, int Held, int Activities, bool IsSilent);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayWrite { get; private set; }

    public FiscalYear Year => FiscalYear.Of(clock.Today());

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        var (today, first, last) = (clock.Today(), Year.First, Year.Last);
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
        var members = await db.Set<NetworkMember>().Where(member => member.FromDate <= today && (member.UntilDate == null || member.UntilDate >= today))
            .GroupBy(member => member.NetworkId).Select(of => new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count);
        var meetings = (await db.Set<NetworkMeeting>().Where(meeting => meeting.Day >= first && meeting.Day <= last && meeting.State != MeetingState.Cancelled)
            .GroupBy(meeting => new { meeting.NetworkId, meeting.State }).Select(of => new { of.Key.NetworkId, of.Key.State, Count = of.Count() }).ToListAsync()).ToLookup(of => of.NetworkId);
        var activities = await db.Set<NetworkActivity>().Where(activity => activity.Day >= first && activity.Day <= last)
            .GroupBy(activity => activity.NetworkId).Select(of => new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count);
        var networks = await db.Set<Network>().AsNoTracking().OrderBy(network => network.UntilDate != null).ThenBy(network => network.Number).ToListAsync();
        Lines =
        [
            .. networks.Select(network => new Line(
                network, groups[network.GroupId], members.GetValueOrDefault(network.Id), meetings[network.Id].Where(of => of.State == MeetingState.Held).Sum(of => of.Count),
                activities.GetValueOrDefault(network.Id), network.UntilDate is null && !meetings.Contains(network.Id) && !activities.ContainsKey(network.Id))),
        ];
        MayWrite = await roles.MayAsync(NetworksModule.Write);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Networks"], export!,
                [
                    t["No."], t["Name of the network"], t["Group of recipients or stakeholders"], t["Form of the network"], t["Structure"], t["Committee"], t["Formal or informal"], t["Ways to keep in touch"], t["Formed by"],
                    t["Members"], t["Meetings held, {0}", Year.Year], t["Activities, {0}", Year.Year], t["From"], t["Until"],
                ],
                Lines.Select(Row).ToAsyncEnumerable())
            : Page();
    }

    object?[] Row(Line line) =>
    [
        line.Network.Number, line.Network.Name, line.Group, line.Network.Form, line.Network.Structure, line.Network.Committee, t[line.Network.IsFormal ? "Formal" : "Informal"].Value, line.Network.Communication,
        string.Join(", ", line.Network.Bases.Select(basis => t["NetworkBasis." + basis].Value)), line.Members, line.Held, line.Activities, line.Network.FromDate, line.Network.UntilDate,
    ];
}
