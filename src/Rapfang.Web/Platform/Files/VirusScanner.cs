using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rapfang.Platform.Files;

/// <summary>
/// Asks a ClamAV daemon about every file that comes in, when one is configured. Without an answer nothing is taken: a
/// scanner that is down must not be a way in.
/// </summary>
public sealed partial class VirusScanner(EndPoint? clamd, ILogger<VirusScanner> log)
{
    const string Clean = "stream: OK";

    static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    /// <summary>The daemon of <c>RAPFANG_CLAMAV</c>: <c>host:port</c> or <c>unix:/path</c>; null when none is set.</summary>
    /// <exception cref="InvalidOperationException">It is neither.</exception>
    public static EndPoint? Read(IConfiguration configuration)
    {
        var named = configuration["RAPFANG_CLAMAV"] ?? "";
        var colon = named.LastIndexOf(':');
        return named.Length == 0 ? null
            : named.StartsWith("unix:/", StringComparison.Ordinal) ? new UnixDomainSocketEndPoint(named["unix:".Length..])
            : colon > 0 && ushort.TryParse(named.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port) ? new DnsEndPoint(named[..colon].Trim('[', ']'), port)
            : throw new InvalidOperationException($"RAPFANG_CLAMAV: {named} ไม่ใช่ host:port หรือ unix:/path\nRAPFANG_CLAMAV: {named} is neither host:port nor unix:/path.");
    }

    /// <summary>Lets a clean file pass.</summary>
    /// <param name="file">Read from its beginning, and left there.</param>
    /// <param name="field">The form field that a refusal is about.</param>
    /// <exception cref="RuleBroken">A virus was found, or the daemon did not answer in a minute.</exception>
    public async Task RefuseInfectedAsync(Stream file, string field, CancellationToken cancellation)
    {
        if (clamd is null)
        {
            return;
        }

        string answer;
        try
        {
            file.Position = 0;
            answer = await AskAsync(clamd, file, cancellation);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogSilent(log, clamd, e);
            throw new RuleBroken(
                "ยังรับไฟล์ไม่ได้ เพราะโปรแกรมตรวจไวรัสไม่ตอบ ไฟล์นี้ยังไม่ถูกเก็บ โปรดลองใหม่ภายหลัง หรือแจ้งผู้ดูแลระบบ",
                "The virus scanner does not answer, so no file is taken. This one was not kept. Try again later, or tell the administrator.",
                field);
        }
        finally
        {
            file.Position = 0;
        }

        if (answer == Clean)
        {
            return;
        }

        LogAnswer(log, answer);
        throw answer.EndsWith(" FOUND", StringComparison.Ordinal)
            ? new RuleBroken(
                $"พบไวรัสในไฟล์นี้ ({answer["stream: ".Length..^" FOUND".Length]}) ไฟล์ไม่ถูกเก็บ โปรดตรวจไวรัสในเครื่องของท่าน",
                $"This file holds a virus ({answer["stream: ".Length..^" FOUND".Length]}) and was not kept. Check your computer.",
                field)
            : new RuleBroken(
                "โปรแกรมตรวจไวรัสตรวจไฟล์นี้ไม่ได้ ไฟล์จึงไม่ถูกเก็บ โปรดลองไฟล์ที่เล็กลง หรือแจ้งผู้ดูแลระบบ",
                "The virus scanner could not check this file, so it was not kept. Try a smaller one, or tell the administrator.",
                field);
    }

    // INSTREAM of clamd(8): chunks with their length before them, an empty one at the end, one line as answer.
    static async Task<string> AskAsync(EndPoint clamd, Stream file, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(TimeLimit);
        using var socket = clamd is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(clamd, time.Token);
        await using var line = new NetworkStream(socket);
        // Read from the start: of a file that is too long clamd says so and hangs up, and the rest can not be written.
        var answer = ReadAnswerAsync(line, time.Token);
        try
        {
            await line.WriteAsync("zINSTREAM\0"u8.ToArray(), time.Token);
            var chunk = new byte[4 + (1 << 16)];
            int read;
            do
            {
                read = await file.ReadAsync(chunk.AsMemory(4), time.Token);
                BinaryPrimitives.WriteInt32BigEndian(chunk, read);
                await line.WriteAsync(chunk.AsMemory(0, 4 + read), time.Token);
            }
            while (read > 0);
        }
        catch (IOException) when (!time.IsCancellationRequested)
        {
            // What it said before it hung up counts.
        }

        return await answer;
    }

    // The answer ends with a zero byte, as the command did.
    static async Task<string> ReadAnswerAsync(NetworkStream line, CancellationToken cancellation)
    {
        var answer = new byte[1024];
        var length = 0;
        while (length < answer.Length && (length == 0 || answer[length - 1] != 0))
        {
            var read = await line.ReadAsync(answer.AsMemory(length), cancellation);
            length += read > 0 ? read : throw new IOException("clamd hung up without an answer.");
        }

        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The virus scanner {Clamd} does not answer; files are refused.")]
    static partial void LogSilent(ILogger logger, EndPoint clamd, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file was refused by the virus scanner: {Answer}")]
    static partial void LogAnswer(ILogger logger, string answer);
}
