using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.History;

/// <summary>The office's events, the latest first.</summary>
[Authorize(OfficeModule.History)]
public sealed class IndexModel(RapfangDb db, IStringLocalizer<Text> t) : PageModel
{
    const int PageSize = 50;

    public IReadOnlyList<OfficeEvent> Rows { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Those for whom somebody acted.</summary>
    public IReadOnlyDictionary<Guid, string> Absent { get; private set; } = new Dictionary<Guid, string>();

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    /// <param name="before">The id of the last row of the page before; ids grow with time.</param>
    public async Task<IActionResult> OnGetAsync(Guid? before, string? export)
    {
        if (ExportTable.Knows(export))
        {
            return new ExportTable(t["History"], export!, [t["When"], t["Who"], t["What"], t["Why"]], AllAsync());
        }

        IsFirst = before is null;
        var events = db.Set<OfficeEvent>().AsNoTracking();
        if (before is { } last)
        {
            events = events.Where(happening => happening.Id.CompareTo(last) < 0);
        }

        var rows = await events.OrderByDescending(happening => happening.Id).Take(PageSize + 1).ToListAsync();
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? $"?before={Rows[^1].Id}" : null;
        var actors = Rows.Select(row => row.ActorUserId).OfType<Guid>().Distinct().ToList();
        Names = await db.Set<User>().Where(user => actors.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName);
        var absent = Rows.Select(row => row.ActingFor).OfType<Guid>().Distinct().ToList();
        Absent = absent.Count == 0 ? Absent : await db.Set<Person>().Where(person => absent.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.FullName);
        return Page();
    }

    // The whole history, read while it is written out.
    async IAsyncEnumerable<object?[]> AllAsync()
    {
        var names = await db.Set<User>().ToDictionaryAsync(user => user.Id, user => user.DisplayName);
        await foreach (var row in db.Set<OfficeEvent>().AsNoTracking().OrderByDescending(happening => happening.Id).AsAsyncEnumerable())
        {
            yield return [ThaiDate.DateTime(ThaiDate.InBangkok(row.At)), row.ActorUserId is { } actor ? names.GetValueOrDefault(actor) : "", t["Event." + row.Kind].Value, row.Reason];
        }
    }
}
