using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Statistics.Report;

/// <summary>The official tables of three years: to print, as Word or as Excel, all from one document.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(CurrentOffice current, VoiceStatistics statistics, JobRequests jobs, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    ThreeYears Years => ThreeYears.Until(clock.Today(), By == "calendar", Year);

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        Document = await statistics.ReportAsync(Years);
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync()
    {
        var (years, by) = (Years, By == "calendar" ? "calendar" : "fiscal");
        Document = await statistics.ReportAsync(years);
        return Redirect(await jobs.AskAsync(
            PdfJob.Kind, t["PDF: {0}", Document.Title], string.Create(CultureInfo.InvariantCulture, $"{Request.Path}?By={by}&Year={years.Last}"),
            new PdfJob.Asked(VoiceStatistics.Printed, string.Create(CultureInfo.InvariantCulture, $"{by}-{years.Last}"))));
    }
}
