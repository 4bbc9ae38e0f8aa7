using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Voices.Statistics.Report;

/// <summary>The official tables of three years: to print, as Word or as Excel, all from one document.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, VoiceStatistics statistics, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(o => o.Id == current.Id);
        Document = StatisticsReport.Write(office, await statistics.OfAsync(ThreeYears.Until(clock.Today(), By == "calendar", Year), null), clock.Today());
        switch (@as)
        {
            case "docx":
                return File(Docx.Render(Document), Docx.ContentType, Document.FileName + ".docx");
            case "xlsx":
                return File(Xlsx.Render(Document), Xlsx.ContentType, Document.FileName + ".xlsx");
            default:
                Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
                return Page();
        }
    }
}
