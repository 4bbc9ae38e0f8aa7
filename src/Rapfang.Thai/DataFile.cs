namespace Rapfang.Thai;

/// <summary>The word lists that are built into the library (folder Data), one entry a line.</summary>
internal static class DataFile
{
  /// <summary>The lines of Data/{name}.txt without comments (#) and empty ones.</summary>
  public static string[] Lines(string name)
  {
    using var reader = new StreamReader(typeof(DataFile).Assembly.GetManifestResourceStream(name)
      ?? throw new ArgumentException($"There is no list {name}.", nameof(name)));
    return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
      .Where(line => line[0] != '#')];
  }
}
