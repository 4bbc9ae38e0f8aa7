using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Files.One;

/// <summary>One file of the office: what it is, where it is used; fetch it, describe it, delete it.</summary>
[Authorize(FilesModule.Read)]
public sealed class IndexModel(
    RapfangDb db, FileStore store, FileUses uses, OfficeRoles roles, CurrentOffice office, CurrentActor actor, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [StringLength(200)]
        public string? Title { get; set; }

        [StringLength(500)]
        public string? Note { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public StoredFile Kept { get; private set; } = null!;

    public string BroughtBy { get; private set; } = "";

    public IReadOnlyList<FileUse> Uses { get; private set; } = [];

    public bool MayChange { get; private set; }

    public bool MayDelete { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Input = new() { Title = Kept.Title, Note = Kept.Note };
        return Page();
    }

    /// <summary>Always as a download: nothing that people brought is opened under this address.</summary>
    public async Task<IActionResult> OnGetBytesAsync(Guid id, CancellationToken cancellation) =>
        await LoadAsync(id) ? await FetchedAsync(Kept.Name, cancellation) : NotFound();

    /// <summary>A picture to look at. Pictures run nothing, and this one was taken apart and put together when it came.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Guid id, CancellationToken cancellation) =>
        await LoadAsync(id) && Kept.IsImage ? await FetchedAsync(null, cancellation) : NotFound();

    Task<FileStreamResult> FetchedAsync(string? name, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "private, no-cache";
        return store.FetchAsync(Kept, name, Response, cancellation);
    }

    public async Task<IActionResult> OnPostDescribeAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayChange)
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Kept.KeepForOffice(Input.Title, Input.Note);
        db.Tell("file.described", Kept);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, string? reason)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayDelete)
        {
            return Forbid();
        }

        Input = new() { Title = Kept.Title, Note = Kept.Note };
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleBroken("กรอกเหตุผลที่ลบ", "Say why it is deleted.", "reason");
        }

        await uses.DeleteAsync(Kept, reason.Trim());
        TempData["Done"] = t["Deleted: {0}", Kept.Shown].Value;
        return Redirect($"/{office.Profile.Slug}/desk/files");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<StoredFile>().SingleOrDefaultAsync(file => file.Id == id && file.Purpose == FilePurpose.Office) is not { } file)
        {
            return false;
        }

        Kept = file;
        Uses = [.. (await uses.ByFileAsync([id]))[id]];
        BroughtBy = file.KeptBy is { } by ? await db.Set<User>().Where(user => user.Id == by).Select(user => user.DisplayName).SingleOrDefaultAsync() ?? "–" : t["The system"];
        MayChange = await roles.MayAsync(FilesModule.Bring);
        MayDelete = (MayChange && file.KeptBy == actor.UserId) || await roles.MayAsync(FilesModule.Clear);
        return true;
    }
}
