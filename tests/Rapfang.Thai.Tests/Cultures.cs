using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rapfang.Thai.Tests;

/// <summary>A test that runs three times: under th-TH (Buddhist calendar), en-US and the invariant culture.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryCultureFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
  : CulturedFactAttribute(TestCultures.Names, file, line);

/// <summary>The same with data rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryCultureTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
  : CulturedTheoryAttribute(TestCultures.Names, file, line);

public static class TestCultures
{
  public static readonly string[] Names = ["th-TH", "en-US", ""];
}

public class CulturesTests
{
  private static readonly HashSet<string> Seen = [];

  [Fact]
  public void EveryTest_RunsUnderEveryCulture()
  {
    var culturebound = typeof(CulturesTests).Assembly.GetTypes()
      .SelectMany(type => type.GetMethods())
      .Where(method => method.DeclaringType != typeof(CulturesTests))
      .Where(method => method.GetCustomAttributes<FactAttribute>().Any(fact => fact is not (EveryCultureFactAttribute or EveryCultureTheoryAttribute)))
      .Select(method => $"{method.DeclaringType?.Name}.{method.Name}");

    Assert.Empty(culturebound);
  }

  [EveryCultureFact]
  public void TheCultureUnderTest_IsReallyInForce()
  {
    var first = new DateOnly(2026, 10, 1).ToString("yyyy", CultureInfo.CurrentCulture);

    Assert.Equal(CultureInfo.CurrentCulture.Name == "th-TH" ? "2569" : "2026", first);
    Assert.Contains(CultureInfo.CurrentCulture.Name, TestCultures.Names);
    Assert.True(Seen.Add(CultureInfo.CurrentCulture.Name), "The same culture came twice.");
  }
}
