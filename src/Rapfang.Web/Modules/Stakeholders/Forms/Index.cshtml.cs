using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Forms;

/// <summary>The two forms of the guideline, to print.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(Printing printing, MissionYears years) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Which { get; set; } = "";

    public MissionYear State { get; private set; } = null!;

    protected override PdfJob.Asked Asked => new(MissionWriter.Printed, string.Create(CultureInfo.InvariantCulture, $"{Which}-{State.Year.Year}-{State.Analysis?.Version ?? 0}"));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        State = await years.ReadAsync(Year, Version);
        await next();
    }
}
