using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Jobs;

namespace Rapfang.Platform.Documents;

/// <summary>Writes one document of its kind from what is stored now; a module gives one for each kind, keyed by its word.</summary>
/// <param name="which">Which of the kind: an id, a year, as the page that asks knows it.</param>
/// <returns>Null when it is no longer there.</returns>
public delegate Task<OfficialDocument?> DocumentWriter(string which);

public static class DocumentWriters
{
    /// <summary>Names a kind of documents and what writes them, for pages to print and for <see cref="PdfJob"/>.</summary>
    public static void AddDocuments<T>(this IServiceCollection services, string kind, Func<T, DocumentWriter> write)
        where T : class
    {
        services.TryAddScoped<T>();
        services.AddKeyedScoped<DocumentWriter>(kind, (provider, _) => write(provider.GetRequiredService<T>()));
    }
}

/// <summary>
/// Prints a document as PDF, for whoever asked on a page where they see it; nobody else can fetch it. The job keeps the document's
/// kind and which one it is, not its words, so a letter's receiver stays sealed.
/// </summary>
public sealed class PdfJob(IServiceProvider services, PdfPrinter printer, FileStore files, RapfangDb db) : IJob
{
    /// <summary>The kind of its jobs.</summary>
    public const string Kind = "pdf";

    const long Largest = 100 * 1024 * 1024;

    /// <param name="What">The key of its <see cref="DocumentWriter"/>.</param>
    public sealed record Asked(string What, string Which);

    public async Task<JobResult> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var asked = JsonSerializer.Deserialize<Asked>(job.Input)!;
        var document = await services.GetRequiredKeyedService<DocumentWriter>(asked.What)(asked.Which) ?? throw new RuleBroken("ไม่พบเอกสารนี้แล้ว", "The document is no longer there.");
        using var pdf = new MemoryStream(await printer.PrintAsync(document, cancellation));
        var file = await files.KeepAsync(pdf, document.FileName + ".pdf", Largest, "", [FileKind.Pdf], cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new("ทำไฟล์ PDF เสร็จแล้ว", "The PDF is ready.", file);
    }
}
