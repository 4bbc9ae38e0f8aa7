using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Public.Printed;

/// <summary>The service on a sheet of paper, for everybody.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(CurrentOffice current, ServiceRegister register, ServicePapers papers) : PageModel
{
    public OfficialDocument Document { get; private set; } = null!;

    public string Slug { get; private set; } = "";

    public string Html { get; private set; } = "";

    /// <param name="as"><c>docx</c>; else the page to print.</param>
    public async Task<IActionResult> OnGetAsync(string slug, string? @as)
    {
        if (await register.PublicAsync(slug) is not { } shown)
        {
            return NotFound();
        }

        Slug = shown.Service.Slug;
        Document = await papers.OfAsync(shown.Edition, shown.Edition.UnderAct ? ServiceLayout.Act : ServiceLayout.Guideline);
        Html = PrintHtml.Render(Document, new PrintHtmlOptions(current.Profile.HasLogo ? $"/{current.Profile.Slug}/logo" : null));
        return Document.As(@as) ?? (IActionResult)Page();
    }
}
