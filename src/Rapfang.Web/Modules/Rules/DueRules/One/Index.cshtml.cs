using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules.DueRules.One;

/// <summary>A new version of a deadline rule.</summary>
[Authorize(RulesModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, Deadlines deadlines, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public DateOnly From { get; set; }

        [Range(0, 3650, ErrorMessage = "A number from 0 to 3,650.")]
        public int Amount { get; set; }

        public DeadlineUnit Unit { get; set; }

        public bool MovesOffHoliday { get; set; }

        public Guid? LegalReferenceId { get; set; }

        [StringLength(500)]
        public string? Note { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public DeadlineRule Latest { get; private set; } = null!;

    public PendingMoves? Pending { get; private set; }

    public IReadOnlyList<SelectListItem> Laws { get; private set; } = [];

    public IEnumerable<SelectListItem> Units => Enum.GetValues<DeadlineUnit>().Select(unit => new SelectListItem(t["DeadlineUnit." + unit], unit.ToString()));

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        ModelState.Clear();
        Input = new Form
        {
            Amount = Latest.Amount, Unit = Latest.Unit, MovesOffHoliday = Latest.MovesOffHoliday, LegalReferenceId = Latest.LegalReferenceId, Note = Latest.Note,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(Guid id, string? seen)
    {
        if (!await LoadAsync(id) || (Input.LegalReferenceId is { } law && Laws.All(known => known.Value != law.ToString())))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Latest.GiveWay(Input.From);
        var version = new DeadlineRule
        {
            Code = Latest.Code, Title = Latest.Title, Amount = Input.Amount, Unit = Input.Unit, MovesOffHoliday = Input.MovesOffHoliday,
            FromDate = Input.From, LegalReferenceId = Input.LegalReferenceId, Note = Input.Note?.Trim() ?? "",
        };
        db.Add(version);
        db.Tell("deadline-rule.ended", Latest);
        db.Tell("deadline-rule.added", version);
        Pending = await deadlines.ChangeAsync(seen, t["New version: {0}", Latest.Title]);
        if (Pending is not null)
        {
            return Page();
        }

        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/rules/deadlines");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        var versions = await db.Set<DeadlineRule>().Where(rule => db.Set<DeadlineRule>().Any(asked => asked.Id == id && asked.Code == rule.Code)).ToListAsync();
        if (versions.Count == 0)
        {
            return false;
        }

        Latest = versions.Latest(versions[0].Code)!;
        var laws = await db.Set<LegalReference>().AsNoTracking().OrderBy(known => known.ShortName).ToListAsync();
        Laws = [new("–", ""), .. laws.Select(known => new SelectListItem(known.Cited, known.Id.ToString()))];
        return true;
    }
}
