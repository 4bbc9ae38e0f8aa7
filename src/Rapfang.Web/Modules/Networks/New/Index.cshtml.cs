using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.New;

/// <summary>A network comes into the register.</summary>
[Authorize(NetworksModule.Write)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, TimeProvider clock) : PageModel
{
    public NetworkForm Input { get; private set; } = new();

    [BindProperty]
    public DateOnly From { get; set; }

    public async Task OnGetAsync()
    {
        Input = await NetworkForm.OfAsync(db, null);
        From = clock.Today();
        ModelState.Clear();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Input = await NetworkForm.OfAsync(db, null);
        if (!await TryUpdateModelAsync(Input, "Input") || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var network = await register.AddAsync(Input.Read(), From);
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{network.Id}");
    }
}
