using Rapfang.Modules.Participation;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>Participation in the demo office over three fiscal years: five core processes, two of them looked at step by step, committees, forums and meetings that rise from telling to working together.</summary>
public sealed class DemoParticipation(RapfangDb db, ParticipationRegister register, TimeProvider clock)
{
    static readonly (string Name, string Mechanism, string Law, string Note, ParticipationLevel? Target)[] Processes =
    [
        ("การจัดทำแผนพัฒนาการศึกษาของเขตพื้นที่", "จัดเวทีประชาคมในกระบวนการจัดทำแผนพัฒนาการศึกษา\nจัดตั้งคณะกรรมการซึ่งมีองค์ประกอบมาจากผู้แทนภาคส่วนต่าง ๆ ที่ครอบคลุมผู้มีส่วนได้ส่วนเสีย", "พระราชกฤษฎีกาว่าด้วยการบริหารงานจังหวัดและกลุ่มจังหวัดแบบบูรณาการ พ.ศ. 2551", "", ParticipationLevel.Collaborate),
        ("การรับนักเรียน", "ประชุมชี้แจงผู้ปกครอง\nผู้แทนผู้ปกครองร่วมตรวจติดตามการรับนักเรียน", "", "ดำเนินการเดือนมกราคมถึงเมษายน", ParticipationLevel.Involve),
        ("การส่งเสริมตลาดนัดชุมชนในโรงเรียน", "คณะกรรมการที่ปรึกษาภาคประชาชนพิจารณาแนวคิดและลงคะแนน", "", "", ParticipationLevel.Empower),
        ("การนิเทศและติดตามคุณภาพการศึกษา", "ผู้แทนชุมชนร่วมตรวจติดตามงาน", "", "", ParticipationLevel.Involve),
        ("การจัดหาพัสดุและก่อสร้าง", "เผยแพร่แผนและผลการจัดซื้อจัดจ้างทางเว็บไซต์", "พระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560", "ข้อมูลบางส่วนเปิดเผยไม่ได้ก่อนประกาศผล", ParticipationLevel.Inform),
    ];

    public async Task MakeAsync(IReadOnlyList<StakeholderGroup> groups)
    {
        var today = clock.Today();
        var year = FiscalYear.Of(today);
        var first = year.Previous.Previous;
        var made = new List<CoreProcess>();
        foreach (var (name, mechanism, law, note, target) in Processes)
        {
            made.Add(await register.AddProcessAsync(first.Year, new(new(name), new(mechanism), new(law), new(note), target)));
        }

        Step(made[0], ProcessStage.Before, "สำรวจความต้องการของพื้นที่", ParticipationTool.Meeting, ParticipationLevel.Consult, "ประชุมรับฟังรายตำบล");
        Step(made[0], ProcessStage.During, "ยกร่างแผน", ParticipationTool.Committee, ParticipationLevel.Collaborate, "ผู้แทนภาคประชาชนเป็นกรรมการยกร่าง");
        Step(made[0], ProcessStage.During, "เสนอแผนต่อคณะกรรมการ", ParticipationTool.Meeting, ParticipationLevel.Involve, "");
        Step(made[0], ProcessStage.After, "ติดตามและประเมินผลแผน", ParticipationTool.Monitoring, ParticipationLevel.Involve, "ผู้แทนชุมชนร่วมลงพื้นที่ปีละ 2 ครั้ง");
        Step(made[4], ProcessStage.Before, "ประกาศแผนการจัดซื้อจัดจ้าง", ParticipationTool.Told, ParticipationLevel.Inform, "ประกาศทางเว็บไซต์ก่อนเริ่มปีงบประมาณ");
        made[4].AddStep(new(
            ProcessStage.During, new("พิจารณาข้อเสนอของผู้ยื่นราคา"), false, LegalLimit.NotDisclosable, new("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540"), new("เป็นข้อเสนอทางการค้าที่ยังไม่ประกาศผล"), null, null, VoiceText.Nothing));
        made[4].AddStep(new(
            ProcessStage.After, new("ตรวจรับงานก่อสร้าง"), true, LegalLimit.Limited, new("ระเบียบกระทรวงการคลังว่าด้วยการจัดซื้อจัดจ้าง พ.ศ. 2560"), VoiceText.Nothing, ParticipationTool.Monitoring, ParticipationLevel.Involve, new("ผู้แทนชุมชนร่วมสังเกตการณ์")));
        foreach (var process in new[] { made[0], made[4] })
        {
            db.AddRange(process.Steps);
            db.Tell("participation-process.step-written", process);
        }

        await db.SaveChangesAsync();
        await register.CarryAsync(year.Previous);
        await register.CarryAsync(year);

        // Three years: first told and asked, then part of the work, then working together.
        await AddAsync(first, 70, 0, InvolvementKind.PublicMeeting, "ประชุมชี้แจงแผนพัฒนาการศึกษา", ParticipationTool.Told, ParticipationLevel.Inform, 120);
        await AddAsync(first, 150, 1, InvolvementKind.PublicMeeting, "ประชุมชี้แจงการรับนักเรียน", ParticipationTool.Meeting, ParticipationLevel.Inform, 210);
        await AddAsync(year.Previous, 60, 0, InvolvementKind.Forum, "เวทีประชาคมพิจารณาร่างแผนพัฒนาการศึกษา", ParticipationTool.Meeting, ParticipationLevel.Consult, 145);
        await AddAsync(year.Previous, 140, 1, InvolvementKind.Hearing, "รับฟังความเห็นต่อประกาศรับนักเรียน", ParticipationTool.Meeting, ParticipationLevel.Consult, 96);
        await AddAsync(year.Previous, 190, 3, InvolvementKind.Other, "ผู้แทนชุมชนร่วมติดตามการอ่านออกเขียนได้", ParticipationTool.Monitoring, ParticipationLevel.Involve, 18);
        await AddAsync(year.Previous, 250, 4, InvolvementKind.Other, "เผยแพร่ผลการจัดซื้อจัดจ้างรายไตรมาส", ParticipationTool.Told, ParticipationLevel.Inform, 0);
        var committee = await AddAsync(
            year, 12, 0, InvolvementKind.Committee, "คณะกรรมการจัดทำแผนพัฒนาการศึกษา", ParticipationTool.Committee, ParticipationLevel.Collaborate, 0,
            [new(Sector.Government, null, 5), new(Sector.LocalGovernment, null, 3), new(Sector.Business, null, 2), new(Sector.CivilSociety, null, 3), new(Sector.People, null, 4)]);
        var market = await AddAsync(
            year, 30, 2, InvolvementKind.Committee, "คณะกรรมการที่ปรึกษาภาคประชาชนพิจารณาแนวคิดตลาดนัดชุมชน", ParticipationTool.Committee, ParticipationLevel.Collaborate, 0,
            [new(Sector.Government, null, 3), new(Sector.Business, null, 4), new(Sector.People, null, 8)],
            [new("ตลาดวิถีไทย", 9), new("ตลาดส่งเสริมประสิทธิภาพการเกษตร", 4), new("การสร้างจิตสำนึกของผู้ประกอบการ", 2)]);
        await AddAsync(year, 40, 3, InvolvementKind.ProvinceBoard, "เสนอแผนติดตามคุณภาพการศึกษาต่อที่ประชุม กบจ.", ParticipationTool.Meeting, ParticipationLevel.Consult, 42);
        foreach (var (one, words) in new[] { (committee, "ขอให้ส่งร่างแผนให้ผู้แทนชุมชนอ่านล่วงหน้าอย่างน้อย 7 วัน"), (market, "ขอให้จัดตลาดในวันเสาร์ เพราะผู้ปกครองไม่สะดวกในวันทำการ") })
        {
            if (one.Day <= today)
            {
                db.Add(one.Suggest(new(words), today));
                db.Tell("involvement.suggestion-added", one);
            }
        }

        await db.SaveChangesAsync();

        static void Step(CoreProcess process, ProcessStage stage, string task, ParticipationTool tool, ParticipationLevel level, string form) =>
            process.AddStep(new(stage, new(task), true, LegalLimit.None, VoiceText.Nothing, VoiceText.Nothing, tool, level, new(form)));

        async Task<Involvement> AddAsync(
            FiscalYear of, int day, int process, InvolvementKind kind, string title, ParticipationTool tool, ParticipationLevel level, int came, PeopleCount[]? members = null, VotedOption[]? options = null)
        {
            var on = of.First.AddDays(day);
            var isOver = on <= today; // Early in the fiscal year some of it is still to come.
            List<PeopleCount> people = [.. members ?? []];
            if (isOver && came > 0)
            {
                people.AddRange([new(null, groups[3].Id, came - (came / 3)), new(null, groups[2].Id, came / 3)]);
            }

            return await register.AddAsync(new(
                kind, new(title), await register.ProcessAsync(made[process].Origin, on), tool, level, on, null, new("ห้องประชุม 1 สำนักงานเขตพื้นที่การศึกษา"),
                members is null ? VoiceText.Nothing : new($"{day}/{of.Year}"),
                isOver ? new("ผู้เข้าร่วมเห็นด้วยในหลักการ และขอให้แจ้งกำหนดการล่วงหน้า") : VoiceText.Nothing,
                isOver ? new("นำความเห็นไปปรับปรุงแผนและแจ้งผลทางเว็บไซต์แล้ว") : VoiceText.Nothing,
                people, [.. options?.Select(option => isOver ? option : option with { Votes = 0 }) ?? []]));
        }
    }
}
