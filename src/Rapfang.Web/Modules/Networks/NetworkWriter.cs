using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks;

/// <summary>Writes the table of networks from what is stored now.</summary>
public sealed class NetworkWriter(RapfangDb db, CurrentOffice current, NetworkRegister register, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the fiscal year.</summary>
    public const string Printed = "networks";

    /// <summary>The kind of sheets to sign; which one is the meeting's id.</summary>
    public const string Sheet = "network-sheet";

    // Some bring somebody along.
    const int SpareLines = 5;

    /// <summary>A sheet to sign at a meeting. Names are written by hand on it: those of members stay sealed.</summary>
    public async Task<OfficialDocument?> SheetAsync(string which)
    {
        var id = Guid.Parse(which);
        if (await db.Set<NetworkMeeting>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id) is not { } meeting)
        {
            return null;
        }

        var network = await db.Set<Network>().AsNoTracking().SingleAsync(one => one.Id == meeting.NetworkId);
        var lines = (await register.MembersAsync(network.Id, meeting.Day)).Count + SpareLines;
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        return new(
            "บัญชีรายชื่อผู้เข้าร่วมประชุม",
            [
                new Paragraph($"{network.Name}\n{meeting.Title}\nวันที่ {ThaiDate.Long(meeting.Day)} เวลา {NetworkView.Time(meeting.FromTime, meeting.UntilTime)} ณ {meeting.Place}", Indent: false),
                new Table(
                    null, [new("ที่", 0.6, Align.Center), new("ชื่อ - ชื่อสกุล", 3), new("ตำแหน่ง/หน่วยงาน/ชุมชน", 2.6), new("ลายมือชื่อ", 2), new("หมายเหตุ", 1.2)],
                    [.. Enumerable.Range(1, lines).Select(n => new Row([new(n.ToString(CultureInfo.InvariantCulture) + "\n "), new(""), new(""), new(""), new("")]))])
                {
                    Note = "ชื่อที่เขียนในบัญชีนี้ใช้บันทึกการเข้าร่วมประชุมเท่านั้น",
                },
            ],
            office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"meeting-{meeting.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", FooterText = office.Name,
        };
    }

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
