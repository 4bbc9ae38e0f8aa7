using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Import;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.Holidays.Import;

/// <summary>A year's holidays as a list: checked line by line, with what it moves, and only then stored.</summary>
[Authorize(RulesModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, Deadlines deadlines, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [StringLength(HolidayList.LongestText)]
        public string? Lines { get; set; }

        public IFormFile? File { get; set; }

        public HolidayScope Scope { get; set; }

        [Required(ErrorMessage = "Fill in this field."), StringLength(300)]
        public string Source { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<HolidayLine> Lines { get; private set; } = [];

    /// <summary>What storing the list moves; null as long as it can not be stored.</summary>
    public PendingMoves? Pending { get; private set; }

    public int Count(HolidayLineState state) => Lines.Count(line => line.State == state);

    public IEnumerable<SelectListItem> Scopes => Enum.GetValues<HolidayScope>().Select(scope => new SelectListItem(t["HolidayScope." + scope], scope.ToString()));

    public void OnGet()
    {
        // An empty form.
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        if (Input.File is { } file)
        {
            Input.Lines = ReadFile(file);
            // The list of the file stands in the box from now on, to be mended there.
            ModelState.Remove("Input.Lines");
        }

        if (!await ReadAsync())
        {
            return this.Invalid();
        }

        Pending = await deadlines.PreviewAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostStoreAsync(string? seen)
    {
        if (!await ReadAsync())
        {
            return this.Invalid();
        }

        foreach (var year in db.ChangeTracker.Entries<OfficeHoliday>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).DistinctBy(day => day.WholeId).ToList())
        {
            db.Tell("holiday.added", year, Input.Source.Trim());
        }

        string done = t["{0} holidays added.", Count(HolidayLineState.New)];
        Pending = await deadlines.ChangeAsync(seen, done);
        if (Pending is not null)
        {
            return Page();
        }

        TempData["Done"] = done;
        return Redirect($"/{current.Profile.Slug}/desk/rules/holidays?year={Thai.ThaiDate.BuddhistYear(Lines.First(line => line.State == HolidayLineState.New).Day!.Value)}");
    }

    // The lines, with the new days on the context; false when there is nothing that could be stored.
    async Task<bool> ReadAsync()
    {
        var table = await db.Set<OfficeHoliday>().ToListAsync();
        Lines = Input.Lines is { Length: <= HolidayList.LongestText } list ? HolidayList.Read(list, table) : [];
        if (ModelState.IsValid && Count(HolidayLineState.Wrong) > 0)
        {
            ModelState.AddModelError("Input.Lines", t["Mend the wrong lines, then check the list again: line {0}", string.Join(", ", Lines.Where(line => line.State == HolidayLineState.Wrong).Select(line => line.Number))]);
        }
        else if (ModelState.IsValid && Count(HolidayLineState.New) == 0)
        {
            ModelState.AddModelError("Input.Lines", t["There is no new holiday in the list."]);
        }

        if (!ModelState.IsValid)
        {
            return false;
        }

        db.AddRange(Lines.Where(line => line.State == HolidayLineState.New)
            .Select(line => new OfficeHoliday { Day = line.Day!.Value, Name = line.Name, Scope = Input.Scope, Source = Input.Source.Trim() }));
        return true;
    }

    string? ReadFile(IFormFile file)
    {
        using var content = file.OpenReadStream();
        if (file.Length > HolidayList.LongestText || FileKind.Of(content) is not { ContentType: "text/csv" } kind)
        {
            ModelState.AddModelError("Input.File", t["Choose a CSV file of at most 100 kB."]);
            return Input.Lines;
        }

        try
        {
            using var table = TableFile.Open(content, kind.ContentType);
            return HolidayList.FromFile(table);
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("Input.File", broken.Text);
            return Input.Lines;
        }
    }
}
