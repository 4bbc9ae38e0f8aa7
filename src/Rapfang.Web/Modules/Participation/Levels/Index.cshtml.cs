using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Export;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Levels;

/// <summary>Seven tools by five levels, counted from the register of a fiscal year; each process beside last year and its target.</summary>
[Authorize(ParticipationModule.Read)]
public sealed class IndexModel(ParticipationRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public ParticipationYear Read { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Read = await register.YearAsync(clock.FiscalYearAsked(Year));
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Tools and levels"], export!, [t["Tool"], .. Enum.GetValues<ParticipationLevel>().Select(level => t["ParticipationLevel." + level]), t["Together"]],
                Enum.GetValues<ParticipationTool>().Select(tool => (object?[])[t["ParticipationTool." + tool].Value, .. Enum.GetValues<ParticipationLevel>().Select(level => (object?)Read.Count(tool, level)), Read.Count(tool)]).ToAsyncEnumerable())
            : Page();
    }
}
