using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.Printed;

/// <summary>A version of a manual as it is printed: to print, as PDF, Word or Excel, all from one document.</summary>
[Authorize(ManualsModule.Read)]
public sealed class IndexModel(CurrentOffice current, ManualPapers papers, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>The number of the version; without it the one in force, else the one that is worked on.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Edition { get; set; }

    public Guid Manual { get; private set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string? @as)
    {
        if (await papers.OfAsync(id, Edition) is not { } document)
        {
            return NotFound();
        }

        (Manual, Document) = (id, document);
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(Guid id) => await papers.OfAsync(id, Edition) is { } document
        ? Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", document.Title], Request.Path + Request.QueryString, new PdfJob.Asked(ManualPapers.Printed, $"{id} {Edition}")))
        : NotFound();
}
