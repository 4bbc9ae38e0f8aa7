using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Report;

/// <summary>The official report of a survey: to print, as Word or as Excel, all from one document.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(CurrentOffice current, ReportWriter writer, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string slug, string? @as)
    {
        if (await writer.WriteAsync(slug) is not { } written)
        {
            return NotFound();
        }

        (Survey, Document) = written;
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(string slug)
    {
        if (await writer.WriteAsync(slug) is not { } written)
        {
            return NotFound();
        }

        return Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", written.Document.Title], Request.Path, new PdfJob.Asked(ReportWriter.Kind, slug)));
    }
}
