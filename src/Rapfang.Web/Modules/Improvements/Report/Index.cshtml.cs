using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Improvements.Report;

/// <summary>The report on one improvement: to print, as Word or as Excel, all from one document.</summary>
[Authorize(ImprovementsModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, ImprovementRegister register, TimeProvider clock) : PageModel
{
    public Improvement Improvement { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string? @as)
    {
        if (await register.FindAsync(id) is not { } improvement)
        {
            return NotFound();
        }

        Improvement = improvement;
        var effects = await db.Set<ImprovementEffect>().AsNoTracking().Where(effect => effect.ImprovementId == id).OrderBy(effect => effect.Id).ToListAsync();
        var group = await db.Set<Group>().Where(one => one.Id == improvement.GroupId).Select(one => one.Name).SingleOrDefaultAsync();
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var document = ImprovementPaper.Write(office, improvement, effects, group, clock.Today());
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }
}
