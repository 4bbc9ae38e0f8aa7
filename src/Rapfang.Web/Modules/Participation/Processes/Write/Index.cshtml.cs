using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Processes.Write;

/// <summary>A core process comes into the table of a year, or is written anew.</summary>
[Authorize(ParticipationModule.Write)]
public sealed class IndexModel(RapfangDb db, ParticipationRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>Of a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public ProcessForm Input { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    public CoreProcess? Process { get; private set; }

    public FiscalYear Of { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Input = Process is null ? new() : ProcessForm.Of(Process);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var process = Process;
        if (process is null)
        {
            process = await register.AddProcessAsync(Of.Year, Input.Read());
        }
        else if (Input.Seen != process.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }
        else
        {
            process.Describe(Input.Read());
            db.Tell("participation-process.changed", process);
            await db.SaveUnlessChangedAsync();
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path.Value![..Request.Path.Value!.IndexOf("/write", StringComparison.Ordinal)]}/{process.Id}");
    }

    async Task<bool> LoadAsync(Guid? id)
    {
        Process = id is { } known ? await register.FindProcessAsync(known) : null;
        Of = Process is null ? clock.FiscalYearAsked(Year) : new(Process.Year);
        return id is null || Process is not null;
    }
}
