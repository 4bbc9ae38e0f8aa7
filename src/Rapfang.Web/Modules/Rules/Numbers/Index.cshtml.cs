using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.Numbers;

/// <summary>How the numbers of the office's registers are written.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, RunningNumbers numbers, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public bool MayManage { get; private set; }

    public IReadOnlyList<NumberSeries> Series { get; private set; } = [];

    IReadOnlyDictionary<(string Series, int Year), int> LastNumbers { get; set; } = new Dictionary<(string, int), int>();

    /// <summary>The number that was taken last in the year that runs, with the year.</summary>
    public string? Last(NumberSeries series)
    {
        var year = series.YearOf(clock.Today());
        return LastNumbers.TryGetValue((series.Code, year), out var last) ? $"{last} ({year})" : null;
    }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        MayManage = await roles.MayAsync(RulesModule.Manage);
        Series = await db.Set<NumberSeries>().AsNoTracking().OrderBy(series => series.Code).ToListAsync();
        LastNumbers = await numbers.LastAsync();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Number series"], export!, [t["Register"], t["Pattern"], t["Begins anew"], t["Last number"]],
                Series.Select(series => (object?[])[series.Title, series.Pattern, t["Restarts." + series.Restarts].Value, Last(series)]).ToAsyncEnumerable())
            : Page();
    }
}
