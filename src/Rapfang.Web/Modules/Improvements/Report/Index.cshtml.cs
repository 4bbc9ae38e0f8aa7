using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.Report;

/// <summary>The report on one improvement, to print.</summary>
[Authorize(ImprovementsModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected override PdfJob.Asked Asked => new(ImprovementWriter.Printed, Id.ToString());
}
