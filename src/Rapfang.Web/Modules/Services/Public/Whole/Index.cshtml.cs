using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Public.Whole;

/// <summary>The public manual in force, for everybody: to read, to print, as a file.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(CurrentOffice current, PublicManuals manuals, PublicManualPapers papers, FileUses uses, FileStore store) : PageModel
{
    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <summary>Printed when the edition was published; none where no browser was there to print it.</summary>
    public StoredFile? Pdf { get; private set; }

    /// <param name="as"><c>docx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        if (await manuals.InForceAsync() is not { } edition)
        {
            return NotFound();
        }

        Document = await papers.OfAsync(edition, @as == "docx" ? null : $"{Request.Path}?handler=Picture&file=");
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        Pdf = await PdfOfAsync(edition);
        return Document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnGetPdfAsync(CancellationToken cancellation) =>
        await manuals.InForceAsync() is { } edition && await PdfOfAsync(edition) is { } pdf ? await store.FetchAsync(pdf, pdf.Name, Response, cancellation) : NotFound();

    /// <summary>A picture of the appendix of the edition in force; no other file.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Guid file, CancellationToken cancellation) =>
        await manuals.InForceAsync() is { } edition && (await uses.OfAsync(edition.AsSubject(PublicManualEdition.Pictures))).FirstOrDefault(used => used.File.Id == file && used.File.IsImage) is { } used
            ? await store.FetchAsync(used.File, name: null, Response, cancellation) : NotFound();

    async Task<StoredFile?> PdfOfAsync(PublicManualEdition edition) => (await uses.OfAsync(edition.AsSubject(PublicManualEdition.Pdf))) is [.., var last] ? last.File : null;
}
