using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Surveys.Poster;

/// <summary>A poster with the QR code, for the wall or the counter; for one group when asked.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(RapfangDb db) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public short Group { get; private set; }

    public string? GroupName { get; private set; }

    public string Query => Group > 0 ? $"?g={Group}" : "";

    public async Task<IActionResult> OnGetAsync(string slug, short g)
    {
        if (await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return NotFound();
        }

        Survey = survey;
        if (survey.Groups.Find(asked => asked.Number == g) is { } group)
        {
            Group = group.Number;
            GroupName = group.Name;
        }

        return Page();
    }
}
