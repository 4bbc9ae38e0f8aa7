using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Figures;

/// <summary>A line of the figures: how promises were kept by a service, group or month.</summary>
public sealed record Line(string Name, KeptPromise Kept, Guid? Service = null);

/// <summary>Two editions of a service, each with the requests that were served by it.</summary>
public sealed record Shortened(Service Service, ServiceEdition Before, ServiceEdition After, KeptPromise KeptBefore, KeptPromise KeptAfter);

/// <summary>Promised and kept: in time, median, 90th percentile by service, group and month of a fiscal year; before and after a new edition.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(RapfangDb db, ServiceFigures figures, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public FiscalYear Shown { get; private set; }

    public KeptPromise All { get; private set; } = new([]);

    public IReadOnlyList<Line> Services { get; private set; } = [];

    public IReadOnlyList<Line> Groups { get; private set; } = [];

    public IReadOnlyList<Line> Months { get; private set; } = [];

    public IReadOnlyList<Shortened> Shortened { get; private set; } = [];

    public bool MayImprove { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Shown = clock.FiscalYearAsked(Year);
        var (first, last) = (Shown.First, Shown.Last);
        var counts = await figures.OfAsync(first, last);
        var services = await db.Set<Service>().AsNoTracking().ToDictionaryAsync(service => service.Id);
        var groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
        All = new(counts);
        Services = [.. By(one => one.ServiceId).Select(group => new Line(services[group.Key].Name, new(group.ToList()), group.Key)).OrderBy(line => line.Kept.Share).ThenByDescending(line => line.Kept.All)];
        Groups = [.. By(one => one.GroupId).Select(group => new Line(groups[group.Key], new(group.ToList()))).OrderBy(line => line.Name, ThaiText.Comparer)];
        Months = [.. By(one => one.Month).OrderBy(group => group.Key).Select(group => new Line(ThaiDate.MonthYear(group.Key), new(group.ToList())))];
        Shortened = await ShortenedAsync(services);
        MayImprove = await roles.MayAsync(Improvements.ImprovementsModule.Write);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Kept promises"], export!, [t["What"], t["Requests"], t["In time"], t["In time, per cent"], t["Median"], t["90 of 100 within"], t["Unit"]],
                Services.Concat(Groups).Concat(Months).Select(line => (object?[])[
                    line.Name, line.Kept.All, line.Kept.InTime, line.Kept.Share, line.Kept.Within(50), line.Kept.Within(90), line.Kept.IsMixed ? "" : line.Kept.InDays ? t["StepUnit." + Platform.Flow.StepUnit.CalendarDays].Value : t["StepUnit." + Platform.Flow.StepUnit.Minutes].Value]).ToAsyncEnumerable())
            : Page();

        IEnumerable<IGrouping<T, RequestCount>> By<T>(Func<RequestCount, T> key) => counts.GroupBy(key);
    }

    /// <summary>Services of which a later edition promises less time, with all requests that each was served by.</summary>
    async Task<IReadOnlyList<Shortened>> ShortenedAsync(Dictionary<Guid, Service> services)
    {
        var editions = (await db.Set<ServiceEdition>().AsNoTracking().Where(edition => edition.State == EditionState.Published).ToListAsync()).ToLookup(edition => edition.ServiceId);
        var found = editions.SelectMany(its => its.OrderBy(edition => edition.Number).Zip(its.OrderBy(edition => edition.Number).Skip(1)))
            .Where(pair => pair.First.DeclaredUnit == pair.Second.DeclaredUnit && pair.Second.DeclaredAmount < pair.First.DeclaredAmount).OrderByDescending(pair => pair.Second.PublishedOn).Take(20).ToList();
        if (found.Count == 0)
        {
            return [];
        }

        var ever = await figures.OfAsync(found.Min(pair => pair.First.PublishedOn!.Value), clock.Today());
        return
        [
            .. found.Select(pair => new Shortened(services[pair.First.ServiceId], pair.First, pair.Second, Of(pair.First), Of(pair.Second))),
        ];

        KeptPromise Of(ServiceEdition edition) => new(ever.Where(one => one.ServiceId == edition.ServiceId && one.Edition == edition.Number).ToList());
    }
}
