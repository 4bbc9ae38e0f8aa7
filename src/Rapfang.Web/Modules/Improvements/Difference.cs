namespace Rapfang.Modules.Improvements;

/// <summary>What a difference tells. Less is better everywhere here: dissatisfaction, complaints, time.</summary>
public enum Verdict
{
    Better,
    Worse,

    /// <summary>It may be chance.</summary>
    Unclear,

    /// <summary>Too few to say anything.</summary>
    TooFew,
}

/// <summary>A figure before and after, and how far the difference could be off by chance (95 of 100 times less).</summary>
/// <param name="Margin">In the unit of the figures; null where there is too little to tell.</param>
public sealed record Difference(double Before, double After, double? Margin)
{
    const double Z = 1.959964;

    /// <summary>Fewer single times than this tell nothing of how they spread.</summary>
    public const int LeastTimes = 5;

    public double Change => After - Before;

    public Verdict Verdict => Margin is not { } margin ? Verdict.TooFew
        : Change < -margin ? Verdict.Better
        : Change > margin ? Verdict.Worse : Verdict.Unclear;

    /// <summary>
    /// Two shares, in per cent. Source: Agresti and Caffo 2000, who add one of each kind to both, so that small surveys and
    /// shares near 0 do not seem more certain than they are.
    /// </summary>
    public static Difference OfShares(long before, long beforeOf, long after, long afterOf)
    {
        if (beforeOf == 0 || afterOf == 0)
        {
            return new(Share(before, beforeOf), Share(after, afterOf), null);
        }

        var margin = Z * Math.Sqrt(Variance(before, beforeOf) + Variance(after, afterOf)) * 100;
        return new(Share(before, beforeOf), Share(after, afterOf), margin);

        static double Share(long count, long of) => of == 0 ? 0 : 100.0 * count / of;

        static double Variance(long count, long of)
        {
            var share = (count + 1.0) / (of + 2);
            return share * (1 - share) / (of + 2);
        }
    }

    /// <summary>Two counts of spans of the same length; each varies by chance as its own root (Poisson).</summary>
    public static Difference OfCounts(long before, long after) => new(before, after, before + after == 0 ? null : Z * Math.Sqrt(before + after));

    /// <summary>Two means of single times (Welch); Student's t by the expansion of Abramowitz and Stegun 26.7.5.</summary>
    public static Difference OfTimes(IReadOnlyList<decimal> before, IReadOnlyList<decimal> after)
    {
        var (mean1, spread1) = MeanAndSquaredError(before);
        var (mean2, spread2) = MeanAndSquaredError(after);
        if (before.Count < LeastTimes || after.Count < LeastTimes)
        {
            return new(mean1, mean2, null);
        }

        var squared = spread1 + spread2;
        if (squared == 0)
        {
            return new(mean1, mean2, 0);
        }

        var freedom = squared * squared / ((spread1 * spread1 / (before.Count - 1)) + (spread2 * spread2 / (after.Count - 1)));
        return new(mean1, mean2, T(freedom) * Math.Sqrt(squared));
    }

    static (double Mean, double SquaredError) MeanAndSquaredError(IReadOnlyList<decimal> times)
    {
        if (times.Count == 0)
        {
            return (0, 0);
        }

        var mean = (double)times.Average();
        var squares = times.Sum(time => ((double)time - mean) * ((double)time - mean));
        return (mean, times.Count < 2 ? 0 : squares / (times.Count - 1) / times.Count);
    }

    static double T(double freedom) => Z + ((Math.Pow(Z, 3) + Z) / (4 * freedom)) + (((5 * Math.Pow(Z, 5)) + (16 * Math.Pow(Z, 3)) + (3 * Z)) / (96 * freedom * freedom));
}
