using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks;

/// <summary>The table of networks by group, and the activities of the year (seeds S2-062, S2-063), with the columns and words of the guideline.</summary>
public static class NetworkTable
{
    public const string Title = "ตารางแสดงรูปแบบของเครือข่ายและช่องทางการติดต่อสื่อสารกับเครือข่ายจำแนกตามกลุ่มผู้รับบริการ";

    /// <param name="groups">Each stands there, with or without a network, so that the gaps are seen.</param>
    public static OfficialDocument Write(
        Office.Office office, FiscalYear year, IReadOnlyList<StakeholderGroup> groups, IReadOnlyList<Network> networks, IReadOnlyList<NetworkActivity> activities, DateOnly today)
    {
        var blocks = new List<Block>
        {
            new Table(
                $"{office.Name} ปีงบประมาณ พ.ศ. {year.Year}",
                [new("กลุ่มผู้รับบริการ", 2), new("ลักษณะรูปแบบของเครือข่าย", 3), new("ช่องทางการติดต่อสื่อสารกับเครือข่าย", 3)],
                [.. groups.SelectMany(group => Rows(group, [.. networks.Where(network => network.GroupId == group.Id)]))]),
        };
        if (activities.Count > 0)
        {
            blocks.Add(new Heading(2, "กิจกรรมสร้างความสัมพันธ์กับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"));
        }

        foreach (var activity in activities)
        {
            var days = activity.UntilDay is { } until ? ThaiDate.Range(activity.Day, until) : ThaiDate.Long(activity.Day);
            blocks.Add(new Heading(3, $"เรื่อง {activity.Topic}"));
            blocks.Add(new Paragraph($"วันที่ {days} {activity.Place}{(activity.Participants is { } people ? $" ผู้เข้าร่วม {people:N0} คน" : "")}", Indent: false));
            blocks.Add(new Paragraph("กิจกรรม", Indent: false));
            blocks.Add(new BulletList(Lines(activity.Steps), Numbered: true));
            if (activity.Result.Length > 0)
            {
                blocks.Add(new Paragraph($"ผลที่ได้รับ {activity.Result}", Indent: false));
            }
        }

        return new OfficialDocument(Title, blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = $"networks-{year.Year}", FooterText = $"{office.Name} · ข้อมูล ณ {ThaiDate.Long(today)}",
        };
    }

    static IEnumerable<Row> Rows(StakeholderGroup group, List<Network> networks) => networks.Count == 0
        ? [new([new(group.Name), new(""), new("")])]
        : networks.Select((network, n) => new Row(
        [
            new(n == 0 ? group.Name : ""),
            new(Dashed(string.Join('\n', network.Name, network.IsFormal ? "เป็นเครือข่ายแบบเป็นทางการ" : "เป็นการรวมกลุ่มแบบไม่เป็นทางการ", network.Form, network.Structure, network.Committee))),
            new(Dashed(network.Communication)),
        ]));

    static string Dashed(string text) => string.Join('\n', Lines(text).Select(line => "- " + line));

    // What is typed often brings dashes and numbers of its own.
    static string[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.TrimStart('-', '•', ' '))];
}
