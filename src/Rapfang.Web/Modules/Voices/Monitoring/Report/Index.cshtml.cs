using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring.Report;

/// <summary>The report on a fiscal year's monitoring, to print.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(Printing printing, MonitoringYear years) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public int Shown => years.Of(Year).Year;

    protected override PdfJob.Asked Asked => new(MonitoringYear.Printed, Shown.ToString(CultureInfo.InvariantCulture));
}
