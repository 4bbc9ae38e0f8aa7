using System.Collections.Frozen;

namespace Rapfang.Thai;

/// <summary>The 77 provinces, Bangkok among them (Data/provinces.txt).</summary>
public static class ThaiProvinces
{
  /// <summary>Bangkok, which has แขวง and เขต where provinces have ตำบล and อำเภอ.</summary>
  public const string Bangkok = "กรุงเทพมหานคร";

  private static readonly (string Code, string Name)[] Rows =
    [.. DataFile.Lines("provinces").Select(line => (line[..2], line[3..]))];

  private static readonly FrozenDictionary<string, string> Names = new (string Typed, string Name)[]
    { ("กทม.", Bangkok), ("กทม", Bangkok), ("กรุงเทพฯ", Bangkok), ("กรุงเทพ", Bangkok), ("อยุธยา", "พระนครศรีอยุธยา") }
    .Concat(Rows.SelectMany(row => new (string Typed, string Name)[] { (row.Name, row.Name), (row.Code, row.Name) }))
    .ToFrozenDictionary(row => row.Typed, row => row.Name, StringComparer.Ordinal);

  /// <summary>Their names without จังหวัด, in Thai order.</summary>
  public static IReadOnlyList<string> All { get; } = [.. Rows.Select(row => row.Name).Order(ThaiText.Comparer)];

  /// <summary>
  /// The name of a province from how it is typed: with or without จังหวัด or จ., in any spelling that
  /// <see cref="ThaiText.Normalise"/> makes one; กทม., กรุงเทพฯ, อยุธยา; or its two-digit code ("33" → ศรีสะเกษ). Null for any other text.
  /// </summary>
  public static string? Find(string? text)
  {
    var plain = ThaiText.Normalise(text ?? "");
    foreach (var mark in (string[])["จังหวัด", "จ."])
    {
      if (plain.StartsWith(mark, StringComparison.Ordinal))
      {
        plain = plain[mark.Length..].TrimStart();
        break;
      }
    }

    return Names.GetValueOrDefault(plain);
  }
}
