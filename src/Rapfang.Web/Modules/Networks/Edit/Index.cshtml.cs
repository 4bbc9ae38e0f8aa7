using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Edit;

/// <summary>What is written of a network is written anew.</summary>
[Authorize(NetworksModule.Write)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, IStringLocalizer<Text> t) : PageModel
{
    public Network Network { get; private set; } = null!;

    public NetworkForm Input { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Input.Bases = []; // No tick is sent for what was unticked.
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        if (Input.Seen != Network.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Network.Describe(Input.Read());
        db.Tell("network.changed", Network);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/edit".Length]);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UntilDate: null } network)
        {
            return false;
        }

        Network = network;
        Input = await NetworkForm.OfAsync(db, network);
        return true;
    }
}
