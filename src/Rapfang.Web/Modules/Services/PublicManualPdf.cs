using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Jobs;

namespace Rapfang.Modules.Services;

/// <summary>Prints an edition that was just published once, for everybody to fetch. Where no browser is installed, the public reads and prints the page.</summary>
public sealed class PublicManualPdf(RapfangDb db, PublicManualPapers papers, PdfPrinter printer, FileStore files, FileUses uses) : IJob
{
    public const string Kind = "public-manual-pdf";

    const long Largest = 100 * 1024 * 1024;

    public async Task<JobResult> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var number = JsonSerializer.Deserialize<int>(job.Input);
        var edition = await db.Set<PublicManualEdition>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancellation) ?? throw new RuleBroken("ไม่พบเอกสารนี้แล้ว", "The document is no longer there.");
        var document = await papers.OfAsync(edition);
        using var pdf = new MemoryStream(await printer.PrintAsync(document, cancellation));
        var file = await files.KeepAsync(pdf, document.FileName + ".pdf", Largest, "", [FileKind.Pdf], cancellation);
        await uses.AttachAsync(file, edition.AsSubject(PublicManualEdition.Pdf));
        await db.SaveChangesAsync(CancellationToken.None);
        return new("ทำไฟล์ PDF ของคู่มือแล้ว ประชาชนเปิดอ่านได้จากหน้าคู่มือ", "The PDF of the manual is made. Everybody can fetch it from its page.", file);
    }
}
