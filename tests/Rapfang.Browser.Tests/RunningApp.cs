using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Rapfang.BrowserTests;

/// <summary>The app as a process of its own, with demo data in a temporary folder, on a free port of loopback.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    readonly string data = Path.Combine(Path.GetTempPath(), "rapfang-test-" + Guid.NewGuid().ToString("N")[..12]);
    Process? process;

    public static string Root { get; } = FindRoot();

    public string DataFolder => data;

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    public int ProcessId => process!.Id;

    /// <summary>Starts, or starts again on the same data, and waits for the first page.</summary>
    public async Task StartAsync(bool demo = true)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.Combine(Root, "src", "Rapfang.Web"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(Root, "src", "Rapfang.Web", "bin", Configuration, "net10.0", "rapfang.dll"));
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["RAPFANG_DATA"] = data;
        start.Environment["RAPFANG_DEMO"] = demo ? "true" : "false";
        process = Process.Start(start)!;
        var output = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(60);)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The app stopped: " + Said());
            }

            try
            {
                if ((await http.GetAsync(Address + "/health/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The app did not answer: " + Said());

        void Keep(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }

        string Said()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Stops as a service manager would.</summary>
    public async Task StopAsync()
    {
        if (process is { HasExited: false })
        {
            _ = Kill(process.Id, Terminate);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Kills the app and its database server at once, as a power cut would.</summary>
    public async Task CutPowerAsync()
    {
        var server = int.Parse(File.ReadLines(Path.Combine(data, "postgres", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
        _ = Kill(process!.Id, KillNow);
        _ = Kill(server, KillNow);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process?.Dispose();
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }

    const int Terminate = 15;
    const int KillNow = 9;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int pid, int signal);

#if DEBUG
    const string Configuration = "Debug";
#else
    const string Configuration = "Release";
#endif

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Rapfang.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
