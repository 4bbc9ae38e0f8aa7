using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Report;

/// <summary>The official report of a survey, to print.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public string Slug { get; set; } = "";

    protected override PdfJob.Asked Asked => new(ReportWriter.Printed, Slug);
}
