namespace Rapfang.Thai;

/// <summary>Percentiles of values that were really measured (domain 9.2): by nearest rank, never a value between two.</summary>
public static class NearestRank
{
  /// <summary>The least value that so many per cent of all do not exceed.</summary>
  /// <param name="values">Each value, and how many have it (0 or more); in any order.</param>
  /// <param name="perCent">1–100; 50 is the median.</param>
  /// <returns>Null when there is none.</returns>
  public static int? Of(IEnumerable<(int Value, long Count)> values, int perCent)
  {
    ArgumentNullException.ThrowIfNull(values);
    var ordered = values.OrderBy(one => one.Value).ToList();
    var rank = ((ordered.Sum(one => one.Count) * perCent) + 99) / 100;
    var passed = 0L;
    foreach (var (value, count) in ordered)
    {
      passed += count;
      if (count > 0 && passed >= rank)
      {
        return value;
      }
    }

    return null;
  }
}
