using System.Runtime.CompilerServices;

namespace Rapfang.Tests;

/// <summary>The product's source files, for rules that only the text can show.</summary>
static class Sources
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../src/Rapfang.Web"));

    public static IEnumerable<(string Path, string Text)> Files(params string[] extensions) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Root, file), File.ReadAllText(file)));

    static string Here([CallerFilePath] string path = "") => path;
}
