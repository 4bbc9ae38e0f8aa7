using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Channels;

/// <summary>The channels by which the office listens.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(100)]
        public string Name { get; set; } = "";

        public ChannelWay Way { get; set; } = ChannelWay.FieldVisit;
    }

    public Form Input { get; } = new();

    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public bool MayManage { get; private set; }

    public IEnumerable<SelectListItem> Ways => Enum.GetValues<ChannelWay>().Select(way => new SelectListItem(t["ChannelWay." + way], way.ToString()));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(ListeningModule.Manage);
        Channels = await db.Set<Channel>().OrderBy(channel => channel.UntilDate != null).ThenBy(channel => channel.Number).ToListAsync();
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public IActionResult OnGet(string? export) => ExportTable.Knows(export)
        ? new ExportTable(t["Listening channels"], export!, [t["No."], t["Name"], t["How it comes in"], t["From"], t["Until"]], Rows().ToAsyncEnumerable())
        : Page();

    IEnumerable<object?[]> Rows() => Channels.Select(channel => (object?[])[channel.Number, channel.Name, t["ChannelWay." + channel.Way].Value, channel.FromDate, channel.UntilDate]);

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        var channel = new Channel { Number = Channels.Max(known => known.Number) + 1, Name = Input.Name.Trim(), Way = Input.Way, FromDate = clock.Today() };
        db.Add(channel);
        db.Tell("channel.added", channel);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostRenameAsync(Guid id, [Required, StringLength(100)] string name)
    {
        if (Channels.FirstOrDefault(known => known.Id == id) is not { } channel)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        channel.Name = name.Trim();
        db.Tell("channel.renamed", channel);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (Channels.FirstOrDefault(known => known.Id == id) is not { } channel)
        {
            return NotFound();
        }

        channel.End(clock.Today(), Channels.Where(known => known != channel));
        db.Tell("channel.ended", channel);
        return await SavedAsync();
    }

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }
}
