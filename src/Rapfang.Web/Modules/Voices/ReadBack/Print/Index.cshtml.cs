using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.ReadBack.Print;

/// <summary>The paper that is read out to who said it, and signed.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(Printing printing, VoiceAccess access) : PrintedModel(printing)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected override PdfJob.Asked Asked => new(ReadBackWriter.Printed, Id.ToString());

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await access.FindAsync(Id) is null)
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }
}
