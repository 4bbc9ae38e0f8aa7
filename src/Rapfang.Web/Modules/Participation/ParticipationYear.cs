using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>How far a process has come in a year.</summary>
/// <param name="Before">The highest level of last year; null when people took no part.</param>
/// <param name="Now">The highest level of this year.</param>
/// <param name="Times">How often people took part this year.</param>
public sealed record ProcessStanding(CoreProcess Process, ParticipationLevel? Before, ParticipationLevel? Now, int Times)
{
    public bool HasMovedUp => Now is { } now && (Before is null || now > Before);

    public bool HasMovedDown => Before is { } before && (Now is null || Now < before);

    public bool IsAtTarget => Process.TargetLevel is { } target && Now >= target;
}

/// <summary>A channel and how many cases came by it.</summary>
/// <param name="Of">All cases of the same days.</param>
public sealed record ChannelUse(int Rank, string Name, int Cases, int Of)
{
    /// <summary>Per cent of all, one decimal.</summary>
    public decimal Share => Of == 0 ? 0 : decimal.Round(100m * Cases / Of, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Participation of one fiscal year beside the year before; counted from the records, never typed.</summary>
/// <param name="Involvements">All of the year; those still to come are not counted.</param>
public sealed record ParticipationYear(
    FiscalYear Year, DateOnly Today, IReadOnlyList<CoreProcess> Processes, IReadOnlyList<Involvement> Involvements, IReadOnlyList<CoreProcess> ProcessesBefore, IReadOnlyList<Involvement> InvolvementsBefore)
{
    /// <summary>Consultations on the web that opened in the year, by their level. The seven tools of the guideline know none, so they stand beside.</summary>
    public IReadOnlyList<ParticipationLevel> Consulted { get; init; } = [];

    public IReadOnlyList<Involvement> Held => [.. Involvements.Where(one => one.Day <= Today)];

    /// <summary>The last day that is counted: of the year, or today.</summary>
    public DateOnly Until => Today < Year.Last ? Today : Year.Last;

    public bool IsOver => Today > Year.Last;

    public int Count(ParticipationTool tool, ParticipationLevel level) => Held.Count(one => one.Tool == tool && one.Level == level);

    public int Count(ParticipationLevel level) => Held.Count(one => one.Level == level);

    public int Count(ParticipationTool tool) => Held.Count(one => one.Tool == tool);

    public int CountBefore(ParticipationLevel level) => InvolvementsBefore.Count(one => one.Level == level);

    public string? NameOf(Guid? process) => Processes.FirstOrDefault(one => one.Id == process)?.Name;

    /// <summary>Processes of last year that were not carried on.</summary>
    public IReadOnlyList<CoreProcess> ToCarry => [.. ProcessesBefore.Where(before => Processes.All(one => one.Origin != before.Origin))];

    public IReadOnlyList<ProcessStanding> Standings =>
    [
        .. Processes.Select(process =>
        {
            var before = ProcessesBefore.FirstOrDefault(one => one.Origin == process.Origin)?.Id;
            var now = Held.Where(one => one.ProcessId == process.Id).ToList();
            return new ProcessStanding(process, Highest(before is null ? [] : InvolvementsBefore.Where(one => one.ProcessId == before)), Highest(now), now.Count);
        }),
    ];

    static ParticipationLevel? Highest(IEnumerable<Involvement> of) => of.Select(one => (ParticipationLevel?)one.Level).Max();
}
