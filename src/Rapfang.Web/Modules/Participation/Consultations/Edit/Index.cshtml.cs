using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Consultations.Edit;

/// <summary>A draft is written anew; what is approved stays as people were asked.</summary>
[Authorize(ConsultationsModule.Write)]
public sealed class IndexModel(RapfangDb db, ConsultationRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Consultation Consultation { get; private set; } = null!;

    public ConsultationForm Input { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Input.AddSpare();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        (Input.Chosen, Input.Lines) = ([], []); // What was unticked or emptied is not sent.
        var read = await TryUpdateModelAsync(Input, "Input");
        Input.AddSpare();
        if (!read)
        {
            return this.Invalid();
        }

        if (Input.Seen != Consultation.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        var facts = Input.Read();
        db.RemoveRange(Consultation.Questions);
        Consultation.Describe(facts);
        db.AddRange(Consultation.Questions);
        db.AddRange(Consultation.Groups.Where(group => db.Entry(group).State == Microsoft.EntityFrameworkCore.EntityState.Detached));
        db.Tell("consultation.changed", Consultation);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/edit".Length]);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { ApprovedAt: null } draft)
        {
            return false;
        }

        Consultation = draft;
        Input = await ConsultationForm.OfAsync(db, draft, clock.Today());
        return true;
    }
}
