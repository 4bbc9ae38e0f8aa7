using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Notifications;

/// <summary>
/// Sends what is in the outbox. Each mail is taken by one node, marked as taken before it is sent and as sent after.
/// <para>
/// A mail is never lost, and sent once as long as nothing dies at the wrong moment. SMTP knows no common commit with a
/// database: when the node, or the connection, dies after the server accepted the mail and before that is stored, nobody
/// knows whether it went out, and it is sent again after <see cref="Lease"/>. Both copies carry the same Message-ID, by
/// which mail programs recognise them; many servers then deliver only one.
/// </para>
/// </summary>
public sealed partial class MailSender(NpgsqlDataSource source, MailSettings settings, TimeProvider clock, ILogger<MailSender> log) : BackgroundService
{
    /// <summary>After this a mail that a node took and said no more of may be taken again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>For one mail, its connection included; well below <see cref="Lease"/>.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    sealed record Taken(int Office, Guid Id, string Address, string Subject, string Body, int Attempts, string OfficeName);

    sealed record Failure(MailTrouble Trouble, string Words);

    /// <summary>How long to wait after so many attempts failed; null after three days: it is given up.</summary>
    public static TimeSpan? WaitAfter(int attempts) => attempts switch
    {
        1 => TimeSpan.FromMinutes(1),
        2 => TimeSpan.FromMinutes(5),
        3 => TimeSpan.FromMinutes(15),
        4 => TimeSpan.FromHours(1),
        < 40 => TimeSpan.FromHours(2),
        _ => null,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.IsSet && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException) // Nothing that befalls a mail may stop the app.
            {
                LogDatabase(log, e);
            }

            await Task.Delay(LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends everything that is due now.</summary>
    public async Task SendDueAsync(CancellationToken stop = default)
    {
        while (!stop.IsCancellationRequested && await TakeAsync(stop) is { } mail)
        {
            // A stop of the app does not cut a mail in half: nobody would know whether it went out.
            var failure = await SendAsync(mail);
            await StoreAsync(mail, failure);
            if (failure is { Trouble: MailTrouble.Unreachable })
            {
                return; // It would be the same for all the others.
            }
        }
    }

    async Task<Taken?> TakeAsync(CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            update outbox m set attempts = attempts + 1, taken_at = $1, due_at = $2
            from offices o
            where o.id = m.office_id and (m.office_id, m.id) = (
                select office_id, id from outbox
                where sent_at is null and given_up_at is null and due_at <= $1
                order by due_at limit 1 for update skip locked)
            returning m.office_id, m.id, m.address, m.subject, m.body, m.attempts, o.name
            """);
        var now = clock.GetUtcNow();
        command.Parameters.Fill(now, now + Lease);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new(reader.GetInt32(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetString(6))
            : null;
    }

    /// <returns>Null when the server took it.</returns>
    async Task<Failure?> SendAsync(Taken mail)
    {
        if (!MailAddress.TryCreate(mail.Address, out var to))
        {
            return new(MailTrouble.NoAddress, "");
        }

        using var message = new MailMessage
        {
            From = new MailAddress(settings.From, mail.OfficeName, Encoding.UTF8),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(to);
        message.Headers["Message-ID"] = $"<{mail.Office}.{mail.Id:N}@{message.From.Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated"; // So that no absence note answers it.
#pragma warning disable S5332 // On unless the operator turns it off, for a mail server on the same machine.
        using var smtp = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls };
#pragma warning restore S5332
        if (settings.User.Length > 0)
        {
            smtp.Credentials = new NetworkCredential(settings.User, settings.Password);
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await smtp.SendMailAsync(message, patience.Token);
            return null;
        }
        catch (Exception e) when (e is SmtpException or OperationCanceledException or IOException or SocketException)
        {
            LogFailure(log, mail.Id, mail.Attempts, e);
            return new(TroubleOf(e), e.Message.Replace(mail.Address, Masks.Email(mail.Address), StringComparison.OrdinalIgnoreCase));
        }
    }

    static MailTrouble TroubleOf(Exception e) => e switch
    {
        SmtpFailedRecipientException { StatusCode: >= (SmtpStatusCode)500 } => MailTrouble.Refused,
        SmtpException { StatusCode: >= (SmtpStatusCode)400 and < (SmtpStatusCode)500 } => MailTrouble.Busy,
        SmtpException { StatusCode: SmtpStatusCode.MustIssueStartTlsFirst or (SmtpStatusCode)534 or (SmtpStatusCode)535 } => MailTrouble.SignIn,
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure, InnerException: SocketException or IOException } => MailTrouble.Unreachable,
        SmtpException => MailTrouble.Other,
        _ => MailTrouble.Unreachable,
    };

    async Task StoreAsync(Taken mail, Failure? failure)
    {
        var now = clock.GetUtcNow();
        var wait = failure is { Trouble: MailTrouble.Refused or MailTrouble.NoAddress } ? null : WaitAfter(mail.Attempts);
        var failed = failure is not null;
        // Only the attempt that this node made: if it took longer than the lease, the row is another node's by now.
        await RetriedAsync("""
            update outbox set taken_at = null, sent_at = $4, given_up_at = $5, due_at = $6, trouble = $7, last_error = $8
            where office_id = $1 and id = $2 and attempts = $3 and sent_at is null
            """, parameters =>
        {
            parameters.Fill(mail.Office, mail.Id, mail.Attempts);
            parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = failed ? null : now });
            parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = failed && wait is null ? now : null });
            parameters.Fill(now + (failed ? wait ?? TimeSpan.Zero : TimeSpan.Zero));
            parameters.Add(new NpgsqlParameter<string?> { TypedValue = failure is null ? null : RapfangDb.SnakeCase(failure.Trouble.ToString()) });
            parameters.Fill(failure?.Words ?? "");
        });
    }

    // The mail is out: unless this is stored it goes out again. So a database that is away for a moment is waited for.
    async Task RetriedAsync(string sql, Action<NpgsqlParameterCollection> fill)
    {
        for (var left = 60; ; left--)
        {
            try
            {
                await using var command = source.CreateCommand(sql);
                fill(command.Parameters);
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException e) when (left > 0)
            {
                LogDatabase(log, e);
                await Task.Delay(LookAgain);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} did not go out at attempt {Attempt}.")]
    static partial void LogFailure(ILogger logger, Guid id, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox can not be reached; trying again.")]
    static partial void LogDatabase(ILogger logger, Exception exception);
}
