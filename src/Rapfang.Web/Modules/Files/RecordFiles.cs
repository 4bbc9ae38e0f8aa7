using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Ui;
using UploadsInParts = Rapfang.Platform.Files.Uploads;

namespace Rapfang.Modules.Files;

/// <summary>The files of a record on the page of that record: shown, brought, taken off. Who may is the page's to say.</summary>
public sealed class RecordFiles(RapfangDb db, FileIntake intake, FileUses uses, UploadsInParts uploads, IStringLocalizer<Text> t)
{
    public Task<IReadOnlyList<UsedFile>> OfAsync(FileSubject subject) => uses.OfAsync(subject);

    /// <summary>The files of a record under all its kinds.</summary>
    public Task<IReadOnlyList<UsedFile>> OfAllAsync(Guid subject) => uses.OfAllAsync(subject);

    /// <summary>The form that brings files.</summary>
    public async Task<UploadForm> FormAsync() => new(null, await uploads.WaitingAsync());

    /// <summary>Keeps what was sent with the record, each file that can be.</summary>
    /// <param name="field">The name of the field of files.</param>
    /// <returns>What became of each, and where to go on; null when some were refused, for the page to say which.</returns>
    public async Task<(Intake Taken, IActionResult? Done)> BringAsync(
        PageModel page, IReadOnlyList<IFormFile> chosen, IReadOnlyList<Guid> parts, string field, FileSubject subject, CancellationToken cancellation, string? title = null)
    {
        page.ModelState.Clear(); // Fields of the page's other forms did not come along.
        var taken = await intake.TakeAsync(chosen, parts, field, title, null, file => uses.AttachAsync(file, subject), cancellation);
        return (taken, taken.Refused.Count > 0 ? null : Done(page, t["Kept: {0}", string.Join(", ", taken.Kept.Select(file => file.Shown))]));
    }

    /// <summary>Takes a file off the record; the file itself stays.</summary>
    public async Task<IActionResult> DetachAsync(PageModel page, FileSubject subject, Guid file, string? reason)
    {
        if (!await uses.DetachAsync(subject, file, reason))
        {
            return new NotFoundResult();
        }

        await db.SaveChangesAsync();
        return Done(page, t["Saved."]);
    }

    static RedirectResult Done(PageModel page, string said)
    {
        page.TempData["Done"] = said;
        return new(page.Request.Path);
    }
}
