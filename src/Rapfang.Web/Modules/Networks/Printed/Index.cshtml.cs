using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Printed;

/// <summary>The table of networks by group and the activities of a fiscal year, to print.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(Printing printing, TimeProvider clock) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public FiscalYear Shown => clock.FiscalYearAsked(Year);

    protected override PdfJob.Asked Asked => new(NetworkWriter.Printed, Shown.Year.ToString(CultureInfo.InvariantCulture));
}
