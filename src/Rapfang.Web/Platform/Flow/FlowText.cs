using System.Globalization;
using Rapfang.Thai;

namespace Rapfang.Platform.Flow;

/// <summary>How wide texts are in Sarabun, and where they are cut into lines; SVG itself breaks none.</summary>
static class FlowText
{
    // Advance widths of Sarabun 400 in hundredths of its size: U+0020 to U+007E, U+0E01 to U+0E5B.
    static readonly byte[] Latin =
    [
        24, 23, 35, 68, 52, 90, 66, 19, 31, 31, 44, 60, 25, 34, 25, 41, 55, 55, 55, 55, 55, 55, 55, 55, 55, 55, 25, 25, 60, 60, 60, 45,
        79, 59, 58, 58, 62, 55, 55, 63, 67, 29, 44, 60, 54, 79, 68, 66, 57, 66, 58, 52, 55, 65, 60, 83, 60, 57, 56, 30, 38, 30, 58, 32,
        40, 51, 54, 47, 54, 51, 33, 54, 55, 24, 24, 48, 29, 83, 54, 55, 54, 54, 35, 41, 37, 55, 47, 66, 46, 46, 45, 32, 24, 32, 60,
    ];

    static readonly byte[] Thai =
    [
        57, 59, 60, 60, 60, 63, 45, 55, 57, 60, 61, 80, 83, 61, 61, 53, 70, 83, 83, 59, 60, 58, 65, 54, 63, 64, 65, 62, 62, 72, 72, 61,
        61, 57, 48, 58, 58, 61, 51, 60, 67, 58, 63, 72, 58, 56, 54, 53, 0, 48, 48, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 58, 31,
        57, 37, 37, 39, 29, 62, 0, 0, 0, 0, 0, 0, 0, 0, 62, 66, 67, 68, 69, 67, 67, 67, 74, 67, 69, 76, 102,
    ];

    /// <summary>The width of a text in units of the drawing, a little more than measured: other fonts may stand in for Sarabun.</summary>
    internal static double Width(string text, double size)
    {
        var hundredths = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            hundredths += rune.Value switch
            {
                >= 0x20 and <= 0x7E => Latin[rune.Value - 0x20],
                >= 0x0E01 and <= 0x0E5B => Thai[rune.Value - 0x0E01],
                _ when System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => 0,
                < 0x2E80 => 70,
                _ => 100,
            };
        }

        return hundredths * size * 1.05 / 100;
    }

    /// <summary>The text in lines, each as wide as <paramref name="room"/> says for its number; no more lines than <paramref name="most"/>.</summary>
    /// <returns>Null when it does not fit.</returns>
    internal static List<string>? Fit(string text, double size, int most, Func<int, double> room)
    {
        var lines = new List<string>();
        if (most < 1)
        {
            return null;
        }

        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var piece in Pieces(paragraph))
            {
                var rest = piece;
                // Of nothing more nothing is cut, however little room there is.
                while (line.Length + rest.Length > 0 && Width((line + rest).TrimEnd(), size) > room(lines.Count))
                {
                    // One word wider than the line is cut between its letters; a line that the next is longer than stays empty.
                    if (line.Length == 0 && room(lines.Count + 1) <= room(lines.Count))
                    {
                        var taken = Letters(rest, size, room(lines.Count));
                        (line, rest) = (rest[..taken], rest[taken..]);
                    }

                    lines.Add(line.TrimEnd());
                    line = "";
                    if (lines.Count >= most)
                    {
                        return null;
                    }
                }

                line = line.Length == 0 ? rest.TrimStart() : string.Concat(line, rest);
            }

            lines.Add(line.TrimEnd());
        }

        return lines.Count <= most ? lines : null;
    }

    /// <summary>The text in lines no wider than <paramref name="width"/>, of about equal length.</summary>
    internal static List<string> Wrap(string text, double size, double width)
    {
        var lines = Fit(text, size, int.MaxValue, _ => width)!;

        // The narrowest width that needs no more lines: two lines of half a width read better than a long and a short one.
        var (least, most) = (width / 2, width);
        while (lines.Count > 1 && most - least > 4)
        {
            var middle = (least + most) / 2;
            (least, most) = Fit(text, size, lines.Count, _ => middle) is null ? (middle, most) : (least, middle);
        }

        return lines.Count > 1 ? Fit(text, size, lines.Count, _ => most)! : lines;
    }

    static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        foreach (var at in ThaiWords.Default.LineBreaks(text))
        {
            yield return text[start..at];
            start = at;
        }

        yield return text[start..];
    }

    // How many characters of whole letters fit; at least one letter, else it would never end.
    static int Letters(string text, double size, double room)
    {
        var taken = 0;
        while (taken < text.Length)
        {
            var next = taken + StringInfo.GetNextTextElementLength(text.AsSpan(taken));
            if (Width(text[..next], size) > room && taken > 0)
            {
                return taken;
            }

            taken = next;
        }

        return taken;
    }
}
