using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Rapfang.Bench;

/// <summary>The published app as a process of its own, on a free port of loopback.</summary>
sealed class RunningApp : IAsyncDisposable
{
    static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    readonly Process process;
    readonly string data;
    readonly Queue<string> said = new();

    RunningApp(Process process, string data, Uri address)
    {
        this.process = process;
        this.data = data;
        Address = address;
        // The cookies are the measurements' own business.
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address };
        process.OutputDataReceived += (_, line) => Remember(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Starts the app and waits until an address answers 200.</summary>
    /// <returns>The app and the seconds from the start of the process to that answer.</returns>
    public static async Task<(RunningApp App, double Seconds)> StartAsync(string folder, string data, string until, CancellationToken stop)
    {
        var program = Path.Combine(folder, "rapfang.dll");
        if (!File.Exists(program))
        {
            throw new BenchException($"{program} is missing; ./bench publishes it");
        }

        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RAPFANG_DATA"] = data;
        start.Environment["RAPFANG_DEMO"] = "true";
        start.Environment["RAPFANG_ANSWERS_PER_MINUTE"] = "0";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment.Remove("ConnectionStrings__Rapfang");
        var watch = Stopwatch.StartNew();
        var app = new RunningApp(Process.Start(start)!, data, address);
        try
        {
            app.process.BeginOutputReadLine();
            app.process.BeginErrorReadLine();
            await app.WaitAsync(until, stop);
            return (app, watch.Elapsed.TotalSeconds);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the app on the data that a first start made: an office's app never made a demo.</summary>
    public static async Task<RunningApp> StartWithDataAsync(string folder, string data, CancellationToken stop)
    {
        var (first, _) = await StartAsync(folder, data, "/health/ready", stop);
        Figures.Print("resident memory after the first start", first.Megabytes("VmRSS"), "MB");
        await first.DisposeAsync();
        return (await StartAsync(folder, data, "/health/ready", stop)).App;
    }

    /// <summary>Opens a connection to the app's embedded server.</summary>
    public async Task<NpgsqlConnection> OpenDatabaseAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(data, "run"),
            Port = 5432,
            Username = "rapfang",
            Password = await File.ReadAllTextAsync(Path.Combine(data, "postgres.password")),
            Database = "rapfang",
            Pooling = false,
            CommandTimeout = 600,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Resident memory of the app, without PostgreSQL, in MB: now (<c>VmRSS</c>) or the highest so far (<c>VmHWM</c>).</summary>
    public double Megabytes(string field)
    {
        var status = $"/proc/{process.Id}/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal)) : null;
        return line is null ? process.WorkingSet64 / 1e6 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024 / 1e6;
    }

    /// <summary>Processor time the app has used, without PostgreSQL; unlike a rate, it hardly depends on what else the machine does.</summary>
    public double ProcessorMicroseconds()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMicroseconds;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            // As a service manager stops it, so that PostgreSQL is shut down with it.
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }

    async Task WaitAsync(string until, CancellationToken stop)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < LongestStart && !process.HasExited; await Task.Delay(10, stop))
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri(until, UriKind.Relative), stop);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        lock (said)
        {
            throw new BenchException($"the app did not answer {until} with 200\n{string.Join('\n', said)}");
        }
    }

    void Remember(string? line)
    {
        lock (said)
        {
            said.Enqueue(line ?? "");
            if (said.Count > 30)
            {
                said.Dequeue();
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A data folder that is gone afterwards; its path is short, for a Unix socket lies in it.</summary>
sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rb-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
