using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Projects;

public enum ProjectState
{
    UnderWay,
    Finished,

    /// <summary>By the head, at a gate.</summary>
    Stopped,
}

/// <summary>The ten parts of a project as it is written down (seed S2-074), in their order.</summary>
public enum ProjectPart
{
    Name,
    Rationale,
    Objectives,
    Targets,
    Method,
    Calendar,
    Risks,
    Management,
    Responsible,
    Budget,
}

/// <summary>The words of a project's parts.</summary>
/// <param name="Origin">The policy, strategy or plan it comes from (seed S1-022).</param>
/// <param name="Outcome">What is to be different for people afterwards.</param>
/// <param name="Targets">Its outputs, one a line.</param>
/// <param name="Management">Who manages it and how, the people's sector among them.</param>
/// <param name="Budget">Baht; 0 where it costs nothing.</param>
public sealed record ProjectWords(
    VoiceText Name, VoiceText Origin, VoiceText Rationale, VoiceText Objectives, VoiceText Outcome, VoiceText Targets, VoiceText Method, VoiceText Management,
    Guid? GroupId, VoiceText Responsible, decimal? Budget, VoiceText BudgetSource);

/// <param name="Id">Null for a new line.</param>
public sealed record ActivityLine(Guid? Id, string Title, DateOnly From, DateOnly Until, bool WithPeople);

public sealed record RiskLine(Guid? Id, string Risk, string Remedy);

public sealed record IndicatorLine(Guid? Id, string Title, string Target);

/// <summary>
/// A project in which people take part: ten parts, ten steps in four phases, four criteria at the end (seeds S1-020 to
/// S1-025, S2-074 to S2-079). It is never deleted; what is given up is stopped with the reason.
/// </summary>
public sealed class Project : OfficeRecord, ISearchable
{
    public const string Series = "project";

    /// <summary>The kind of its file uses.</summary>
    public const string Papers = "project-paper";

    /// <summary>Per cent of satisfied answers that a project aims at unless it says otherwise; each project's own.</summary>
    public const int UsualSatisfaction = 80;

    Project()
    {
    }

    public string Number { get; private set; } = "";

    /// <summary>Of the day it was begun, B.E.</summary>
    public int FiscalYear { get; private set; }

    public string Name { get; private set; } = "";

    public string Origin { get; private set; } = "";

    public string Rationale { get; private set; } = "";

    public string Objectives { get; private set; } = "";

    public string Outcome { get; private set; } = "";

    public string Targets { get; private set; } = "";

    public string Method { get; private set; } = "";

    public string Management { get; private set; } = "";

    /// <summary>The group that hosts it.</summary>
    public Guid? GroupId { get; private set; }

    public string Responsible { get; private set; } = "";

    public decimal? Budget { get; private set; }

    public string BudgetSource { get; private set; } = "";

    public decimal? Spent { get; private set; }

    /// <summary>The survey that asked those it was for.</summary>
    public Guid? SurveyId { get; private set; }

    public int SatisfactionTarget { get; private set; } = UsualSatisfaction;

    /// <summary>Why no survey asked them.</summary>
    public string NotMeasured { get; private set; } = "";

    /// <summary>What is to be changed in policy and plan because of it.</summary>
    public string Lessons { get; private set; } = "";

    /// <summary>The step that is worked on; the last one that was when it is over.</summary>
    public ProjectStep Step { get; private set; }

    public ProjectState State { get; private set; }

    public DateOnly BegunOn { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public List<ProjectActivity> Activities { get; } = [];

    public List<ProjectRisk> Risks { get; } = [];

    public List<ProjectIndicator> Indicators { get; } = [];

    public List<ProjectMove> Moves { get; } = [];

    public bool IsApproved => Step > ProjectStep.Selection;

    /// <summary>The parts that nothing is written of yet.</summary>
    public IReadOnlyList<ProjectPart> Missing => [.. Enum.GetValues<ProjectPart>().Where(part => !Has(part))];

    bool Has(ProjectPart part) => part switch
    {
        ProjectPart.Name => Name.Length > 0,
        ProjectPart.Rationale => Rationale.Length > 0,
        ProjectPart.Objectives => Objectives.Length > 0 && Outcome.Length > 0,
        ProjectPart.Targets => Targets.Length > 0 && Indicators.Count > 0,
        ProjectPart.Method => Method.Length > 0,
        ProjectPart.Calendar => Activities.Count > 0,
        ProjectPart.Risks => Risks.Count > 0,
        ProjectPart.Management => Management.Length > 0,
        ProjectPart.Responsible => GroupId is not null,
        _ => Budget is not null,
    };

    public static Project Begin(VoiceText name, VoiceText origin, Guid? group, DateOnly on) =>
        new() { Name = name.Text, Origin = origin.Text, GroupId = group, BegunOn = on, FiscalYear = Rapfang.Thai.FiscalYear.Of(on).Year };

    public void Register(string number) => Number = number;

    /// <summary>Writes its parts anew. A line that is not named any more goes; what was noted of one that stays is kept.</summary>
    /// <exception cref="RuleBroken">It is over, or a line ends before it begins.</exception>
    public void Write(ProjectWords words, IReadOnlyList<ActivityLine> activities, IReadOnlyList<RiskLine> risks, IReadOnlyList<IndicatorLine> indicators)
    {
        RefuseOver();
        (Name, Origin, Rationale, Objectives, Outcome) = (words.Name.Text, words.Origin.Text, words.Rationale.Text, words.Objectives.Text, words.Outcome.Text);
        (Targets, Method, Management, GroupId, Responsible) = (words.Targets.Text, words.Method.Text, words.Management.Text, words.GroupId, words.Responsible.Text);
        (Budget, BudgetSource) = (words.Budget, words.BudgetSource.Text);
        Renew(Activities, activities, line => line.Id, (record, line, n) => record.Write(this, n, line.Title, line.From, line.Until, line.WithPeople));
        Renew(Risks, risks, line => line.Id, (record, line, n) => record.Write(this, n, line.Risk, line.Remedy));
        Renew(Indicators, indicators, line => line.Id, (record, line, n) => record.Write(this, n, line.Title, line.Target));
        Version++;
    }

    static void Renew<TRecord, TLine>(List<TRecord> records, IReadOnlyList<TLine> lines, Func<TLine, Guid?> idOf, Action<TRecord, TLine, int> write)
        where TRecord : OfficeRecord, new()
    {
        var known = records.ToDictionary(record => record.Id);
        records.Clear();
        foreach (var (line, n) in lines.Select((line, n) => (line, n)))
        {
            var record = idOf(line) is { } id && known.TryGetValue(id, out var kept) ? kept : new TRecord();
            write(record, line, n + 1);
            records.Add(record);
        }
    }

    /// <exception cref="RuleBroken">It is not approved, over, or the day lies ahead.</exception>
    public void Finish(ProjectActivity activity, DateOnly? on, DateOnly today)
    {
        RefuseOver();
        Refuse(!IsApproved, "บันทึกผลกิจกรรมได้เมื่อโครงการได้รับอนุมัติแล้ว", "An activity can be done once the project is approved.");
        if (on > today)
        {
            throw new RuleBroken("วันที่ทำเสร็จต้องไม่เกินวันนี้", "The day it was done is not in the future.", "DoneOn");
        }

        activity.Finish(on);
        Version++;
    }

    /// <summary>What came of it: the money spent, each indicator, the survey that asked people, what was learnt.</summary>
    /// <param name="actuals">By the indicator's id.</param>
    public void Conclude(decimal? spent, Guid? survey, int satisfactionTarget, VoiceText notMeasured, VoiceText lessons, IReadOnlyDictionary<Guid, (string Actual, bool? Reached)> actuals)
    {
        RefuseOver();
        Refuse(!IsApproved, "บันทึกผลได้เมื่อโครงการได้รับอนุมัติแล้ว", "Results can be written once the project is approved.");
        (Spent, SurveyId, SatisfactionTarget, NotMeasured, Lessons) = (spent, survey, satisfactionTarget, notMeasured.Text, lessons.Text);
        foreach (var indicator in Indicators)
        {
            if (actuals.TryGetValue(indicator.Id, out var actual))
            {
                indicator.Measure(actual.Actual, actual.Reached);
            }
        }

        Version++;
    }

    /// <summary>The step is done and the next one begins; at the last one the project is finished.</summary>
    /// <exception cref="RuleBroken">Something that this gate asks for is missing.</exception>
    public ProjectMove Pass(VoiceText words, Guid? by, DateOnly on)
    {
        RefuseOver();
        RefuseUnready();
        var move = Add(MoveOutcome.Passed, words, by, on);
        if (Step == ProjectStep.Refinement)
        {
            State = ProjectState.Finished;
        }
        else
        {
            Step++;
        }

        return move;
    }

    /// <summary>Back to the first step of the phase.</summary>
    public ProjectMove SendBack(VoiceText reason, Guid? by, DateOnly on)
    {
        RefuseOver();
        var move = Add(MoveOutcome.SentBack, reason, by, on);
        // Before it is approved there is nothing else to send it back to than its plan.
        Step = Step == ProjectStep.Selection ? ProjectStep.Formulation : ProjectCycle.StepsOf(ProjectCycle.PhaseOf(Step)).First();
        return move;
    }

    public ProjectMove Stop(VoiceText reason, Guid? by, DateOnly on)
    {
        RefuseOver();
        var move = Add(MoveOutcome.Stopped, reason, by, on);
        State = ProjectState.Stopped;
        return move;
    }

    ProjectMove Add(MoveOutcome outcome, VoiceText words, Guid? by, DateOnly on)
    {
        var move = ProjectMove.Of(this, Moves.Count + 1, outcome, words.Text, by, on);
        Moves.Add(move);
        Version++;
        return move;
    }

    void RefuseUnready()
    {
        switch (Step)
        {
            case ProjectStep.Design:
                Refuse(Missing.Count > 0, $"ยังเขียนไม่ครบสิบหัวข้อ ขาดอีก {Missing.Count} หัวข้อ", $"{Missing.Count} of the ten parts are not written yet.");
                break;
            case ProjectStep.Handover:
                var open = Activities.Count(activity => activity.DoneOn is null);
                Refuse(open > 0, $"ยังมีกิจกรรมที่ไม่ได้บันทึกว่าเสร็จ {open} กิจกรรม บันทึกวันที่ทำเสร็จ หรือนำกิจกรรมที่ไม่ได้ทำออกพร้อมเหตุผล", $"{open} activities are not noted as done. Note the day, or take those out that were not done, with the reason.");
                break;
            case ProjectStep.Refinement:
                Refuse(
                    Spent is null || Lessons.Length == 0 || Indicators.Exists(indicator => indicator.Reached is null) || (SurveyId is null && NotMeasured.Length == 0),
                    "ยังสรุปผลไม่ครบ ต้องมีเงินที่ใช้จริง ผลของทุกตัวชี้วัด ผลความพึงพอใจหรือเหตุผลที่ไม่ได้วัด และข้อเสนอเพื่อปรับนโยบายและแผน",
                    "The results are not complete: money spent, every indicator, satisfaction or why it was not measured, and what to change in policy and plan.");
                break;
        }
    }

    void RefuseOver() => Refuse(State != ProjectState.UnderWay, "โครงการนี้สิ้นสุดแล้ว แก้ไขไม่ได้", "This project is over and stays as it is.");

    static void Refuse(bool isBroken, string thai, string english)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english);
        }
    }

    public bool IsLateOn(DateOnly today) => State == ProjectState.UnderWay && Activities.Exists(activity => activity.IsLateOn(today));

    public FileSubject AsSubject() => new(Papers, Id, Name, $"/projects/{Id}");

    public SearchEntry Searched() => new($"{Number} {Name}", ProjectsModule.Read, $"/projects/{Id}", BegunOn) { Text = $"{Origin} {Rationale} {Objectives} {Outcome} {Targets} {Method}" };
}

sealed class ProjectConfiguration : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> entity)
    {
        entity.ToTable("projects");
        entity.Property(project => project.Version).IsConcurrencyToken();
        entity.Ignore(project => project.Missing);
        entity.HasMany(project => project.Activities).WithOne().HasForeignKey(part => new { part.OfficeId, part.ProjectId });
        entity.HasMany(project => project.Risks).WithOne().HasForeignKey(part => new { part.OfficeId, part.ProjectId });
        entity.HasMany(project => project.Indicators).WithOne().HasForeignKey(part => new { part.OfficeId, part.ProjectId });
        entity.HasMany(project => project.Moves).WithOne().HasForeignKey(part => new { part.OfficeId, part.ProjectId });
    }
}
