using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring.Report;

/// <summary>The report on a fiscal year's monitoring: to print, as Word or as Excel, all from one document.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, MonitoringYear years, IStringLocalizer<Text> t) : PageModel
{
    public string Title { get; private set; } = "";

    public string Html { get; private set; } = "";

    public int Year { get; private set; }

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(int? year, string? @as)
    {
        var state = await years.ReadAsync(years.Of(year));
        Year = state.Year.Year;
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var document = MonitoringReport.Write(office, state, frequency => t["Frequency." + frequency]);
        Title = document.Title;
        switch (@as)
        {
            case "docx":
                return File(Docx.Render(document), Docx.ContentType, document.FileName + ".docx");
            case "xlsx":
                return File(Xlsx.Render(document), Xlsx.ContentType, document.FileName + ".xlsx");
            default:
                Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
                return Page();
        }
    }
}
