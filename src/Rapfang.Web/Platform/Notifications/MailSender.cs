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
public sealed partial class MailSender(NpgsqlDataSource source, MailSettings settings, TimeProvider clock, ILogger<MailSender> log) : OutboxSender(source, clock, log)
{
    /// <summary>For one mail, its connection included; well below <see cref="Lease"/>.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    sealed record Taken(int Office, Guid Id, string Address, string Subject, string Body, int Attempts, string OfficeName);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => settings.IsSet ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    public override async Task SendDueAsync(CancellationToken stop = default)
    {
        while (!stop.IsCancellationRequested && await TakeAsync(stop) is { } mail)
        {
            // A stop of the app does not cut a mail in half: nobody would know whether it went out.
            var failure = await SendAsync(mail);
            await StoreAsync("outbox", mail.Office, mail.Id, mail.Attempts, failure, $", body = case when what = '{OutgoingMail.Receipt}' and ($4 is not null or $5 is not null) then '' else body end");
            if (failure is { Trouble: nameof(MailTrouble.Unreachable) })
            {
                return; // It would be the same for all the others.
            }
        }
    }

    async Task<Taken?> TakeAsync(CancellationToken stop)
    {
        await using var command = Source.CreateCommand("""
            update outbox m set attempts = attempts + 1, taken_at = $1, due_at = $2
            from offices o
            where o.id = m.office_id and (m.office_id, m.id) = (
                select office_id, id from outbox
                where sent_at is null and given_up_at is null and due_at <= $1
                order by due_at limit 1 for update skip locked)
            returning m.office_id, m.id, m.address, m.subject, m.body, m.attempts, o.name
            """);
        var now = Clock.GetUtcNow();
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
            return new(nameof(MailTrouble.NoAddress), "", null);
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
            var trouble = TroubleOf(e);
            return new(
                trouble.ToString(), e.Message.Replace(mail.Address, Masks.Email(mail.Address), StringComparison.OrdinalIgnoreCase),
                trouble == MailTrouble.Refused ? null : WaitAfter(mail.Attempts));
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} did not go out at attempt {Attempt}.")]
    static partial void LogFailure(ILogger logger, Guid id, int attempt, Exception exception);
}
