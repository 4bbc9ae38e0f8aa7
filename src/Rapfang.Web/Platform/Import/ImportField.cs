using System.Globalization;
using System.Text.RegularExpressions;
using Rapfang.Thai;

namespace Rapfang.Platform.Import;

/// <summary>A field of a register that a column of a file may fill.</summary>
/// <param name="Key">Names it in the plan.</param>
/// <param name="Title">As the officer knows it; a column so headed is found by itself.</param>
public sealed partial record ImportField(string Key, string Title)
{
    public bool Required { get; init; }

    /// <summary>Other headings under which it comes.</summary>
    public IReadOnlyList<string> AlsoCalled { get; init; } = [];

    /// <summary>What its values may be, with the words they come in; empty: free text.</summary>
    public IReadOnlyList<(string Meaning, string Words)> Choices { get; init; } = [];

    public bool IsDate { get; init; }

    /// <summary>The days between which a date must lie; null: it may lie anywhere.</summary>
    public (DateOnly First, DateOnly Last)? Between { get; init; }

    /// <summary>Tells of a person: what is wrong with it is told by row and column only, for the report of a check is kept.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>Longest text, in characters as people count them.</summary>
    public int Longest { get; init; } = 200;

    internal bool Allows(DateOnly day) => Between is not var (first, last) || (first <= day && day <= last);

    /// <summary>
    /// The day of a date or time stamp: <c>2026-11-21</c>, <c>21/11/2569</c>, <c>21/11/2026, 14:05:33</c>; day before month.
    /// A year from 2400 on is Buddhist Era. Dates in Thai words come as <see cref="ThaiDate.Parse"/> reads them.
    /// </summary>
    internal static DateOnly? Day(string text)
    {
        var match = DateText().Match(ThaiDigits.ToArabic(text));
        if (!match.Success)
        {
            return ThaiDate.Parse(text).Date;
        }

        var yearFirst = match.Groups["a"].Length == 4;
        var year = int.Parse(match.Groups[yearFirst ? "a" : "c"].ValueSpan, CultureInfo.InvariantCulture);
        var month = int.Parse(match.Groups["b"].ValueSpan, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups[yearFirst ? "c" : "a"].ValueSpan, CultureInfo.InvariantCulture);
        year -= year >= 2400 ? 543 : 0;
        return year is >= 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    [GeneratedRegex(@"^\s*(?<a>\d{1,4})[-/.](?<b>\d{1,2})[-/.](?<c>\d{1,4})(?:[T, ].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateText();
}

/// <summary>What the officer decided about a file.</summary>
/// <param name="Columns">Field → number of the file's column, from 0.</param>
/// <param name="Values">Field → words in the file → meaning.</param>
/// <param name="Fixed">Choice field → meaning that every row has, where the file says nothing about it.</param>
public sealed record ImportPlan(Dictionary<string, int> Columns, Dictionary<string, Dictionary<string, string>> Values, Dictionary<string, string> Fixed)
{
    public static ImportPlan Empty => new([], [], []);
}

/// <summary>Something in the file that can not be taken.</summary>
/// <param name="Row">As the officer's program counts, the heading being row 1.</param>
public sealed record ImportProblem(int Row, string Field, string Value, string Thai, string English);

/// <summary>A row of the file with its values in the order of the register's fields: meanings of choices, dates as yyyy-MM-dd, trimmed text, empty where there is none.</summary>
public readonly record struct ImportRow(int Number, string[] Values);

/// <summary>Reads rows of a file by a plan. Pure: it stores nothing and knows no register.</summary>
public sealed class ImportSheet
{
    /// <summary>Problems told in full; of the others only the number.</summary>
    public const int MostTold = 200;

    readonly IReadOnlyList<ImportField> fields;
    readonly int[] columns;
    readonly string?[] always;
    readonly Dictionary<string, string>[] meanings;
    readonly Func<ImportRow, RuleBroken?>? check;

    /// <param name="check">What the register refuses a row for that can be read; see <see cref="ImportTarget.Check"/>.</param>
    public ImportSheet(IReadOnlyList<ImportField> fields, ImportPlan plan, Func<ImportRow, RuleBroken?>? check = null)
    {
        this.fields = fields;
        this.check = check;
        columns = [.. fields.Select(field => plan.Columns.GetValueOrDefault(field.Key, -1))];
        always = [.. fields.Select(field => plan.Fixed.GetValueOrDefault(field.Key))];
        meanings = [.. fields.Select(field => Meanings(field, plan.Values.GetValueOrDefault(field.Key) ?? []))];
    }

    public List<ImportProblem> Problems { get; } = [];

    /// <summary>Rows that can not be taken.</summary>
    public long BadRows { get; private set; }

    /// <summary>Cells that can not be taken, but for unknown words.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>Words of choice fields that nobody said the meaning of yet, with how often they came.</summary>
    public SortedDictionary<(string Field, string Words), int> Unknown { get; } = [];

    /// <summary>The column that each field is most likely meant by: said before, or headed like it.</summary>
    /// <param name="remembered">Field → headings that an officer chose for it before.</param>
    public static Dictionary<string, int> Guess(IReadOnlyList<ImportField> fields, IReadOnlyList<string> header, ILookup<string, string> remembered)
    {
        var headings = header.Select(Fold).ToList();
        var taken = new HashSet<int>();
        var guess = new Dictionary<string, int>(StringComparer.Ordinal);
        // Exact words first for every field, so that a longer heading that only contains one is left to its own field.
        foreach (var finds in new Func<string, string, bool>[] { static (heading, words) => heading == words, static (heading, words) => words.Length > 3 && heading.Contains(words, StringComparison.Ordinal) })
        {
            foreach (var field in fields.Where(field => !guess.ContainsKey(field.Key)))
            {
                var words = remembered[field.Key].Concat(field.AlsoCalled).Prepend(field.Title).Select(Fold).ToList();
                var found = headings.FindIndex(heading => words.Exists(one => finds(heading, one)) && !taken.Contains(headings.IndexOf(heading)));
                if (found >= 0 && taken.Add(found))
                {
                    guess.Add(field.Key, found);
                }
            }
        }

        return guess;
    }

    /// <summary>Words as they are compared: without case, white space and the marks that programs vary.</summary>
    public static string Fold(string text) => string.Concat(ThaiText.Normalise(text).Where(c => !char.IsWhiteSpace(c) && c is not ('.' or ':' or '[' or ']' or '(' or ')')));

    static Dictionary<string, string> Meanings(ImportField field, Dictionary<string, string> said)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (meaning, words) in field.Choices)
        {
            all.TryAdd(Fold(words), meaning);
            all.TryAdd(Fold(meaning), meaning);
        }

        foreach (var (words, meaning) in said)
        {
            all[Fold(words)] = meaning;
        }

        return all;
    }

    /// <returns>The row; null when something in it can not be taken, which then stands in <see cref="Problems"/>.</returns>
    public ImportRow? Read(int number, string[] cells)
    {
        var values = new string[fields.Count];
        var good = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (always[i] is { } same)
            {
                values[i] = same;
                continue;
            }

            var cell = columns[i] >= 0 ? cells[columns[i]]?.Trim() ?? "" : "";
            if (Value(i, cell) is { } value)
            {
                values[i] = value;
                continue;
            }

            good = false;
            if (fields[i].Choices.Count > 0 && cell.Length > 0)
            {
                continue; // An unknown word is asked about once, not told row by row.
            }

            Tell(Problem(number, fields[i], cell));
        }

        var row = new ImportRow(number, values);
        if (good && check?.Invoke(row) is { } refusal)
        {
            good = false;
            var at = fields.TakeWhile(field => field.Key != refusal.Field).Count();
            Tell(new(number, fields[at].Title, Told(fields[at], columns[at] >= 0 ? cells[columns[at]] ?? "" : ""), refusal.Thai, refusal.Message));
        }

        BadRows += good ? 0 : 1;
        return good ? row : null;
    }

    void Tell(ImportProblem problem)
    {
        ProblemCount++;
        if (Problems.Count < MostTold)
        {
            Problems.Add(problem);
        }
    }

    string? Value(int field, string cell)
    {
        var asked = fields[field];
        if (cell.Length == 0)
        {
            return asked.Required ? null : "";
        }

        if (asked.IsDate)
        {
            return ImportField.Day(cell) is { } day && asked.Allows(day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        }

        if (asked.Choices.Count > 0)
        {
            // Most cells repeat a few texts, so each is folded once.
            if (meanings[field].TryGetValue(cell, out var known) || meanings[field].TryGetValue(Fold(cell), out known))
            {
                meanings[field].TryAdd(cell, known);
                return known;
            }

            if (Unknown.Count < MostTold || Unknown.ContainsKey((asked.Key, cell)))
            {
                Unknown[(asked.Key, cell)] = Unknown.GetValueOrDefault((asked.Key, cell)) + 1;
            }

            return null;
        }

        var clean = cell.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? string.Concat(cell.Where(c => c is '\n' or '\t' || !char.IsControl(c))) : cell;
        return clean.Length <= asked.Longest || (clean.Length <= 4 * asked.Longest && ThaiText.Length(clean) <= asked.Longest) ? clean : null;
    }

    static ImportProblem Problem(int row, ImportField field, string cell) => cell.Length == 0
        ? new(row, field.Title, "", "ว่าง แต่ต้องมีข้อมูล", "Empty, but it is needed")
        : ImportField.Day(cell) is { } day && field is { IsDate: true, Between: var (first, last) } && !field.Allows(day) ? new(
            row, field.Title, Told(field, cell), $"อยู่นอกช่วงวันที่ {ThaiDate.Short(first)} ถึง {ThaiDate.Short(last)}", $"Not between {ThaiDate.Short(first)} and {ThaiDate.Short(last)}")
        : field.IsDate ? new(row, field.Title, Told(field, cell), "อ่านเป็นวันที่ไม่ได้ (วัน/เดือน/ปี)", "Not readable as a date (day/month/year)")
        : new(row, field.Title, Told(field, cell), $"ยาวเกิน {field.Longest:N0} ตัวอักษร", $"Longer than {field.Longest:N0} characters");

    static string Told(ImportField field, string cell) => field.IsPersonal ? "" : Cut(cell);

    static string Cut(string cell) => cell.Length > 80 ? ThaiText.Cut(cell, 60) + "…" : cell;
}
