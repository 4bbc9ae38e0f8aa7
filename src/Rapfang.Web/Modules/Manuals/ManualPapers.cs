using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Flow;
using Rapfang.Thai;

namespace Rapfang.Modules.Manuals;

/// <summary>Manuals as they are printed: cover, contents, all parts in the words of the guidelines, table, signatures, revisions.</summary>
public sealed class ManualPapers(RapfangDb db, CurrentOffice current, ManualRegister register)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the manual's id, and the version's number where one is asked for.</summary>
    public const string Printed = "staff-manual";

    /// <summary>As <see cref="DocumentWriter"/>.</summary>
    public Task<OfficialDocument?> OfAsync(string which)
    {
        var words = which.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return OfAsync(Guid.Parse(words[0]), words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : null);
    }

    /// <summary>A version; without a number the one in force, else the one that is worked on. Null when there is none such.</summary>
    public async Task<OfficialDocument?> OfAsync(Guid id, int? number)
    {
        if (await register.FindAsync(id) is not { } manual || (number is null ? manual.Shown : manual.Editions.Find(edition => edition.Number == number)) is not { } edition)
        {
            return null;
        }

        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var owner = edition.Owner.Length > 0 ? edition.Owner : await db.Set<Group>().Where(group => group.Id == manual.GroupId).Select(group => group.Name).SingleOrDefaultAsync() ?? "";
        return Write(office, owner, manual, edition);
    }

    static OfficialDocument Write(Office.Office office, string owner, StaffManual manual, ManualEdition edition)
    {
        var contents = edition.Contents;
        var standing = edition.State switch
        {
            ManualState.InForce => $"ฉบับที่ {edition.Number} ใช้ตั้งแต่วันที่ {ThaiDate.Long(edition.InForceOn!.Value)}",
            ManualState.Replaced => $"ฉบับที่ {edition.Number} ใช้ระหว่างวันที่ {ThaiDate.Long(edition.InForceOn!.Value)} ถึงวันที่ {ThaiDate.Long(edition.ReplacedOn!.Value)} (ยกเลิกแล้ว)",
            _ => $"ฉบับที่ {edition.Number} (ร่าง ยังไม่ได้อนุมัติ)",
        };
        List<Block> blocks =
        [
            new Paragraph(string.Join('\n', new[] { contents.Code.Length > 0 ? $"รหัสเอกสาร {contents.Code}" : "", owner, office.Name, standing }.Where(line => line.Length > 0)), Indent: false),
            new Contents("สารบัญ"),
            new PageBreak(),
        ];
        var n = 0;
        foreach (var part in ManualParts.Of(contents.Outline))
        {
            // The table begins with its page, so that its head does not stand alone at the foot of one.
            if (contents.Steps.Count > 0 && part == (contents.Outline == ManualOutline.Nine ? ManualPart.Standard : ManualPart.Steps))
            {
                blocks.Add(new PageBreak());
            }

            blocks.Add(new Heading(1, $"{++n}. {ManualParts.Heading(contents.Outline, part)}"));
            blocks.AddRange(Part(part, office, owner, manual, edition));
        }

        foreach (var own in contents.Own)
        {
            blocks.Add(new Heading(1, $"{++n}. {own.Heading}"));
            blocks.AddRange(Lines(own.Text));
        }

        // The nine parts have no place of their own for them.
        if (contents.Outline == ManualOutline.Nine)
        {
            blocks.Add(new Heading(1, "ประวัติการปรับปรุงแก้ไขคู่มือ"));
            blocks.Add(Revisions(manual, edition));
            blocks.Add(new Heading(1, "ผู้จัดทำ ผู้ทบทวน ผู้อนุมัติ"));
            blocks.AddRange(Makers(edition));
        }

        return new OfficialDocument($"คู่มือการปฏิบัติงาน\n{contents.Title}", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"staff-manual-{(contents.Code.Length > 0 ? contents.Code.Replace('/', '-') : manual.Id.ToString()[..8])}-v{edition.Number}", FooterText = $"{contents.Title} · {standing}",
            Landscape = Lies(contents),
        };
    }

    static IEnumerable<Block> Part(ManualPart part, Office.Office office, string owner, StaffManual manual, ManualEdition edition)
    {
        var contents = edition.Contents;
        return part switch
        {
            ManualPart.Name => [new Paragraph(contents.Title)],
            ManualPart.Flow => Chart(contents),
            ManualPart.Standard => [Head(office, owner, contents), Steps(contents), .. HasSymbols(contents) ? [new ProcessLegend()] : Array.Empty<Block>()],
            ManualPart.Steps when contents.Outline == ManualOutline.Fifteen => [.. contents.Text(part).Length > 0 ? Lines(contents.Text(part)) : [], Steps(contents), .. Chart(contents)],
            ManualPart.Times => Times(contents),
            ManualPart.Responsible => [Responsible(contents)],
            ManualPart.Makers => Makers(edition),
            ManualPart.Revisions => [Revisions(manual, edition)],
            ManualPart.References or ManualPart.Laws or ManualPart.Forms when Split(contents.Text(part)) is { Length: > 1 } several => [new BulletList(several, Numbered: true)],
            _ => Lines(contents.Text(part)),
        };
    }

    static IEnumerable<Block> Chart(ManualContents contents) => contents.Steps.Count == 0 ? Lines("") :
    [
        Lies(contents) ? new ProcessChart($"ผังขั้นตอน {contents.Title}", Flow(contents)) { PageHeight = HeightLying } : new ProcessChart($"ผังขั้นตอน {contents.Title}", Flow(contents)), new ProcessLegend(),
    ];

    // A sheet that lies has 17 cm; heading and caption take two of them.
    const double HeightLying = 580;

    static bool Lies(ManualContents contents) => contents.Columns >= StepColumns.Seven;

    static IReadOnlyList<FlowStep> Flow(ManualContents contents) => [.. contents.Steps.Select(step => step.Flow)];

    // The head that the guidelines print above the table of a work.
    static Table Head(Office.Office office, string owner, ManualContents contents) => new(
        null, [new($"ชื่องาน: {contents.Title}", 4), new(string.Join('\n', new[] { office.Name, owner }.Where(line => line.Length > 0)), 4), new($"รหัสเอกสาร: {(contents.Code.Length > 0 ? contents.Code : "..........")}", 2)],
        [new Row([new($"วัตถุประสงค์: {contents.Text(ManualPart.Objective).Replace('\n', ' ')}")], RowKind.Section)]);

    static Table Steps(ManualContents contents)
    {
        var columns = ColumnsOf(contents.Columns);
        var symbols = FlowTable.Cells(Flow(contents));
        return new("ตารางสรุปมาตรฐานงาน", [.. columns.Select(column => column.Column)],
            [.. contents.Steps.Select((step, n) => new Row([.. columns.Select(column => column.Of == Symbol.Of ? Cell.Of(symbols[n]) : new Cell(column.Of(step)))]))]);
    }

    static bool HasSymbols(ManualContents contents) => contents.Steps.Count > 0 && Array.Exists(ColumnsOf(contents.Columns), column => column.Of == Symbol.Of);

    sealed record StepColumn(Column Column, Func<ManualStep, string> Of);

    static readonly StepColumn
        Ordinal = new(new("ลำดับที่", 1.1, Align.Center), step => step.Flow.Number.ToString(CultureInfo.InvariantCulture)),
        Text = new(new("ขั้นตอน", 2.4), step => step.Flow.Text),
        Symbol = new(new("ผังขั้นตอนการดำเนินงาน", 2.8), step => step.Flow.Text),
        Detail = new(new("รายละเอียดงาน", 3.6), step => step.Detail),
        Time = new(new("เวลาดำเนินการ", 1.3), ManualView.Time),
        Standard = new(new("มาตรฐานคุณภาพงาน", 2.2), step => step.Standard),
        Monitoring = new(new("ระบบติดตามประเมินผล", 1.6), step => step.Monitoring),
        Who = new(new("ผู้รับผิดชอบ", 1.5), step => step.Flow.Responsible ?? ""),
        Form = new(new("แบบฟอร์ม", 1.6), step => step.Form),
        Reference = new(new("เอกสารอ้างอิง", 1.8), step => step.Reference),
        FormAndReference = new(new("แบบฟอร์ม/เอกสารอ้างอิง", 2.2), step => string.Join('\n', new[] { step.Form, step.Reference }.Where(text => text.Length > 0))),
        Note = new(new("หมายเหตุ", 1), step => step.Note),
        Practice = new(new("กิจกรรม/วิธีปฏิบัติ", 5), step => step.Detail.Length > 0 ? step.Detail : step.Flow.Text),
        Result = new(new("มาตรฐานการปฏิบัติงาน", 4), step => step.Standard);

    // The guidelines name a column differently in different tables.
    static StepColumn Named(StepColumn column, string header, double? width = null) => column with { Column = column.Column with { Header = header, Width = width ?? column.Column.Width } };

    static StepColumn[] ColumnsOf(StepColumns columns) => columns switch
    {
        StepColumns.Three => [Ordinal, Practice, Result],
        StepColumns.Five => [Ordinal, Text, Named(Detail, "รายละเอียด"), Named(Time, "ระยะเวลา"), Who],
        StepColumns.Six => [Ordinal, Symbol, Detail, Time, Standard, Who],
        StepColumns.Seven => [Ordinal, Symbol, Detail, Time, Standard, Who, Note],
        _ =>
        [
            Named(Ordinal, "ที่", 0.6), Named(Symbol, "ผังกระบวนการ"), Named(Time, "ระยะเวลา", 1.2), Detail, Standard, Monitoring, Who, .. columns == StepColumns.Eight ? [FormAndReference] : new[] { Form, Reference },
        ],
    };

    static IEnumerable<Block> Times(ManualContents contents) =>
    [
        new Table(
            "มาตรฐานเวลาในแต่ละขั้นตอน", [new("ลำดับที่", 0.8, Align.Center), new("ขั้นตอน", 5), new("เวลาดำเนินการ", 2)],
            [.. contents.Steps.Select(step => new Row([new(Ordinal.Of(step)), new(step.Flow.Text), new(ManualView.Time(step) is { Length: > 0 } time ? time : "ไม่กำหนด")]))]),
        .. contents.Steps.Count > 0 ? [new Paragraph(FlowTotals.Of(Flow(contents)).Words.Thai)] : Array.Empty<Block>(),
    ];

    // Who does which steps, in the order of their first.
    static Table Responsible(ManualContents contents) => new(
        "ผู้รับผิดชอบในแต่ละขั้นตอน", [new("ผู้รับผิดชอบ", 2), new("ขั้นตอน", 5)],
        [
            .. contents.Steps.GroupBy(step => step.Flow.Responsible ?? "ไม่ได้ระบุ", StringComparer.Ordinal)
                .Select(its => new Row([new(its.Key), new(string.Join('\n', its.Select(step => $"{step.Flow.Number}. {step.Flow.Text}")))])),
        ]);

    static IEnumerable<Block> Makers(ManualEdition edition) =>
    [
        Signature("ผู้จัดทำ", edition.AuthorAs, edition.SubmittedOn), Signature("ผู้ทบทวน", edition.ReviewerAs, edition.ReviewedOn), Signature("ผู้อนุมัติ", edition.ApproverAs, edition.InForceOn),
    ];

    static SignatureBlock Signature(string what, string signed, DateOnly? on)
    {
        var lines = signed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(lines.Length > 0 ? lines[0] : null, string.Join('\n', [.. lines.Skip(1), what, .. on is { } day ? [$"วันที่ {ThaiDate.Long(day)}"] : Array.Empty<string>()]));
    }

    // Those up to this version: a manual does not tell of later ones.
    static Table Revisions(StaffManual manual, ManualEdition edition) => new(
        "ประวัติการปรับปรุงแก้ไข", [new("ฉบับที่", 0.7, Align.Center), new("วันที่ใช้", 1.6), new("สิ่งที่ปรับปรุงแก้ไข", 5), new("ผู้จัดทำ", 2), new("ผู้อนุมัติ", 2)],
        [
            .. manual.Editions.Where(one => one.Number <= edition.Number).OrderBy(one => one.Number).Select(one => new Row(
            [
                new(one.Number.ToString(CultureInfo.InvariantCulture)), new(one.InForceOn is { } day ? ThaiDate.Long(day) : "ยังไม่ได้อนุมัติ"), new(one.Number == 1 ? "จัดทำครั้งแรก" : one.Why), new(First(one.AuthorAs)), new(First(one.ApproverAs)),
            ])),
        ]);

    static string First(string signed) => signed.Split('\n')[0];

    static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static IEnumerable<Block> Lines(string text) => Split(text) is { Length: > 0 } lines ? lines.Select(line => new Paragraph(line)) : [new Paragraph("–")];
}
