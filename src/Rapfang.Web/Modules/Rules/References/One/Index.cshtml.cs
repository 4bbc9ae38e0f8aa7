using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.References.One;

/// <summary>One law: what it says of itself, who compared it with its text.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public ReferenceForm Input { get; private set; } = new();

    public LegalReference Law { get; private set; } = null!;

    public bool MayManage { get; private set; }

    public IReadOnlyDictionary<Guid, string> Verifiers { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSaveAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        Input = new ReferenceForm();
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        Input.WriteTo(Law);
        return await DoneAsync("legal-reference.changed");
    }

    public async Task<IActionResult> OnPostVerifyAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        Law.Verify(await roles.PersonAsync(), clock.Today());
        return await DoneAsync("legal-reference.verified");
    }

    async Task<IActionResult> DoneAsync(string happening)
    {
        db.Tell(happening, Law);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<LegalReference>().SingleOrDefaultAsync(law => law.Id == id) is not { } found)
        {
            return false;
        }

        Law = found;
        Input = ReferenceForm.Of(found);
        MayManage = await roles.MayAsync(RulesModule.Manage);
        Verifiers = await VerifiedTag.VerifiersAsync(db, [found]);
        return true;
    }
}
