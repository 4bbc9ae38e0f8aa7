using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Meetings.Sheet;

/// <summary>A sheet to sign at a meeting, to print.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected override PdfJob.Asked Asked => new(NetworkWriter.Sheet, Id.ToString());
}
