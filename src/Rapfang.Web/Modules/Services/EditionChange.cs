namespace Rapfang.Modules.Services;

/// <summary>A step of either edition; the same step stands in both.</summary>
public sealed record StepPair(ServiceStep? Before, ServiceStep? After)
{
    public bool IsSame => Before is not null && After is not null && Before.Text == After.Text && Before.Amount == After.Amount && Before.Unit == After.Unit;
}

/// <summary>What is different between two editions of a service: steps, time, documents, and the other words.</summary>
public sealed record EditionChange(ServiceEdition Before, ServiceEdition After)
{
    /// <summary>Steps side by side; those of the same words beside each other, in the order of both (their longest common part).</summary>
    public IReadOnlyList<StepPair> Steps { get; } = Pairs(Before.Steps, After.Steps);

    public IReadOnlyList<ServiceDocument> Dropped => [.. Before.Documents.Where(one => After.Documents.All(other => other.Name != one.Name))];

    public IReadOnlyList<ServiceDocument> Added => [.. After.Documents.Where(one => Before.Documents.All(other => other.Name != one.Name))];

    /// <summary>Documents that stay and of which more or fewer are asked.</summary>
    public IReadOnlyList<(ServiceDocument Before, ServiceDocument After)> Changed =>
        [.. Before.Documents.Join(After.Documents, one => one.Name, one => one.Name, (one, other) => (one, other)).Where(pair => pair.one != pair.other)];

    static List<StepPair> Pairs(IReadOnlyList<ServiceStep> before, IReadOnlyList<ServiceStep> after)
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var b = before.Count - 1; b >= 0; b--)
        {
            for (var a = after.Count - 1; a >= 0; a--)
            {
                common[b, a] = before[b].Text == after[a].Text ? common[b + 1, a + 1] + 1 : Math.Max(common[b + 1, a], common[b, a + 1]);
            }
        }

        var pairs = new List<StepPair>();
        var (x, y) = (0, 0);
        while (x < before.Count || y < after.Count)
        {
            if (x < before.Count && y < after.Count && before[x].Text == after[y].Text)
            {
                pairs.Add(new(before[x++], after[y++]));
            }
            else if (y == after.Count || (x < before.Count && common[x + 1, y] >= common[x, y + 1]))
            {
                pairs.Add(new(before[x++], null));
            }
            else
            {
                pairs.Add(new(null, after[y++]));
            }
        }

        return pairs;
    }
}
