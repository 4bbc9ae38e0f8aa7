using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Notifications;

/// <summary>Why a mail did not go out.</summary>
public enum MailTrouble
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The server wants another user, password or encryption.</summary>
    SignIn,

    /// <summary>The server says: later.</summary>
    Busy,

    /// <summary>The server takes no mail for this address.</summary>
    Refused,

    /// <summary>What was given is no address.</summary>
    NoAddress,
    Other,
}

public enum MailState
{
    Waiting,
    Sent,
    GivenUp,
}

/// <summary>
/// A mail in the outbox. Who adds one to <see cref="RapfangDb"/> has it stored with the change it tells of; the
/// <see cref="MailSender"/> sends it afterwards.
/// </summary>
public sealed class OutgoingMail : OfficeRecord, ITelling
{
    /// <summary>What a mail is about that holds a secret code; its body goes once it is over.</summary>
    public const string Receipt = "voice-receipt";

    /// <param name="what">What it is about, such as <c>notice</c>.</param>
    /// <param name="address">One address, without a name.</param>
    /// <param name="subject">One line.</param>
    /// <param name="body">Plain text. It is stored and sent as it is: no more of anybody's data in it than needed.</param>
    public OutgoingMail(string what, string address, string subject, string body, DateTimeOffset at)
    {
        What = what;
        Address = address.Trim();
        // A line break in a subject would begin another header.
        Subject = string.Concat(subject.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        Body = body;
        WrittenAt = DueAt = at;
    }

    OutgoingMail()
    {
    }

    public string What { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Since when a node is sending it.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? GivenUpAt { get; private set; }

    public MailTrouble? Trouble { get; private set; }

    /// <summary>The mail server's own words, the address in them masked.</summary>
    public string LastError { get; private set; } = "";

    public MailState State => SentAt is not null ? MailState.Sent : GivenUpAt is not null ? MailState.GivenUp : MailState.Waiting;
}

sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> entity)
    {
        entity.ToTable("outbox");
        entity.Ignore(mail => mail.State);
    }
}
