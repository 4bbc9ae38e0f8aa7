using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.Plan;

/// <summary>Cause, what is done, who does it and by when.</summary>
[Authorize(ImprovementsModule.Write)]
public sealed class IndexModel(RapfangDb db, ImprovementRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Service { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? Cause { get; set; }

    [BindProperty]
    public string? Action { get; set; }

    [BindProperty]
    public Guid? GroupId { get; set; }

    [BindProperty]
    public DateOnly? DueOn { get; set; }

    [BindProperty]
    public string? WorkingGroup { get; set; }

    [BindProperty]
    public string? OrderNumber { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public Improvement Improvement { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var one = Improvement;
        (Title, Service, Said, Cause, Action) = (one.Title, one.Service, one.Said, one.Cause, one.Action);
        (GroupId, DueOn, WorkingGroup, OrderNumber, Seen) = (one.GroupId, one.DueOn, one.WorkingGroup, one.OrderNumber, one.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (GroupId is { } group && GroupItems.All(item => item.Value != group.ToString()))
        {
            ModelState.AddModelError(nameof(GroupId), t["Choose one of the list."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Improvement.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Improvement.Plan(
            Line(Title, nameof(Title)), Line(Service, nameof(Service)), VoiceText.Read(Said, nameof(Said)), VoiceText.Read(Cause, nameof(Cause), required: false), VoiceText.Read(Action, nameof(Action)),
            GroupId, DueOn, VoiceText.Read(WorkingGroup, nameof(WorkingGroup), required: false), VoiceText.Read(OrderNumber, nameof(OrderNumber), ImprovementView.LongestLine, required: false));
        db.Tell("improvement.planned", Improvement);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/plan".Length]);
    }

    static VoiceText Line(string? typed, string field) => VoiceText.Read(typed, field, ImprovementView.LongestLine);

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } improvement || improvement.State == ImprovementState.Refused)
        {
            return false;
        }

        Improvement = improvement;
        GroupItems = [new(t["Not named yet"], ""), .. await db.GroupItemsAsync(clock.Today(), improvement.GroupId)];
        return true;
    }
}
