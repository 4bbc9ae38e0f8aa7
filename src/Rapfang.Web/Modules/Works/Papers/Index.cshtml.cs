using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Works.Papers;

/// <summary>The papers of a work: the order that set it up, plans, photographs.</summary>
[Authorize(WorksModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, RecordFiles files, FileUses uses, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    const int Offered = 50;

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    [BindProperty, StringLength(200)]
    public string? FileTitle { get; set; }

    public Work Work { get; private set; } = null!;

    public IReadOnlyList<UsedFile> Papers { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayManage { get; private set; }

    /// <summary>The latest files of the office that are not here yet.</summary>
    public IReadOnlyList<SelectListItem> FileItems { get; private set; } = [];

    public AttachedFiles Attached => new(t["Papers of {0}", Work.Name], Papers, MayManage);

    FileSubject Subject => Work.AsSubject();

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Subject, cancellation, FileTitle);
        if (done is not null)
        {
            return done;
        }

        await LoadAsync(id);
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public async Task<IActionResult> OnPostAttachAsync(Guid id, Guid file)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        if (await db.Set<StoredFile>().SingleOrDefaultAsync(one => one.Id == file && one.Purpose == FilePurpose.Office) is not { } found)
        {
            ModelState.AddModelError("file", t["Choose a file."]);
            return this.Invalid();
        }

        await uses.AttachAsync(found, Subject);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Attached: {0}", found.Shown].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostDetachAsync(Guid id, Guid file, string? reason)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        return await files.DetachAsync(this, Subject, file, reason);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<Work>().AsNoTracking().SingleOrDefaultAsync(work => work.Id == id) is not { } work)
        {
            return false;
        }

        Work = work;
        MayManage = await roles.MayAsync(WorksModule.Manage);
        Papers = await files.OfAsync(Subject);
        if (MayManage)
        {
            Form = await files.FormAsync();
            var here = Papers.Select(paper => paper.File.Id).ToList();
            FileItems = await db.Set<StoredFile>().Where(file => file.Purpose == FilePurpose.Office && !here.Contains(file.Id))
                .OrderByDescending(file => file.Id).Take(Offered).Select(file => new SelectListItem(file.Title != "" ? file.Title : file.Name, file.Id.ToString())).ToListAsync();
        }

        return true;
    }
}
