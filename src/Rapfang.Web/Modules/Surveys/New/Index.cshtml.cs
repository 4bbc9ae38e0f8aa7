using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Services;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.New;

/// <summary>Starts a survey from a template; groups and targets are filled in with what is known.</summary>
[Authorize(SurveysModule.Manage)]
public sealed class IndexModel(RapfangDb db, CurrentOffice office, SurveyTemplates templates, ServiceRegister services, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public string Template { get; set; } = "guideline-1";

        [Required(ErrorMessage = "Fill in this field."), StringLength(300)]
        public string Title { get; set; } = "";

        public DateOnly Opens { get; set; }

        public DateOnly Closes { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public SurveyTemplates Templates => templates;

    public void OnGet()
    {
        ModelState.Clear();
        var today = clock.Today();
        Input.Opens = today;
        Input.Closes = FiscalYear.Of(today).Last;
        Input.Title = TitleOf(templates.All.First());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (templates.Find(Input.Template) is not { } template)
        {
            ModelState.AddModelError("Input.Template", t["Choose one of the list."]);
            return this.Invalid();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        // A proposed title that was left as it stood is the chosen questionnaire's own.
        var title = templates.All.Any(other => TitleOf(other) == Input.Title.Trim()) ? TitleOf(template) : Input.Title;
        var survey = Survey.Draft(await FreeSlugAsync(template), title, template, Input.Opens, Input.Closes);
        var groups = await db.Set<StakeholderGroup>().Where(group => group.UntilDate == null).ToListAsync();
        if (template.AsksEachService)
        {
            survey.AskServices(await services.NamesAsync());
            groups = [.. groups.Where(group => group.IsRecipient).OrderByDescending(group => group.Size ?? 0).Take(1)]; // Who reads a service's page wants the service.
        }

        foreach (var group in groups)
        {
            survey.Ask(group, template.AsksEachService || group.Size is not { } size ? 0 : SampleSize.Yamane(size));
        }

        db.Add(survey);
        db.Tell("survey.drafted", survey);
        await db.SaveChangesAsync();
        TempData["Done"] = (template.AsksEachService ? t["The draft is made. Check whom to ask, and the targets."] : t["The draft is made. Check groups, targets and the matters people come about."]).Value;
        return Redirect($"/{office.Profile.Slug}/desk/surveys/{survey.Slug}/edit");
    }

    string TitleOf(Questionnaire template) => template.Title.With("{office}", office.Profile.Name, office.Profile.NameEn).Th;

    // Short enough to be typed from a poster: 70-1, 70-2, …
    async Task<string> FreeSlugAsync(Questionnaire template)
    {
        var year = FiscalYear.Of(Input.Opens).Year % 100;
        var stem = $"{year.ToString("00", CultureInfo.InvariantCulture)}-{template.Code.Split('-')[^1]}";
        var taken = await db.Set<Survey>().Where(survey => survey.Slug.StartsWith(stem)).Select(survey => survey.Slug).ToListAsync();
        var slug = stem;
        for (var next = 2; taken.Contains(slug, StringComparer.Ordinal); next++)
        {
            slug = $"{stem}-{next.ToString(CultureInfo.InvariantCulture)}";
        }

        return slug;
    }
}
