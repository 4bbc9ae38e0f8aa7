using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Yearly.Published;

/// <summary>The yearly reports that everybody can read.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(RapfangDb db) : PageModel
{
    public IReadOnlyList<int> Years { get; private set; } = [];

    public YearlyReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? year)
    {
        var published = db.Set<YearlyReport>().AsNoTracking().Where(report => report.PublishedAt != null);
        Years = await published.OrderByDescending(report => report.FiscalYear).Select(report => report.FiscalYear).ToListAsync();
        Report = await published.Where(report => year == null || report.FiscalYear == year).OrderByDescending(report => report.FiscalYear).FirstOrDefaultAsync();
        return year is not null && Report is null ? NotFound() : Page();
    }
}
