using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Participation;

/// <summary>Writes the report on a consultation from what is stored now.</summary>
public sealed class ConsultationWriter(RapfangDb db, CurrentOffice current, ConsultationRegister register, ConsultationBox box, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the consultation's id.</summary>
    public const string Printed = "consultation";

    /// <returns>Null before it is approved: nobody was asked yet.</returns>
    public async Task<OfficialDocument?> WriteAsync(string which)
    {
        if (!Guid.TryParse(which, out var id) || await register.FindAsync(id) is not { ApprovedAt: not null } consultation)
        {
            return null;
        }

        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var comments = await db.Set<ConsultationComment>().AsNoTracking().Where(comment => comment.ConsultationId == id && comment.State == CommentState.Shown).ToListAsync();
        return ConsultationPaper.Write(
            office, consultation, await register.CountAsync(id), await register.ResultsAsync(consultation, withWords: true), comments, await box.SupportsAsync(id), await register.ImprovementsAsync(id), clock.Today());
    }
}
