namespace Rapfang.Thai;

/// <summary>Percentages that add up (domain 9.2).</summary>
public static class Percentages
{
  /// <summary>
  /// Each count's share in per cent with so many decimals; the shares sum to exactly 100. Largest remainder: all are
  /// cut down, and the missing last digits go to those that lost most, the first of equals first. A share can
  /// therefore differ by one last digit from the rounded one. All counts 0 (or no counts): all 0.
  /// </summary>
  /// <param name="counts">The counts, each 0 or more.</param>
  /// <param name="decimals">0–6.</param>
  /// <exception cref="ArgumentOutOfRangeException">A negative count, or decimals out of range.</exception>
  public static decimal[] Of(IReadOnlyList<long> counts, int decimals = 0)
  {
    ArgumentNullException.ThrowIfNull(counts);
    ArgumentOutOfRangeException.ThrowIfNegative(decimals);
    ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 6);
    if (counts.Any(count => count < 0))
    {
      throw new ArgumentOutOfRangeException(nameof(counts), "A count is negative.");
    }

    var unitsPerCent = 1L;
    for (var i = 0; i < decimals; i++)
    {
      unitsPerCent *= 10;
    }

    return [.. LargestRemainder.Share(100 * unitsPerCent, counts).Select(units => (decimal)units / unitsPerCent)];
  }
}
