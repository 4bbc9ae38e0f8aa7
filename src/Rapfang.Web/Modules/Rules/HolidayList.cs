using Rapfang.Platform.Import;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules;

public enum HolidayLineState
{
    New,
    Doubled,
    Wrong,
}

/// <summary>A line of a list of holidays and what becomes of it.</summary>
/// <param name="Number">As the officer counts, from 1.</param>
/// <param name="Why">Why it is doubled or wrong, in the language of the request.</param>
public sealed record HolidayLine(int Number, string Text, HolidayLineState State, DateOnly? Day, string Name, string Why);

/// <summary>Reads a list of holidays, "date, name" line by line, dates in B.E. Pure: stores nothing.</summary>
public static class HolidayList
{
    public const int LongestName = 200;

    /// <summary>A list of some years; more is no list of holidays.</summary>
    public const int LongestText = 100_000;

    static readonly char[] Separators = [',', ';', '\t'];

    public static IReadOnlyList<HolidayLine> Read(string text, IEnumerable<OfficeHoliday> table)
    {
        var there = table.ToDictionary(day => day.Day, day => day.Name);
        var lines = new Dictionary<DateOnly, int>();
        var read = new List<HolidayLine>();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line) && !(number == 1 && IsHeading(line)))
            {
                read.Add(ReadLine(number, line.Trim(), there, lines));
            }
        }

        return read;
    }

    static HolidayLine ReadLine(int number, string line, Dictionary<DateOnly, string> there, Dictionary<DateOnly, int> lines)
    {
        var end = line.IndexOfAny(Separators);
        var date = ThaiDate.Parse(Unquoted(end < 0 ? line : line[..end]));
        var name = end < 0 ? "" : Unquoted(line[(end + 1)..].Split('\t')[0]);
        if (date.Date is not { } day)
        {
            return Line(HolidayLineState.Wrong, ThaiDateBinder.Message(date));
        }

        if (name.Length is 0 or > LongestName)
        {
            return Line(HolidayLineState.Wrong, UiSetup.Say(
                $"หลังวันที่ให้พิมพ์จุลภาคแล้วตามด้วยชื่อวันหยุด ไม่เกิน {LongestName} ตัวอักษร", $"After the date type a comma and the holiday's name, at most {LongestName} characters."));
        }

        if (there.TryGetValue(day, out var known))
        {
            return Line(HolidayLineState.Doubled, UiSetup.Say($"มีอยู่แล้ว: {known}", $"Is there already: {known}"));
        }

        return lines.TryAdd(day, number)
            ? Line(HolidayLineState.New, "")
            : Line(HolidayLineState.Doubled, UiSetup.Say($"ซ้ำกับบรรทัดที่ {lines[day]}", $"The same day as line {lines[day]}"));

        HolidayLine Line(HolidayLineState state, string why) => new(number, line, state, date.Date, name, why);
    }

    static bool IsHeading(string line) => Unquoted(line.Split(Separators)[0]).ToUpperInvariant() is "DATE" or "วันที่" or "วัน เดือน ปี" or "วัน/เดือน/ปี";

    static string Unquoted(string text) => text.Trim().Trim('"').Trim();

    /// <summary>The lines of a CSV file; every line stays where it was.</summary>
    /// <exception cref="Platform.RuleBroken">The file can not be read as a table.</exception>
    public static string FromFile(TableFile file)
    {
        var lines = new List<string> { Joined(file.Header) };
        foreach (var (number, cells) in file.Rows())
        {
            while (lines.Count < number - 1)
            {
                lines.Add("");
            }

            lines.Add(Joined(cells));
        }

        return string.Join('\n', lines);

        static string Joined(IEnumerable<string> cells) => string.Join('\t', cells.Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' ').Trim()));
    }
}
