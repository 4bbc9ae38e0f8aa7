namespace Rapfang.Platform.Database;

/// <summary>
/// The account that the embedded server runs under. PostgreSQL refuses to run as root, so an app that runs as root
/// (a container, mostly) hands it to an unprivileged account through <c>setpriv</c>.
/// </summary>
public sealed class ServerAccount
{
    readonly string? name;
    string[] extra = [];

    ServerAccount(string? name) => this.name = name;

    /// <summary>True when the server runs under another account and must pass through the data folder.</summary>
    public bool NeedsPassage => name is not null;

    public static ServerAccount ForThisProcess()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new ServerAccount(accounts.Contains("postgres") ? "postgres" : "nobody");
    }

    /// <summary>Runs a program under this account.</summary>
    public Task<Outcome> RunAsync(string program, IEnumerable<string> arguments, string workingFolder) => name is null
        ? Outcome.OfAsync(program, arguments, workingFolder)
        : Outcome.OfAsync("setpriv", [.. Become(), program, .. arguments], workingFolder);

    /// <summary>Gives a file or folder, with all in it, to this account.</summary>
    public async Task OwnAsync(string path)
    {
        if (name is not null)
        {
            var owned = await Outcome.OfAsync("chown", ["-R", $"{name}:", path]);
            if (owned.ExitCode != 0)
            {
                throw new DatabaseUnavailableException(
                    $"มอบโฟลเดอร์ {path} ให้บัญชี {name} ไม่ได้", $"{path} could not be given to the account {name}: {owned.Output.Trim()}");
            }
        }
    }

    /// <summary>
    /// Makes sure that the account reaches the programs and the data. Where a folder above is closed to it (a checkout
    /// in root's home), it gets the single right to pass through, if the system allows that.
    /// </summary>
    public async Task CheckReachAsync(string binaries, string home)
    {
        if (name is null || await ReachesAsync(binaries, home))
        {
            return;
        }

        extra = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
        if (!await ReachesAsync(binaries, home))
        {
            throw new DatabaseUnavailableException(
                $"บัญชี {name} เข้าไม่ถึง {binaries} หรือ {home} ให้ย้ายไปที่ซึ่งเข้าถึงได้ (RAPFANG_DATA) หรือไม่ใช้บัญชี root",
                $"The account {name}, which the database must run under, can not reach {binaries} or {home}. Set RAPFANG_DATA to a folder it can reach, or do not run as root.");
        }
    }

    async Task<bool> ReachesAsync(string binaries, string home)
    {
        foreach (var (test, path) in new[] { ("-r", Path.Combine(binaries, "initdb")), ("-e", Path.Combine(home, "rapfang.lock")) })
        {
            if ((await Outcome.OfAsync("setpriv", [.. Become(), "test", test, path], "/")).ExitCode != 0)
            {
                return false;
            }
        }

        return true;
    }

    string[] Become() => [$"--reuid={name}", $"--regid={(name == "nobody" ? "nogroup" : name)}", "--clear-groups", .. extra];
}
