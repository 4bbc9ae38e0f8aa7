using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Thai;

namespace Rapfang.Platform.Mail;

/// <summary>Why a mailbox could not be read.</summary>
public enum MailboxTrouble
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The address leads into a network that is not called.</summary>
    NotAllowed,

    /// <summary>The server's certificate is not good for its name, or it does not speak TLS.</summary>
    Encryption,

    /// <summary>User or password are not right.</summary>
    SignIn,

    /// <summary>Another program has it open.</summary>
    Busy,

    /// <summary>The server says something that is not expected.</summary>
    Answer,
    TimedOut,

    /// <summary>The office has no channel in use for what comes by e-mail.</summary>
    NoChannel,
}

/// <summary>Where the operator lets mailboxes be read without encryption: only on networks named in <c>RAPFANG_CALLS_INSIDE</c>.</summary>
public sealed record MailboxSettings(bool Plain)
{
    public static MailboxSettings Read(IConfiguration configuration) => new(configuration.GetValue("RAPFANG_POP3_PLAIN", false));
}

/// <summary>The office's mailbox (POP3) that people write to.</summary>
public sealed class Mailbox : OfficeRecord
{
    /// <summary>Where POP3 is encrypted from the first byte.</summary>
    public const int UsualPort = 995;
    const int LongestUser = 254;

    public static PersonalField PasswordField { get; } = new("mailboxes.password", _ => Masks.Hidden);

    public string Host { get; private set; } = "";

    public int Port { get; private set; }

    public string UserName { get; private set; } = "";

    public Sealed Password { get; set; } = new("");

    /// <summary>What became a case is deleted on the server.</summary>
    public bool Deletes { get; private set; }

    public bool IsOn { get; private set; }

    /// <summary>What lay in it before it was set up is known, and left alone.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Until when a node may be reading it.</summary>
    public DateTimeOffset? BusyUntil { get; private set; }

    /// <summary>When it was last read to its end.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>What kept it from being read the last time.</summary>
    public MailboxTrouble? Trouble { get; private set; }

    /// <summary>The server's own words.</summary>
    public string TroubleWords { get; private set; } = "";

    public DateTimeOffset? TroubleAt { get; private set; }

    /// <summary>The day on which the administrators were told of trouble.</summary>
    public DateOnly? ToldOn { get; private set; }

    /// <exception cref="RuleBroken">Port or user can not be.</exception>
    public void Set(string host, int port, string? user, bool deletes, bool isOn)
    {
        var name = user?.Trim() ?? "";
        if (port is < 1 or > ushort.MaxValue)
        {
            throw new RuleBroken("พอร์ตเป็นตัวเลข 1 ถึง 65535 โดยทั่วไปคือ 995", "The port is a number from 1 to 65535, usually 995.", "Mailbox.Port");
        }

        if (name.Length is 0 or > LongestUser || name.Any(char.IsControl))
        {
            throw new RuleBroken("กรอกชื่อผู้ใช้ของกล่องจดหมาย", "Give the user name of the mailbox.", "Mailbox.UserName");
        }

        IsBegun = IsBegun && host == Host && name == UserName;
        (Host, Port, UserName, Deletes, IsOn) = (host, port, name, deletes, isOn);
    }

    /// <summary>What a letter is known by. Servers number the letters of each mailbox as they like, so the mailbox belongs to it.</summary>
    public string HashOf(string uid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Host}\n{UserName}\n{uid}")));
}

sealed class MailboxConfiguration : IEntityTypeConfiguration<Mailbox>
{
    public void Configure(EntityTypeBuilder<Mailbox> entity) => entity.ToTable("mailboxes");
}

/// <summary>What became of a letter.</summary>
public enum LetterOutcome
{
    /// <summary>It lay there before the mailbox was set up.</summary>
    Before,
    Case,

    /// <summary>Its sender wrote it on a case of theirs.</summary>
    Message,

    /// <summary>It stays in the mailbox and becomes nothing.</summary>
    NotTaken,

    /// <summary>It is looked at again the next day.</summary>
    PutOff,
}

/// <summary>Why a letter was not taken, or put off.</summary>
public enum LetterRefusal
{
    /// <summary>A machine wrote it.</summary>
    Automatic,

    /// <summary>Sent to many, or by a mailing list.</summary>
    Bulk,

    /// <summary>A mail server tells of a mail that did not arrive.</summary>
    Bounce,

    /// <summary>The office itself sent it.</summary>
    Own,

    /// <summary>It names no sender.</summary>
    NoSender,
    TooLarge,

    /// <summary>It came before under another number.</summary>
    Twice,

    /// <summary>Its sender wrote too much in a day.</summary>
    TooMany,

    /// <summary>All together wrote too much in a day.</summary>
    TooManyInAll,

    /// <summary>It could not be read or kept.</summary>
    Fault,
}

/// <summary>A letter that was in the office's mailbox: known again, so that it is taken once. It holds nobody's data but a mask.</summary>
public sealed class MailboxLetter(string uidHash, DateTimeOffset at) : OfficeRecord, ITelling
{
    /// <summary>See <see cref="Mailbox.HashOf"/>.</summary>
    public string UidHash { get; private set; } = uidHash;

    /// <summary>A keyed hash of its Message-ID; empty where there is none.</summary>
    public string MessageHash { get; init; } = "";

    /// <summary>A keyed hash of the sender's address.</summary>
    public string SenderHash { get; init; } = "";

    /// <summary>Masked.</summary>
    public string Sender { get; init; } = "";

    public DateTimeOffset At { get; private set; } = at;

    public LetterOutcome Outcome { get; private set; }

    public LetterRefusal? Refusal { get; private set; }

    public Guid? VoiceId { get; private set; }

    /// <summary>Nothing of it was refused, so it need not stay on the server.</summary>
    public bool IsWhole { get; private set; }

    public void Refuse(LetterRefusal why)
    {
        Outcome = why is LetterRefusal.TooMany or LetterRefusal.TooManyInAll or LetterRefusal.Fault ? LetterOutcome.PutOff : LetterOutcome.NotTaken;
        Refusal = why;
    }

    public void Become(LetterOutcome outcome, Guid voice, bool isWhole) => (Outcome, VoiceId, IsWhole) = (outcome, voice, isWhole);

    /// <summary>Whether it was put off on an earlier day.</summary>
    public bool IsDue(DateOnly today) => Outcome == LetterOutcome.PutOff && ThaiDate.OnDay(At) < today;
}

sealed class MailboxLetterConfiguration : IEntityTypeConfiguration<MailboxLetter>
{
    public void Configure(EntityTypeBuilder<MailboxLetter> entity) => entity.ToTable("mailbox_letters");
}
