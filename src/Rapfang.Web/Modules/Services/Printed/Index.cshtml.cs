using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Printed;

/// <summary>The page of a service on paper, in either layout: to print, as PDF, Word or Excel, all from one document.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(CurrentOffice current, ServicePapers papers, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ServiceLayout Layout { get; set; }

    public Guid Id { get; private set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, int number, string? @as)
    {
        if (await papers.OfAsync(Which(id, number)) is not { } document)
        {
            return NotFound();
        }

        (Id, Document) = (id, document);
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(Guid id, int number) => await papers.OfAsync(Which(id, number)) is { } document
        ? Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", document.Title], $"{Request.Path}?layout={Layout}", new PdfJob.Asked(ServicePapers.Printed, Which(id, number))))
        : NotFound();

    string Which(Guid id, int number) => string.Create(CultureInfo.InvariantCulture, $"{id}:{number}:{Layout}");
}
