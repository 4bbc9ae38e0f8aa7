using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks;

/// <summary>Writes the table of networks from what is stored now.</summary>
public sealed class NetworkWriter(RapfangDb db, CurrentOffice current, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the fiscal year.</summary>
    public const string Printed = "networks";

    public async Task<OfficialDocument?> WriteAsync(string which)
    {
        var year = new FiscalYear(int.Parse(which, CultureInfo.InvariantCulture));
        var (first, last) = (year.First, year.Last);
        var networks = await db.Set<Network>().AsNoTracking().Where(network => network.FromDate <= last && (network.UntilDate == null || network.UntilDate >= first)).OrderBy(network => network.Number).ToListAsync();
        var named = networks.Select(network => network.GroupId).ToList();
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => (group.FromDate <= last && (group.UntilDate == null || group.UntilDate >= first)) || named.Contains(group.Id)).OrderBy(group => group.Number).ToListAsync();
        var activities = await db.Set<NetworkActivity>().AsNoTracking().Where(activity => activity.Day >= first && activity.Day <= last).OrderBy(activity => activity.Day).ToListAsync();
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        return NetworkTable.Write(office, year, groups, networks, activities, clock.Today());
    }
}
