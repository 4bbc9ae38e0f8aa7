using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks.Printed;

/// <summary>The table of networks by group and the activities of a fiscal year: to print, as Word or as Excel, all from one document.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public FiscalYear Shown { get; private set; }

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        Shown = Year is > 2410 and < 2800 ? new(Year.Value) : FiscalYear.Of(clock.Today());
        var (first, last) = (Shown.First, Shown.Last);
        var networks = await db.Set<Network>().AsNoTracking().Where(network => network.FromDate <= last && (network.UntilDate == null || network.UntilDate >= first)).OrderBy(network => network.Number).ToListAsync();
        var named = networks.Select(network => network.GroupId).ToList();
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => (group.FromDate <= last && (group.UntilDate == null || group.UntilDate >= first)) || named.Contains(group.Id)).OrderBy(group => group.Number).ToListAsync();
        var activities = await db.Set<NetworkActivity>().AsNoTracking().Where(activity => activity.Day >= first && activity.Day <= last).OrderBy(activity => activity.Day).ToListAsync();
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var document = NetworkTable.Write(office, Shown, groups, networks, activities, clock.Today());
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }
}
