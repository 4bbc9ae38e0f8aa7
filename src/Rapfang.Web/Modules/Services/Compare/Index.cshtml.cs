using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Compare;

/// <summary>What changed between two editions: steps, time, documents, words.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(RapfangDb db, IStringLocalizer<Text> t) : PageModel
{
    public EditionChange Change { get; private set; } = null!;

    public IEnumerable<(string Label, string Before, string After)> Words => new (string Label, Func<ServiceEdition, string> Of)[]
    {
        (t["Name of the service"], one => one.Name), (t["What the service is"], one => one.About), (t["Who may ask for it"], one => one.WhoMayAsk), (t["Criteria, method and conditions"], one => one.Conditions),
        (t["Ways to ask for it"], one => string.Join(", ", one.WayList.Select(way => t["ServiceWay." + way].Value))), (t["Where"], one => $"{one.Place}\n{one.Online}".Trim()), (t["Fee"], one => one.Fee), (t["Cautions"], one => one.Cautions),
        (t["Notes"], one => one.Notes), (t["Law it rests on"], one => one.Law), (t["Where to complain about this service"], one => one.Complaints),
        (t["Officers responsible"], one => string.Join("\n", one.Officers.Select(officer => $"{officer.Name} {officer.Phone}".Trim()))),
    }.Select(one => (one.Label, one.Of(Change.Before), one.Of(Change.After))).Where(one => one.Item2 != one.Item3);

    public async Task<IActionResult> OnGetAsync(Guid id, int from, int to)
    {
        var two = await db.Set<ServiceEdition>().AsNoTracking().Where(edition => edition.ServiceId == id && (edition.Number == from || edition.Number == to)).OrderBy(edition => edition.Number).ToListAsync();
        if (two is not [var before, var after])
        {
            return NotFound();
        }

        Change = new(before, after);
        return Page();
    }
}
