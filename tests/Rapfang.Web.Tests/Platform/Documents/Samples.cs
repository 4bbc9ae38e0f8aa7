using System.Buffers.Binary;
using System.IO.Compression;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Tests.Platform.Documents;

/// <summary>Documents the tests of the three renderers share.</summary>
static class Samples
{
    internal const string Hostile = "<script>alert(1)</script>\u0000\u0001\u000B\uFFFE\uD800 &amp; \"x\" 'y' ]]> _x0041_";

    internal static Table Satisfaction => new(
        "ตารางที่ 1 ร้อยละของความพึงพอใจ จำแนกตามประเด็น",
        [
            new Column("ที่", 0.6, Align.Center),
            new Column("ประเด็น", 4),
            new Column("มาก", 1, Align.Right, "พึงพอใจ"),
            new Column("ปานกลาง", 1.2, Align.Right, "พึงพอใจ"),
            new Column("ไม่พึงพอใจ", 1.3, Align.Right),
        ],
        [
            new Row([new Cell("1. กระบวนการขั้นตอนการให้บริการ")], RowKind.Section),
            new Row([new Cell("1"), new Cell("สะดวกเข้าใจง่าย"), Percent(31), Percent(25), Percent(44)]),
            new Row([new Cell("2"), new Cell("มีประกาศขั้นตอนและระยะเวลาแล้วเสร็จอย่างชัดเจน"), Percent(22), Percent(47), Percent(31)]),
            new Row([new Cell("2. การให้บริการของเจ้าหน้าที่")], RowKind.Section),
            new Row([new Cell("3"), new Cell("ตรงต่อเวลา"), Percent(3), Percent(38), Percent(59)]),
            new Row([new Cell(""), new Cell("เฉลี่ย"), Percent(18.67m), Percent(36.67m), Percent(44.66m)], RowKind.Total),
        ])
    {
        Note = "หมายเหตุ: ผู้ตอบ 400 คน รายละเอียดที่ https://example.go.th/s/12",
    };

    internal static Figure Chart => new(
        "ภาพที่ 1 ความพึงพอใจจำแนกตามกลุ่ม (ร้อยละ)",
        "กลุ่ม 4 ไม่พึงพอใจมากที่สุด ร้อยละ 35",
        ["กลุ่ม 1 ผู้อำนวยการโรงเรียน", "กลุ่ม 2 ครู", "กลุ่ม 3 ผู้ปกครอง", "กลุ่ม 4 ประชาชนทั่วไป"],
        [
            new Series("พึงพอใจมาก", [50, 25, 39, 27], "#1C7C54"),
            new Series("พึงพอใจ", [40, 65, 42, 38], "8fb8a8"),
            new Series("ไม่พึงพอใจ", [10, 10, 19, 35], "#b3412f"),
        ]);

    internal static MemoHead Memo => new(
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 2 กลุ่มอำนวยการ โทร. 0 2123 4567",
        "ศธ 04001/125",
        "1 ตุลาคม 2569",
        "รายงานผลการสำรวจความพึงพอใจของผู้รับบริการ ประจำปีงบประมาณ พ.ศ. 2569",
        "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา");

    internal static LetterHead Letter => new(
        "ศธ 04001/ว 88",
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 2",
        ["99 ถนนราชดำเนิน อำเภอเมือง", "จังหวัดตัวอย่าง 10200"],
        "1 ตุลาคม 2569",
        "ขอเชิญตอบแบบสำรวจความพึงพอใจ",
        "ผู้อำนวยการโรงเรียนในสังกัดทุกแห่ง")
    {
        Reference = "หนังสือสำนักงาน ที่ ศธ 04001/ว 12 ลงวันที่ 5 มกราคม 2569",
        Enclosures = ["แบบสำรวจ จำนวน 1 ฉบับ", "รายชื่อโรงเรียน จำนวน 1 ฉบับ"],
    };

    /// <summary>A memorandum with everything a document can carry.</summary>
    internal static OfficialDocument Full(DigitStyle digits = DigitStyle.Arabic) => new(
        "รายงานผลการสำรวจ 2569",
        [
            Memo with { Emblem = new DocumentImage(Png(60, 80), "image/png", "ตราสำนักงาน") },
            new Paragraph("ตามที่สำนักงานได้สำรวจความพึงพอใจของผู้รับบริการ 4 กลุ่ม ระหว่างวันที่ 1 กรกฎาคม ถึงวันที่ 31 สิงหาคม 2569 นั้น บัดนี้ได้ประมวลผลแล้ว จึงขอรายงานผลดังนี้"),
            new Heading(1, "1. ผลการสำรวจ"),
            Satisfaction,
            Chart,
            new Heading(2, "ข้อเสนอ"),
            new BulletList(["จัดทำแบบฟอร์มใหม่ที่เข้าใจง่าย", "กำหนดผู้ปฏิบัติงานแทนที่ดำเนินการได้ทันที"], Numbered: true),
            new Heading(3, "ช่องทางติดต่อ"),
            new BulletList(["อีเมล info2@example.go.th", "โทร. 1579"]),
            new PageBreak(),
            new Paragraph("จึงเรียนมาเพื่อโปรดทราบ\nและพิจารณา"),
            new SignatureBlock("นางสาวทดสอบ ระบบดี", "นักวิเคราะห์นโยบายและแผนชำนาญการ"),
        ],
        digits)
    {
        FooterText = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 2",
    };

    /// <summary>A letter with everything its head can carry.</summary>
    internal static OfficialDocument Mail => new(
        "ขอเชิญตอบแบบสำรวจ",
        [
            Letter,
            new Paragraph("ด้วยสำนักงานกำหนดสำรวจความพึงพอใจของผู้รับบริการ"),
            new SignatureBlock(null, "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", "ขอแสดงความนับถือ"),
        ],
        DigitStyle.Thai);

    /// <summary>Text nobody should type, in every place that takes text.</summary>
    internal static OfficialDocument Nasty => new(
        Hostile,
        [
            new MemoHead(Hostile, Hostile, Hostile, Hostile, Hostile),
            new LetterHead(Hostile, Hostile, [Hostile], Hostile, Hostile, Hostile) { Reference = Hostile, Enclosures = [Hostile, Hostile] },
            new Heading(9, Hostile),
            new Paragraph(new string('ก', 10_000) + Hostile),
            new BulletList([Hostile]),
            new Table(Hostile, [new Column(Hostile, 1, Align.Left, Hostile), new Column("=1+1")], [
                new Row([new Cell(Hostile), new Cell("=HYPERLINK(\"x\")")]),
                new Row([new Cell("+66"), new Cell("-1")]),
                new Row([new Cell("@a"), new Cell(new string('ก', 40_000))]),
                new Row([new Cell(Hostile)], RowKind.Section),
            ]) { Note = Hostile },
            new Table(Hostile, [new Column("ก"), new Column("ข")], []),
            new Figure(Hostile, Hostile, [Hostile], [new Series(Hostile, [1.50m], "#FFFFFF")]),
            new Figure("", "", [], []),
            new SignatureBlock(Hostile, Hostile, Hostile),
        ])
    {
        FooterText = Hostile,
    };

    /// <summary>A white picture of the given size, a real PNG file.</summary>
    internal static byte[] Png(int width, int height)
    {
        var rows = new MemoryStream();
        using (var zip = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + width];
            Array.Fill(row, (byte)0x90, 1, width);
            for (var y = 0; y < height; y++)
            {
                zip.Write(row);
            }
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, rows.ToArray()), .. Chunk("IEND"u8, [])];
    }

    static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        kind.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
            }
        }

        return ~crc;
    }

    static Cell Percent(decimal value) => new($"{value:0.00}", value, "0.00");
}
