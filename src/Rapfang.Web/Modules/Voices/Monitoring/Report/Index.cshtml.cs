using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring.Report;

/// <summary>The report on a fiscal year's monitoring: to print, as Word, Excel or PDF, all from one document.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(CurrentOffice current, MonitoringYear years, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    public int Year { get; private set; }

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(int? year, string? @as)
    {
        await WriteAsync(year);
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(int? year)
    {
        await WriteAsync(year);
        return Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", Document.Title], $"{Request.Path}?year={Year}", new PdfJob.Asked(MonitoringYear.Printed, Text(Year))));
    }

    async Task WriteAsync(int? year)
    {
        Year = years.Of(year).Year;
        Document = (await years.ReportAsync(Text(Year)))!;
    }

    static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
