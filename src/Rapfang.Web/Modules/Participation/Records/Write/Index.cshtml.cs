using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Records.Write;

/// <summary>A time at which people took part is written down, or written anew.</summary>
[Authorize(ParticipationModule.Write)]
public sealed class IndexModel(RapfangDb db, ParticipationRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public InvolvementForm Input { get; private set; } = new();

    /// <summary>Null for a new one.</summary>
    public Involvement? Known { get; private set; }

    /// <param name="process">The origin of the process that a new one belongs to.</param>
    public async Task<IActionResult> OnGetAsync(Guid? id, Guid? process)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (Known is null)
        {
            (Input.Day, Input.ProcessOrigin) = (clock.Today(), process);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        var one = Known;
        if (one is null)
        {
            one = await register.AddAsync(await Input.ReadAsync(register));
        }
        else if (Input.Seen != one.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }
        else
        {
            await register.ChangeAsync(one, await Input.ReadAsync(register));
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path.Value![..Request.Path.Value!.IndexOf("/write", StringComparison.Ordinal)]}/{one.Id}");
    }

    async Task<bool> LoadAsync(Guid? id)
    {
        Known = id is { } known ? await register.FindAsync(known) : null;
        Input = await InvolvementForm.OfAsync(db, Known);
        return id is null || Known is not null;
    }
}
