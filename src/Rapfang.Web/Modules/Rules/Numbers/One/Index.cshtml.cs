using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.Numbers.One;

/// <summary>How the numbers of one register are written.</summary>
[Authorize(RulesModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, RunningNumbers numbers, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
        public string Title { get; set; } = "";

        [Required(ErrorMessage = "Fill in this field."), StringLength(100)]
        public string Pattern { get; set; } = "";

        public Restarts Restarts { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public NumberSeries Series { get; private set; } = null!;

    public string Example { get; private set; } = "";

    public IEnumerable<SelectListItem> RestartItems => Enum.GetValues<Restarts>().Select(when => new SelectListItem(t["Restarts." + when], when.ToString()));

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        Input = new Form { Title = Series.Title, Pattern = Series.Pattern, Restarts = Series.Restarts };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Series.Write(Input.Title, Input.Pattern, Input.Restarts);
        db.Tell("number-series.changed", Series);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/rules/numbers");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<NumberSeries>().SingleOrDefaultAsync(series => series.Id == id) is not { } found)
        {
            return false;
        }

        Series = found;
        var year = found.YearOf(clock.Today());
        var prefix = await db.Set<Office.Office>().Where(office => office.Id == current.Id).Select(office => office.BookPrefix).SingleAsync();
        Example = found.Text(prefix, (await numbers.LastAsync()).GetValueOrDefault((found.Code, year)) + 1, year);
        return true;
    }
}
