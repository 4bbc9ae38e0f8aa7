using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Processes.Step;

/// <summary>One step of a process is looked at: can people take part, does a law stand against it, in what form, how far.</summary>
[Authorize(ParticipationModule.Write)]
public sealed class IndexModel(RapfangDb db, ParticipationRegister register, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public StepForm Input { get; set; } = new();

    public CoreProcess Process { get; private set; } = null!;

    /// <summary>Null for a new one.</summary>
    public ParticipationStep? Step { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid? step)
    {
        if (!await LoadAsync(id, step))
        {
            return NotFound();
        }

        // The next step mostly lies where the last one was added.
        Input = Step is null ? new() { Seen = Process.Version, Stage = Process.InOrder.Select(one => one.Stage).LastOrDefault() } : StepForm.Of(Step, Process.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(Guid id, Guid? step)
    {
        if (!await LoadAsync(id, step))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        RefuseChanged(Input.Seen);
        if (Step is { } known)
        {
            Process.ChangeStep(known, Input.Read());
        }
        else
        {
            db.Add(Process.AddStep(Input.Read()));
        }

        return await DoneAsync("participation-process.step-written");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, Guid? step, int seen)
    {
        if (!await LoadAsync(id, step) || Step is not { } known)
        {
            return NotFound();
        }

        RefuseChanged(seen);
        Process.RemoveStep(known);
        db.Remove(known);
        return await DoneAsync("participation-process.step-removed");
    }

    void RefuseChanged(int seen)
    {
        if (seen != Process.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }
    }

    async Task<IActionResult> DoneAsync(string kind)
    {
        db.Tell(kind, Process);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..Request.Path.Value!.IndexOf("/steps", StringComparison.Ordinal)]);
    }

    async Task<bool> LoadAsync(Guid id, Guid? step)
    {
        if (await register.FindProcessAsync(id) is not { } process)
        {
            return false;
        }

        Process = process;
        Step = process.Steps.Find(one => one.Id == step);
        return step is null || Step is not null;
    }
}
