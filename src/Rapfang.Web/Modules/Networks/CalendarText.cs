using System.Globalization;
using System.Text;

namespace Rapfang.Modules.Networks;

/// <summary>Writes an iCalendar (RFC 5545): lines that end with CR LF and are folded at 75 octets, texts escaped.</summary>
public sealed class CalendarText
{
    /// <summary>Octets of a line without its end (RFC 5545, 3.1).</summary>
    public const int LongestLine = 75;

    readonly StringBuilder text = new();

    /// <summary>A line whose value is no text of people: a date, a number, a keyword.</summary>
    public CalendarText Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            // Folded between letters, never within the octets of one; the blank that begins the next line counts.
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
        return this;
    }

    /// <summary>A line of people's words (3.3.11); nothing for none.</summary>
    public CalendarText Words(string name, string words) => words.Length == 0 ? this : Line(name, Escape(words));

    public CalendarText Day(string name, DateOnly day) => Line(name + ";VALUE=DATE", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    public CalendarText Moment(string name, DateTimeOffset at) => Line(name, at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();

    static string Escape(string words) => words.ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
