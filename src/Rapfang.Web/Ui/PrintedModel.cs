using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;

namespace Rapfang.Ui;

/// <summary>
/// A page to print: one document as sheets, as Word, as Excel or as PDF. The page says which document its address means; the
/// <see cref="DocumentWriter"/> of that kind writes it for all four.
/// </summary>
public abstract class PrintedModel(Printing printing) : PageModel
{
    /// <summary>The document, once its page is shown.</summary>
    public OfficialDocument Document { get; private set; } = null!;

    /// <summary>Its sheets.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Which document the address means. One that its writer does not know is 404.</summary>
    protected abstract PdfJob.Asked Asked { get; }

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string? @as)
    {
        if (await printing.WriteAsync(Asked) is not { } document)
        {
            return NotFound();
        }

        (Document, Html) = (document, printing.Sheets(document));
        return document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync() =>
        await printing.WriteAsync(Asked) is { } document ? Redirect(await printing.AskPdfAsync(Asked, document.Title, Request)) : NotFound();
}

/// <summary>What a <see cref="PrintedModel"/> is made with.</summary>
public sealed class Printing(IServiceProvider services, CurrentOffice office, JobRequests jobs, IStringLocalizer<Text> t)
{
    internal Task<OfficialDocument?> WriteAsync(PdfJob.Asked asked) => services.GetRequiredKeyedService<DocumentWriter>(asked.What)(asked.Which);

    internal string Sheets(OfficialDocument document) => PrintHtml.Render(document, new PrintHtmlOptions(office.Profile.HasLogo ? $"/{office.Profile.Slug}/logo" : null));

    // The job's page leads back to where it was asked, with the year and whatever else the address names.
    internal Task<string> AskPdfAsync(PdfJob.Asked asked, string title, HttpRequest request) => jobs.AskAsync(
        PdfJob.Kind, t["PDF: {0}", title], request.Path + QueryString.Create(request.Query.Where(part => part.Key is not ("handler" or "as"))), asked);
}

/// <summary>What stands above a page to print.</summary>
/// <param name="Back">The page it belongs to.</param>
/// <param name="Others">Addresses and names of its sisters: other years, other forms.</param>
public sealed record PrintBar(string Back, params IReadOnlyList<(string Path, string Text)> Others);
