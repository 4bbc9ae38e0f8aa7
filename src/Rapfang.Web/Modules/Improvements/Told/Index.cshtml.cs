using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.Told;

/// <summary>You said, we did: what the office changed because of what people said, for everybody.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(RapfangDb db, FileStore store) : PageModel
{
    const int Most = 50;

    public IReadOnlyList<Improvement> Improvements { get; private set; } = [];

    public ILookup<Guid, ImprovementEffect> Effects { get; private set; } = Array.Empty<ImprovementEffect>().ToLookup(effect => effect.ImprovementId);

    /// <summary>Photographs before and after, by improvement.</summary>
    public ILookup<Guid, UsedFile> Photos { get; private set; } = Array.Empty<UsedFile>().ToLookup(file => file.Use.SubjectId);

    public async Task OnGetAsync()
    {
        Improvements = await db.Set<Improvement>().AsNoTracking().Include(one => one.Steps).Where(one => one.PublishedAt != null).OrderByDescending(one => one.PublishedAt).Take(Most).ToListAsync();
        var ids = Improvements.Select(one => one.Id).ToList();
        Effects = (await db.Set<ImprovementEffect>().AsNoTracking().Where(effect => ids.Contains(effect.ImprovementId)).OrderBy(effect => effect.Id).ToListAsync()).ToLookup(effect => effect.ImprovementId);
        Photos = (await PhotosOf(ids).ToListAsync()).Where(used => used.File.IsImage).ToLookup(used => used.Use.SubjectId);
    }

    /// <summary>A photograph of a published improvement; of no other one.</summary>
    public async Task<IActionResult> OnGetPhotoAsync(Guid file, CancellationToken cancellation)
    {
        var published = await db.Set<Improvement>().Where(one => one.PublishedAt != null).Select(one => one.Id).ToListAsync(cancellation);
        if (await PhotosOf(published, file).FirstOrDefaultAsync(cancellation) is not { File.IsImage: true } used)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "public, max-age=3600";
        return File(await store.OpenAsync(used.File, cancellation), used.File.ContentType);
    }

    IQueryable<UsedFile> PhotosOf(List<Guid> improvements, Guid? file = null) =>
        from use in db.Set<FileUse>().AsNoTracking()
        join stored in db.Set<StoredFile>().AsNoTracking() on use.FileId equals stored.Id
        where (use.Kind == Improvement.PhotosBefore || use.Kind == Improvement.PhotosAfter) && improvements.Contains(use.SubjectId) && (file == null || stored.Id == file)
        orderby use.Kind descending, use.Id // "before" comes after "after" in the alphabet, and first in time.
        select new UsedFile(use, stored);
}
