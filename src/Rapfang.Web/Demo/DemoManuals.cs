using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Manuals;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;

namespace Rapfang.Demo;

/// <summary>Two manuals of the demo office: the service-quality work in its second version, read by some, and the four-year plan in review (seeds S0-001, S2-121).</summary>
public sealed class DemoManuals(RapfangDb db, StandardWorks works, TimeProvider clock)
{
    public async Task MakeAsync(IReadOnlyDictionary<GroupKind, Group> groups)
    {
        var today = clock.Today();
        var people = await db.Set<Person>().Include(person => person.Roles).AsNoTracking().ToListAsync();
        var (author, reviewer, approver) = (Of(Role.Officer), Of(Role.GroupHead), Of(Role.Director));
        var quality = works.Find("service-quality")!.Contents() with { Code = "งอ-08" };

        // What the second version adds was left out of the first.
        var first = quality with { Steps = [.. quality.Steps.Select(step => step.Flow.Number == 6 ? step with { Standard = step.Standard.Split('\n')[0] } : step)] };
        var manual = StaffManual.Begin(first, "service-quality", groups[GroupKind.GeneralAffairs].Id, await db.Set<Work>().Select(work => (Guid?)work.Id).FirstAsync(), author.Id, today.AddDays(-420));
        Approve(manual, today.AddDays(-400));
        manual.Revise(new("นำข้อเสนอแนะของการมีส่วนร่วมไปกำหนดแผนปรับปรุง/พัฒนางาน ตามผลการทบทวนประจำปี"), null, author.Id, today.AddDays(-60));
        manual.Write(quality);
        Approve(manual, today.AddDays(-30));
        manual.Tell(people.Where(person => person.GroupId == manual.GroupId).Select(person => person.Id).ToHashSet());
        foreach (var reading in manual.ReadingsNow.Where(reading => reading.PersonId == reviewer.Id || reading.PersonId == approver.Id || reading.PersonId == author.Id))
        {
            reading.Read(clock.GetUtcNow().AddDays(-20));
        }

        db.Add(manual);
        db.Tell("staff-manual.approved", manual);

        var plan = StaffManual.Begin(
            works.Find("four-year-plan")!.Contents().With(ManualPart.Objective, "เพื่อให้การจัดทำแผนปฏิบัติราชการ 4 ปีเป็นไปตามขั้นตอนและเสร็จทันกำหนด")
                .With(ManualPart.Scope, "ตั้งแต่การศึกษากรอบนโยบายรัฐบาลจนถึงการส่งแผนให้ กนจ. เพื่อเสนอ ครม.").With(ManualPart.Definitions, "กบจ. หมายถึง คณะกรรมการบริหารงานจังหวัดแบบบูรณาการ\nกนจ. หมายถึง คณะกรรมการนโยบายการบริหารงานจังหวัดและกลุ่มจังหวัดแบบบูรณาการ"),
            "four-year-plan", groups[GroupKind.PolicyAndPlan].Id, null, author.Id, today.AddDays(-12));
        plan.Name(author.Id, reviewer.Id, approver.Id);
        plan.Submit(Sign(author), today.AddDays(-2));
        db.Add(plan);
        db.Tell("staff-manual.submitted", plan);
        await db.SaveChangesAsync();

        Person Of(Role role) => people.First(person => person.Roles.Exists(held => held.Role == role));

        void Approve(StaffManual of, DateOnly on)
        {
            of.Name(author.Id, reviewer.Id, approver.Id);
            of.Submit(Sign(author), on.AddDays(-10));
            of.Review(Sign(reviewer), on.AddDays(-5));
            of.Approve(Sign(approver), groups[GroupKind.GeneralAffairs].Name, on);
        }
    }

    static string Sign(Person person) => $"{person.FullName}\n{person.Position}";
}
