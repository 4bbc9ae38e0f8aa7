using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;

namespace Rapfang.Modules.Stakeholders.Forms;

/// <summary>The two forms of the guideline: to print, as Word or as Excel, all from one document.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, MissionYears years) : PageModel
{
    public MissionYear State { get; private set; } = null!;

    public string Which { get; private set; } = "";

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="which"><c>groups</c> or <c>linkage</c>.</param>
    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string which, int? year, int? version, string? @as)
    {
        State = await years.ReadAsync(year, version);
        if (State.Analysis is null)
        {
            return NotFound();
        }

        Which = which;
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(o => o.Id == current.Id);
        Document = which == "groups" ? MissionForms.Groups(office, State) : MissionForms.Linkage(office, State);
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }
}
