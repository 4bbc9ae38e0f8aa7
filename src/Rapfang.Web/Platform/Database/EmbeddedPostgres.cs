using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Rapfang.Platform.Database;

/// <summary>
/// A PostgreSQL server of the app's own, with its data under the data folder. It listens on a Unix socket that only
/// this app can reach (Windows: on loopback with a random password). It survives a killed app and is taken over by the
/// next start; it is stopped with the app.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    const int PortInSocketName = 5432;
    const int FirstWithBuiltinLocale = 17;
    const string Administrator = "rapfang";

    readonly string binaries;
    readonly string home;
    readonly string cluster;
    readonly string sockets;
    readonly ServerAccount account;
    FileStream? claim;

    EmbeddedPostgres(string dataFolder)
    {
        home = Path.GetFullPath(dataFolder);
        binaries = PostgresBinaries.Find();
        cluster = Path.Combine(home, "postgres");
        sockets = SocketFolder(home);
        account = ServerAccount.ForThisProcess();
    }

    /// <summary>Starts the server, making its data on the first start.</summary>
    /// <param name="dataFolder">The app's data folder; made with mode 0700 when missing.</param>
    /// <exception cref="DatabaseUnavailableException">It can not start; what the server said is in the message.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(string dataFolder)
    {
        var server = new EmbeddedPostgres(dataFolder);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            server.claim?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Joins the server of an app that works on this folder, and leaves it running afterwards; starts it when no app does.
    /// Never makes a new cluster.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">There are no data, or the server can not be reached.</exception>
    public static async Task<EmbeddedPostgres> JoinOrStartAsync(string dataFolder)
    {
        var server = new EmbeddedPostgres(dataFolder);
        if (!File.Exists(Path.Combine(server.cluster, "PG_VERSION")))
        {
            throw new DatabaseUnavailableException(
                $"ไม่พบข้อมูลใน {server.home} ให้กำหนด RAPFANG_DATA หรือ ConnectionStrings__Rapfang",
                $"There are no data in {server.home}. Set RAPFANG_DATA or ConnectionStrings__Rapfang.");
        }

        try
        {
            return await StartAsync(dataFolder);
        }
        catch (DatabaseUnavailableException e) when (e.InnerException is IOException)
        {
            // The folder is claimed by an app. No claim of one's own: the server is that app's to stop.
            if (await server.AnswersAsync())
            {
                return server;
            }

            throw;
        }
    }

    /// <summary>The connection string of a database on this server.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = OperatingSystem.IsWindows() ? "127.0.0.1" : sockets,
        Port = OperatingSystem.IsWindows() ? int.Parse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture) : PortInSocketName,
        Username = Administrator,
        Password = File.ReadAllText(PasswordFile),
        Database = database,
        MaxPoolSize = 40,
    }.ConnectionString;

    /// <summary>Makes the database if it is not there yet.</summary>
    public async Task EnsureDatabaseAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var exists = source.CreateCommand("select exists (select from pg_database where datname = $1)");
        exists.Parameters.Add(new() { Value = database });
        if (!(bool)(await exists.ExecuteScalarAsync())!)
        {
            await using var create = source.CreateCommand($"create database \"{database}\"");
            await create.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (claim is not null)
        {
            await RunAsync("pg_ctl", ["stop", "-D", cluster, "-m", "fast", "-w", "-t", "60"]);
            await claim.DisposeAsync();
        }
    }

    string PasswordFile => Path.Combine(home, "postgres.password");

    string PortFile => Path.Combine(home, "postgres.port");

    string ServerLog => Path.Combine(sockets, "server.log");

    async Task StartAsync()
    {
        MakeFolder(home, account.NeedsPassage ? Folder.Passable : Folder.Private);
        claim = Claim();
        MakeFolder(sockets, Folder.Private);
        await account.OwnAsync(sockets);
        await account.CheckReachAsync(binaries, home);
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            await InitialiseAsync();
        }

        await CheckVersionAsync();
        await LaunchAsync();
    }

    // Two apps on one data folder would stop each other's server.
    FileStream Claim()
    {
        try
        {
            return new FileStream(Path.Combine(home, "rapfang.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DatabaseUnavailableException(
                $"มีรับฟังอีกตัวหนึ่งใช้ข้อมูลใน {home} อยู่แล้ว",
                $"Another Rapfang already works on the data in {home}.",
                e);
        }
    }

    // The cluster is made beside its place and moved there whole, so a cut-off first start leaves no half cluster.
    async Task InitialiseAsync()
    {
        var half = cluster + ".new";
        if (Directory.Exists(half))
        {
            Directory.Delete(half, recursive: true);
        }

        MakeFolder(half, Folder.Private);
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        var handOver = Path.Combine(sockets, "first.password");
        WritePrivately(handOver, password);
        WritePrivately(PasswordFile, password);
        await account.OwnAsync(half);
        await account.OwnAsync(handOver);
        // The trigram index knows the letters of the character type. Where the system has no C.UTF-8, searching finds the
        // same more slowly.
        var made = await MakeClusterAsync("C.UTF-8");
        if (made.ExitCode != 0)
        {
            made = await MakeClusterAsync("C");
        }

        File.Delete(handOver);
        if (made.ExitCode != 0)
        {
            throw Failure("สร้างฐานข้อมูลใหม่ไม่สำเร็จ", "The new database could not be made.", made.Output);
        }

        Directory.Move(half, cluster);

        async Task<Outcome> MakeClusterAsync(string characters) => await RunAsync("initdb",
        [
            "-D", half, "-U", Administrator, "--pwfile", handOver, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", $"--lc-ctype={characters}", "--data-checksums",
            .. await MajorAsync() >= FirstWithBuiltinLocale ? new[] { "--locale-provider=builtin", "--builtin-locale=C.UTF-8" } : [],
        ]);
    }

    async Task CheckVersionAsync()
    {
        var data = (await File.ReadAllTextAsync(Path.Combine(cluster, "PG_VERSION"))).Trim();
        var program = (await MajorAsync()).ToString(CultureInfo.InvariantCulture);
        if (program != data)
        {
            throw new DatabaseUnavailableException(
                $"ข้อมูลเป็นของ PostgreSQL {data} แต่โปรแกรมเป็นรุ่น {program} ข้อมูลยังอยู่ครบ ให้ดูหัวข้อ upgrade ใน docs/operations.md",
                $"The data belong to PostgreSQL {data}, the programs are version {program}. Nothing was touched; see “Upgrade” in docs/operations.md.");
        }
    }

    // "postgres (PostgreSQL) 18.4"
    async Task<int> MajorAsync()
    {
        var said = await RunAsync("postgres", ["--version"]);
        return said.Output.Split(' ').Select(word => int.TryParse(word.Trim().Split('.')[0], out var major) ? major : 0).Max();
    }

    async Task LaunchAsync()
    {
        await RemoveStalePidFileAsync();
        if ((await RunAsync("pg_ctl", ["status", "-D", cluster])).ExitCode == 0 && await AnswersAsync())
        {
            return; // Left running by a killed app: it is taken over.
        }

        if (OperatingSystem.IsWindows())
        {
            WritePrivately(PortFile, FreePort().ToString(CultureInfo.InvariantCulture));
        }

        // After a SIGKILL of the server its children need a moment to see it and leave.
        var started = await StartServerAsync();
        for (var tries = 0; started.ExitCode != 0 && tries < 5 && LastLog().Contains("still in use", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(500);
            started = await StartServerAsync();
        }

        if (started.ExitCode != 0)
        {
            throw Failure("ฐานข้อมูลเริ่มทำงานไม่ได้ ข้อมูลยังอยู่ครบ", "The database did not start; its data are untouched.", started.Output + LastLog());
        }
    }

    Task<Outcome> StartServerAsync()
    {
        var where = OperatingSystem.IsWindows()
            ? $"-c listen_addresses=127.0.0.1 -c port={File.ReadAllText(PortFile)}"
            : $"-c listen_addresses= -c port={PortInSocketName} -c unix_socket_directories='{sockets}' -c unix_socket_permissions=0700";
        var settings = $"{where} -c max_connections=100 -c jit=off -c max_wal_size=2GB -c log_min_messages=warning -c lc_messages=C";
        return RunAsync("pg_ctl", ["start", "-D", cluster, "-l", ServerLog, "-w", "-t", "120", "-s", "-o", settings]);
    }

    // The pid in a stale file may by now belong to some other program, or to a server that was killed and that nobody has
    // buried yet; either would make the new server refuse to start. PostgreSQL guards its shared memory through this
    // file, so it is only taken away when no process works in the cluster any more.
    async Task RemoveStalePidFileAsync()
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!OperatingSystem.IsLinux() || !File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), out var pid) || IsServer(pid))
        {
            return;
        }

        for (var tries = 0; tries < 50 && WorksInCluster(); tries++)
        {
            await Task.Delay(200);
        }

        if (!WorksInCluster())
        {
            File.Delete(file);
            File.Delete(Path.Combine(sockets, $".s.PGSQL.{PortInSocketName}.lock"));
        }
    }

    static bool IsServer(int pid) => Target($"/proc/{pid}/exe")?.Contains("postgres", StringComparison.Ordinal) == true;

    // Every process of a PostgreSQL server stands in its data folder.
    bool WorksInCluster() => Directory.EnumerateDirectories("/proc")
        .Any(process => int.TryParse(Path.GetFileName(process), out _) && Target(process + "/cwd") == cluster);

    // Null for a process that is gone, not buried yet, or somebody else's.
    static string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Timeout=3;Pooling=false");
            await using var connection = await source.OpenConnectionAsync();
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    DatabaseUnavailableException Failure(string thai, string english, string output)
    {
        var full = output.Contains("No space left on device", StringComparison.Ordinal);
        return full
            ? new($"เนื้อที่เก็บข้อมูลเต็ม ({home}) ข้อมูลเดิมยังอยู่ครบ ให้เพิ่มเนื้อที่แล้วเริ่มใหม่",
                $"The disk of {home} is full. What was stored is kept; make room and start again.")
            : new($"{thai} ({home})", $"{english} ({home})\n{output.Trim()}");
    }

    string LastLog()
    {
        try
        {
            return string.Join('\n', File.ReadLines(ServerLog).TakeLast(8));
        }
        catch (IOException)
        {
            return "";
        }
    }

    Task<Outcome> RunAsync(string program, string[] arguments) =>
        account.RunAsync(Path.Combine(binaries, PostgresBinaries.Name(program)), arguments, workingFolder: sockets);

    // A Unix socket's path holds 107 bytes at most.
    static string SocketFolder(string home)
    {
        var inside = Path.Combine(home, "run");
        return Encoding.UTF8.GetByteCount(inside) <= 85
            ? inside
            : Path.Combine(Path.GetTempPath(), "rapfang-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..16]);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    enum Folder
    {
        Private,

        /// <summary>Others may pass through, not look: the server's own account reaches its folder below.</summary>
        Passable,
    }

    static void MakeFolder(string path, Folder kind)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(path, kind == Folder.Private ? own : own | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    static void WritePrivately(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}

/// <summary>How a program ended and what it printed.</summary>
public sealed record Outcome(int ExitCode, string Output)
{
    /// <summary>Runs a program to its end. Output goes through a pipe that the program's own children do not keep open.</summary>
    public static async Task<Outcome> OfAsync(string program, IEnumerable<string> arguments, string? workingFolder = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? "",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = new StringBuilder();
        var (said, complained) = (new TaskCompletionSource(), new TaskCompletionSource());
        process.OutputDataReceived += (_, line) => Append(line.Data, said);
        process.ErrorDataReceived += (_, line) => Append(line.Data, complained);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // A server that pg_ctl leaves behind may hold the pipes; only the program itself is waited for.
        while (!process.WaitForExit(0))
        {
            await Task.Delay(15);
        }

        // What it said last may arrive after its end.
        await Task.WhenAny(Task.WhenAll(said.Task, complained.Task), Task.Delay(300));
        lock (output)
        {
            return new Outcome(process.ExitCode, output.ToString());
        }

        void Append(string? line, TaskCompletionSource end)
        {
            if (line is null)
            {
                end.TrySetResult();
                return;
            }

            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
