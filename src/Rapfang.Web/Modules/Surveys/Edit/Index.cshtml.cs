using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Services;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Edit;

/// <summary>Completes a draft: title, period, matters, groups and targets.</summary>
[Authorize(SurveysModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice office, ServiceRegister services, IStringLocalizer<Text> t) : PageModel
{
    const int MostMatters = 12;

    public sealed class Form
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(300)]
        public string Title { get; set; } = "";

        public DateOnly Opens { get; set; }

        public DateOnly Closes { get; set; }

        [StringLength(1200)]
        public string? Matters { get; set; }

        public List<GroupRow> Groups { get; set; } = [];
    }

    public sealed class GroupRow
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }

        public int? Size { get; set; }

        public bool Ask { get; set; }

        [Range(0, 1_000_000, ErrorMessage = "A number from 0 to 1,000,000.")]
        public int Target { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Survey Survey { get; private set; } = null!;

    List<StakeholderGroup> groups = [];

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        ModelState.Clear();
        Input = new Form
        {
            Title = Survey.Title, Opens = Survey.OpensOn, Closes = Survey.ClosesOn,
            Matters = string.Join('\n', Matter()?.Options.Select(option => option.Th) ?? []),
            Groups =
            [
                .. groups.Select(group =>
                {
                    var asked = Survey.Groups.Find(known => known.GroupId == group.Id);
                    return new GroupRow
                    {
                        Id = group.Id, Name = $"({group.Number}) {group.Name}", Size = group.Size, Ask = asked is not null,
                        Target = asked?.Target ?? (group.Size is { } size ? SampleSize.Yamane(size) : 0),
                    };
                }),
            ],
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        foreach (var row in Input.Groups)
        {
            var group = groups.Find(known => known.Id == row.Id);
            row.Name = group is null ? "" : $"({group.Number}) {group.Name}";
            row.Size = group?.Size;
        }

        var matters = (Input.Matters ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (matters.Length > MostMatters)
        {
            ModelState.AddModelError("Input.Matters", t["At most {0} matters.", MostMatters]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Survey.Plan(Input.Title, Input.Opens, Input.Closes);
        if (Survey.Questionnaire.AsksEachService)
        {
            Survey.AskServices(await services.NamesAsync());
        }

        if (Matter() is { } matter)
        {
            Survey.OfferMatters(matter.Code, matters);
        }

        foreach (var group in groups)
        {
            if (Input.Groups.Find(row => row.Id == group.Id) is { Ask: true } asked)
            {
                Survey.Ask(group, asked.Target);
            }
            else
            {
                Survey.StopAsking(group.Id);
            }
        }

        foreach (var added in Survey.Groups.Where(asked => db.Entry(asked).State == EntityState.Detached))
        {
            db.Add(added);
        }

        db.Tell("survey.changed", Survey);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{office.Profile.Slug}/desk/surveys/{Survey.Slug}");
    }

    public Question? Matter() => Survey.Questionnaire.Sections.SelectMany(section => section.Questions).FirstOrDefault(question => question.OfficeOptions);

    async Task<bool> LoadAsync(string slug)
    {
        var found = await db.Set<Survey>().Include(survey => survey.Groups).SingleOrDefaultAsync(survey => survey.Slug == slug);
        groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null).OrderBy(group => group.Number).ToListAsync();
        Survey = found!;
        return found is { ApprovedAt: null };
    }
}
