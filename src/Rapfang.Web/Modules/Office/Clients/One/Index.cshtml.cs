using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.Clients.One;

/// <summary>Where another system hears of cases: address, what of, and how the latest deliveries went.</summary>
[Authorize(OfficeModule.Manage)]
public sealed class IndexModel(RapfangDb db, Seals seals, OutsideNetwork network, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public const int Shown = 50;

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public List<string> Kinds { get; set; } = [];

    public ApiClient Client { get; private set; } = null!;

    public Webhook? Hook { get; private set; }

    /// <summary>The secret just made, in this answer only.</summary>
    public string? Secret { get; private set; }

    public IReadOnlyList<OutgoingCall> Calls { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Address = Hook?.Address;
        Kinds = [.. Hook?.Kinds ?? []];
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(Guid id)
    {
        if (!await LoadAsync(id) || Client.UntilDate is not null)
        {
            return NotFound();
        }

        var hook = Hook ?? new Webhook { ClientId = Client.Id };
        hook.Set(network.Read(Address, nameof(Address)), Kinds);
        if (Hook is null)
        {
            Secret = hook.Renew(seals);
            Hook = db.Add(hook).Entity;
        }

        db.Tell("webhook.set", hook);
        await db.SaveChangesAsync();
        return Secret is null ? Done(t["Saved."]) : Page();
    }

    public Task<IActionResult> OnPostRenewAsync(Guid id) => OfHookAsync(id, async hook =>
    {
        Secret = hook.Renew(seals);
        db.Tell("webhook.secret-renewed", hook);
        await db.SaveChangesAsync();
        return Page();
    });

    public Task<IActionResult> OnPostResumeAsync(Guid id) => OfHookAsync(id, async hook =>
    {
        hook.Resume();
        db.Tell("webhook.resumed", hook);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    });

    public Task<IActionResult> OnPostRemoveAsync(Guid id) => OfHookAsync(id, async hook =>
    {
        db.Remove(hook); // What waits finds nowhere to go and is given up.
        db.Tell("webhook.removed", hook);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    });

    public Task<IActionResult> OnPostTestAsync(Guid id) => OfHookAsync(id, async hook =>
    {
        db.Add(hook.Tell(seals, WebhookKind.Test, null, null, null, clock.GetUtcNow()));
        db.Tell("webhook.test-asked", hook);
        await db.SaveChangesAsync();
        return Done(t["The test is on its way. Reload this page in a moment."]);
    });

    /// <param name="call">One delivery, whether it arrived or not; under the same id.</param>
    public Task<IActionResult> OnPostAgainAsync(Guid id, Guid call) => OfHookAsync(id, async hook =>
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Not one that a node is sending now, or it would go out twice.
        if (await db.Set<OutgoingCall>().Where(one => one.Id == call && one.TargetId == hook.Id && one.TakenAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.DueAt, now).SetProperty(one => one.SentAt, (DateTimeOffset?)null).SetProperty(one => one.GivenUpAt, (DateTimeOffset?)null).SetProperty(one => one.Attempts, 0)) == 0)
        {
            return NotFound();
        }

        db.Tell("webhook.sent-again", hook);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return Done(t["It is tried again now. Reload this page in a moment."]);
    });

    async Task<IActionResult> OfHookAsync(Guid id, Func<Webhook, Task<IActionResult>> work) => await LoadAsync(id) && Hook is { } hook ? await work(hook) : NotFound();

    RedirectResult Done(LocalizedString said)
    {
        TempData["Done"] = said.Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<ApiClient>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id) is not { } client)
        {
            return false;
        }

        Client = client;
        Hook = await db.Set<Webhook>().SingleOrDefaultAsync(hook => hook.ClientId == id);
        if (Hook is { } hook)
        {
            Calls = await db.Set<OutgoingCall>().AsNoTracking().Where(call => call.TargetId == hook.Id).OrderByDescending(call => call.Id).Take(Shown).ToListAsync();
        }

        return true;
    }
}
