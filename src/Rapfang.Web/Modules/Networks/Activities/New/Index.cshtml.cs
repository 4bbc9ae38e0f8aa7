using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Activities.New;

/// <summary>An activity with a network is planned or written down.</summary>
[Authorize(NetworksModule.Write)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, TimeProvider clock) : PageModel
{
    public Network Network { get; private set; } = null!;

    public ActivityForm Input { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UntilDate: null } network)
        {
            return NotFound();
        }

        (Network, Input) = (network, new() { Day = clock.Today() });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UntilDate: null } network)
        {
            return NotFound();
        }

        Network = network;
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        var activity = NetworkActivity.Plan(network, Input.Read(), clock.Today());
        db.Add(activity);
        db.Tell("network-activity.added", activity);
        await db.SaveChangesAsync();
        return Redirect($"{Request.Path.Value![..Request.Path.Value!.IndexOf("/networks/", StringComparison.Ordinal)]}{activity.AsSubject().Path}");
    }
}
