using System.Net.Mail;

namespace Rapfang.Platform.Notifications;

/// <summary>The mail server of the installation; see <c>docs/operations.md</c>.</summary>
/// <param name="From">The sender's address; the office's name is put before it.</param>
/// <param name="Site">The whole address of this installation for links in mails, without a slash at its end; empty when not known.</param>
public sealed record MailSettings(string Host, int Port, string User, string Password, string From, bool StartTls, string Site)
{
    /// <summary>Without a host no mail is written or sent.</summary>
    public bool IsSet => Host.Length > 0;

    /// <exception cref="InvalidOperationException">A host without the sender's address: better not to start than to lose mail.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        var smtp = configuration.GetSection("Smtp");
        var settings = new MailSettings(
            smtp["Host"] ?? "", smtp.GetValue("Port", 587), smtp["User"] ?? "", smtp["Password"] ?? "", smtp["From"] ?? "",
            smtp.GetValue("StartTls", true), (configuration["RAPFANG_ADDRESS"] ?? "").TrimEnd('/'));
        return !settings.IsSet || MailAddress.TryCreate(settings.From, out _)
            ? settings
            : throw new InvalidOperationException("Smtp:Host is set, but Smtp:From is no e-mail address.");
    }
}
