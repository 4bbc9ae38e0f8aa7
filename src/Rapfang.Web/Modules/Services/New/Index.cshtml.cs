using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.New;

/// <summary>Begins a service with an empty draft.</summary>
[Authorize(ServicesModule.Write)]
public sealed class IndexModel(RapfangDb db, ServiceRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid GroupId { get; set; }

    [BindProperty]
    public string? Slug { get; set; }

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (GroupItems.All(item => item.Value != GroupId.ToString()))
        {
            ModelState.AddModelError(nameof(GroupId), t["Choose one of the list."]);
            return this.Invalid();
        }

        var service = await register.BeginAsync(VoiceText.Read(Name, nameof(Name), ServiceView.LongestLine).Text, GroupId, (Slug ?? "").Trim(), await roles.PersonAsync(), clock.Today());
        TempData["Done"] = t["The draft is begun. Now say what people need to know."].Value;
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{service.Id}/edit");
    }

    async Task LoadAsync() => GroupItems = await db.GroupItemsAsync(clock.Today());
}
