using System.Globalization;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Monitoring;

/// <summary>The report on the monitoring of service quality: a memo to the head, who passes it on to the governor and the agencies concerned (seed 3.C).</summary>
public static class MonitoringReport
{
    public static OfficialDocument Write(Office.Office office, MonitoringState state)
    {
        var title = $"รายงานผลการติดตามคุณภาพการให้บริการ ปีงบประมาณ {state.Year.Year}";
        var due = state.Tasks.Count(row => row.DueOn < state.Today);
        var blocks = new List<Block>
        {
            new MemoHead(office.Name, state.Plan?.ReportNumber, ThaiDate.Long(state.Plan?.ReportedAt is { } at ? ThaiDate.OnDay(at) : state.Today), title, $"ผู้อำนวยการ{office.Name}")
            {
                Emblem = office is { Logo: { } logo, LogoType: { } type } ? new DocumentImage(logo, type, "ตราสัญลักษณ์ของหน่วยงาน") : null,
            },
            new Paragraph($"ตามที่ได้ติดตามคุณภาพการให้บริการตามแผนในปีงบประมาณ {state.Year.Year} บัดนี้ดำเนินการและบันทึกผลแล้ว {Number(state.Done.Count())} ครั้ง "
                + $"จากที่ครบกำหนดแล้ว {Number(due)} ครั้ง เกินกำหนดและยังไม่บันทึกผล {Number(state.Overdue.Count())} ครั้ง มีข้อเสนอเพื่อปรับปรุง {Number(state.Done.Count(row => row.Task.Proposal.Length > 0))} เรื่อง รายละเอียดตามสิ่งที่ส่งมาพร้อมนี้"),
            new Paragraph("จึงเรียนมาเพื่อโปรดทราบ และพิจารณารายงานผู้ว่าราชการจังหวัดและหน่วยงานที่เกี่ยวข้องต่อไป"),
            new SignatureBlock(null, "ผู้รายงาน"),
            new Paragraph("ความเห็น/ข้อสั่งการ ..........................................................................................................", Indent: false),
            new SignatureBlock(null, $"ผู้อำนวยการ{office.Name}"),
            new PageBreak(),
            new Heading(1, "สิ่งที่ส่งมาพร้อมนี้: " + title),
        };
        if (state.Plan is { Policy.Length: > 0 } plan)
        {
            blocks.Add(new Heading(2, "นโยบายและเป้าหมาย"));
            blocks.AddRange(plan.Policy.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new Paragraph(line)));
            blocks.Add(new Heading(2, "ตัวชี้วัด"));
            blocks.Add(new BulletList(plan.IndicatorList, Numbered: true));
        }

        blocks.Add(new Table("รูปแบบการติดตามคุณภาพการให้บริการ", [new("รูปแบบ/ช่องทาง", 3), new("ความถี่", 1.4), new("ผู้รับผิดชอบ", 2), new("บันทึกผล (ครั้ง)", 1, Align.Right), new("เกินกำหนด (ครั้ง)", 1, Align.Right)],
        [
            .. state.Methods.Select(method => new Row([
                new(method.Name), new(Thai(method.Frequency)), new(method.GroupId is { } group ? state.Groups.GetValueOrDefault(group, "") : ""),
                Count(state.Done.Count(row => row.Method.Id == method.Id)), Count(state.Overdue.Count(row => row.Method.Id == method.Id))])),
        ]));
        blocks.Add(new Heading(2, "สิ่งที่พบและข้อเสนอ"));
        if (!state.Done.Any())
        {
            blocks.Add(new Paragraph("ยังไม่มีผลการติดตามที่บันทึกไว้"));
        }
        else
        {
            blocks.Add(new Table("ผลการติดตามและข้อเสนอเพื่อปรับปรุง", [new("การติดตาม", 2), new("วันที่", 1), new("สิ่งที่พบ", 3), new("ข้อเสนอ", 3)],
                [.. state.Done.Select(row => new Row([new(row.Task.Title), new(ThaiDate.Short(row.Task.DoneOn!.Value)), new(row.Task.Findings), new(row.Task.Proposal.Length > 0 ? row.Task.Proposal : "–")]))]));
        }

        return new OfficialDocument(title, blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"monitoring-{state.Year.Year}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(state.Today)}",
        };
    }

    static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static Cell Count(int count) => new(Number(count), count, "0");

    // As the guideline prints them (seed table 3.B), whatever language the page is read in.
    static string Thai(Frequency frequency) => frequency switch
    {
        Frequency.Yearly => "1 ครั้ง/ปี",
        Frequency.EveryTwoMonths => "ทุก 2 เดือน",
        Frequency.Monthly => "1 ครั้ง/เดือน",
        Frequency.EveryWorkingDay => "ทุกวันทำการ",
        _ => "ทุกวัน",
    };
}
