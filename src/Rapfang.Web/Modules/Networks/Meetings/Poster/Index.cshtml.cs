using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Networks.Meetings.Poster;

/// <summary>A sheet with the code by which members sign in at a meeting.</summary>
[Authorize(NetworksModule.Write)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register) : PageModel
{
    public NetworkMeeting Meeting { get; private set; } = null!;

    public string Code => register.CodeOf(Meeting);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await db.Set<NetworkMeeting>().AsNoTracking().SingleOrDefaultAsync(meeting => meeting.Id == id) is not { } meeting)
        {
            return NotFound();
        }

        Meeting = meeting;
        return Page();
    }
}
