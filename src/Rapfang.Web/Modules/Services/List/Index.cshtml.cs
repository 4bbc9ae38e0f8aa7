using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.List;

/// <summary>A service in the list: what is in force, and what is being written.</summary>
public sealed record Line(Service Service, ServiceEdition? InForce, ServiceEdition? Open);

/// <summary>The catalogue as the office keeps it.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();

    public bool MayWrite { get; private set; }

    public bool MayPublish { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        var services = await db.Set<Service>().AsNoTracking().ToListAsync();
        // Of the editions only those that stand in the list.
        var editions = (await (
            from edition in db.Set<ServiceEdition>().AsNoTracking()
            join service in db.Set<Service>() on edition.ServiceId equals service.Id
            where edition.State != EditionState.Published || edition.Number == service.InForce
            select edition).ToListAsync()).ToLookup(edition => edition.ServiceId);
        Lines =
        [
            .. services.OrderBy(service => service.WithdrawnOn is not null).ThenBy(service => service.Name, ThaiText.Comparer)
                .Select(service => new Line(service, editions[service.Id].FirstOrDefault(one => one.State == EditionState.Published), editions[service.Id].FirstOrDefault(one => one.State != EditionState.Published))),
        ];
        Groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
        MayWrite = await roles.MayAsync(ServicesModule.Write);
        MayPublish = await roles.MayAsync(ServicesModule.Publish);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Services"], export!,
                [t["Number"], t["Service"], t["Owner group"], t["State"], t["Edition"], t["Published on"], t["Standard time"], t["Sum of the steps"], t["Steps"], t["Documents"], t["Fee"], t["Under the act of 2558"]],
                Lines.Select(line => (object?[])[
                    line.Service.Number, line.Service.Name, Groups.GetValueOrDefault(line.Service.GroupId, ""), StateOf(line), line.InForce?.Number, line.InForce?.PublishedOn,
                    line.InForce is { DeclaredAmount: { } declared } one ? ServiceView.Time(declared, one.DeclaredUnit) : "", line.InForce is { } sum ? ServiceView.Longest(sum.Totals) : "", line.InForce?.Steps.Count, line.InForce?.Documents.Count,
                    line.InForce?.Fee, line.InForce is { UnderAct: true } ? t["Yes"].Value : ""]).ToAsyncEnumerable())
            : Page();
    }

    public string StateOf(Line line) => line.Service.WithdrawnOn is not null ? t["Withdrawn"] : line.InForce is not null ? t["EditionState." + EditionState.Published] : t["EditionState." + (line.Open?.State ?? EditionState.Draft)];
}
