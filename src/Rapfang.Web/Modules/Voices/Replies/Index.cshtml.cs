using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Replies;

/// <summary>Words that answers often begin with.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int LongestName = 100;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public IReadOnlyList<ReplyTemplate> Replies { get; private set; } = [];

    public bool MayManage { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(VoicesModule.Handle);
        Replies = await db.Set<ReplyTemplate>().Where(reply => reply.UntilDate == null).OrderBy(reply => reply.Name).ToListAsync();
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        var reply = new ReplyTemplate { Name = VoiceText.Read(Name, nameof(Name), LongestName).Text, Text = VoiceText.Read(Words, nameof(Words)).Text, FromDate = clock.Today() };
        db.Add(reply);
        db.Tell("reply-template.added", reply);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (Replies.FirstOrDefault(reply => reply.Id == id) is not { } ended)
        {
            return NotFound();
        }

        ended.UntilDate = clock.Today();
        db.Tell("reply-template.ended", ended);
        return await SavedAsync();
    }

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }
}
