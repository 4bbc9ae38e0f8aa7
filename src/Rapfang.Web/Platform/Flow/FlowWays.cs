namespace Rapfang.Platform.Flow;

/// <summary>A way from one step to another, both by their place in the list.</summary>
/// <param name="Label">What stands at it: the words of a decision.</param>
sealed record FlowWay(int From, int To, string? Label);

/// <summary>Which step leads where. Steps are taken in the order of their numbers; a jump to nowhere is left out.</summary>
sealed class FlowWays
{
    internal FlowWays(IEnumerable<FlowStep> steps)
    {
        Steps = [.. steps.OrderBy(step => step.Number)];
        Ways = [.. Enumerable.Range(0, Steps.Count).SelectMany(From)];
        Out = Ways.ToLookup(way => way.From, way => way.To);
    }

    internal IReadOnlyList<FlowStep> Steps { get; }

    internal IReadOnlyList<FlowWay> Ways { get; }

    internal ILookup<int, int> Out { get; }

    /// <summary>Where it begins: the step that says so, else the first.</summary>
    internal IReadOnlyList<int> Starts => Steps.Count == 0 ? [] : Together(Math.Max(0, Steps.ToList().FindIndex(step => step.Symbol == StepSymbol.Start)));

    /// <summary>The steps done together with this one, itself among them.</summary>
    internal IReadOnlyList<int> Together(int step)
    {
        var (first, last) = (step, step + 1);
        while (first > 0 && Steps[first].Alongside)
        {
            first--;
        }

        while (last < Steps.Count && Steps[last].Alongside)
        {
            last++;
        }

        return [.. Enumerable.Range(first, last - first)];
    }

    /// <summary>The symbol that is drawn: what begins or ends the process shows it.</summary>
    internal StepSymbol Shown(int step) => Steps[step].Symbol switch
    {
        StepSymbol.Activity when Starts.Contains(step) => StepSymbol.Start,
        StepSymbol.Activity when !Out[step].Any() => StepSymbol.End,
        var own => own,
    };

    /// <summary>The place of the step with this number; null when there is none.</summary>
    internal int? PlaceOf(int? number) => number is { } wanted && Steps.ToList().FindIndex(step => step.Number == wanted) is >= 0 and var place ? place : null;

    /// <summary>Every step that can be reached from these.</summary>
    internal HashSet<int> Reached(IEnumerable<int> from)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(from);
        while (open.TryPop(out var step))
        {
            if (reached.Add(step))
            {
                foreach (var next in Out[step])
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    IEnumerable<FlowWay> From(int place)
    {
        var step = Steps[place];
        if (step.Symbol == StepSymbol.End)
        {
            yield break;
        }

        var isDecision = step.Symbol == StepSymbol.Decision;
        foreach (var next in Next(place))
        {
            yield return new FlowWay(place, next, isDecision ? step.Yes : null);
        }

        if (isDecision && PlaceOf(step.IfNot) is { } other)
        {
            // Who enters one of those done together enters all of them.
            foreach (var next in Together(other))
            {
                yield return new FlowWay(place, next, step.No);
            }
        }
    }

    IReadOnlyList<int> Next(int place)
    {
        if (Steps[place].Then is { } number)
        {
            return PlaceOf(number) is { } then ? Together(then) : [];
        }

        var after = Together(place)[^1] + 1;
        return after < Steps.Count ? Together(after) : [];
    }
}
