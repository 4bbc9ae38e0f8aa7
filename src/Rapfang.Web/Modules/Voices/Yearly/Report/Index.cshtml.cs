using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Yearly.Report;

/// <summary>The letter to the governor with the report: to print, as PDF, Word or Excel, all from one document.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(CurrentOffice current, YearlyRegister register, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    public int Year { get; private set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(int year, string? @as)
    {
        if (await register.PaperAsync(year) is not { } document)
        {
            return NotFound();
        }

        (Year, Document) = (year, document);
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(int year) => await register.PaperAsync(year) is { } document
        ? Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", document.Title], Request.Path, new PdfJob.Asked(YearlyRegister.Printed, year.ToString(System.Globalization.CultureInfo.InvariantCulture))))
        : NotFound();
}
