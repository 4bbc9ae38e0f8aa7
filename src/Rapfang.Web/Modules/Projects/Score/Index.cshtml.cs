using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform;
using Rapfang.Ui;

namespace Rapfang.Modules.Projects.Score;

/// <summary>What came of a project: the survey of those it was for, the money, each indicator, what was learnt.</summary>
[Authorize(ProjectsModule.Write)]
public sealed class IndexModel(RapfangDb db, ProjectRegister register, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Row
    {
        public Guid Id { get; set; }

        public string? Actual { get; set; }

        public bool? Reached { get; set; }
    }

    [BindProperty]
    public string? Spent { get; set; }

    [BindProperty]
    public Guid? SurveyId { get; set; }

    [BindProperty]
    public int SatisfactionTarget { get; set; }

    [BindProperty]
    public string? NotMeasured { get; set; }

    [BindProperty]
    public string? Lessons { get; set; }

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    [BindProperty]
    public int Seen { get; set; }

    public Project Project { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> SurveyItems { get; private set; } = [];

    public IEnumerable<SelectListItem> ReachedItems => [new(t["Not known yet"], ""), new(t["Reached"], "true"), new(t["Not reached"], "false")];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var one = Project;
        (Spent, SurveyId, SatisfactionTarget, NotMeasured, Lessons, Seen) = (one.Spent?.ToString("0.##", CultureInfo.InvariantCulture), one.SurveyId, one.SatisfactionTarget, one.NotMeasured, one.Lessons, one.Version);
        Rows = [.. one.Indicators.Select(indicator => new Row { Id = indicator.Id, Actual = indicator.Actual, Reached = indicator.Reached })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var (spent, isAmount) = Amount.Read(Spent);
        if (!isAmount)
        {
            ModelState.AddModelError(nameof(Spent), t["Write an amount in baht, such as 25,000 or 0."]);
        }

        if (SurveyId is { } survey && SurveyItems.All(item => item.Value != survey.ToString()))
        {
            ModelState.AddModelError(nameof(SurveyId), t["Choose one of the list."]);
        }

        if (SatisfactionTarget is < 0 or > 100)
        {
            ModelState.AddModelError(nameof(SatisfactionTarget), t["Write a number from 0 to 100."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Project.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Project.Conclude(
            spent, SurveyId, SatisfactionTarget, VoiceText.Read(NotMeasured, nameof(NotMeasured), ProjectView.LongestLine, required: false), VoiceText.Read(Lessons, nameof(Lessons), required: false),
            Rows.Select((row, n) => (row, n)).DistinctBy(line => line.row.Id).ToDictionary(
                line => line.row.Id, line => (VoiceText.Read(line.row.Actual, $"Rows[{line.n}].Actual", ProjectView.LongestLine, required: false).Text, line.row.Reached)));
        db.Tell("project.concluded", Project);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/score".Length]);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { State: ProjectState.UnderWay, IsApproved: true } project)
        {
            return false;
        }

        Project = project;
        var surveys = await db.Set<Survey>().AsNoTracking().Where(survey => survey.ApprovedAt != null).OrderByDescending(survey => survey.OpensOn).Select(survey => new { survey.Id, survey.Title, survey.FiscalYear }).ToListAsync();
        SurveyItems = [new(t["None"], ""), .. surveys.Select(survey => new SelectListItem($"{survey.Title} ({survey.FiscalYear})", survey.Id.ToString()))];
        return true;
    }
}
