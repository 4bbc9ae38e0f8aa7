using System.Buffers.Binary;
using Rapfang.Platform.Flow;
using Rapfang.Thai;

namespace Rapfang.Platform.Documents;

/// <summary>
/// An official document as it is meant, not as it looks: <see cref="PrintHtml"/>, <see cref="Docx"/> and
/// <see cref="Xlsx"/> make the page, the Word file and the workbook from this one model.
/// </summary>
/// <param name="Title">The title property of the file. It also stands on top of the page, unless a <see cref="MemoHead"/>
/// or <see cref="LetterHead"/> takes that place.</param>
/// <param name="Blocks">What the document says, in order.</param>
/// <param name="Digits">The digits of all visible text. A run of Latin letters and signs (address, e-mail, code) keeps its own.</param>
public sealed record OfficialDocument(string Title, IReadOnlyList<Block> Blocks, DigitStyle Digits = DigitStyle.Arabic)
{
    /// <summary>Name of the file without extension, for the download.</summary>
    public string? FileName { get; init; }

    /// <summary>A line at the foot of every page, beside the page number; on the print page, which has no such place, at the end.</summary>
    public string? FooterText { get; init; }

    /// <summary>The sheet lies on its long side: for forms of many columns.</summary>
    public bool Landscape { get; init; }
}

/// <summary>A part of an <see cref="OfficialDocument"/>.</summary>
public abstract record Block;

/// <summary>A heading below the document's title.</summary>
/// <param name="Level">1 to 3; a number outside is taken as the nearest.</param>
/// <param name="Text">The heading.</param>
public sealed record Heading(int Level, string Text) : Block;

/// <summary>A paragraph; line breaks in the text are kept.</summary>
/// <param name="Text">The text.</param>
/// <param name="Indent">Whether the first line starts 2.5 cm in, as in official letters.</param>
public sealed record Paragraph(string Text, bool Indent = true) : Block;

/// <summary>A list.</summary>
/// <param name="Items">One text an entry.</param>
/// <param name="Numbered">Numbers from 1 in place of bullets.</param>
public sealed record BulletList(IReadOnlyList<string> Items, bool Numbered = false) : Block;

/// <summary>The head of a memorandum (บันทึกข้อความ).</summary>
/// <param name="Agency">ส่วนราชการ.</param>
/// <param name="Number">ที่; left open for the registry when null.</param>
/// <param name="Date">วันที่, written out.</param>
/// <param name="Subject">เรื่อง.</param>
/// <param name="To">เรียน.</param>
public sealed record MemoHead(string Agency, string? Number, string Date, string Subject, string To) : Block
{
    /// <summary>The emblem the office supplies, fitted into 1.5 cm at the top left; its place stays free without one.</summary>
    public DocumentImage? Emblem { get; init; }
}

/// <summary>The head of an external letter (หนังสือภายนอก).</summary>
/// <param name="Number">ที่; left open for the registry when null.</param>
/// <param name="Office">The office that writes, on the right.</param>
/// <param name="Address">The lines of its address, below its name.</param>
/// <param name="Date">The date, written out; starts at the middle of the page.</param>
/// <param name="Subject">เรื่อง.</param>
/// <param name="To">เรียน.</param>
public sealed record LetterHead(string? Number, string Office, IReadOnlyList<string> Address, string Date, string Subject, string To) : Block
{
    /// <summary>The emblem the office supplies, fitted into 3 cm at the centre; its place stays free without one.</summary>
    public DocumentImage? Emblem { get; init; }

    /// <summary>อ้างถึง, when there is an earlier letter.</summary>
    public string? Reference { get; init; }

    /// <summary>สิ่งที่ส่งมาด้วย; numbered when there are several.</summary>
    public IReadOnlyList<string> Enclosures { get; init; } = [];
}

/// <summary>A PNG or JPEG picture.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="ContentType"><c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="AltText">What it shows, for people who do not see it.</param>
public sealed record DocumentImage(byte[] Bytes, string ContentType, string AltText)
{
    /// <summary>Width and height in pixels, read from the file's own head.</summary>
    /// <exception cref="InvalidOperationException">The bytes are neither PNG nor JPEG.</exception>
    public (int Width, int Height) PixelSize()
    {
        if (Bytes.Length > 24 && Bytes.AsSpan(1, 3).SequenceEqual("PNG"u8))
        {
            return (Int32At(16), Int32At(20));
        }

        // A JPEG is a chain of segments FF, kind, length; the frame segment (C0 to C3) holds height and width.
        for (var at = 2; at + 9 < Bytes.Length && Bytes[0] == 0xFF && Bytes[at] == 0xFF; at += 2 + UInt16At(at + 2))
        {
            if (Bytes[at + 1] is >= 0xC0 and <= 0xC3)
            {
                return (UInt16At(at + 7), UInt16At(at + 5));
            }
        }

        throw new InvalidOperationException("The picture is neither PNG nor JPEG.");

        int Int32At(int offset) => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(offset));
        int UInt16At(int offset) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(offset));
    }
}

/// <summary>A table.</summary>
/// <param name="Caption">What stands above it; also the name of its worksheet.</param>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">A row may have fewer cells than there are columns, not more. No rows: the table says ไม่มีข้อมูล.</param>
public sealed record Table(string? Caption, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows) : Block
{
    /// <summary>A note or source below the table.</summary>
    public string? Note { get; init; }
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Width">Its width in relation to the other columns, above zero.</param>
/// <param name="Align">Where its texts stand.</param>
/// <param name="Group">A heading above it and above the columns beside it that name the same group.</param>
public sealed record Column(string Header, double Width = 1, Align Align = Align.Left, string? Group = null);

/// <summary>Where text stands in its cell.</summary>
public enum Align
{
    /// <summary>At the left: words.</summary>
    Left,

    /// <summary>In the middle: ordinals, marks.</summary>
    Center,

    /// <summary>At the right: numbers.</summary>
    Right,
}

/// <summary>A row of a <see cref="Table"/>.</summary>
/// <param name="Cells">The cells from the left; of a section row only the first is read.</param>
/// <param name="Kind">What the row is.</param>
public sealed record Row(IReadOnlyList<Cell> Cells, RowKind Kind = RowKind.Body);

/// <summary>What a row is.</summary>
public enum RowKind
{
    /// <summary>An ordinary row.</summary>
    Body,

    /// <summary>A heading over the rows that follow, across all columns.</summary>
    Section,

    /// <summary>A sum or mean of the rows above.</summary>
    Total,
}

/// <summary>A cell.</summary>
/// <param name="Text">What the page and the Word file show.</param>
/// <param name="Number">The value a workbook calculates with; null for text.</param>
/// <param name="NumberFormat">How a workbook shows the number, as an Excel format code such as <c>#,##0</c> or <c>0.00</c>.</param>
public sealed record Cell(string Text, decimal? Number = null, string? NumberFormat = null)
{
    /// <summary>It says the same as the cell above and is one with it; a workbook, which is sorted and filtered, says it in each row.</summary>
    public bool IsAsAbove { get; init; }

    /// <summary>The symbol of a step, drawn in place of <see cref="Text"/>; the line runs on through the rows above and below.</summary>
    public FlowCell? Flow { get; init; }

    /// <summary>The cell of a step in the official table (<see cref="FlowTable.Cells"/>); a workbook says it in words.</summary>
    public static Cell Of(FlowCell flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return new Cell(flow.Reading.Thai) { Flow = flow };
    }
}

/// <summary>A place to sign, on the right half of the page.</summary>
/// <param name="Name">The name in brackets below the line; dots when it is not known yet.</param>
/// <param name="Position">The position below the name.</param>
/// <param name="Closing">Words above, such as ขอแสดงความนับถือ.</param>
public sealed record SignatureBlock(string? Name, string Position, string? Closing = null) : Block;

/// <summary>A chart of stacked horizontal bars.</summary>
/// <param name="Caption">What stands below it.</param>
/// <param name="AltText">What it says, for people who do not see it.</param>
/// <param name="Categories">One bar each.</param>
/// <param name="Series">The parts of each bar.</param>
/// <exception cref="ArgumentException">A series has not one value, zero or more, for each category.</exception>
public sealed record Figure(string Caption, string AltText, IReadOnlyList<string> Categories, IReadOnlyList<Series> Series) : Block
{
    /// <summary>The parts of each bar.</summary>
    public IReadOnlyList<Series> Series { get; init; } =
        Series.All(one => one.Values.Count == Categories.Count && one.Values.All(value => value >= 0))
            ? Series
            : throw new ArgumentException("Each series needs one value, zero or more, for each category.", nameof(Series));
}

/// <summary>One part of every bar of a <see cref="Figure"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">One for each category, zero or more.</param>
/// <param name="ColourHex">Its colour: six hexadecimal digits, with or without #.</param>
/// <exception cref="ArgumentException">The colour is not six hexadecimal digits.</exception>
public sealed record Series(string Name, IReadOnlyList<decimal> Values, string ColourHex)
{
    /// <summary>Its colour, six upper-case hexadecimal digits without #.</summary>
    public string ColourHex { get; init; } = ColourHex.TrimStart('#') is { Length: 6 } hex && hex.All(char.IsAsciiHexDigit)
        ? hex.ToUpperInvariant()
        : throw new ArgumentException("A colour is six hexadecimal digits.", nameof(ColourHex));
}

/// <summary>
/// The list of the document's headings of the first level, each with its page: in the PDF and, once Word has counted, in the
/// Word file. A page that a browser prints has links and no numbers, for browsers count pages only while they print.
/// </summary>
/// <param name="Title">What stands above it.</param>
public sealed record Contents(string Title) : Block;

/// <summary>The chart of a process; what is higher than a page goes on behind connectors.</summary>
/// <param name="Caption">What stands below it.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Layout">How they are laid out.</param>
public sealed record ProcessChart(string Caption, IReadOnlyList<FlowStep> Steps, FlowLayout Layout = FlowLayout.Vertical) : Block
{
    /// <summary>What fits on a page with the caption, in units of the drawing: 40 to the centimetre. A sheet that lies has less than one that stands.</summary>
    public double PageHeight { get; init; } = Standing;

    internal const double Standing = 820;

    internal IReadOnlyList<FlowPicture> Pictures => FlowDrawing.Pages(Steps, Layout, PageHeight);

    /// <summary>The same as a table, for a workbook.</summary>
    internal Table AsTable() => new(Caption, [new("ที่", 1, Align.Center), new("ขั้นตอน", 6), new("ระยะเวลา", 2), new("ผู้รับผิดชอบ", 3)],
        [.. FlowTable.Cells(Steps).Select(cell => new Row([new($"{cell.Step.Number}", cell.Step.Number), new(cell.Reading.Thai), new(FlowTime.Of(cell.Step).Words.Thai), new(cell.Step.Responsible ?? "")]))]);
}

/// <summary>คำอธิบายสัญลักษณ์: the five symbols of flow charts with their words.</summary>
public sealed record ProcessLegend : Block;

/// <summary>The first page of a booklet, with the document's title; what follows starts on the next.</summary>
/// <param name="Lines">Below the title: whose it is and how to reach them.</param>
/// <param name="Foot">At the foot of the page: which edition.</param>
public sealed record Cover(IReadOnlyList<string> Lines, string Foot) : Block
{
    /// <summary>Above the title.</summary>
    public DocumentImage? Emblem { get; init; }
}

/// <summary>A photograph with what it shows below.</summary>
/// <param name="Image">Its bytes; null where only a page is made, which takes the picture from <paramref name="Url"/>.</param>
public sealed record Photograph(string Caption, DocumentImage? Image, string? Url = null) : Block;

/// <summary>Who leads, and the units below, as boxes joined by lines.</summary>
public sealed record StructureChart(string Caption, string Head, IReadOnlyList<string> Units) : Block
{
    internal FlowPicture Picture => FlowPicture.Structure(Head, Units);

    internal string Reading => $"{Head}: {string.Join(", ", Units)}";
}

/// <summary>What follows starts on a new page.</summary>
public sealed record PageBreak : Block;
