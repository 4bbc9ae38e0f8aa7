using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Jobs;

namespace Rapfang.Modules.Jobs.List;

/// <summary>The long work that somebody asked for, newest first.</summary>
[Authorize(JobsModule.Own)]
public sealed class IndexModel(RapfangDb db, CurrentActor actor) : PageModel
{
    public const int Shown = 50;

    public IReadOnlyList<Job> Jobs { get; private set; } = [];

    public async Task OnGetAsync() =>
        Jobs = await db.Set<Job>().AsNoTracking().Where(job => job.RequestedBy == actor.UserId).OrderByDescending(job => job.RequestedAt).Take(Shown).ToListAsync();
}
