using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Yearly.Report;

/// <summary>The letter to the governor with the report, to print.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    protected override PdfJob.Asked Asked => new(YearlyRegister.Printed, Year.ToString(CultureInfo.InvariantCulture));
}
