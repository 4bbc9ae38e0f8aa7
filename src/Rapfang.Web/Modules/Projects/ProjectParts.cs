using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Projects;

/// <summary>A line of the calendar of a project.</summary>
public sealed class ProjectActivity : OfficeRecord
{
    public Guid ProjectId { get; private set; }

    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public DateOnly FromDate { get; private set; }

    public DateOnly UntilDate { get; private set; }

    /// <summary>People of outside take part in it.</summary>
    public bool WithPeople { get; private set; }

    public DateOnly? DoneOn { get; private set; }

    public override Guid WholeId => ProjectId;

    internal void Write(Project project, int number, string title, DateOnly from, DateOnly until, bool withPeople) =>
        (ProjectId, Number, Title, FromDate, UntilDate, WithPeople) = (project.Id, number, title, from, until, withPeople);

    internal void Finish(DateOnly? on) => DoneOn = on;

    public bool IsLateOn(DateOnly today) => DoneOn is null && UntilDate < today;
}

/// <summary>What may go wrong, and what is done about it (seed S2-078).</summary>
public sealed class ProjectRisk : OfficeRecord
{
    public Guid ProjectId { get; private set; }

    public int Number { get; private set; }

    public string Risk { get; private set; } = "";

    public string Remedy { get; private set; } = "";

    public override Guid WholeId => ProjectId;

    internal void Write(Project project, int number, string risk, string remedy) => (ProjectId, Number, Risk, Remedy) = (project.Id, number, risk, remedy);
}

/// <summary>By what one sees that the target is reached (seed S1-020).</summary>
public sealed class ProjectIndicator : OfficeRecord
{
    public Guid ProjectId { get; private set; }

    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public string Target { get; private set; } = "";

    /// <summary>What came of it; empty until the end.</summary>
    public string Actual { get; private set; } = "";

    public bool? Reached { get; private set; }

    public override Guid WholeId => ProjectId;

    internal void Write(Project project, int number, string title, string target) => (ProjectId, Number, Title, Target) = (project.Id, number, title, target);

    internal void Measure(string actual, bool? reached) => (Actual, Reached) = (actual, reached);
}

public enum MoveOutcome
{
    Passed,
    SentBack,
    Stopped,
}

/// <summary>A step of the cycle that was taken, or what the head decided at a gate.</summary>
public sealed class ProjectMove : OfficeRecord
{
    public Guid ProjectId { get; private set; }

    public int Number { get; private set; }

    public ProjectStep Step { get; private set; }

    public MoveOutcome Outcome { get; private set; }

    public string Words { get; private set; } = "";

    public DateOnly MovedOn { get; private set; }

    public Guid? MovedBy { get; private set; }

    public override Guid WholeId => ProjectId;

    internal static ProjectMove Of(Project project, int number, MoveOutcome outcome, string words, Guid? by, DateOnly on) =>
        new() { ProjectId = project.Id, Number = number, Step = project.Step, Outcome = outcome, Words = words, MovedBy = by, MovedOn = on };
}

sealed class ProjectActivityConfiguration : IEntityTypeConfiguration<ProjectActivity>
{
    public void Configure(EntityTypeBuilder<ProjectActivity> entity) => entity.ToTable("project_activities");
}

sealed class ProjectRiskConfiguration : IEntityTypeConfiguration<ProjectRisk>
{
    public void Configure(EntityTypeBuilder<ProjectRisk> entity) => entity.ToTable("project_risks");
}

sealed class ProjectIndicatorConfiguration : IEntityTypeConfiguration<ProjectIndicator>
{
    public void Configure(EntityTypeBuilder<ProjectIndicator> entity) => entity.ToTable("project_indicators");
}

sealed class ProjectMoveConfiguration : IEntityTypeConfiguration<ProjectMove>
{
    public void Configure(EntityTypeBuilder<ProjectMove> entity) => entity.ToTable("project_moves");
}
