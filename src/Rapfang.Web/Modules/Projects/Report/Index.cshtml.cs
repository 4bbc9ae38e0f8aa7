using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Projects.Report;

/// <summary>The ten parts of a project and what came of it: to print, as PDF, Word or Excel, all from one document.</summary>
[Authorize(ProjectsModule.Read)]
public sealed class IndexModel(CurrentOffice current, ProjectRegister register, JobRequests jobs, IStringLocalizer<Text> t) : PageModel
{
    public Guid Project { get; private set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string? @as)
    {
        if (await register.PaperAsync(id) is not { } document)
        {
            return NotFound();
        }

        (Project, Document) = (id, document);
        Html = PrintHtml.Render(document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(Guid id) => await register.PaperAsync(id) is { } document
        ? Redirect(await jobs.AskAsync(PdfJob.Kind, t["PDF: {0}", document.Title], Request.Path, new PdfJob.Asked(ProjectRegister.Printed, id.ToString())))
        : NotFound();
}
