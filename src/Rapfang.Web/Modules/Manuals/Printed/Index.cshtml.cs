using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.Printed;

/// <summary>A version of a manual to print.</summary>
[Authorize(ManualsModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The number of the version; without it the one in force, else the one that is worked on.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Edition { get; set; }

    protected override PdfJob.Asked Asked => new(ManualPapers.Printed, $"{Id} {Edition}");
}
