using Rapfang.Platform.Flow;

namespace Rapfang.Modules.Services;

/// <summary>Before, while and after it is done (seed S2-115); none where the service is not laid out so.</summary>
public enum ServicePhase
{
    None,
    Before,
    During,
    After,
}

/// <summary>A step of a service with what is needed as evidence in it (seeds S2-113 to S2-117).</summary>
/// <param name="Text">What is done, at most <see cref="LongestText"/> letters.</param>
public sealed record ServiceStep(string Text)
{
    public const int LongestText = 300;

    /// <summary>Ten years; longer is a mistake of typing.</summary>
    public const decimal LongestTime = 3_650;

    public StepSymbol Symbol { get; init; }

    /// <summary>How long it takes, in <see cref="Unit"/>; null where no time is set for it.</summary>
    public decimal? Amount { get; init; }

    public StepUnit Unit { get; init; } = StepUnit.Minutes;

    public string Responsible { get; init; } = "";

    /// <summary>What is to be shown in this step, or what the office shows that it was done.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The step that follows when it is not the next one, from 1.</summary>
    public int? Then { get; init; }

    /// <summary>Of a decision: the step a "no" leads to.</summary>
    public int? IfNot { get; init; }

    public string Yes { get; init; } = "";

    public string No { get; init; } = "";

    public bool Alongside { get; init; }

    /// <summary>Another agency does it, so that the office can not promise its time (seed S2-116).</summary>
    public bool Outside { get; init; }

    public ServicePhase Phase { get; init; }

    public static IReadOnlyList<FlowStep> AsFlow(IReadOnlyList<ServiceStep> steps) => [.. steps.Select((step, n) => step.AsFlow(n + 1))];

    public FlowStep AsFlow(int number)
    {
        var flow = new FlowStep(number, Text)
        {
            Symbol = Symbol, Amount = Amount, Unit = Unit, Responsible = Responsible.Length > 0 ? Responsible : null, Then = Then, IfNot = IfNot, Alongside = Alongside,
            Phase = Phase switch { ServicePhase.Before => "ก่อนดำเนินการ", ServicePhase.During => "ขณะดำเนินการ", ServicePhase.After => "หลังดำเนินการ", _ => null },
        };
        return flow with { Yes = Yes.Length > 0 ? Yes : flow.Yes, No = No.Length > 0 ? No : flow.No };
    }
}

/// <summary>A document that is needed. The list is exhaustive: nobody may be asked for another (act of 2558, section 7).</summary>
/// <param name="ByState">A state agency issues it.</param>
public sealed record ServiceDocument(string Name, bool ByState, int Originals, int Copies, string Note);

/// <summary>Whom to ask for, as it was when the edition was made.</summary>
/// <param name="Phone">The office's number for it, as it was typed.</param>
public sealed record ServiceOfficer(Guid? PersonId, string Name, string Position, string Phone);
