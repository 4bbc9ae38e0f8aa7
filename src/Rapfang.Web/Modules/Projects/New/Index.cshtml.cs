using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Platform;
using Rapfang.Ui;

namespace Rapfang.Modules.Projects.New;

/// <summary>Begins a project: its name, where the idea comes from, who hosts it. The rest is written with it in hand.</summary>
[Authorize(ProjectsModule.Write)]
public sealed class IndexModel(RapfangDb db, ProjectRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Origin { get; set; }

    [BindProperty]
    public Guid? GroupId { get; set; }

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (GroupId is { } group && GroupItems.All(item => item.Value != group.ToString()))
        {
            ModelState.AddModelError(nameof(GroupId), t["Choose one of the list."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var project = Project.Begin(VoiceText.Read(Name, nameof(Name), ProjectView.LongestLine), VoiceText.Read(Origin, nameof(Origin), ProjectView.LongestLine), GroupId, clock.Today());
        await register.AddAsync(project);
        TempData["Done"] = t["Begun as project {0}", project.Number].Value;
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{project.Id}");
    }

    async Task LoadAsync() => GroupItems = [new(t["Not named yet"], ""), .. await db.GroupItemsAsync(clock.Today())];
}
