using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Printed;

/// <summary>A form of the guideline on listening, to print.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(Printing printing, ChannelFigures figures) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Which { get; set; } = "";

    public FiscalYear Shown => figures.YearAsked(Year);

    protected override PdfJob.Asked Asked => new(ListeningPapers.Printed, string.Create(CultureInfo.InvariantCulture, $"{Which}-{Shown.Year}"));
}
