namespace Rapfang.Platform.Mail;

/// <summary>Which letters are never answered: answering a machine that answers has no end (RFC 3834).</summary>
public static class MailLoops
{
    static readonly string[] Bulk = ["bulk", "junk", "list"];
    static readonly string[] Servers = ["mailer-daemon", "postmaster"];

    /// <param name="own">The office's own addresses; what is no address does no harm.</param>
    /// <returns>Null where a person seems to have written it.</returns>
    public static LetterRefusal? Refusal(LetterHeaders headers, IReadOnlyList<string> own)
    {
        if (Word("Return-Path").Replace(" ", "", StringComparison.Ordinal) == "<>")
        {
            return LetterRefusal.Bounce;
        }

        if (headers.Sender() is not { } sender)
        {
            return LetterRefusal.NoSender;
        }

        return Servers.Contains(sender.Address.Split('@')[0], StringComparer.OrdinalIgnoreCase) ? LetterRefusal.Bounce
            : own.Contains(sender.Address, StringComparer.OrdinalIgnoreCase) ? LetterRefusal.Own
            : Word("Auto-Submitted") is not ("" or "no") ? LetterRefusal.Automatic
            : headers.Has("List-Id") || Bulk.Contains(Word("Precedence"), StringComparer.Ordinal) ? LetterRefusal.Bulk : null;

        string Word(string name) => headers.First(name).Split(';')[0].Split('(')[0].Trim().ToLowerInvariant();
    }
}
