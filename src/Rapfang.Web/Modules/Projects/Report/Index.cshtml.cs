using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Projects.Report;

/// <summary>The ten parts of a project and what came of it, to print.</summary>
[Authorize(ProjectsModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected override PdfJob.Asked Asked => new(ProjectRegister.Printed, Id.ToString());
}
