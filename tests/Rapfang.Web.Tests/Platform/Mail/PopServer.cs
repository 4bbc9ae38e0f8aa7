using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rapfang.Tests.Platform.Mail;

/// <summary>A POP3 server on loopback with one mailbox. It speaks as RFC 1939 says, without encryption.</summary>
public sealed class PopServer : IAsyncDisposable
{
    public const string User = "complaints@office.example.go.th";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Task serving;
    int uids;

    public PopServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Password { get; set; } = "password-of-the-tests";

    /// <summary>Takes the connection and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Hangs up in the middle of every letter.</summary>
    public bool HangsUp { get; set; }

    /// <summary>A size that the server tells of a letter, whatever it is.</summary>
    public Dictionary<string, long> ToldSizes { get; } = [];

    public List<(string Uid, byte[] Bytes)> Letters { get; } = [];

    /// <summary>Every letter that was asked for.</summary>
    public List<string> Read { get; } = [];

    /// <summary>Puts a letter into the mailbox, line ends made those of the net.</summary>
    public string Put(string letter, string? uid = null)
    {
        uid ??= $"uid-{++uids}";
        Letters.Add((uid, Encoding.UTF8.GetBytes(letter.ReplaceLineEndings("\r\n"))));
        return uid;
    }

    async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await VisitAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Who hangs up is gone.
            }
        }
    }

    async Task VisitAsync(NetworkStream line)
    {
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        using var reader = new StreamReader(line, Encoding.UTF8);
        var inside = Letters.ToList();
        var gone = new List<string>();
        await SayAsync("+OK ready");
        while (await reader.ReadLineAsync(stop.Token) is { } asked)
        {
            var words = asked.Split(' ', 2);
            var letter = words.Length > 1 && int.TryParse(words[1], out var number) ? inside[number - 1] : default;
            switch (words[0])
            {
                case "USER":
                    await SayAsync("+OK");
                    break;
                case "PASS":
                    await SayAsync(words[1] == Password ? "+OK" : "-ERR [AUTH] wrong password");
                    break;
                case "LIST":
                    await SayAsync("+OK\r\n" + string.Concat(inside.Select((one, n) => $"{n + 1} {ToldSizes.GetValueOrDefault(one.Uid, one.Bytes.Length)}\r\n")) + ".");
                    break;
                case "UIDL":
                    await SayAsync("+OK\r\n" + string.Concat(inside.Select((one, n) => $"{n + 1} {one.Uid}\r\n")) + ".");
                    break;
                case "RETR":
                    Read.Add(letter.Uid);
                    await SayAsync("+OK");
                    await line.WriteAsync(Stuffed(HangsUp ? letter.Bytes[..(letter.Bytes.Length / 2)] : letter.Bytes), stop.Token);
                    if (HangsUp)
                    {
                        return;
                    }

                    await SayAsync(letter.Bytes.AsSpan().EndsWith("\r\n"u8) ? "." : "\r\n.");
                    break;
                case "DELE":
                    gone.Add(letter.Uid);
                    await SayAsync("+OK");
                    break;
                case "QUIT":
                    Letters.RemoveAll(one => gone.Contains(one.Uid));
                    await SayAsync("+OK");
                    return;
                default:
                    await SayAsync("-ERR");
                    break;
            }
        }

        Task SayAsync(string words) => line.WriteAsync(Encoding.UTF8.GetBytes(words + "\r\n"), stop.Token).AsTask();
    }

    static byte[] Stuffed(byte[] letter) => Encoding.Latin1.GetBytes(string.Join("\r\n", Encoding.Latin1.GetString(letter).Split("\r\n").Select(line => line.StartsWith('.') ? "." + line : line)));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }
}
