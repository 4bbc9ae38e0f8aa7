using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Processes.One;

/// <summary>One core process: how people take part, its steps before, during and after, the process as it follows from them.</summary>
[Authorize(ParticipationModule.Read)]
public sealed class IndexModel(RapfangDb db, ParticipationRegister register, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Reason { get; set; }

    public CoreProcess Process { get; private set; } = null!;

    public IReadOnlyList<Involvement> Involvements { get; private set; } = [];

    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostUpAsync(Guid id, Guid step, int seen)
    {
        if (!await LoadAsync(id) || Process.Steps.Find(one => one.Id == step) is not { } moved)
        {
            return NotFound();
        }

        if (!MayWrite)
        {
            return Forbid();
        }

        if (seen != Process.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Process.MoveUp(moved);
        db.Tell("participation-process.step-moved", Process);
        await db.SaveUnlessChangedAsync();
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayWrite)
        {
            return Forbid();
        }

        var year = Process.Year;
        await register.RemoveAsync(Process, VoiceText.Read(Reason, nameof(Reason), ParticipationRegister.LongestLine));
        TempData["Done"] = t["Event.participation-process.removed"].Value;
        return Redirect($"{Request.Path.Value![..Request.Path.Value!.IndexOf("/processes/", StringComparison.Ordinal)]}?year={year}");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindProcessAsync(id) is not { } process)
        {
            return false;
        }

        Process = process;
        Involvements = await db.Set<Involvement>().AsNoTracking().Where(one => one.ProcessId == id).OrderByDescending(one => one.Day).ToListAsync();
        MayWrite = await roles.MayAsync(ParticipationModule.Write);
        return true;
    }
}
