namespace Rapfang.Modules.Projects;

/// <summary>How projects are shown.</summary>
public static class ProjectView
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    public static string Colour(ProjectState state) => state switch
    {
        ProjectState.UnderWay => "info",
        ProjectState.Finished => "good",
        _ => "muted",
    };

    public static Ui.Tags.FlowState StateOf(Project project, ProjectStep step) =>
        project.State == ProjectState.Finished || step < project.Step ? Ui.Tags.FlowState.Done : step == project.Step ? Ui.Tags.FlowState.Now : Ui.Tags.FlowState.Next;

    public static Ui.Tags.FlowState StateOf(Project project, ProjectPhase phase) =>
        project.State == ProjectState.Finished || phase < ProjectCycle.PhaseOf(project.Step) ? Ui.Tags.FlowState.Done : phase == ProjectCycle.PhaseOf(project.Step) ? Ui.Tags.FlowState.Now : Ui.Tags.FlowState.Next;
}

/// <summary>The months of a project's calendar, and where its bars lie in them.</summary>
/// <param name="Months">The first day of each.</param>
public sealed record ProjectCalendar(IReadOnlyList<DateOnly> Months, IReadOnlyList<ProjectActivity> Activities)
{
    /// <summary>Two fiscal years; what lies beyond is told by its dates alone.</summary>
    const int Most = 24;

    public static ProjectCalendar Of(Project project)
    {
        if (project.Activities.Count == 0)
        {
            return new([], []);
        }

        var first = First(project.Activities.Min(activity => activity.FromDate));
        var last = First(project.Activities.Max(activity => activity.DoneOn > activity.UntilDate ? activity.DoneOn.Value : activity.UntilDate));
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        return new([.. Enumerable.Range(0, Math.Min(months, Most)).Select(first.AddMonths)], project.Activities);
    }

    public static bool IsOn(ProjectActivity activity, DateOnly month) => First(activity.FromDate) <= month && month <= activity.UntilDate;

    public static bool IsDoneIn(ProjectActivity activity, DateOnly month) => activity.DoneOn is { } done && First(done) == month;

    static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);
}
