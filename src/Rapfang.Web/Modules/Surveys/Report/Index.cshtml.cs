using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Surveys.Report;

/// <summary>The official report of a survey: to print, as Word or as Excel, all from one document.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, ResultReader results, TimeProvider clock) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string slug, string? @as)
    {
        if (await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return NotFound();
        }

        Survey = survey;
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(o => o.Id == current.Id);
        var comments = await results.CommentsAsync(survey, null, null, SurveyReport.MostComments);
        Document = SurveyReport.Write(office, await results.OfAsync(survey), await results.YearBeforeAsync(survey), comments, clock.Today());
        switch (@as)
        {
            case "docx":
                return File(Docx.Render(Document), Docx.ContentType, Document.FileName + ".docx");
            case "xlsx":
                return File(Xlsx.Render(Document), Xlsx.ContentType, Document.FileName + ".xlsx");
            default:
                Html = PrintHtml.Render(Document, new PrintHtmlOptions(office.Logo is null ? null : $"/{office.Slug}/logo"));
                return Page();
        }
    }
}
