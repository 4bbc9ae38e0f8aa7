using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Participation.Consultations.Report;

/// <summary>The report on one consultation: to print, as Word or as Excel, all from one document.</summary>
[Authorize(ConsultationsModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, ConsultationRegister register, ConsultationBox box, TimeProvider clock) : PageModel
{
    public Consultation Consultation { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string? @as)
    {
        if (await register.FindAsync(id) is not { ApprovedAt: not null } consultation)
        {
            return NotFound();
        }

        Consultation = consultation;
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var comments = await db.Set<ConsultationComment>().AsNoTracking().Where(comment => comment.ConsultationId == id && comment.State == CommentState.Shown).ToListAsync();
        var document = ConsultationPaper.Write(
            office, consultation, await register.CountAsync(id), await register.ResultsAsync(consultation, withWords: true), comments, await box.SupportsAsync(id), await register.ImprovementsAsync(id), clock.Today());
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }
}
