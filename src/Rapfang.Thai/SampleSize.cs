namespace Rapfang.Thai;

/// <summary>How many people a survey must ask (domain 9.3). Assumes a proportion of one half and 95 % confidence.</summary>
public static class SampleSize
{
  private const decimal Z = 1.96m;

  /// <summary>Taro Yamane: N / (1 + N e²), rounded up, in exact decimals (binary fractions make 81 of 80).</summary>
  /// <param name="population">N, the people in question, 0 or more; 0 gives 0.</param>
  /// <param name="error">e as a fraction, 0.001–0.5; 0.05 is five per cent.</param>
  /// <exception cref="ArgumentOutOfRangeException">A value out of range.</exception>
  public static int Yamane(long population, decimal error = 0.05m)
  {
    ArgumentOutOfRangeException.ThrowIfNegative(population);
    CheckError(error);
    return (int)decimal.Ceiling(population / (1 + (population * error * error)));
  }

  /// <summary>When nobody knows how many people there are: Z² / (4 e²) with Z = 1.96, rounded up; 385 at 0.05.</summary>
  /// <param name="error">e as a fraction, 0.001–0.5.</param>
  /// <exception cref="ArgumentOutOfRangeException">The error is out of range.</exception>
  public static int UnknownPopulation(decimal error = 0.05m)
  {
    CheckError(error);
    return (int)decimal.Ceiling(Z * Z / (4 * error * error));
  }

  /// <summary>
  /// Shares a sample among groups in proportion to their size, by largest remainder. Each group gets at least
  /// <paramref name="minimum"/>, or everybody when it is smaller, and never more than everybody. The sum is
  /// <paramref name="total"/>, save when the population is smaller (then everybody) or the minimums alone need more
  /// (then their sum).
  /// </summary>
  /// <param name="total">The sample to share, 0 or more.</param>
  /// <param name="populations">People in each group, each 0 or more.</param>
  /// <param name="minimum">The least to ask in a group, 0 or more; a setting of the survey.</param>
  /// <returns>People to ask, in the order of the groups.</returns>
  /// <exception cref="ArgumentOutOfRangeException">A negative value.</exception>
  public static int[] Allocate(int total, IReadOnlyList<long> populations, int minimum)
  {
    ArgumentOutOfRangeException.ThrowIfNegative(total);
    ArgumentNullException.ThrowIfNull(populations);
    ArgumentOutOfRangeException.ThrowIfNegative(minimum);
    if (populations.Any(population => population < 0))
    {
      throw new ArgumentOutOfRangeException(nameof(populations), "A population is negative.");
    }

    // Groups whose share falls short are lifted to their least and leave the sharing; that takes from the others,
    // so more may fall short, until the rest can share what is left.
    var least = populations.Select(population => Math.Min(minimum, population)).ToArray();
    var lifted = new bool[least.Length];
    for (; ; )
    {
      var left = Math.Max(0, total - least.Where((_, i) => lifted[i]).Sum());
      var open = populations.Select((population, i) => lifted[i] ? 0 : population).ToArray();
      var everybody = open.Aggregate(Int128.Zero, (sum, population) => sum + population);
      var shares = LargestRemainder.Share((long)Int128.Min(left, everybody), open);
      var tooFew = Enumerable.Range(0, least.Length).Where(i => !lifted[i] && shares[i] < least[i]).ToArray();
      if (tooFew.Length == 0)
      {
        return [.. shares.Select((share, i) => (int)(lifted[i] ? least[i] : share))];
      }

      foreach (var i in tooFew)
      {
        lifted[i] = true;
      }
    }
  }

  private static void CheckError(decimal error)
  {
    ArgumentOutOfRangeException.ThrowIfLessThan(error, 0.001m);
    ArgumentOutOfRangeException.ThrowIfGreaterThan(error, 0.5m);
  }
}
