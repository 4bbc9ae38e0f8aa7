using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Consultations.Report;

/// <summary>The report on one consultation, to print.</summary>
[Authorize(ConsultationsModule.Read)]
public sealed class IndexModel(Printing printing) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected override PdfJob.Asked Asked => new(ConsultationWriter.Printed, Id.ToString());
}
