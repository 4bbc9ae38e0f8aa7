using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Import;

/// <summary>Brings a file of answers that were collected elsewhere.</summary>
[Authorize(SurveysModule.EnterPaper)]
[RequestSizeLimit(Importer.LargestFile + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = Importer.LargestFile + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, FileStore files, Importer importer, CurrentOffice office, CurrentActor actor, IStringLocalizer<Text> t) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    /// <summary>Why nothing can be imported now; null when it can.</summary>
    public RuleBroken? Refusal { get; private set; }

    [BindProperty]
    public IFormFile? Table { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug) => await LoadAsync(slug) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (!await LoadAsync(slug))
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
        var import = await importer.BeginAsync(AnswerRegister.Name, Survey.Id, file, actor.UserId);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return Redirect($"/{office.Profile.Slug}/desk/imports/{import.Id}");
    }

    async Task<bool> LoadAsync(string slug)
    {
        if (await db.Set<Survey>().AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return false;
        }

        Survey = survey;
        Refusal = (await importer.Register(AnswerRegister.Name).TargetAsync(survey.Id))!.Refusal;
        return true;
    }
}
