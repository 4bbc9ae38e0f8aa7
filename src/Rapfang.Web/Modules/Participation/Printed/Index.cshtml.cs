using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Printed;

/// <summary>The tables of a fiscal year, to print.</summary>
[Authorize(ParticipationModule.Read)]
public sealed class IndexModel(Printing printing, TimeProvider clock) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Which { get; set; } = "";

    public FiscalYear Shown => clock.FiscalYearAsked(Year);

    protected override PdfJob.Asked Asked => new(ParticipationWriter.Printed, string.Create(CultureInfo.InvariantCulture, $"{Which}-{Shown.Year}"));
}
