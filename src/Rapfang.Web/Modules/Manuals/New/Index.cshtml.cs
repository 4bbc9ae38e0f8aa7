using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Works;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.New;

/// <summary>Begins a manual, from a work of the guidelines or empty.</summary>
[Authorize(ManualsModule.Write)]
public sealed class IndexModel(RapfangDb db, StandardWorks works, ManualRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>The code of a standard work; empty for an empty manual.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>The work of the office for which it is begun.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Work { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public ManualOutline Outline { get; set; }

    [BindProperty]
    public StepColumns Columns { get; set; } = StepColumns.Seven;

    [BindProperty]
    public Guid? GroupId { get; set; }

    [BindProperty]
    public Guid? WorkId { get; set; }

    public IReadOnlyList<StandardWork> Standard => works.All;

    public StandardWork? Chosen { get; private set; }

    public bool IsEmpty => From == "empty";

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> WorkItems { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        if (Chosen is { } work)
        {
            (Title, Outline, Columns) = (work.Title, work.Outline, work.Table);
            GroupId = await db.Set<Group>().Where(group => group.Kind == work.Group && group.UntilDate == null).Select(group => (Guid?)group.Id).FirstOrDefaultAsync();
            WorkId = await db.Set<Work>().Where(one => one.Name == work.Title || one.Name == work.Work).Select(one => (Guid?)one.Id).FirstOrDefaultAsync();
        }

        if (await db.Set<Work>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == Work) is { } asked)
        {
            (WorkId, Title) = (asked.Id, Title ?? asked.Name);
        }

        ModelState.Clear();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        this.RefuseUnlisted(GroupItems, GroupId, nameof(GroupId), t);
        this.RefuseUnlisted(WorkItems, WorkId, nameof(WorkId), t);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var title = VoiceText.Read(Title, nameof(Title), ManualView.LongestLine).Text;
        var contents = (Chosen?.Contents() ?? new("", title, Outline, Columns)) with { Code = VoiceText.Read(Code, nameof(Code), 40, required: false).Text, Title = title, Outline = Outline, Columns = Columns };
        var manual = StaffManual.Begin(contents, Chosen?.Code ?? "", GroupId, WorkId, await roles.PersonAsync(), clock.Today());
        await register.AddAsync(manual);
        TempData["Done"] = t["Begun. Write what is missing, then name the reviewer and the approver."].Value;
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{manual.Id}");
    }

    async Task LoadAsync()
    {
        Chosen = works.Find(From);
        GroupItems = [new(t["Not named yet"], ""), .. await db.GroupItemsAsync(clock.Today())];
        WorkItems = [new(t["None of the works in the list"], ""), .. await db.WorkItemsAsync()];
    }
}
