using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Participation.Consultations.New;

/// <summary>A consultation is drafted.</summary>
[Authorize(ConsultationsModule.Write)]
public sealed class IndexModel(RapfangDb db, ConsultationRegister register, TimeProvider clock) : PageModel
{
    public ConsultationForm Input { get; private set; } = new();

    public async Task OnGetAsync()
    {
        Input = await ConsultationForm.OfAsync(db, null, clock.Today());
        Input.AddSpare();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Input = await ConsultationForm.OfAsync(db, null, clock.Today());
        var read = await TryUpdateModelAsync(Input, "Input");
        Input.AddSpare();
        if (!read)
        {
            return this.Invalid();
        }

        var consultation = await register.AddAsync(Input.Read());
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{consultation.Id}");
    }
}
