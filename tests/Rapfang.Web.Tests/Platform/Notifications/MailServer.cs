using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rapfang.Tests.Platform.Notifications;

/// <summary>A real SMTP server on loopback, and what it took.</summary>
public sealed partial class MailServer : IAsyncDisposable
{
    readonly Process node;
    readonly Task reading;
    readonly List<ReceivedMail> mails = [];

    MailServer(Process node, int port)
    {
        this.node = node;
        Port = port;
        reading = ReadAsync();
    }

    public int Port { get; }

    /// <summary>What came so far.</summary>
    public IReadOnlyList<ReceivedMail> Mails
    {
        get
        {
            lock (mails)
            {
                return [.. mails];
            }
        }
    }

    /// <param name="port">0: a free one.</param>
    public static async Task<MailServer> StartAsync(int port = 0)
    {
        var script = Path.Combine(Sources.Root, "../../tests/Rapfang.Web.Tests/Platform/Notifications/smtp.cjs");
        var started = Process.Start(new ProcessStartInfo("node", [script, $"{port}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new MailServer(started, int.Parse((await started.StandardOutput.ReadLineAsync())!));
    }

    async Task ReadAsync()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            var mail = JsonDocument.Parse(line).RootElement;
            lock (mails)
            {
                mails.Add(ReceivedMail.Read(mail.GetProperty("to").GetString()!, mail.GetProperty("raw").GetString()!));
            }
        }
    }

    /// <summary>Stops it; what it took is then all here. Stopping twice does no harm.</summary>
    public async ValueTask DisposeAsync()
    {
        if (reading.IsCompleted)
        {
            return;
        }

        node.StandardInput.Close();
        await reading;
        await node.WaitForExitAsync();
        node.Dispose();
    }
}

/// <summary>A mail as a mail program shows it.</summary>
public sealed partial record ReceivedMail(string To, string Subject, string From, string Id, string Body)
{
    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BQ])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Word();

    public static ReceivedMail Read(string to, string raw)
    {
        var parts = raw.Split("\r\n\r\n", 2);
        var headers = parts[0].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n")
            .Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        Assert.Equal("base64", headers["Content-Transfer-Encoding"].Single());
        Assert.Equal("text/plain; charset=utf-8", headers["Content-Type"].Single());
        return new(to, Decoded(headers["Subject"].Single()), Decoded(headers["From"].Single()), headers["Message-ID"].Single(), Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])));
    }

    // Encoded words that stand side by side belong together; each is decoded by itself, as mail programs do.
    static string Decoded(string header) => Word().Replace(header.Replace("?= =?", "?==?", StringComparison.Ordinal), match =>
        match.Groups["kind"].Value is "B" or "b"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["text"].Value))
            : Uri.UnescapeDataString(match.Groups["text"].Value.Replace('_', ' ').Replace('=', '%')));
}
