using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Statistics.Report;

/// <summary>The official tables of three years, to print.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(Printing printing, TimeProvider clock) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    protected override PdfJob.Asked Asked
    {
        get
        {
            var isCalendar = By == "calendar";
            return new(VoiceStatistics.Printed, string.Create(CultureInfo.InvariantCulture, $"{(isCalendar ? "calendar" : "fiscal")}-{ThreeYears.Until(clock.Today(), isCalendar, Year).Last}"));
        }
    }
}
