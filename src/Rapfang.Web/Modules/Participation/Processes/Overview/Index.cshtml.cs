using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Processes.Overview;

/// <summary>The core processes of a fiscal year with how people take part in them, and the channels they use most.</summary>
[Authorize(ParticipationModule.Read)]
public sealed class IndexModel(ParticipationRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public ParticipationYear Read { get; private set; } = null!;

    public IReadOnlyList<ChannelUse> Channels { get; private set; } = [];

    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Core processes"], export!,
                [t["No."], t["Main mission/process"], t["Method/mechanism of participation"], t["Legal base"], t["Note"], t["Target level"], t["Level last year"], t["Level this year"], t["Times"], t["Steps"], t["Steps open to the people"]],
                Read.Standings.Select(one => (object?[])[
                    one.Process.Number, one.Process.Name, one.Process.Mechanism, one.Process.LegalBase, one.Process.Note, Level(one.Process.TargetLevel), Level(one.Before), Level(one.Now), one.Times,
                    one.Process.Steps.Count, one.Process.Steps.Count(step => step.CanTakePart == true)]).ToAsyncEnumerable())
            : Page();
    }

    string Level(ParticipationLevel? level) => level is null ? "" : t["ParticipationLevel." + level];

    public async Task<IActionResult> OnPostCarryAsync()
    {
        await LoadAsync();
        if (!MayWrite)
        {
            return Forbid();
        }

        TempData["Done"] = t["{0} processes were carried on.", await register.CarryAsync(Read.Year)].Value;
        return Redirect($"{Request.Path}?year={Read.Year.Year}");
    }

    async Task LoadAsync()
    {
        Read = await register.YearAsync(clock.FiscalYearAsked(Year));
        Channels = await register.TopChannelsAsync(Read.Year);
        MayWrite = await roles.MayAsync(ParticipationModule.Write);
    }
}
