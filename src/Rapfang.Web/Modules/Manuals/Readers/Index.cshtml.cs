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

namespace Rapfang.Modules.Manuals.Readers;

/// <summary>Who must know a manual, who has read the version in force, who is to be reminded.</summary>
[Authorize(ManualsModule.Read)]
public sealed class IndexModel(RapfangDb db, ManualRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>Somebody of the office, and their reading where they must know it.</summary>
    public sealed record Reader(Person Person, ManualReading? Reading);

    [BindProperty]
    public List<Guid> Named { get; set; } = [];

    public StaffManual Manual { get; private set; } = null!;

    /// <summary>By group, those of the office today and those who are named.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<Reader> Readers)> Groups { get; private set; } = [];

    public IEnumerable<Reader> MustRead => Groups.SelectMany(group => group.Readers).Where(reader => reader.Reading is not null);

    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string? export)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Who has read it"], export!, [t["Staff manual"], t["Version"], t["Name"], t["Position"], t["Group"], t["Read on"], t["Reminded on"]],
                Groups.SelectMany(group => group.Readers.Where(reader => reader.Reading is not null).Select(reader => (object?[])[
                    Manual.Title, Manual.Shown.Number, reader.Person.FullName, reader.Person.Position, group.Group, reader.Reading!.ReadAt is { } at ? ThaiDate.OnDay(at) : null, reader.Reading.RemindedOn])).ToAsyncEnumerable())
            : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayWrite)
        {
            return Forbid();
        }

        var known = Groups.SelectMany(group => group.Readers).Select(reader => reader.Person.Id).ToHashSet();
        await register.TellToReadAsync(Manual, Named.Where(known.Contains).ToHashSet());
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostRemindAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!MayWrite)
        {
            return Forbid();
        }

        var reminded = await register.RemindAsync(Manual);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["{0} people have been reminded.", reminded].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } manual)
        {
            return false;
        }

        (Manual, MayWrite) = (manual, await roles.MayAsync(ManualsModule.Write));
        var today = clock.Today();
        var readings = manual.Readings.Where(reading => reading.EditionId == manual.Shown.Id).ToDictionary(reading => reading.PersonId);
        var named = readings.Keys.ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(person => named.Contains(person.Id) || (person.FromDate <= today && (person.UntilDate == null || person.UntilDate >= today))).ToListAsync();
        var groups = await db.Set<Group>().AsNoTracking().OrderBy(group => group.Kind).ToListAsync();
        Groups =
        [
            .. people.GroupBy(person => person.GroupId).Select(its => (Group: groups.Find(group => group.Id == its.Key), Its: its)).OrderBy(pair => pair.Group is { } group ? groups.IndexOf(group) : int.MaxValue)
                .Select(pair => (pair.Group?.Name ?? t["Without a group"].Value, (IReadOnlyList<Reader>)[.. pair.Its.OrderBy(person => person.GivenName, ThaiText.Comparer).Select(person => new Reader(person, readings.GetValueOrDefault(person.Id)))])),
        ];
        return true;
    }
}
