namespace Rapfang.Modules.Projects;

/// <summary>The four phases of a public project (seed S1-021).</summary>
public enum ProjectPhase
{
    /// <summary>Planning, appraisal and design.</summary>
    Planning,

    /// <summary>Selection, approval and activation.</summary>
    Approval,

    /// <summary>Operation, control and handover.</summary>
    Operation,

    /// <summary>Evaluation and refinement.</summary>
    Evaluation,
}

/// <summary>The ten steps of the four phases, in their order (seed S1-021).</summary>
public enum ProjectStep
{
    Formulation,
    Appraisal,
    Design,
    Selection,
    Activation,
    Implementation,
    Control,
    Handover,
    FollowUp,
    Refinement,
}

/// <summary>How a project goes through its steps: an officer takes one after the other, the head stands at the gates.</summary>
public static class ProjectCycle
{
    public static ProjectPhase PhaseOf(ProjectStep step) => step switch
    {
        <= ProjectStep.Design => ProjectPhase.Planning,
        <= ProjectStep.Activation => ProjectPhase.Approval,
        <= ProjectStep.Handover => ProjectPhase.Operation,
        _ => ProjectPhase.Evaluation,
    };

    public static IEnumerable<ProjectStep> StepsOf(ProjectPhase phase) => Enum.GetValues<ProjectStep>().Where(step => PhaseOf(step) == phase);

    /// <summary>The head decides on its end: the last step of each phase, and the approval itself.</summary>
    public static bool IsGate(ProjectStep step) => step == ProjectStep.Selection || step == StepsOf(PhaseOf(step)).Last();
}
