using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Export;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring;

/// <summary>How the monitoring of a fiscal year stands: what is to be done now, what is overdue, what was found.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(MonitoringYear years, IStringLocalizer<Text> t) : PageModel
{
    public MonitoringState State { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int? year, string? export)
    {
        State = await years.ReadAsync(years.Of(year));
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Service-quality monitoring"], export!,
                [t["Method"], t["How often"], t["Responsible"], t["From"], t["Until"], t["To be recorded by"], t["Done on"], t["What was found"], t["Proposal"]],
                State.Tasks.Select(row => (object?[])[
                    row.Method.Name, t["Frequency." + row.Method.Frequency].Value, row.Group, row.Task.FirstDay, row.Task.LastDay, row.DueOn, row.Task.DoneOn, row.Task.Findings, row.Task.Proposal]).ToAsyncEnumerable())
            : Page();
    }
}
