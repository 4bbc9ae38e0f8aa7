using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Improvements;

/// <summary>Writes the report on an improvement from what is stored now.</summary>
public sealed class ImprovementWriter(RapfangDb db, CurrentOffice current, ImprovementRegister register, FileUses uses, Photographs photographs, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the improvement's id.</summary>
    public const string Printed = "improvement";

    public async Task<OfficialDocument?> WriteAsync(string which)
    {
        if (!Guid.TryParse(which, out var id) || await register.FindAsync(id) is not { } improvement)
        {
            return null;
        }

        var effects = await db.Set<ImprovementEffect>().AsNoTracking().Where(effect => effect.ImprovementId == id).OrderBy(effect => effect.Id).ToListAsync();
        var group = await db.Set<Group>().Where(one => one.Id == improvement.GroupId).Select(one => one.Name).SingleOrDefaultAsync();
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var files = await uses.OfAllAsync(id);
        IReadOnlyList<Block> pictures =
        [
            .. await photographs.OfAsync("ภาพก่อนการปรับปรุง", Of(Improvement.PhotosBefore)),
            .. await photographs.OfAsync("ภาพหลังการปรับปรุง", Of(Improvement.PhotosAfter)),
        ];
        return ImprovementPaper.Write(office, improvement, effects, group, pictures, clock.Today());

        IEnumerable<(StoredFile, string)> Of(string kind) => files.Where(used => used.Use.Kind == kind).Select(used => (used.File, used.File.Caption));
    }
}
