using System.Globalization;
using System.Text;
using System.Xml;
using Rapfang.Thai;

namespace Rapfang.Platform.Documents;

/// <summary>Makes any text fit to be written into a document, whoever typed it.</summary>
static class DocumentText
{
    internal const string Nothing = "ไม่มีข้อมูล";

    /// <summary>The text as it is shown: without characters XML refuses, in the document's digits, line breaks as \n.</summary>
    internal static string Show(string? text, DigitStyle digits)
    {
        var clean = Clean(text);
        return digits == DigitStyle.Arabic ? clean : WithDigits(clean, digits);
    }

    /// <summary>Splits a shown text at its line breaks.</summary>
    internal static string[] Lines(string shown) => shown.Split('\n');

    /// <summary>A rough width in letters; marks above and below a Thai consonant take no room.</summary>
    internal static int Letters(string text)
    {
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            letters += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0 : 1;
        }

        return letters;
    }

    /// <summary>The first part of the text, cut between whole letters and ended with … when it is longer.</summary>
    internal static string Shorten(string text, int letters)
    {
        if (Letters(text) <= letters)
        {
            return text;
        }

        var kept = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        for (var taken = 1; taken < letters && elements.MoveNext(); taken++)
        {
            kept.Append(elements.GetTextElement());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    static string Clean(string? text)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").Replace('\t', ' ').EnumerateRunes())
        {
            // A lone half of a surrogate pair arrives here as U+FFFD.
            if (rune.Value is not (0xFFFD or 0x7F) && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    // A run of printable ASCII with a letter in it is an address, an e-mail or a code: its digits stay as they are.
    static string WithDigits(string text, DigitStyle digits)
    {
        var shown = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && text[end] is > ' ' and <= '~')
            {
                end++;
            }

            var run = text[start..Math.Max(end, start + 1)];
            shown.Append(run.Any(char.IsAsciiLetter) ? run : ThaiDigits.Format(run, digits));
            start += run.Length;
        }

        return shown.ToString();
    }
}

/// <summary>The shape of a table, the same for every renderer.</summary>
static class TableShape
{
    /// <summary>A cell of the first heading row: the first of its columns, and how many.</summary>
    internal sealed record HeadCell(string Text, int Start, int Span, bool IsGroup);

    internal static bool HasGroups(Table table) => table.Columns.Any(column => column.Group is not null);

    /// <summary>The cells of the first heading row: groups, and the columns that stand in none.</summary>
    internal static IReadOnlyList<HeadCell> HeadCells(Table table)
    {
        var cells = new List<HeadCell>();
        for (var start = 0; start < table.Columns.Count;)
        {
            var column = table.Columns[start];
            var span = column.Group is null ? 1 : table.Columns.Skip(start).TakeWhile(next => next.Group == column.Group).Count();
            cells.Add(new HeadCell(column.Group ?? column.Header, start, span, column.Group is not null));
            start += span;
        }

        return cells;
    }

    /// <summary>The columns' widths as whole parts of <paramref name="total"/>, none below one.</summary>
    internal static int[] Widths(Table table, int total)
    {
        var sum = table.Columns.Sum(column => column.Width);
        var widths = new int[table.Columns.Count];
        var (before, reached) = (0, 0.0);
        for (var i = 0; i < widths.Length; i++)
        {
            reached += table.Columns[i].Width;
            var end = (int)Math.Round(total * reached / sum);
            widths[i] = Math.Max(1, end - before);
            before += widths[i];
        }

        return widths;
    }

    /// <summary>The row's cells, filled up with empty ones.</summary>
    internal static IReadOnlyList<Cell> Cells(Table table, Row row) => row.Cells.Count <= table.Columns.Count
        ? [.. row.Cells, .. Enumerable.Repeat(new Cell(""), table.Columns.Count - row.Cells.Count)]
        : throw new ArgumentException($"A row has {row.Cells.Count} cells for {table.Columns.Count} columns.", nameof(row));

    /// <summary>Over how many rows a cell reaches: its own and those below that say the same.</summary>
    internal static int Reach(Table table, int row, int column) => 1 + table.Rows.Skip(row + 1)
        .TakeWhile(below => below.Kind == RowKind.Body && column < below.Cells.Count && below.Cells[column].IsAsAbove).Count();

    /// <summary>What a section row says.</summary>
    internal static string SectionText(Row row) => row.Cells is [var first, ..] ? first.Text : "";

    /// <summary>The column whose cells name their row for a screen reader: the first with words in it.</summary>
    internal static int NamingColumn(Table table) =>
        Math.Max(0, table.Columns.ToList().FindIndex(column => column.Align == Align.Left));
}
