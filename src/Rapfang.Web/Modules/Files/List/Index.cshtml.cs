using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Search;
using Rapfang.Ui;
using UploadsInParts = Rapfang.Platform.Files.Uploads;

namespace Rapfang.Modules.Files.List;

/// <summary>The files of the office, the latest first; new ones come in here.</summary>
[Authorize(FilesModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, FileIntake intake, FileUses uses, UploadsInParts uploads, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    const int PageSize = 30;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public FileGroup? Kind { get; set; }

    /// <summary><c>yes</c>: used somewhere; <c>no</c>: nowhere.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Used { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    [BindProperty, StringLength(200)]
    public string? FileTitle { get; set; }

    [BindProperty, StringLength(500)]
    public string? Note { get; set; }

    public IReadOnlyList<StoredFile> Rows { get; private set; } = [];

    public ILookup<Guid, FileUse> Uses { get; private set; } = Enumerable.Empty<FileUse>().ToLookup(use => use.FileId);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayBring { get; private set; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || Kind is not null || Used is "yes" or "no";

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<FileGroup>().Select(group => new SelectListItem(t["FileGroup." + group], group.ToString()))
        .Prepend(new(t["All kinds"], ""));

    public IEnumerable<SelectListItem> UsedItems => [new(t["Used or not"], ""), new(t["Used as evidence"], "yes"), new(t["Not used yet"], "no")];

    /// <param name="before">The id of the last row of the page before; ids grow with time.</param>
    public async Task<IActionResult> OnGetAsync(Guid? before, string? export)
    {
        if (ExportTable.Knows(export))
        {
            return new ExportTable(t["Files"], export!, [t["Name"], t["File"], t["Kind"], t["Size"], t["Brought by"], t["When"], t["Used in"], t["Note"]], AllAsync());
        }

        await LoadAsync(before);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(null);
        if (!MayBring)
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var taken = await intake.TakeAsync(Chosen, Parts, nameof(Chosen), FileTitle, Note, cancellation: cancellation);
        if (taken.Refused.Count > 0)
        {
            await LoadAsync(null);
            Form = Form with { Taken = taken };
            return this.Invalid();
        }

        TempData["Done"] = t["Kept: {0}", string.Join(", ", taken.Kept.Select(file => file.Shown))].Value;
        return Redirect(Request.Path);
    }

    /// <summary>Forgets a file that stopped on its way.</summary>
    public async Task<IActionResult> OnPostForgetAsync(Guid upload)
    {
        await uploads.EndAsync(upload);
        TempData["Done"] = t["Removed."].Value;
        return Redirect(Request.Path);
    }

    async Task<IQueryable<StoredFile>> FoundAsync()
    {
        var files = (await db.HoldingAsync<StoredFile>(Q, StoredFile.ReadOffice)).AsNoTracking().Where(file => file.Purpose == FilePurpose.Office);
        if (Kind is { } kind)
        {
            var types = FileView.TypesOf(kind);
            files = files.Where(file => types.Contains(file.ContentType));
        }

        return Used switch
        {
            "yes" => files.Where(file => db.Set<FileUse>().Any(use => use.FileId == file.Id)),
            "no" => files.Where(file => !db.Set<FileUse>().Any(use => use.FileId == file.Id)),
            _ => files,
        };
    }

    async Task LoadAsync(Guid? before)
    {
        MayBring = await roles.MayAsync(FilesModule.Bring);
        IsFirst = before is null;
        var found = before is { } last ? (await FoundAsync()).Where(file => file.Id.CompareTo(last) < 0) : await FoundAsync();
        var rows = await found.OrderByDescending(file => file.Id).Take(PageSize + 1).ToListAsync();
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Id.ToString() : null;
        (Uses, Names) = await AboutAsync(Rows);
        Form = new(null, MayBring ? await uploads.WaitingAsync() : []);
    }

    async Task<(ILookup<Guid, FileUse> Uses, IReadOnlyDictionary<Guid, string> Names)> AboutAsync(IReadOnlyList<StoredFile> files)
    {
        var people = files.Select(file => file.KeptBy).OfType<Guid>().Distinct().ToList();
        return (await uses.ByFileAsync([.. files.Select(file => file.Id)]),
            await db.Set<User>().Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName));
    }

    async IAsyncEnumerable<object?[]> AllAsync()
    {
        await foreach (var files in (await FoundAsync()).OrderByDescending(file => file.Id).ToAsyncEnumerable().Chunk(500))
        {
            var (used, names) = await AboutAsync(files);
            foreach (var file in files)
            {
                yield return
                [
                    file.Shown, file.Name, t["FileGroup." + FileView.GroupOf(file.ContentType)].Value, FileView.Size(file.Size),
                    file.KeptBy is { } by ? names.GetValueOrDefault(by) : "", Thai.ThaiDate.DateTime(Thai.ThaiDate.InBangkok(file.KeptAt)),
                    string.Join(", ", used[file.Id].Select(use => use.Title)), file.Note,
                ];
            }
        }
    }
}
