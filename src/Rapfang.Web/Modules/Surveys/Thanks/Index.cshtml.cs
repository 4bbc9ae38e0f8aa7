using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Surveys.Thanks;

/// <summary>Thanks the person and says what happens now. The address says nothing about their answer.</summary>
[AllowAnonymous]
public sealed class IndexModel(OpenSurveys surveys, CurrentOffice office) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await surveys.FindAsync(office.Profile, slug) is not { } survey)
        {
            return NotFound();
        }

        Survey = survey;
        return Page();
    }
}
