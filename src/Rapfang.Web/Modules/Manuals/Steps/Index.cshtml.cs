using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.Steps;

/// <summary>The steps of a draft in their order: open one, move it, copy it, take it out. Each button saves.</summary>
[Authorize(ManualsModule.Write)]
public sealed class IndexModel(RapfangDb db, ManualRegister register, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public int Seen { get; set; }

    public StaffManual Manual { get; private set; } = null!;

    public ManualContents Contents => Manual.UnderWay!.Contents;

    public IReadOnlyList<FlowProblem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ? Page() : NotFound();

    public Task<IActionResult> OnPostUpAsync(Guid id, int number) => DoAsync(id, number, contents => contents.Move(number, -1));

    public Task<IActionResult> OnPostDownAsync(Guid id, int number) => DoAsync(id, number, contents => contents.Move(number, 1));

    public Task<IActionResult> OnPostCopyAsync(Guid id, int number) => DoAsync(id, number, contents => contents.Duplicate(number));

    public Task<IActionResult> OnPostRemoveAsync(Guid id, int number) => DoAsync(id, number, contents => contents.Remove(number));

    async Task<IActionResult> DoAsync(Guid id, int number, Func<ManualContents, ManualContents> act)
    {
        if (!await LoadAsync(id) || number < 1 || number > Contents.Steps.Count)
        {
            return NotFound();
        }

        if (Seen != Manual.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Manual.Write(act(Contents));
        db.Tell("staff-manual.written", Manual);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UnderWay.State: ManualState.Draft } manual)
        {
            return false;
        }

        Manual = manual;
        Problems = FlowCheck.Problems(manual.UnderWay.Flow);
        return true;
    }
}
