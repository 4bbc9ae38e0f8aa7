using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Surveys;

/// <summary>Writes the official report of a survey from what is stored now.</summary>
public sealed class ReportWriter(RapfangDb db, CurrentOffice current, ResultReader results, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the survey's word in addresses.</summary>
    public const string Printed = "survey-report";

    /// <returns>Null when there is no such survey.</returns>
    public async Task<OfficialDocument?> WriteAsync(string slug)
    {
        if (await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return null;
        }

        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(o => o.Id == current.Id);
        var comments = await results.CommentsAsync(survey, null, null, SurveyReport.MostComments);
        return SurveyReport.Write(office, await results.OfAsync(survey), await results.YearBeforeAsync(survey), comments, clock.Today());
    }
}
