using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Types;

/// <summary>What cases are about, by the office's own list.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Fill in this field."), StringLength(100)]
    public string Name { get; set; } = "";

    public IReadOnlyList<VoiceType> Types { get; private set; } = [];

    public bool MayManage { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(VoicesModule.Lists);
        Types = await db.Set<VoiceType>().OrderBy(type => type.UntilDate != null).ThenBy(type => type.Number).ToListAsync();
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var type = new VoiceType { Number = Types.Select(known => known.Number).DefaultIfEmpty(0).Max() + 1, Name = Name.Trim(), FromDate = clock.Today() };
        db.Add(type);
        db.Tell("voice-type.added", type);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (Types.FirstOrDefault(known => known.Id == id) is not { UntilDate: null } type)
        {
            return NotFound();
        }

        type.UntilDate = clock.Today();
        db.Tell("voice-type.ended", type);
        return await SavedAsync();
    }

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }
}
