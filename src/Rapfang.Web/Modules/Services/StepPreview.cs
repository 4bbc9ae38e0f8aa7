using Rapfang.Platform.Flow;

namespace Rapfang.Modules.Services;

/// <summary>What steps that are being written come to.</summary>
public sealed record StepPreview(IReadOnlyList<ServiceStep> Steps, ServiceEdition Edition)
{
    /// <summary>How the chart is laid out, where somebody chose.</summary>
    public FlowLayout? Chart { get; init; } = Edition.Chart;

    public FlowLayout Layout => ServiceView.Layout(Steps, Chart);

    public IReadOnlyList<FlowStep> Flow => ServiceStep.AsFlow(Steps);

    public FlowTotals Totals => FlowTotals.Of(Flow);

    public IReadOnlyList<FlowProblem> Problems => FlowCheck.Problems(Flow);

    /// <summary>Half a row counts as far as it goes, and a mistake in it says so only on saving.</summary>
    public static StepPreview Of(IEnumerable<StepRow> rows, ServiceEdition edition) => new(new StepTable([.. rows.Select(row => row.Copy())]).Read(_ => { }), edition);
}
