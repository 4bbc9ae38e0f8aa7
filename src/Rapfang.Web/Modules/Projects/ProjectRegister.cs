using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Surveys;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Projects;

/// <summary>The register of projects: takes them in under a number, finds them whole, counts what came of them.</summary>
public sealed class ProjectRegister(RapfangDb db, CurrentOffice current, RunningNumbers numbers, ResultReader results, TimeProvider clock)
{
    /// <summary>The word of its document.</summary>
    public const string Printed = "project";

    public Task<Project?> FindAsync(Guid id) => db.Set<Project>()
        .Include(project => project.Activities.OrderBy(part => part.Number)).Include(project => project.Risks.OrderBy(part => part.Number))
        .Include(project => project.Indicators.OrderBy(part => part.Number)).Include(project => project.Moves.OrderBy(part => part.Number))
        .AsSplitQuery().SingleOrDefaultAsync(project => project.Id == id);

    /// <summary>Takes it in and saves.</summary>
    public async Task AddAsync(Project project)
    {
        await using var own = await OwnTransaction.OfAsync(db);
        var series = await NumberSeries.OfAsync(db, Project.Series);
        var year = series.YearOf(project.BegunOn);
        project.Register(series.WithYear(await numbers.TakeAsync(series.Code, year, "project", project.Id), year));
        db.Add(project);
        db.Tell("project.begun", project);
        await db.SaveChangesAsync();
        await own.CommitAsync();
    }

    /// <summary>Writes its parts anew; saved with the next saved change.</summary>
    public void Write(Project project, ProjectWords words, IReadOnlyList<ActivityLine> activities, IReadOnlyList<RiskLine> risks, IReadOnlyList<IndicatorLine> indicators)
    {
        var known = Parts().ToHashSet();
        project.Write(words, activities, risks, indicators);
        var now = Parts().ToHashSet();
        db.RemoveRange(known.Except(now));
        db.AddRange(now.Except(known));

        IEnumerable<OfficeRecord> Parts() => project.Activities.Concat<OfficeRecord>(project.Risks).Concat(project.Indicators);
    }

    public async Task<ProjectScore> ScoreAsync(Project project) => new(
        project, await db.Set<Survey>().AsNoTracking().Include(survey => survey.Groups).SingleOrDefaultAsync(survey => survey.Id == project.SurveyId) is { } survey ? (await results.OfAsync(survey)).Overall : null);

    /// <summary>The project as it is printed; null when there is none such.</summary>
    public async Task<OfficialDocument?> PaperAsync(Guid id)
    {
        if (await FindAsync(id) is not { } project)
        {
            return null;
        }

        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var group = await db.Set<Group>().Where(known => known.Id == project.GroupId).Select(known => known.Name).SingleOrDefaultAsync();
        return ProjectPaper.Write(office, await ScoreAsync(project), group, clock.Today());
    }
}
