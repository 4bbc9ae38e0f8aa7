using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Jobs.One;

/// <summary>One piece of long work: how far it is, what came of it. Only for the person who asked for it.</summary>
[Authorize(JobsModule.Own)]
public sealed class IndexModel(RapfangDb db, CurrentActor actor, FileStore files, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Job Job { get; private set; } = null!;

    public StoredFile? Result { get; private set; }

    /// <summary>0 to 100; null while it is not known how much there is to do.</summary>
    public int? Percent => Job.Total is > 0 and var total ? (int)Math.Min(100, 100 * Job.Done / total) : null;

    public async Task<IActionResult> OnGetAsync(Guid id, string? part) =>
        !await LoadAsync(id) ? NotFound() : part == "state" ? Partial("_State", this) : Page();

    public async Task<IActionResult> OnGetFileAsync(Guid id)
    {
        if (!await LoadAsync(id) || Result is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "no-store";
        return File(await files.OpenAsync(Result), Result.ContentType, Result.Name);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var job = await db.Set<Job>().SingleAsync(one => one.Id == id);
        job.AskToCancel(clock.GetUtcNow());
        db.Tell("job.cancel-asked", job);
        await db.SaveChangesAsync();
        TempData["Done"] = t["The work is told to stop."].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.RequestedBy == actor.UserId) is not { } job)
        {
            return false;
        }

        Job = job;
        Result = job.ResultFileId is { } file ? await db.Set<StoredFile>().AsNoTracking().SingleAsync(one => one.Id == file) : null;
        return true;
    }
}
