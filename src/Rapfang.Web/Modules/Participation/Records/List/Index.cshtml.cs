using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Records.List;

/// <summary>When people took part in a fiscal year.</summary>
[Authorize(ParticipationModule.Read)]
public sealed class IndexModel(RapfangDb db, ParticipationRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public ParticipationYear Read { get; private set; } = null!;

    /// <summary>Suggestions that an improvement comes from.</summary>
    public int Improved { get; private set; }

    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Read = await register.YearAsync(clock.FiscalYearAsked(Year));
        var suggestions = Read.Involvements.SelectMany(one => one.Suggestions).Select(suggestion => (Guid?)suggestion.Id).ToList();
        Improved = await db.Set<ImprovementSource>().Where(source => source.Kind == SourceKind.Participation && suggestions.Contains(source.ReferenceId)).Select(source => source.ReferenceId).Distinct().CountAsync();
        MayWrite = await roles.MayAsync(ParticipationModule.Write);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Register of participation"], export!,
                [t["No."], t["Kind"], t["What"], t["Process"], t["Tool"], t["Level"], t["Date"], t["Last day"], t["Place"], t["Number of the order"], t["Members"], .. Enum.GetValues<Sector>().Select(sector => t["Sector." + sector]), t["People who came"], t["What people said"], t["Suggestions"], t["Votes"], t["Result"]],
                Read.Involvements.Select(one => (object?[])[
                    one.Number, t["InvolvementKind." + one.Kind].Value, one.Title, Read.NameOf(one.ProcessId), t["ParticipationTool." + one.Tool].Value, t["ParticipationLevel." + one.Level].Value, one.Day, one.UntilDay, one.Place, one.OrderNumber,
                    one.Members, .. Enum.GetValues<Sector>().Select(sector => (object?)one.People.Find(line => line.Sector == sector)?.People), one.Came, one.Said, one.Suggestions.Count,
                    string.Join(", ", one.Vote.Options.Select(option => $"{option.Text}: {option.Votes}")), one.Result]).ToAsyncEnumerable())
            : Page();
    }
}
