using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Modules.Surveys;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Services.Public.Thanks;

/// <summary>What somebody said of the page came in.</summary>
[AllowAnonymous]
public sealed class IndexModel(ServiceRegister register, OpenSurveys surveys, CurrentOffice current, TimeProvider clock) : PageModel
{
    public PublicService Shown { get; private set; } = null!;

    /// <summary>Surveys that can be answered today.</summary>
    public IReadOnlyList<Survey> Open { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await register.PublicAsync(slug) is not { } shown)
        {
            return NotFound();
        }

        // The survey of the pages was just answered.
        (Shown, Open) = (shown, [.. (await surveys.AllAsync(current.Profile, clock.Today())).Where(survey => !survey.Questionnaire.AsksEachService)]);
        return Page();
    }
}
