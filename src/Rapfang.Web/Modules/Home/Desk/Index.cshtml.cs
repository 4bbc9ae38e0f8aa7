using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Manuals;
using Rapfang.Modules.Office;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Services;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Home.Desk;

/// <summary>One matter that waits for the person who looks.</summary>
public sealed record ToDoRow(Survey Survey, string What, DateOnly? Due, string Tag, string TagKind, string Path = "");

/// <summary>What needs me today.</summary>
[Authorize(OfficeModule.Desk)]
public sealed class IndexModel(RapfangDb db, ResultReader results, VoiceQueue voices, MissionYears missions, ConsultationRegister consultations, ManualRegister manuals, OfficeRoles roles, TimeProvider clock) : PageModel
{
    const int SoonDays = 14;

    public FiscalYear Year { get; private set; }

    public IReadOnlyList<ToDoRow> ToDo { get; private set; } = [];

    /// <summary>For whom the person acts today.</summary>
    public IReadOnlyList<(string Name, DateOnly Until)> ActsFor { get; private set; } = [];

    /// <summary>The cases that wait for the person, and how many of them owe an answer that is overdue.</summary>
    public (int Waiting, int Late) Voices { get; private set; }

    /// <summary>Missions and stakeholders of a fiscal year that wait for the person's approval.</summary>
    public IReadOnlyList<MissionAnalysis> Submitted { get; private set; } = [];

    /// <summary>Comments of consultations that the person may read before others see them.</summary>
    public int Comments { get; private set; }

    /// <summary>Consultations that the person may approve.</summary>
    public IReadOnlyList<Consultation> Drafts { get; private set; } = [];

    /// <summary>Editions of services that the person may publish.</summary>
    public int Editions { get; private set; }

    /// <summary>Late requests for services that the person may explain.</summary>
    public int Unexplained { get; private set; }

    /// <summary>Staff manuals that the person is to review or approve.</summary>
    public IReadOnlyList<WaitingManual> Manuals { get; private set; } = [];

    /// <summary>Staff manuals that the person must know and has not read.</summary>
    public int UnreadManuals { get; private set; }

    public bool HasCards => Voices.Waiting > 0 || Submitted.Count > 0 || Comments > 0 || Drafts.Count > 0 || Editions > 0 || Unexplained > 0 || Manuals.Count > 0 || UnreadManuals > 0;

    public List<SurveyResult> Running { get; } = [];

    public async Task OnGetAsync()
    {
        var today = clock.Today();
        Year = FiscalYear.Of(today);
        var surveys = await db.Set<Survey>().Include(survey => survey.Groups).AsNoTracking()
            .Where(survey => survey.ReportedAt == null).OrderBy(survey => survey.ClosesOn).ToListAsync();
        foreach (var survey in surveys.Where(survey => survey.StateOn(today) == SurveyState.Open))
        {
            Running.Add(await results.OfAsync(survey));
        }

        Voices = await roles.MayAsync(VoicesModule.Read) ? await voices.CountAsync() : default;
        Submitted = await roles.MayAsync(StakeholdersModule.Approve) ? await missions.WaitingAsync() : [];
        Comments = await roles.MayAsync(ConsultationsModule.Write) ? (await consultations.WaitingAsync()).Values.Sum() : 0;
        Drafts = await roles.MayAsync(ConsultationsModule.Approve) ? await db.Set<Consultation>().AsNoTracking().Where(one => one.ApprovedAt == null).OrderBy(one => one.OpensOn).ToListAsync() : [];
        Editions = await roles.MayAsync(ServicesModule.Publish) ? await db.Set<ServiceEdition>().CountAsync(edition => edition.State == EditionState.Submitted) : 0;
        Unexplained = await roles.MayAsync(ServicesModule.Serve) ? await db.Set<ServiceRequest>().CountAsync(request => request.IsLate && request.ExplainBy != null && request.ExplainedOn == null) : 0;
        Manuals = await manuals.WaitingAsync();
        UnreadManuals = await roles.MayAsync(ManualsModule.Read) ? await manuals.UnreadAsync() : 0;
        var me = await roles.PersonAsync();
        var substitutions = await db.Set<Substitution>().AsNoTracking().Where(substitution => substitution.SubstituteId == me && substitution.UntilDate >= today).ToListAsync();
        var acting = substitutions.Where(substitution => substitution.ActsFor(today)).ToDictionary(substitution => substitution.PersonId, substitution => substitution.UntilDate);
        var absent = acting.Count == 0 ? [] : await db.Set<Person>().AsNoTracking().Where(person => acting.Keys.Contains(person.Id)).ToListAsync();
        ActsFor = [.. absent.Select(person => (person.FullName, acting[person.Id]))];
        var approves = await roles.MayAsync(SurveysModule.Approve);
        var manages = await roles.MayAsync(SurveysModule.Manage);
        ToDo = [.. surveys.Select(survey => RowFor(survey, today, approves, manages)).OfType<ToDoRow>().OrderBy(row => row.Due)];
    }

    ToDoRow? RowFor(Survey survey, DateOnly today, bool approves, bool manages) => survey.StateOn(today) switch
    {
        SurveyState.Draft when approves => new(survey, "Read the questionnaire and approve it", survey.OpensOn, "Waits for you", "plain"),
        SurveyState.Draft when manages => new(survey, "A draft: complete it and ask the director to approve", survey.OpensOn, "Draft", "quiet"),
        SurveyState.Closed when manages => new(survey, "Closed: report the result to the director", survey.ClosesOn, "To report", "warn", "/results"),
        SurveyState.Open when manages && survey.ClosesOn <= today.AddDays(SoonDays) => new(survey, "Closes soon: remind the groups below their target", survey.ClosesOn, "Closes soon", "warn", "/results"),
        _ => null,
    };
}
