using System.Globalization;
using System.Text;
using CsvHelper;
using ExcelDataReader;
using Rapfang.Platform.Files;

namespace Rapfang.Platform.Import;

/// <summary>
/// The rows of a CSV file or of the first sheet of an Excel file, as text, one after the other in constant memory.
/// CSV may be UTF-8, UTF-16 with its mark, or Windows-874, and parted by comma, semicolon, tab or bar.
/// </summary>
public sealed class TableFile : IDisposable
{
    /// <summary>A sheet with more columns is not a register.</summary>
    public const int MostColumns = 400;

    /// <summary>Longest row, in bytes; a quote that is never closed would swallow the rest of the file.</summary>
    const int LongestRow = 1_000_000;

    const int LookedAt = 1 << 20;
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    readonly IDisposable opened;
    readonly IEnumerator<string[]> rows;

    static TableFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    TableFile(IDisposable opened, IEnumerable<string[]> rows)
    {
        this.opened = opened;
        this.rows = rows.GetEnumerator();
        Header = this.rows.MoveNext() ? this.rows.Current : [];
        if (Header.Count > MostColumns)
        {
            Dispose();
            throw new RuleBroken($"ไฟล์มี {Header.Count:N0} คอลัมน์ รับได้ไม่เกิน {MostColumns} คอลัมน์", $"The file has {Header.Count:N0} columns; at most {MostColumns} are taken.");
        }

        if (Header.All(string.IsNullOrWhiteSpace))
        {
            Dispose();
            throw new RuleBroken("แถวแรกของไฟล์ว่าง แถวแรกต้องเป็นหัวคอลัมน์", "The first row of the file is empty; it must hold the headings.");
        }
    }

    /// <summary>The first row.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <param name="content">Seekable; closed with this table.</param>
    /// <param name="contentType">As <see cref="FileKind"/> found it.</param>
    /// <exception cref="RuleBroken">Not to be read as a table; says why.</exception>
    public static TableFile Open(Stream content, string contentType)
    {
        if (contentType == FileKind.Xlsx.ContentType)
        {
            try
            {
                var excel = ExcelReaderFactory.CreateReader(content);
                return new TableFile(excel, Sheet(excel));
            }
            catch (Exception e) when (e is ExcelDataReader.Exceptions.ExcelReaderException or System.Xml.XmlException or InvalidDataException)
            {
                throw new RuleBroken("เปิดไฟล์ Excel นี้ไม่ได้ กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx อีกครั้ง", "This Excel file can not be opened. Please open it in Excel and save it again as .xlsx.");
            }
        }

        var encoding = EncodingOf(content);
        var options = new CsvReaderOptions
        {
            HasHeader = false, MaxRecordSize = LongestRow, MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true,
        };
        var csv = CsvReader.Create(new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16), options);
        return new TableFile(csv, Lines(csv));
    }

    /// <summary>The rows below the heading with their number as the officer's program shows it, each as long as the heading; empty rows are passed over.</summary>
    public IEnumerable<(int Number, string[] Cells)> Rows()
    {
        for (var number = 2; rows.MoveNext(); number++)
        {
            var cells = rows.Current;
            if (cells.Length != Header.Count)
            {
                Array.Resize(ref cells, Header.Count);
            }

            if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            {
                yield return (number, cells);
            }
        }
    }

    public void Dispose()
    {
        rows.Dispose();
        opened.Dispose();
    }

    static IEnumerable<string[]> Lines(CsvReader csv)
    {
        while (Next(csv))
        {
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = csv.GetString(i);
            }

            yield return cells;
        }
    }

    static bool Next(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException)
        {
            throw new RuleBroken(
                "อ่านอักขระในไฟล์นี้ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8 หรือ .xlsx แล้วนำเข้าใหม่", "The characters of this file can not be read. Please save it as CSV UTF-8 or .xlsx.");
        }
        catch (CsvFormatException e)
        {
            throw new RuleBroken(
                $"อ่านไฟล์ต่อไม่ได้ที่บรรทัด {e.LineNumber:N0} อาจมีเครื่องหมายคำพูดที่ไม่ปิด", $"The file can not be read at line {e.LineNumber:N0}; a quotation mark may not be closed.");
        }
    }

    static IEnumerable<string[]> Sheet(IExcelDataReader excel)
    {
        while (excel.Read())
        {
            var cells = new string[excel.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = excel.GetValue(i) switch
                {
                    null => "",
                    DateTime at => at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    double number => number.ToString("R", CultureInfo.InvariantCulture),
                    var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
                };
            }

            yield return cells;
        }
    }

    static Encoding EncodingOf(Stream content)
    {
        var head = new byte[LookedAt];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (head is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode;
        }

        if (head is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode;
        }

        try
        {
            // Up to three bytes at the end may be the beginning of a character.
            var whole = read < LookedAt ? read : read - 3;
            while (whole < read && (head[whole] & 0xC0) == 0x80)
            {
                whole++;
            }

            _ = StrictUtf8.GetCharCount(head, 0, whole);
            return StrictUtf8;
        }
        catch (DecoderFallbackException)
        {
            // Thai Excel's "CSV" without the words UTF-8. Bytes that Windows-874 does not know are refused.
            return Encoding.GetEncoding(874, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
    }
}
