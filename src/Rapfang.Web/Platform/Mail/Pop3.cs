using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Rapfang.Platform.Notifications;

namespace Rapfang.Platform.Mail;

/// <summary>Why the mailbox can not be read now.</summary>
/// <param name="words">The server's own, or of the system.</param>
public sealed class MailboxFailed(MailboxTrouble trouble, string words, Exception? inner = null) : Exception(words, inner)
{
    public MailboxTrouble Trouble { get; } = trouble;
}

/// <summary>A letter as the mailbox lists it.</summary>
/// <param name="Number">Of this visit only.</param>
/// <param name="Uid">For good.</param>
/// <param name="Size">Bytes, as the server says.</param>
public sealed record ListedLetter(int Number, string Uid, long Size);

/// <summary>
/// A visit to a mailbox by POP3 (RFC 1939), encrypted from the first byte. What is marked to be deleted goes when the visit
/// ends in order; one that breaks off deletes nothing. Whatever goes wrong is a <see cref="MailboxFailed"/>.
/// </summary>
public sealed class Pop3 : IAsyncDisposable
{
    /// <summary>Bytes of one letter.</summary>
    public const int LargestLetter = 25 * 1024 * 1024;
    const int LargestList = 8 * 1024 * 1024;
    const int LongestWords = 200;

    /// <summary>For the server to say anything at all.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Stream line;
    readonly CancellationToken stop;
    readonly byte[] buffer = new byte[16 * 1024];
    int from;
    int until;

    Pop3(Stream line, CancellationToken stop)
    {
        this.line = line;
        this.stop = stop;
    }

    /// <summary>It broke off in the middle of a letter; nothing more can be asked.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Connects and signs in.</summary>
    /// <param name="plain">Without encryption; the caller has made sure that it may.</param>
    /// <param name="stop">Ends the visit, whatever it is at.</param>
    public static async Task<Pop3> OpenAsync(OutsideNetwork network, Mailbox mailbox, string password, bool plain, CancellationToken stop)
    {
        var pop = new Pop3(await WithinAsync(cancellation => ConnectAsync(network, mailbox, plain, cancellation), stop), stop);
        try
        {
            await pop.AnswerAsync(MailboxTrouble.Answer);
            await pop.AskAsync("USER " + mailbox.UserName, MailboxTrouble.SignIn);
            await pop.AskAsync("PASS " + password, MailboxTrouble.SignIn);
            return pop;
        }
        catch
        {
            await pop.line.DisposeAsync();
            throw;
        }
    }

    static async Task<Stream> ConnectAsync(OutsideNetwork network, Mailbox mailbox, bool plain, CancellationToken cancellation)
    {
        var open = await network.ConnectAsync(mailbox.Host, mailbox.Port, cancellation);
        if (plain)
        {
            return open;
        }

        var sealedLine = new SslStream(open);
        try
        {
            await sealedLine.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = mailbox.Host }, cancellation);
            return sealedLine;
        }
        catch
        {
            await sealedLine.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is in the mailbox, in the order in which it came.</summary>
    public async Task<IReadOnlyList<ListedLetter>> ListAsync()
    {
        var sizes = new Dictionary<int, long>();
        foreach (var (number, said) in await ListAsync("LIST"))
        {
            sizes[number] = long.TryParse(said, CultureInfo.InvariantCulture, out var size) ? size : 0;
        }

        return [.. (await ListAsync("UIDL")).Select(one => new ListedLetter(one.Number, one.Said, sizes.GetValueOrDefault(one.Number))).DistinctBy(one => one.Uid)];
    }

    async Task<List<(int Number, string Said)>> ListAsync(string command)
    {
        await AskAsync(command, MailboxTrouble.Answer);
        var lines = await BodyAsync(LargestList) ?? throw new MailboxFailed(MailboxTrouble.Answer, $"{command}: too long");
        var found = new List<(int, string)>();
        foreach (var said in Encoding.Latin1.GetString(lines).Split('\n'))
        {
            if (said.Trim().Split(' ', 2) is [var typed, var rest] && int.TryParse(typed, CultureInfo.InvariantCulture, out var number) && rest.Trim().Length > 0)
            {
                found.Add((number, rest.Trim()));
            }
        }

        return found;
    }

    /// <summary>The bytes of a letter; null where it is larger than it may be, and then the visit is over.</summary>
    public async Task<byte[]?> ReadAsync(int number)
    {
        await AskAsync(string.Create(CultureInfo.InvariantCulture, $"RETR {number}"), MailboxTrouble.Answer);
        return await BodyAsync(LargestLetter);
    }

    /// <summary>It goes when the visit ends in order.</summary>
    public Task DeleteAsync(int number) => AskAsync(string.Create(CultureInfo.InvariantCulture, $"DELE {number}"), MailboxTrouble.Answer);

    /// <summary>Ends the visit in order.</summary>
    public Task QuitAsync() => IsOver ? Task.CompletedTask : AskAsync("QUIT", MailboxTrouble.Answer);

    public ValueTask DisposeAsync() => line.DisposeAsync();

    async Task AskAsync(string command, MailboxTrouble otherwise)
    {
        var bytes = Encoding.UTF8.GetBytes(command + "\r\n");
        await WithinAsync(async cancellation =>
        {
            await line.WriteAsync(bytes, cancellation);
            await line.FlushAsync(cancellation);
            return true;
        }, stop);
        await AnswerAsync(otherwise);
    }

    async Task AnswerAsync(MailboxTrouble otherwise)
    {
        var piece = await PieceAsync();
        var said = Encoding.UTF8.GetString(piece.Span);
        if (said.StartsWith("+OK", StringComparison.Ordinal) && said.EndsWith('\n'))
        {
            return;
        }

        var words = string.Concat(said.Trim().Take(LongestWords).Select(c => char.IsControl(c) ? ' ' : c));
        var isBusy = words.Contains("IN-USE", StringComparison.OrdinalIgnoreCase) || words.Contains("LOGIN-DELAY", StringComparison.OrdinalIgnoreCase) || words.Contains("SYS/TEMP", StringComparison.OrdinalIgnoreCase);
        throw new MailboxFailed(isBusy ? MailboxTrouble.Busy : said.StartsWith("-ERR", StringComparison.Ordinal) ? otherwise : MailboxTrouble.Answer, words);
    }

    // Up to a dot that stands alone; a dot before a line that begins with one is taken away again.
    async Task<byte[]?> BodyAsync(int most)
    {
        using var body = new MemoryStream();
        for (var begins = true; ;)
        {
            var piece = await PieceAsync();
            var ends = piece.Span[^1] == '\n';
            if (begins && piece.Span[0] == '.')
            {
                if (piece.Span.TrimEnd("\r\n"u8).Length == 1 && ends)
                {
                    return body.ToArray();
                }

                piece = piece[1..];
            }

            if (body.Length + piece.Length > most)
            {
                IsOver = true;
                return null;
            }

            body.Write(piece.Span);
            begins = ends;
        }
    }

    // A line with its end, or as much of a long one as the buffer holds; good until the next one is asked for.
    async Task<ReadOnlyMemory<byte>> PieceAsync()
    {
        for (var seen = from; ;)
        {
            var end = buffer.AsSpan(seen, until - seen).IndexOf((byte)'\n');
            if (end >= 0 || until - from == buffer.Length)
            {
                var piece = buffer.AsMemory(from, end >= 0 ? seen + end + 1 - from : until - from);
                from += piece.Length;
                return piece;
            }

            if (from > 0)
            {
                buffer.AsSpan(from, until - from).CopyTo(buffer);
                (from, until) = (0, until - from);
            }

            seen = until;
            var read = await WithinAsync(async cancellation => await line.ReadAsync(buffer.AsMemory(until), cancellation), stop);
            until += read > 0 ? read : throw new MailboxFailed(MailboxTrouble.Unreachable, "The server hung up.");
        }
    }

    static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> deed, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return await deed(patience.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            throw new MailboxFailed(
                e switch
                {
                    NotAllowedException => MailboxTrouble.NotAllowed,
                    AuthenticationException => MailboxTrouble.Encryption,
                    OperationCanceledException => MailboxTrouble.TimedOut,
                    _ => MailboxTrouble.Unreachable,
                },
                e is OperationCanceledException ? "" : e.Message, e);
        }
    }
}
