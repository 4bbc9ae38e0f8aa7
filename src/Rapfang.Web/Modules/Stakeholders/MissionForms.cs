using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Stakeholders;

/// <summary>The two forms of the guideline (seed S2-010, S2-012), with its columns.</summary>
public static class MissionForms
{
    const string Tick = "✓";

    /// <summary>กลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสียตามพันธกิจ.</summary>
    public static OfficialDocument Groups(Office.Office office, MissionYear year)
    {
        var analysis = year.Analysis!;
        return Form(office, year, $"กลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสียตามพันธกิจของ{office.Name} {Province(office)}".TrimEnd(), "stakeholders-by-mission", new Table(
            null,
            [new($"พันธกิจของ{Province(office, "จังหวัด")}", 3), new("ผู้รับบริการ", 2.2), new("ผู้มีส่วนได้ส่วนเสีย", 2.2), new("ความต้องการของผู้รับบริการ/\nผู้มีส่วนได้ส่วนเสีย", 3.4)],
            [.. analysis.Province.SelectMany(mission => RowsOf(year, mission))]));
    }

    /// <summary>ความเชื่อมโยงพันธกิจจังหวัด กลยุทธ์ พันธกิจส่วนราชการ ผู้รับบริการและผู้มีส่วนได้ส่วนเสีย.</summary>
    public static OfficialDocument Linkage(Office.Office office, MissionYear year)
    {
        var analysis = year.Analysis!;
        const string status = "สถานภาพพันธกิจของส่วนราชการในการขับเคลื่อนพันธกิจของจังหวัด";
        var table = new Table(
            null,
            [
                new($"พันธกิจของ{Province(office, "จังหวัด")}", 2.6), new("กลยุทธ์ในการขับเคลื่อนพันธกิจของจังหวัด", 2.2), new("พันธกิจหลักของส่วนราชการ", 2.3),
                // Wide, so that the heading stays low: a browser repeats none that takes a quarter of the page.
                new("ขับเคลื่อนพันธกิจของจังหวัดโดยตรง", 1.75, Align.Center, status), new("ขับเคลื่อนพันธกิจของจังหวัดทางอ้อม", 1.75, Align.Center, status),
                new("ผู้รับบริการ", 2), new("ผู้มีส่วนได้เสีย", 2),
            ],
            [.. analysis.Province.SelectMany(mission => LinesOf(year, mission))])
        {
            Note = "หมายเหตุ: ให้พิจารณาความเชื่อมโยงจากหมวด 2 การวางแผนเชิงยุทธศาสตร์ (SP5) ประกอบ",
        };
        return Form(office, year, "ความเชื่อมโยงพันธกิจจังหวัด กลยุทธ์ พันธกิจส่วนราชการ ผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "mission-linkage", table) with { Landscape = true };
    }

    static OfficialDocument Form(Office.Office office, MissionYear year, string title, string file, Table table)
    {
        var analysis = year.Analysis!;
        var standing = analysis switch
        {
            { ApprovedAt: { } at } => $"ผู้อำนวยการอนุมัติเมื่อวันที่ {ThaiDate.Long(ThaiDate.OnDay(at))}",
            { State: AnalysisState.Submitted } => "เสนอผู้อำนวยการแล้ว อยู่ระหว่างพิจารณา",
            _ => "ฉบับร่าง ยังไม่ได้รับอนุมัติ",
        };
        return new OfficialDocument(
            title,
            [
                new Paragraph($"{office.Name} ปีงบประมาณ พ.ศ. {year.Year.Year} ฉบับที่ {analysis.Version} ({standing})", Indent: false),
                table,
                new SignatureBlock(null, "ผู้จัดทำ"),
                new SignatureBlock(null, $"ผู้อำนวยการ{office.Name}"),
            ],
            office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"{file}-{year.Year.Year}-{analysis.Version}",
            FooterText = $"CS1-A · {office.Name} · ปีงบประมาณ {year.Year.Year} ฉบับที่ {analysis.Version}",
        };
    }

    // A row a group, beside what that group needs, so that nobody has to guess whose need it is.
    static IEnumerable<Row> RowsOf(MissionYear year, Mission mission)
    {
        var lines = year.Analysis!.Linkages.Where(line => line.ProvinceMissionId == mission.Id).ToList();
        var recipients = lines.SelectMany(line => line.Of(GroupPart.Recipient)).ToHashSet();
        var stakeholders = lines.SelectMany(line => line.Of(GroupPart.Stakeholder)).ToHashSet();
        var needs = year.Analysis.Needs.Where(need => need.MissionId == mission.Id).ToLookup(need => need.GroupId);
        var groups = recipients.Concat(stakeholders).Concat(needs.Select(need => need.Key)).Distinct()
            .OrderBy(group => !recipients.Contains(group)).ThenBy(year.NumberOf).ToList();
        if (groups.Count == 0)
        {
            yield return new Row([new(mission.WhyNot.Length > 0 ? $"{Titled(mission)}\n(ไม่เกี่ยวข้อง: {mission.WhyNot})" : Titled(mission))]);
        }

        for (var n = 0; n < groups.Count; n++)
        {
            var said = needs[groups[n]].OrderBy(need => need.Priority).Select(need => $"- {need.Text}");
            yield return new Row(
            [
                new(Titled(mission)) { IsAsAbove = n > 0 },
                new(recipients.Contains(groups[n]) ? year.NameOf(groups[n]) : ""), new(stakeholders.Contains(groups[n]) ? year.NameOf(groups[n]) : ""),
                new(recipients.Contains(groups[n]) || stakeholders.Contains(groups[n]) ? string.Join('\n', said) : string.Join('\n', said.Prepend(year.NameOf(groups[n])))),
            ]);
        }
    }

    static IEnumerable<Row> LinesOf(MissionYear year, Mission mission)
    {
        var analysis = year.Analysis!;
        var lines = analysis.InOrder.Where(line => line.ProvinceMissionId == mission.Id).ToList();
        if (lines.Count == 0)
        {
            yield return new Row([new(mission.WhyNot.Length > 0 ? $"{Titled(mission)}\n(ไม่เกี่ยวข้อง: {mission.WhyNot})" : Titled(mission))]);
        }

        for (var n = 0; n < lines.Count; n++)
        {
            var line = lines[n];
            var strategy = analysis.StrategyOf(line);
            yield return new Row(
            [
                new(Titled(mission)) { IsAsAbove = n > 0 },
                new(strategy is null ? "" : $"{mission.Number}.{strategy.Number} {strategy.Text}") { IsAsAbove = n > 0 && strategy is not null && lines[n - 1].StrategyId == strategy.Id },
                new(Titled(analysis.Find(line.AgencyMissionId)!)),
                new(line.Drive == Drive.Directly ? Tick : ""), new(line.Drive == Drive.Indirectly ? Tick : ""),
                new(string.Join('\n', year.Names(line.Of(GroupPart.Recipient)))), new(string.Join('\n', year.Names(line.Of(GroupPart.Stakeholder)))),
            ]);
        }
    }

    static string Titled(Mission mission) => $"{mission.Number}. {mission.Text}";

    static string Province(Office.Office office, string without = "") => office.Province.Trim() switch
    {
        "" => without,
        "กรุงเทพมหานคร" => "กรุงเทพมหานคร",
        var name => name.StartsWith("จังหวัด", StringComparison.Ordinal) ? name : "จังหวัด" + name,
    };
}
