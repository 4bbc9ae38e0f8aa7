using Microsoft.EntityFrameworkCore;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Surveys;

/// <summary>Writes the official report of a survey from what is stored now; as a job it is printed as PDF.</summary>
public sealed class ReportWriter(RapfangDb db, CurrentOffice current, ResultReader results, PdfPrinter printer, FileStore files, TimeProvider clock) : IJob
{
    /// <summary>The kind of its jobs; their input is the survey's word in addresses.</summary>
    public const string Kind = "survey.report-pdf";

    const long LargestPdf = 100 * 1024 * 1024;

    /// <returns>Null when there is no such survey.</returns>
    public async Task<(Survey Survey, OfficialDocument Document)?> WriteAsync(string slug)
    {
        if (await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return null;
        }

        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(o => o.Id == current.Id);
        var comments = await results.CommentsAsync(survey, null, null, SurveyReport.MostComments);
        return (survey, SurveyReport.Write(office, await results.OfAsync(survey), await results.YearBeforeAsync(survey), comments, clock.Today()));
    }

    public async Task<JobResult> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var slug = System.Text.Json.JsonSerializer.Deserialize<string>(job.Input)!;
        var (_, document) = await WriteAsync(slug) ?? throw new RuleBroken("ไม่พบแบบสำรวจนี้แล้ว", "The survey is no longer there.");
        using var pdf = new MemoryStream(await printer.PrintAsync(document, cancellation));
        var file = await files.KeepAsync(pdf, document.FileName + ".pdf", LargestPdf, "", [FileKind.Pdf], cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new("ทำไฟล์ PDF เสร็จแล้ว", "The PDF is ready.", file);
    }
}
