using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rapfang.Bench;

/// <summary>
/// One kept HTTP/1.1 connection, blocking, without a parser: client and server share the machine, so a heavy client
/// would measure itself.
/// </summary>
sealed class RawConnection : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
    readonly byte[] buffer = new byte[1 << 18];
    int received;
    int head;
    int end;

    public RawConnection(Uri server) => socket.Connect(IPAddress.Loopback, server.Port);

    public int Status { get; private set; }

    public ReadOnlySpan<byte> Head => buffer.AsSpan(0, head);

    public ReadOnlySpan<byte> Body => buffer.AsSpan(head, end - head);

    /// <summary>Sends a request and reads the whole response.</summary>
    public void Send(ReadOnlySpan<byte> request)
    {
        socket.Send(request);
        received = 0;
        head = Find("\r\n\r\n"u8, 0) + 4;
        Status = int.Parse(Head.Slice(9, 3), CultureInfo.InvariantCulture);
        if (Head.IndexOf("Transfer-Encoding: chunked"u8) >= 0)
        {
            ReadChunks();
        }
        else
        {
            end = head + int.Parse(Between(Head, "Content-Length: "u8, "\r\n"u8), CultureInfo.InvariantCulture);
            Fill(end);
        }
    }

    /// <summary>The text between two marks.</summary>
    public static string Between(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var from = text.IndexOf(before);
        var rest = from < 0 ? [] : text[(from + before.Length)..];
        var length = rest.IndexOf(after);
        return length < 0 ? throw new BenchException($"no {Encoding.ASCII.GetString(before)} in the response") : Encoding.ASCII.GetString(rest[..length]);
    }

    public void Dispose() => socket.Dispose();

    // Moves the chunks together, so that no word is cut in two.
    void ReadChunks()
    {
        end = head;
        var at = head;
        int size;
        do
        {
            var line = Find("\r\n"u8, at);
            size = int.Parse(buffer.AsSpan(at, line - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at = line + 2;
            Fill(at + size + 2);
            buffer.AsSpan(at, size).CopyTo(buffer.AsSpan(end));
            end += size;
            at += size + 2;
        }
        while (size > 0);
    }

    int Find(ReadOnlySpan<byte> mark, int from)
    {
        while (true)
        {
            var found = buffer.AsSpan(from, received - from).IndexOf(mark);
            if (found >= 0)
            {
                return from + found;
            }

            Receive();
        }
    }

    void Fill(int until)
    {
        while (received < until)
        {
            Receive();
        }
    }

    void Receive()
    {
        var more = received < buffer.Length ? socket.Receive(buffer.AsSpan(received)) : 0;
        received += more > 0 ? more : throw new BenchException("the response ended early or is too long");
    }
}
