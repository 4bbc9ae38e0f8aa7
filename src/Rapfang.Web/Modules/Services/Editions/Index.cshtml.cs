using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Services.Editions;

/// <summary>One edition as it was, or will be.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(RapfangDb db) : PageModel
{
    public ServiceEdition Edition { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, int number)
    {
        if (await db.Set<ServiceEdition>().AsNoTracking().SingleOrDefaultAsync(edition => edition.ServiceId == id && edition.Number == number) is not { } edition)
        {
            return NotFound();
        }

        Edition = edition;
        return Page();
    }
}
