using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Projects;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>Three projects of the demo office: one finished in each of the past two years, and the community market of the guideline (seeds S2-074 to S2-079) under way.</summary>
public sealed class DemoProjects(RapfangDb db, ProjectRegister register, TimeProvider clock)
{
    const string Committee = "คณะกรรมการบริหารโครงการประกอบด้วยผู้แทนจากภาคราชการ ผู้ประกอบการ และผู้บริโภค\nกำหนดกลยุทธ์และมาตรการปรับปรุงตลาดนัดชุมชน\nขยายผลไปยังพื้นที่อื่น สร้างเครือข่าย และกำหนดเป็นมาตรฐานตลาดนัดชุมชน";

    static readonly (string Title, int From, int Days, bool WithPeople)[] Market =
    [
        ("สำรวจข้อมูล วิเคราะห์ข้อมูล ตรวจสอบพื้นที่", -120, 20, false),
        ("ออกแบบแนวคิด", -100, 14, false),
        ("ประชุมคณะกรรมการที่ปรึกษาภาคประชาชน", -80, 0, true),
        ("ทดสอบแนวคิด", -75, 14, true),
        ("เปิดโอกาสให้ประชาชนแสดงความคิด โดยการสัมภาษณ์และผ่านทางเว็บไซต์", -60, 30, true),
        ("จัดทำระบบทะเบียนผู้ประกอบการตลาดนัด", -25, 20, false),
        ("ประชาสัมพันธ์ รณรงค์ให้ปิดป้ายราคา ตรวจสอบเครื่องชั่งตวงวัด", -20, 40, true),
        ("ดำเนินการเปิดตลาดนัดชุมชน", 25, 60, true),
        ("ติดตามประเมินผล สำรวจความพึงพอใจผู้ประกอบการและผู้ซื้อ", 90, 20, true),
    ];

    static readonly (string Risk, string Remedy)[] Risks =
    [
        ("จำนวนผู้ประกอบการ", "ประชาสัมพันธ์และจัดทำทะเบียน"), ("พื้นที่ดำเนินการ", "จัดทำสัญญาเช่าสถานที่"), ("คุณภาพและมาตรฐานสินค้า", "ตั้งทีมตรวจสอบ"),
        ("การรับรู้ของผู้บริโภค", "ประชาสัมพันธ์"), ("ฝนตก", "จัดตั้งเต็นท์"), ("ความสะอาดบริเวณตลาดนัด", "ผู้ประกอบการดูแลกันเอง"),
    ];

    public async Task MakeAsync(IReadOnlyDictionary<GroupKind, Group> groups)
    {
        var today = clock.Today();
        var year = FiscalYear.Of(today);
        var host = groups[GroupKind.PolicyAndPlan].Id;
        await OverAsync(
            "ปรับปรุงจุดบริการร่วมกับผู้ปกครอง", "แผนพัฒนาการศึกษา: บริการที่ประชาชนเข้าถึงได้", host, year.Previous.Previous.First.AddDays(60), 45_000, 44_250, 0, null,
            "ให้ผู้ปกครองร่วมสำรวจก่อนปรับปรุงทุกครั้ง", "จำนวนจุดบริการที่ปรับปรุง", "2 จุด", "2 จุด");
        await OverAsync(
            "อาสาสมัครแนะนำผู้มาติดต่อราชการ", "ผลสำรวจความไม่พึงพอใจ: ไม่ทราบว่าต้องติดต่อโต๊ะใด", host, year.Previous.First.AddDays(45), 12_000, 12_600, 9, await SurveyAsync(),
            "จัดอบรมอาสาสมัครก่อนเปิดภาคเรียน และตั้งงบค่าพาหนะให้พอ", "จำนวนอาสาสมัคร", "10 คน", "12 คน");

        var market = Project.Begin(new("การจัดตลาดนัดชุมชน"), new("ยุทธศาสตร์จังหวัด: เสริมสร้างรายได้และลดภาระค่าครองชีพ"), host, today.AddDays(-120));
        await register.AddAsync(market);
        register.Write(
            market,
            new(
                new(market.Name), new(market.Origin), new("ประชาชนซื้อสินค้าในราคาเป็นธรรม สินค้าได้มาตรฐาน\nเสริมสร้างรายได้\nตอบสนองความต้องการของชุมชน"),
                new("ผู้บริโภคได้รับความเป็นธรรมด้านราคาและคุณภาพสินค้า\nเสริมสร้างรายได้ เพิ่มทางเลือก ลดภาระค่าครองชีพ"), new("ครัวเรือนในพื้นที่มีรายได้เพิ่มและซื้อสินค้าราคาเป็นธรรม"),
                new("จัดตลาดนัดชุมชน 1 แห่ง\nประชาชนในพื้นที่ได้บริโภคสินค้าราคาที่เป็นธรรม มีคุณภาพ ปิดป้ายราคาชัดเจน และมีการตรวจสอบเครื่องชั่งตวงวัด"),
                new("วิเคราะห์ประเด็นที่เปิดโอกาสให้ประชาชนมีส่วนร่วม\nวิเคราะห์ความเป็นไปได้และออกแบบแนวคิด\nจัดตั้งคณะกรรมการที่ปรึกษาภาคประชาชนพิจารณาสามแนวคิด ที่ประชุมเลือก “ตลาดวิถีไทย”\nนำแนวคิดไปสอบถามประชาชน และเปิดรับความคิดเห็นผ่านเว็บไซต์\nออกแบบโครงสร้างของโครงการ และเสนอเข้าสู่แผนพัฒนาจังหวัด"),
                new(Committee), host, new("นักวิเคราะห์นโยบายและแผน"), 80_000, new("งบพัฒนาจังหวัด")),
            [.. Market.Select(line => new ActivityLine(null, line.Title, today.AddDays(line.From), today.AddDays(line.From + line.Days), line.WithPeople))],
            [.. Risks.Select(line => new RiskLine(null, line.Risk, line.Remedy))],
            [new(null, "จำนวนตลาดนัดชุมชนที่เปิด", "1 แห่ง"), new(null, "ผู้ประกอบการในทะเบียน", "30 ราย")]);
        for (var step = 0; step < 5; step++)
        {
            Pass(market, step == (int)ProjectStep.Selection ? "อนุมัติ ให้รายงานผลทุกเดือน" : "", today.AddDays(-110 + (step * 10)));
        }

        foreach (var activity in market.Activities.Where(activity => activity.UntilDate < today.AddDays(-10)))
        {
            market.Finish(activity, activity.UntilDate.AddDays(2), today);
        }

        await SaveAsync(market, "project.step-passed");
    }

    Task<Guid?> SurveyAsync() => db.Set<Survey>().Where(survey => survey.ReportedAt != null).OrderByDescending(survey => survey.OpensOn).Select(survey => (Guid?)survey.Id).FirstOrDefaultAsync();

    async Task OverAsync(string name, string origin, Guid host, DateOnly from, decimal budget, decimal spent, int late, Guid? survey, string lessons, string indicator, string target, string actual)
    {
        var project = Project.Begin(new(name), new(origin), host, from);
        await register.AddAsync(project);
        register.Write(
            project,
            new(
                new(name), new(origin), new("ผู้รับบริการต้องการความสะดวกเมื่อมาติดต่อ"), new("ให้ผู้รับบริการได้รับความสะดวกและมีส่วนร่วมในการปรับปรุง"), new("ผู้มาติดต่อได้รับบริการถูกจุดและเร็วขึ้น"), new(target),
                new("สำรวจความต้องการร่วมกับผู้แทนผู้ปกครอง\nดำเนินการร่วมกัน\nประเมินผลร่วมกัน"), new("คณะกรรมการร่วมระหว่างสำนักงานกับผู้แทนผู้ปกครอง"), host, new("นักวิเคราะห์นโยบายและแผน"), budget, new("งบดำเนินงาน")),
            [new(null, "สำรวจความต้องการร่วมกับผู้แทนผู้ปกครอง", from.AddDays(10), from.AddDays(20), true), new(null, "ดำเนินการ", from.AddDays(40), from.AddDays(100), true), new(null, "ประเมินผล", from.AddDays(110), from.AddDays(125), true)],
            [new(null, "ผู้เข้าร่วมน้อย", "นัดหมายล่วงหน้าผ่านเครือข่ายผู้ปกครอง")],
            [new(null, indicator, target)]);
        for (var step = 0; step < 10; step++)
        {
            if (step == (int)ProjectStep.Handover)
            {
                foreach (var activity in project.Activities)
                {
                    project.Finish(activity, activity.UntilDate.AddDays(late), clock.Today());
                }
            }

            if (step == (int)ProjectStep.Refinement)
            {
                project.Conclude(
                    spent, survey, Project.UsualSatisfaction, new(survey is null ? "ใช้การสัมภาษณ์ ไม่ได้ใช้แบบสำรวจ" : ""), new(lessons),
                    project.Indicators.ToDictionary(one => one.Id, _ => (actual, (bool?)true)));
            }

            Pass(project, "", from.AddDays(5 + (step * 14)));
        }

        await SaveAsync(project, "project.step-passed");
    }

    void Pass(Project project, string words, DateOnly on) => db.Add(project.Pass(new(words), null, on));

    async Task SaveAsync(Project project, string happening)
    {
        db.Tell(happening, project);
        await db.SaveChangesAsync();
    }
}
