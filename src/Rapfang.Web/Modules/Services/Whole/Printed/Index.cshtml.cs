using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Whole.Printed;

/// <summary>An edition of the public manual to print, also while it is a draft.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    protected override PdfJob.Asked Asked => new(PublicManualPapers.Printed, Number.ToString(CultureInfo.InvariantCulture));
}
