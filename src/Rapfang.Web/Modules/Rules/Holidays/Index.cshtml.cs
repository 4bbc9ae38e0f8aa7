using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.Holidays;

/// <summary>The days off of a calendar year.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, Deadlines deadlines, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public DateOnly Day { get; set; }

        [Required(ErrorMessage = "Fill in this field."), StringLength(HolidayList.LongestName)]
        public string Name { get; set; } = "";

        public HolidayScope Scope { get; set; }

        [Required(ErrorMessage = "Fill in this field."), StringLength(300)]
        public string Source { get; set; } = "";
    }

    public Form Input { get; } = new();

    public bool MayManage { get; private set; }

    public int Year { get; private set; }

    public IReadOnlyList<int> Years { get; private set; } = [];

    public IReadOnlyList<OfficeHoliday> Days { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Verifiers { get; private set; } = new Dictionary<Guid, string>();

    public PendingMoves? Pending { get; private set; }

    public IEnumerable<SelectListItem> Scopes => Enum.GetValues<HolidayScope>().Select(scope => new SelectListItem(t["HolidayScope." + scope], scope.ToString()));

    List<OfficeHoliday> Table { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(int? year, string? export)
    {
        await LoadAsync(year);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Holidays of {0}", Year], export!, [t["Day"], t["Name"], t["Who has it off"], t["Taken from"], t["Verified"], t["Verified by"]],
                Days.Select(day => (object?[])[day.Day, day.Name, t["HolidayScope." + day.Scope].Value, day.Source, day.VerifiedOn, VerifiedTag.Name(day, Verifiers)]).ToAsyncEnumerable())
            : Page();
    }

    public async Task<IActionResult> OnPostAddAsync(int? year, string? seen)
    {
        await LoadAsync(year);
        if (!MayManage)
        {
            return Forbid();
        }

        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        if (Table.Find(day => day.Day == Input.Day) is { } there)
        {
            ModelState.AddModelError("Input.Day", t["This day is a holiday already: {0}", there.Name]);
            return this.Invalid();
        }

        var added = new OfficeHoliday { Day = Input.Day, Name = Input.Name.Trim(), Scope = Input.Scope, Source = Input.Source.Trim() };
        db.Add(added);
        db.Tell("holiday.added", added);
        return await ChangeAsync(seen, added, t["Holiday added: {0} {1}", ThaiDate.Short(added.Day), added.Name]);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, int? year, string? seen)
    {
        await LoadAsync(year);
        if (!MayManage)
        {
            return Forbid();
        }

        if (Table.Find(day => day.Id == id) is not { } removed)
        {
            return NotFound();
        }

        db.Remove(removed);
        db.Tell("holiday.removed", removed);
        return await ChangeAsync(seen, removed, t["Holiday removed: {0} {1}", ThaiDate.Short(removed.Day), removed.Name]);
    }

    public async Task<IActionResult> OnPostVerifyAsync(int? year)
    {
        await LoadAsync(year);
        if (!MayManage)
        {
            return Forbid();
        }

        var person = await roles.PersonAsync();
        var verified = Days.Where(day => !day.IsVerified).ToList();
        foreach (var day in verified)
        {
            day.Verify(person, clock.Today());
        }

        if (verified.Count > 0)
        {
            db.Tell("holiday.verified", verified[0]);
            await db.SaveChangesAsync();
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path}?year={Year}");
    }

    async Task<IActionResult> ChangeAsync(string? seen, OfficeHoliday changed, string what)
    {
        Pending = await deadlines.ChangeAsync(seen, what);
        if (Pending is not null)
        {
            return Page();
        }

        TempData["Done"] = what;
        return Redirect($"{Request.Path}?year={ThaiDate.BuddhistYear(changed.Day)}");
    }

    async Task LoadAsync(int? year)
    {
        MayManage = await roles.MayAsync(RulesModule.Manage);
        var now = CalendarYear.Of(clock.Today()).Year;
        Year = year ?? now;
        Table = await db.Set<OfficeHoliday>().OrderBy(day => day.Day).ToListAsync();
        Days = [.. Table.Where(day => ThaiDate.BuddhistYear(day.Day) == Year)];
        Years = [.. Table.Select(day => ThaiDate.BuddhistYear(day.Day)).Append(now).Append(now + 1).Distinct().Order()];
        Verifiers = await VerifiedTag.VerifiersAsync(db, Days);
    }
}
