namespace Rapfang.Thai;

internal static class LargestRemainder
{
  /// <summary>Whole units shared in proportion to the weights, exactly; what is left over goes to the largest remainders, the first of equals first. All weights 0: nothing is shared.</summary>
  public static long[] Share(long units, IReadOnlyList<long> weights)
  {
    var shares = new long[weights.Count];
    var total = weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
    if (total == 0)
    {
      return shares;
    }

    var remainders = new Int128[weights.Count];
    for (var i = 0; i < shares.Length; i++)
    {
      (var share, remainders[i]) = Int128.DivRem((Int128)units * weights[i], total);
      shares[i] = (long)share;
    }

    var left = (int)(units - shares.Sum());
    foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => remainders[i]).Take(left))
    {
      shares[i]++;
    }

    return shares;
  }
}
