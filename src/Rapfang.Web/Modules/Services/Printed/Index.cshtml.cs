using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Printed;

/// <summary>The page of a service in one of its editions, in either layout, to print.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    [BindProperty(SupportsGet = true)]
    public ServiceLayout Layout { get; set; }

    protected override PdfJob.Asked Asked => new(ServicePapers.Printed, string.Create(CultureInfo.InvariantCulture, $"{Id}:{Number}:{Layout}"));
}
