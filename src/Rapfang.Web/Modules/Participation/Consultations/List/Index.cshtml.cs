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

namespace Rapfang.Modules.Participation.Consultations.List;

/// <summary>The register of consultations, the latest first.</summary>
[Authorize(ConsultationsModule.Read)]
public sealed class IndexModel(RapfangDb db, ConsultationRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public IReadOnlyList<Consultation> All { get; private set; } = [];

    public IReadOnlyDictionary<Guid, int> Waiting { get; private set; } = new Dictionary<Guid, int>();

    public IReadOnlyDictionary<Guid, long> Sheets { get; private set; } = new Dictionary<Guid, long>();

    public bool MayWrite { get; private set; }

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        All = await db.Set<Consultation>().AsNoTracking().Include(one => one.Groups).OrderByDescending(one => one.OpensOn).ThenByDescending(one => one.Id).ToListAsync();
        Waiting = await register.WaitingAsync();
        Sheets = await register.SheetsAsync();
        MayWrite = await roles.MayAsync(ConsultationsModule.Write);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Consultations"], export!,
                [t["Number"], t["Title"], t["How far people take part"], t["Whom it addresses"], t["First day"], t["Last day"], t["State"], t["Sendings"], t["Comments that wait"], t["What changed because of it"]],
                All.Select(one => (object?[])[
                    one.Slug, one.Title, t["ParticipationLevel." + one.Level].Value, string.Join(", ", one.Groups.Select(group => group.Name)), one.OpensOn, one.LastDay,
                    t["ConsultationState." + one.StateOn(Today)].Value, Sheets.GetValueOrDefault(one.Id), Waiting.GetValueOrDefault(one.Id), one.Changed]).ToAsyncEnumerable())
            : Page();
    }
}
