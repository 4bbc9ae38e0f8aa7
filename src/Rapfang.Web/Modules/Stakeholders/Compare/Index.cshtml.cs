using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Compare;

/// <summary>Two fiscal years, or two versions, side by side.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, MissionYears years, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public MissionYear Before { get; private set; } = null!;

    public MissionYear After { get; private set; } = null!;

    public AnalysisComparison Comparison { get; private set; } = null!;

    /// <summary>The years that can be chosen, the latest first.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    public int Count(Difference difference) => Comparison.Lines.Count(line => line.Difference == difference);

    public string Name(MissionYear year) => $"{t["Fiscal year {0}", year.Year.Year].Value} {t["Version no. {0}", year.Analysis!.Version].Value}";

    public async Task<IActionResult> OnGetAsync(int? from, int? fromVersion, int? to, int? toVersion, string? export)
    {
        ModelState.Clear();
        After = await years.ReadAsync(to, toVersion);
        Before = await years.ReadAsync(from ?? After.Year.Year - 1, fromVersion);
        var kept = await db.Set<MissionAnalysis>().Select(one => one.Year).Distinct().ToListAsync();
        Years = [.. kept.Concat([FiscalYear.Of(clock.Today()).Year, Before.Year.Year, After.Year.Year]).Distinct().OrderDescending()];
        Comparison = AnalysisComparison.Of(Before, After);
        return ExportTable.Knows(export) && Before.Analysis is not null && After.Analysis is not null
            ? new ExportTable(t["Compare years"], export!, [t["Part"], t["What happened"], Name(Before), Name(After)],
                Comparison.Lines.Select(line => (object?[])[t["ComparedPart." + line.Part].Value, t["Difference." + line.Difference].Value, line.Before, line.After]).ToAsyncEnumerable())
            : Page();
    }
}
