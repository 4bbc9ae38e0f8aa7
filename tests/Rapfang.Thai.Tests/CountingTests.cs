using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Rapfang.Thai.Tests;

public class CountingTests
{
  [EveryCultureFact]
  public void Percentages_GiveTheMissingPartToTheLargestRemainder()
  {
    Assert.Equal([34m, 33m, 33m], Percentages.Of([1, 1, 1]));
    Assert.Equal([14.3m, 28.6m, 57.1m], Percentages.Of([1, 2, 4], 1));
    Assert.Equal([0m, 100m, 0m], Percentages.Of([0, 7, 0]));
    Assert.Equal([0m, 0m], Percentages.Of([0, 0]));
    Assert.Empty(Percentages.Of([]));
    Assert.Equal([50m, 50m], Percentages.Of([long.MaxValue, long.MaxValue], 6));
  }

  [EveryCultureFact]
  public void Percentages_SumToExactlyOneHundred() =>
    Prop.ForAll(Arbitraries.Counts, Gen.Choose(0, 6).ToArbitrary(), (counts, decimals) =>
    {
      var shares = Percentages.Of(counts, decimals);
      Assert.Equal(counts.Any(count => count > 0) ? 100m : 0m, shares.Sum());
      Assert.All(shares, (share, i) =>
      {
        Assert.Equal(share, decimal.Round(share, decimals));
        Assert.True(counts[i] > 0 || share == 0);
        Assert.True(counts.Sum() == 0 || Math.Abs(share - (100m * counts[i] / counts.Sum())) < (decimal)Math.Pow(10, -decimals));
      });
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Percentages_OfANegativeCountOrTooManyDecimals_AreRefused()
  {
    Assert.Throws<ArgumentOutOfRangeException>(() => Percentages.Of([1, -1]));
    Assert.Throws<ArgumentOutOfRangeException>(() => Percentages.Of([1], 7));
    Assert.Throws<ArgumentOutOfRangeException>(() => Percentages.Of([1], -1));
  }

  [EveryCultureTheory]
  [InlineData(0, 0, 0)]
  [InlineData(1, 1, 1)]
  [InlineData(30, 28, 24)]
  [InlineData(100, 80, 50)]
  [InlineData(500, 223, 84)]
  [InlineData(1_000, 286, 91)]
  [InlineData(3_000, 353, 97)]
  [InlineData(10_000, 385, 100)]
  [InlineData(100_000, 399, 100)]
  public void Yamane_AgreesWithThePrintedTables(long population, int atFivePerCent, int atTenPerCent)
  {
    Assert.Equal(atFivePerCent, SampleSize.Yamane(population));
    Assert.Equal(atTenPerCent, SampleSize.Yamane(population, 0.10m));
  }

  [EveryCultureFact]
  public void Yamane_IsTheLeastWholeNumberThatIsEnough() =>
    Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), Gen.Choose(1, 500).ToArbitrary(), (population, perMille) =>
    {
      // n = N / (1 + N e²) with e in thousandths, in whole numbers: n (10⁶ + N e²) ≥ N 10⁶.
      BigInteger n = SampleSize.Yamane(population, perMille / 1000m);
      var parts = 1_000_000 + ((BigInteger)population * perMille * perMille);
      var needed = (BigInteger)population * 1_000_000;
      return n * parts >= needed && (n - 1) * parts < needed;
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void UnknownPopulation_AtFivePerCent_Needs385()
  {
    Assert.Equal(385, SampleSize.UnknownPopulation(0.05m));
    Assert.Equal(97, SampleSize.UnknownPopulation(0.10m));
  }

  [EveryCultureFact]
  public void SampleSize_WhenTheErrorIsNoFraction_IsRefused()
  {
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Yamane(100, 5m));
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Yamane(100, 0m));
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Yamane(-1));
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.UnknownPopulation(0.6m));
  }

  [EveryCultureFact]
  public void Allocate_SharesInProportionAboveTheMinimum()
  {
    Assert.Equal([50, 30, 20], SampleSize.Allocate(100, [500, 300, 200], 0));
    Assert.Equal([85, 10, 5], SampleSize.Allocate(100, [980, 15, 5], 10));
    Assert.Equal([12, 3], SampleSize.Allocate(100, [12, 3], 10));
    Assert.Equal([10, 10, 0], SampleSize.Allocate(5, [100, 100, 0], 10));
  }

  [EveryCultureFact]
  public void Allocate_KeepsItsPromises() =>
    Prop.ForAll(Gen.Choose(0, 2000).ToArbitrary(), Arbitraries.Counts, Gen.Choose(0, 30).ToArbitrary(), (total, populations, minimum) =>
    {
      var shares = SampleSize.Allocate(total, populations, minimum);
      var least = populations.Select(population => Math.Min(minimum, population)).ToArray();
      Assert.All(shares, (share, i) => Assert.InRange(share, least[i], populations[i]));
      Assert.Equal(Math.Max(least.Sum(), Math.Min(total, populations.Sum())), shares.Sum());
    }).QuickCheckThrowOnFailure();

  [EveryCultureFact]
  public void Allocate_OfNegativeValues_IsRefused()
  {
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Allocate(-1, [1], 0));
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Allocate(1, [-1], 0));
    Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Allocate(1, [1], -1));
  }
}
