using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.List;

/// <summary>All surveys of the office, by fiscal year.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(RapfangDb db, ResultReader results, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed record Row(Survey Survey, SurveyState State, long Answers);

    public IReadOnlyList<IGrouping<int, Row>> Years { get; private set; } = [];

    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        MayManage = await roles.MayAsync(SurveysModule.Manage);
        var today = clock.Today();
        var surveys = await db.Set<Survey>().AsNoTracking().OrderByDescending(survey => survey.FiscalYear).ThenByDescending(survey => survey.OpensOn).ToListAsync();
        var answers = await results.AnswersAsync();
        Years = [.. surveys.Select(survey => new Row(survey, survey.StateOn(today), answers.GetValueOrDefault(survey.Id))).GroupBy(row => row.Survey.FiscalYear)];
        return ExportTable.Knows(export)
            ? new ExportTable(t["Surveys"], export!, [t["Fiscal year"], t["Survey"], t["From"], t["Until"], t["Answers"], t["State"]], Rows().ToAsyncEnumerable())
            : Page();
    }

    IEnumerable<object?[]> Rows() => Years.SelectMany(year => year).Select(row => (object?[])
        [row.Survey.FiscalYear.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Survey.Title, row.Survey.OpensOn, row.Survey.ClosesOn, row.Answers, t["SurveyState." + row.State].Value]);
}
