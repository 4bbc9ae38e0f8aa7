using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices.Receipt;

/// <summary>Number and secret code, to write down or print. Shown for half an hour to whom sent the form, and to nobody else.</summary>
[AllowAnonymous]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, SpeakerPass pass, CurrentOffice office) : PageModel
{
    public VoiceReceipt Receipt { get; private set; } = null!;

    public DateOnly ReceivedOn { get; private set; }

    public DateOnly? AnswerDue { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read() is not { Code.Length: > 0 } receipt
            || await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(voice => voice.Id == receipt.Id) is not { } voice)
        {
            return Redirect($"/{office.Profile.Slug}/voice/follow");
        }

        Receipt = receipt;
        ReceivedOn = voice.ReceivedOn;
        AnswerDue = await register.DueAsync(voice);
        return Page();
    }

    /// <summary>On a device that others use too.</summary>
    public IActionResult OnPostLeave()
    {
        pass.End();
        return Redirect("/" + office.Profile.Slug);
    }
}
