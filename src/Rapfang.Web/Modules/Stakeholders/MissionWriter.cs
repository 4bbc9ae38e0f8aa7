using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Writes the two forms of the guideline from what is stored now.</summary>
public sealed class MissionWriter(RapfangDb db, CurrentOffice current, MissionYears years)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is <c>groups-2570-1</c>: form, fiscal year, version.</summary>
    public const string Printed = "missions";

    public async Task<OfficialDocument?> WriteAsync(string which)
    {
        if (which.Split('-') is not [var form, var year, var version]
            || await years.ReadAsync(int.Parse(year, CultureInfo.InvariantCulture), int.Parse(version, CultureInfo.InvariantCulture)) is not { Analysis: not null } state)
        {
            return null;
        }

        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        return form switch
        {
            "groups" => MissionForms.Groups(office, state),
            "linkage" => MissionForms.Linkage(office, state),
            _ => null,
        };
    }
}
