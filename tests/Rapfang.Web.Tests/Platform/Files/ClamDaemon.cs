using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Rapfang.Tests.Platform.Files;

/// <summary>The real clamd with one signature, of the EICAR text, on a socket of its own.</summary>
sealed class ClamDaemon : IAsyncDisposable
{
    readonly Process process;
    readonly string folder;

    ClamDaemon(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
    }

    /// <summary>The harmless text that every scanner knows; in two pieces, or scanners would take this source away.</summary>
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public string Socket => Path.Combine(folder, "clamd.sock");

    /// <summary>What it takes at most.</summary>
    public const int LargestStream = 1024 * 1024;

    public static async Task<ClamDaemon> StartAsync()
    {
        var program = new[] { "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "No clamd was found; ./test installs it where it may (Debian: clamav-daemon).");
        var own = Directory.CreateTempSubdirectory("rapfang-clamd-").FullName;
        await File.WriteAllTextAsync(Path.Combine(own, "eicar.ndb"), $"Eicar-Test:0:0:{Convert.ToHexStringLower(Eicar)}\n");
        await File.WriteAllTextAsync(Path.Combine(own, "clamd.conf"), $"""
            Foreground yes
            LocalSocket {own}/clamd.sock
            DatabaseDirectory {own}
            TemporaryDirectory {own}
            StreamMaxLength {LargestStream}

            """);
        var daemon = new ClamDaemon(
            Process.Start(new ProcessStartInfo(program!, ["-c", Path.Combine(own, "clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!, own);
        while (!await daemon.AnswersAsync())
        {
            Assert.False(daemon.process.HasExited, await SaidAsync(daemon.process));
            await Task.Delay(50);
        }

        return daemon;
    }

    static async Task<string> SaidAsync(Process process) =>
        process.HasExited ? await process.StandardError.ReadToEndAsync() + await process.StandardOutput.ReadToEndAsync() : "";

    async Task<bool> AnswersAsync()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
