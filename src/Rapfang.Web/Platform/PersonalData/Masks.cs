using System.Net.Mail;

namespace Rapfang.Platform.PersonalData;

/// <summary>What is left to see of personal data. Id numbers: <c>ThaiId.Mask</c>.</summary>
public static class Masks
{
    public const string Hidden = "•••";

    const int ShownDigits = 3;
    const int FewestDigits = 9;

    /// <summary>The last three digits: <c>••• ••• •456</c>; nothing of a text too short for a number.</summary>
    public static string Phone(string text)
    {
        var digits = text.Count(char.IsDigit);
        if (digits < FewestDigits)
        {
            return Hidden;
        }

        var nth = 0;
        return string.Concat(text.Select(c => char.IsDigit(c) ? (nth++ < digits - ShownDigits ? '•' : c) : c is ' ' or '-' ? c : '•'));
    }

    /// <summary>The first letter and the domain: <c>s•••@office.example</c>; nothing of a text that is no address.</summary>
    public static string Email(string text) => MailAddress.TryCreate(text, out var parts) ? $"{parts.User[..1]}{Hidden}@{parts.Host}" : Hidden;
}
