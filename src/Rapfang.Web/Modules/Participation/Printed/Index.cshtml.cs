using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Printed;

/// <summary>The tables of a fiscal year: to print, as PDF, as Word or as Excel, all from one document.</summary>
[Authorize(ParticipationModule.Read)]
public sealed class IndexModel(CurrentOffice current, ParticipationWriter writer, JobRequests jobs, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public string Which { get; private set; } = "";

    public FiscalYear Shown { get; private set; }

    public OfficialDocument Document { get; private set; } = null!;

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c> or <c>xlsx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string which, string? @as)
    {
        await LoadAsync(which);
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }

    public async Task<IActionResult> OnPostPdfAsync(string which)
    {
        await LoadAsync(which);
        return Redirect(await jobs.AskAsync(
            PdfJob.Kind, t["PDF: {0}", Document.Title], $"{Request.Path}?year={Shown.Year}", new PdfJob.Asked(ParticipationWriter.Printed, string.Create(CultureInfo.InvariantCulture, $"{which}-{Shown.Year}"))));
    }

    async Task LoadAsync(string which)
    {
        (Which, Shown) = (which, clock.FiscalYearAsked(Year));
        Document = await writer.WriteAsync(which, Shown);
    }
}
