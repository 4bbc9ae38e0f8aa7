using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Surveys.List;

/// <summary>All surveys of the office, by fiscal year.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(RapfangDb db, ResultReader results, OfficeRoles roles, TimeProvider clock) : PageModel
{
    public sealed record Row(Survey Survey, SurveyState State, long Answers);

    public IReadOnlyList<IGrouping<int, Row>> Years { get; private set; } = [];

    public bool MayManage { get; private set; }

    public async Task OnGetAsync()
    {
        MayManage = await roles.MayAsync(SurveysModule.Manage);
        var today = clock.Today();
        var surveys = await db.Set<Survey>().AsNoTracking().OrderByDescending(survey => survey.FiscalYear).ThenByDescending(survey => survey.OpensOn).ToListAsync();
        var answers = await results.AnswersAsync();
        Years = [.. surveys.Select(survey => new Row(survey, survey.StateOn(today), answers.GetValueOrDefault(survey.Id))).GroupBy(row => row.Survey.FiscalYear)];
    }
}
