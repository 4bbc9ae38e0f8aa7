using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;
using Rapfang.Ui;

namespace Rapfang.Modules.Imports.New;

/// <summary>Brings a file for a register.</summary>
[Authorize(ImportsModule.Own)]
[RequestSizeLimit(Importer.LargestFile + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = Importer.LargestFile + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, FileStore files, Importer importer, OfficeRoles roles, CurrentOffice office, CurrentActor actor, IStringLocalizer<Text> t) : PageModel
{
    public ImportTarget Target { get; private set; } = null!;

    [BindProperty]
    public IFormFile? Table { get; set; }

    public async Task<IActionResult> OnGetAsync(string register, Guid? subject) => await LoadAsync(register, subject) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string register, Guid? subject)
    {
        if (!await LoadAsync(register, subject))
        {
            return NotFound();
        }

        if (Table is null)
        {
            ModelState.AddModelError(nameof(Table), t["Choose a file."]);
            return this.Invalid();
        }

        await using var content = Table.OpenReadStream();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var file = await files.KeepAsync(content, Table.FileName, Importer.LargestFile, nameof(Table), Importer.Kinds);
        await db.SaveChangesAsync();
        var import = await importer.BeginAsync(register, subject, file, actor.UserId);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return Redirect($"/{office.Profile.Slug}/desk/imports/{import.Id}");
    }

    async Task<bool> LoadAsync(string register, Guid? subject)
    {
        if (importer.Find(register) is not { } found || !await roles.MayAsync(found.Permission) || await found.TargetAsync(subject) is not { } target)
        {
            return false;
        }

        Target = target;
        return true;
    }
}
