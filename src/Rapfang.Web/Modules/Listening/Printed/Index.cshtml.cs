using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Printed;

/// <summary>A form of the guideline on listening: to print, as Word or as Excel, all from one document.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(CurrentOffice current, ListeningPapers papers, ChannelFigures figures, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Which { get; set; } = "";

    public FiscalYear Shown => figures.YearAsked(Year);

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        if (!ListeningPapers.Knows(Which))
        {
            return NotFound();
        }

        Document = await papers.WriteAsync(Which, Shown);
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync()
    {
        if (!ListeningPapers.Knows(Which))
        {
            return NotFound();
        }

        Document = await papers.WriteAsync(Which, Shown);
        return Redirect(await jobs.AskAsync(
            PdfJob.Kind, t["PDF: {0}", Document.Title], string.Create(CultureInfo.InvariantCulture, $"{Request.Path}?year={Shown.Year}"),
            new PdfJob.Asked(ListeningPapers.Printed, string.Create(CultureInfo.InvariantCulture, $"{Which}-{Shown.Year}"))));
    }
}
