using Rapfang.Modules.Office;
using Rapfang.Platform;

namespace Rapfang.Modules.Manuals;

/// <summary>A work as the guidelines describe it, to begin a manual from; data in <c>Templates/works</c>.</summary>
/// <param name="Work">The name of the work where the title is that of one of its parts.</param>
/// <param name="About">What was mended, filled in or left open in comparison with the guideline, for who begins with it.</param>
/// <param name="Seeds">The rows of the guidelines that it comes from.</param>
public sealed record StandardWork(
    string Code, string Title, string? Work, GroupKind? Group, ManualOutline Outline, StepColumns Table, IReadOnlyList<string> Seeds, string? About,
    IReadOnlyDictionary<ManualPart, IReadOnlyList<string>> Parts, IReadOnlyList<StandardWork.Paragraphs>? More, IReadOnlyList<ManualStep> Steps)
{
    public sealed record Paragraphs(string Heading, IReadOnlyList<string> Text);

    /// <summary>What a manual begins with.</summary>
    public ManualContents Contents() => new("", Title, Outline, Table)
    {
        Parts = Parts.ToDictionary(part => part.Key, part => string.Join('\n', part.Value)),
        Own = [.. (More ?? []).Select(part => new OwnPart(part.Heading, string.Join('\n', part.Text)))],
        Steps = Steps,
    };
}

/// <summary>The works of the guidelines.</summary>
public sealed class StandardWorks
{
    public IReadOnlyList<StandardWork> All { get; } = [.. StandardList.ReadEach<StandardWork>("works").OrderBy(work => work.Title, Rapfang.Thai.ThaiText.Comparer)];

    public StandardWork? Find(string? code) => All.FirstOrDefault(work => work.Code == code);
}
