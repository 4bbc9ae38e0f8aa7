using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Voices.Monitoring;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>What people said to the demo office in this fiscal year and the two before. Everything in it is invented.</summary>
public sealed class DemoVoices(RapfangDb db, RunningNumbers numbers, VoiceClocks clocks, Seals seals, TimeProvider clock)
{
    sealed record Tale(VoiceKind Kind, ChannelWay Channel, GroupKind Group, string Subject, string What, string Place, string Wish, string Answer);

    static readonly Tale[] Tales =
    [
        new(VoiceKind.Complaint, ChannelWay.Counter, GroupKind.Personnel, "รอรับหนังสือรับรองนานเกินกำหนด", "มายื่นขอหนังสือรับรองเงินเดือนตั้งแต่สัปดาห์ก่อน เจ้าหน้าที่แจ้งว่าเสร็จใน 1 วัน แต่ต้องมาติดตามถึงสามครั้ง", "เคาน์เตอร์กลุ่มบริหารงานบุคคล", "ขอให้แจ้งวันที่เสร็จจริง และแจ้งทางโทรศัพท์เมื่อเสร็จ",
            "สำนักงานตรวจสอบแล้วพบว่าเรื่องค้างเพราะผู้ลงนามไปราชการ ได้มอบผู้ลงนามแทนและเพิ่มการแจ้งทางโทรศัพท์เมื่อเอกสารพร้อมรับ ขออภัยในความไม่สะดวก"),
        new(VoiceKind.Suggestion, ChannelWay.Web, GroupKind.GeneralAffairs, "ควรเปิดบริการช่วงพักกลางวัน", "ผู้มาติดต่อจำนวนมากลางานได้เฉพาะช่วงเที่ยง แต่จุดบริการปิดพัก", "จุดบริการชั้น 1", "จัดเจ้าหน้าที่สลับเวรอย่างน้อย 1 คน",
            "สำนักงานจัดเวรช่วงพักกลางวันแล้ว เริ่มใช้ตั้งแต่ต้นเดือนถัดไป"),
        new(VoiceKind.Compliment, ChannelWay.Box, GroupKind.FinanceAndAssets, "เจ้าหน้าที่การเงินอธิบายชัดเจน", "สอบถามเรื่องค่ารักษาพยาบาล ได้คำอธิบายทีละขั้นและได้แบบฟอร์มครบในครั้งเดียว", "กลุ่มบริหารงานการเงินและสินทรัพย์", "",
            "ขอบคุณสำหรับกำลังใจ สำนักงานแจ้งผู้ปฏิบัติงานทราบแล้ว"),
        new(VoiceKind.Question, ChannelWay.Telephone, GroupKind.EducationPromotion, "ขอย้ายสถานที่เรียนกลางภาคเรียนต้องใช้เอกสารใด", "ผู้ปกครองจะย้ายที่อยู่ ต้องการทราบเอกสารและระยะเวลา", "", "",
            "ใช้แบบคำขอย้าย สำเนาทะเบียนบ้าน และใบรับรองผลการเรียน ยื่นที่โรงเรียนเดิมได้โดยตรง ใช้เวลาประมาณ 5 วันทำการ"),
        new(VoiceKind.Complaint, ChannelWay.Letter, GroupKind.EducationPromotion, "ถนนหน้าโรงเรียนไม่มีทางข้าม", "นักเรียนข้ามถนนช่วงเช้าอันตราย รถไม่ชะลอ", "หน้าโรงเรียนตัวอย่างวิทยา", "ขอให้ประสานหน่วยงานที่เกี่ยวข้องทำทางข้าม",
            "สำนักงานประสานหน่วยงานที่ดูแลถนนแล้ว ระหว่างรอ โรงเรียนจัดครูเวรดูแลการข้ามถนนช่วงเช้าและเย็น"),
        new(VoiceKind.Opinion, ChannelWay.Web, GroupKind.PolicyAndPlan, "การประชุมออนไลน์ช่วยประหยัดเวลา", "การประชุมผู้บริหารแบบออนไลน์สะดวกมาก ควรส่งเอกสารล่วงหน้าอย่างน้อย 3 วัน", "", "",
            "ขอบคุณสำหรับความเห็น สำนักงานจะส่งเอกสารล่วงหน้าอย่างน้อย 3 วันทำการ"),
        new(VoiceKind.Complaint, ChannelWay.Web, GroupKind.GeneralAffairs, "ที่จอดรถผู้พิการถูกใช้จอดรถทั่วไป", "ช่องจอดรถผู้พิการสองช่องมีรถทั่วไปจอดเกือบทุกวัน", "ลานจอดรถด้านหน้า", "ติดป้ายและมีผู้ดูแล",
            "สำนักงานติดป้ายและกรวยกั้นแล้ว และมอบพนักงานรักษาความปลอดภัยดูแลช่องจอดดังกล่าว"),
        new(VoiceKind.Suggestion, ChannelWay.FieldVisit, GroupKind.Supervision, "ขอแบบฟอร์มตัวหนังสือใหญ่ขึ้น", "ผู้สูงอายุอ่านแบบฟอร์มไม่ถนัด ตัวหนังสือเล็กเกินไป", "งานอำเภอเคลื่อนที่", "พิมพ์ตัวหนังสืออย่างน้อย 16 พอยต์",
            "สำนักงานปรับแบบฟอร์มที่ใช้บ่อย 6 แบบเป็นตัวหนังสือ 16 พอยต์แล้ว ดาวน์โหลดได้ที่หน้าเว็บของสำนักงาน"),
        new(VoiceKind.Compliment, ChannelWay.Web, GroupKind.Personnel, "ได้รับบริการรวดเร็วมาก", "ยื่นเรื่องตอนเช้า ได้รับผลก่อนเที่ยง เจ้าหน้าที่ยิ้มแย้ม", "เคาน์เตอร์กลุ่มบริหารงานบุคคล", "",
            "ขอบคุณสำหรับกำลังใจ สำนักงานแจ้งผู้ปฏิบัติงานทราบแล้ว"),
        new(VoiceKind.Complaint, ChannelWay.Agency, GroupKind.FinanceAndAssets, "เบิกค่าเดินทางล่าช้า", "ยื่นเบิกค่าเดินทางไปราชการสองเดือนแล้วยังไม่ได้รับเงิน", "กลุ่มบริหารงานการเงินและสินทรัพย์", "ขอทราบกำหนดจ่ายที่แน่นอน",
            "ตรวจสอบแล้วเอกสารขาดใบรับรองหนึ่งฉบับ ได้ขอเพิ่มและจ่ายเรียบร้อยแล้ว สำนักงานจะแจ้งเอกสารที่ขาดภายใน 3 วันทำการนับจากวันยื่น"),
        new(VoiceKind.Question, ChannelWay.Web, GroupKind.GeneralAffairs, "สำนักงานเปิดบริการวันใดบ้าง", "ต้องการมาติดต่อวันที่ใกล้วันหยุดยาว ขอทราบวันเปิดทำการ", "", "",
            "สำนักงานเปิดวันจันทร์ถึงวันศุกร์ เวลา 08.30 ถึง 16.30 น. เว้นวันหยุดราชการ"),
    ];

    static readonly Tale Hidden = new(
        VoiceKind.Complaint, ChannelWay.Web, GroupKind.InternalAudit, "ขอให้ตรวจสอบการจัดซื้อวัสดุ", "มีการจัดซื้อจากร้านเดียวติดต่อกันหลายครั้ง ราคาสูงกว่าท้องตลาด", "", "",
        "ผู้ตรวจสอบภายในตรวจเอกสารการจัดซื้อและเทียบราคาแล้ว สำนักงานปรับวิธีสืบราคาให้เปิดเผยยิ่งขึ้น ขอบคุณที่แจ้ง");

    const int PerPastYear = 14;
    const int ThisYear = 13;
    Guid officer;
    Guid director;
    IReadOnlyList<VoiceType> types = [];

    /// <param name="groups">The groups of the office, saved.</param>
    /// <param name="people">Whom cases come from, saved.</param>
    public async Task MakeAsync(IReadOnlyDictionary<GroupKind, Group> groups, IReadOnlyList<StakeholderGroup> people)
    {
        officer = await HolderAsync(Role.Officer);
        director = await HolderAsync(Role.Director);
        var year = FiscalYear.Of(clock.Today());
        var channels = await db.Set<Channel>().OrderBy(channel => channel.Number).ToListAsync();
        types = await db.Set<VoiceType>().OrderBy(type => type.Number).ToListAsync();
        var districts = new[] { "เมืองตัวอย่าง", "บ้านตัวอย่าง", "ตัวอย่างใต้", "ตัวอย่างพัฒนา" }.Select((name, n) => new District { Number = n + 1, Name = name, FromDate = year.Previous.Previous.First }).ToList();
        foreach (var district in districts)
        {
            db.Add(district);
            db.Tell("district.added", district);
        }

        var series = await NumberSeries.OfAsync(db, VoiceRegister.Series);
        foreach (var (of, count) in new[] { (year.Previous.Previous, PerPastYear), (year.Previous, PerPastYear + 2), (year, ThisYear) })
        {
            var last = of.Last < clock.Today() ? of.Last : clock.Today();
            var span = Math.Max(1, last.DayNumber - of.First.DayNumber);
            for (var n = 0; n < count; n++)
            {
                // This year's are dealt so that each state has a case that can be in it.
                var tale = Tales[(of == year ? n * 3 + 10 : n * 5 + of.Year) % Tales.Length];
                var on = of.First.AddDays(span * n / count + (of == year ? 0 : n % 9));
                var isSealed = n == 7;
                tale = isSealed ? Hidden : tale;
                var voice = Voice.Receive(tale.Kind, channels.First(channel => channel.Way == tale.Channel), isSealed, Words(tale), n % 3 == 0 ? null : people[n % people.Count], on, At(on, 9));
                var number = await numbers.TakeAsync(VoiceRegister.Series, series.YearOf(on), "voice", voice.Id);
                voice.Register(series.Text("", number, series.YearOf(on)), Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
                voice.LieIn(n % 4 == 3 ? null : districts[n / 2 % districts.Count].Id);
                db.Add(voice);
                if (n % 3 != 0)
                {
                    var speaker = new VoiceSpeaker { VoiceId = voice.Id };
                    speaker.Name = seals.Seal(speaker, VoiceSpeaker.NameField, $"ผู้แจ้งสมมติ คนที่ {number}");
                    speaker.Phone = seals.Seal(speaker, VoiceSpeaker.PhoneField, "0 2000 0000");
                    db.Add(speaker);
                }

                // Of this year's the later ones are still on their way, each at another place.
                Go(voice, tale, groups[tale.Group].Id, groups[GroupKind.GeneralAffairs].Id, on, of == year ? Math.Max(0, ThisYear - 1 - n) : int.MaxValue, answersAfter: 4 + n * 3 % 14);
                await clocks.KeepAsync(voice);
                db.Tell("voice.received", voice);
            }
        }

        Monitor(year, groups[GroupKind.GeneralAffairs].Id);
        await db.SaveChangesAsync();
    }

    // The guideline's methods since the first day of the year; the first months are recorded, one of them not.
    void Monitor(FiscalYear year, Guid group)
    {
        var today = clock.Today();
        var plan = new MonitoringPlan { Year = year.Year };
        plan.SetPolicy(
            new("ผู้รับบริการได้รับบริการที่สะดวก รวดเร็ว และเป็นธรรม ทุกกลุ่มรับฟังและแก้ไขร่วมกัน สำนักงานสนับสนุนคนและงบประมาณตามแผน และติดตามทุกเดือน"),
            new("ร้อยละความพึงพอใจของผู้รับบริการไม่น้อยกว่า 85\nตอบผู้แจ้งครั้งแรกภายใน 15 วันทุกเรื่อง\nมีการปรับปรุงการให้บริการจากผลการติดตามอย่างน้อย 3 เรื่อง"), director, year.First);
        db.Add(plan);
        db.Tell("monitoring-plan.policy-set", plan);
        foreach (var usual in MonitoringMethod.Usual(plan))
        {
            var method = new MonitoringMethod { PlanId = plan.Id, Number = usual.Number, Name = usual.Name, Frequency = usual.Frequency, GroupId = group };
            List<MonitoringTask> tasks = [.. method.TasksFrom(year, year.First)];
            foreach (var task in tasks.Where(task => task.LastDay < today && method.Number != 6))
            {
                task.Record(
                    new("ดำเนินการตามแผน มีผู้ให้ความเห็น 18 คน ส่วนใหญ่พอใจการต้อนรับ และขอให้แจ้งกำหนดเสร็จของงานให้ชัดเจน"),
                    method.Number % 2 == 0 ? VoiceText.Nothing : new("ติดป้ายบอกระยะเวลาของงานที่จุดบริการ และแจ้งกำหนดเสร็จทุกครั้งที่รับเรื่อง"), task.LastDay, officer, today);
            }

            db.Add(method);
            db.AddRange(tasks);
            db.Tell("monitoring-method.added", method);
        }
    }

    static Told Words(Tale tale) => new(new(tale.Subject), new(tale.What), new(tale.Place), VoiceText.Nothing, new(tale.Wish));

    // As far as the case came; each step one day or so after the one before.
    void Go(Voice voice, Tale tale, Guid group, Guid other, DateOnly on, int steps, int answersAfter)
    {
        var today = clock.Today();
        var branch = voice.IsSealed ? Branch.Urgent : voice.Subject.Text.Contains("ถนน", StringComparison.Ordinal) ? Branch.Several : Branch.General;
        var answerOn = on.AddDays(answersAfter) is var day && day <= today ? day : today;
        Func<VoiceNote?>[] way =
        [
            () => voice.Screen(Screening.Accepted, tale.Kind, TypeOf(tale), new("อ่านแล้ว อยู่ในอำนาจหน้าที่ของสำนักงาน"), officer, At(Day(1), 10)),
            () => voice.NeedsDecision ? voice.Propose(branch, new("เห็นควรมอบกลุ่มที่เกี่ยวข้องตรวจสอบและรายงานตามกำหนด"), officer, At(Day(1), 14)) : null,
            () => voice.NeedsDecision ? voice.Decide(branch, new("เห็นชอบ ดำเนินการและรายงานผล"), director, At(Day(2), 9)) : null,
            () =>
            {
                if (voice.NeedsDecision && branch != Branch.Urgent)
                {
                    voice.Assign(group, Day(9), Day(2));
                    if (branch == Branch.Several)
                    {
                        voice.Assign(other, Day(9), Day(2));
                    }
                }

                return null;
            },
            () => !voice.NeedsDecision ? null : branch == Branch.Urgent ? voice.ReportAtOnce(Findings, officer, At(Day(3), 11)) : voice.Report(group, Findings, officer, At(Day(3), 11)),
            () => branch == Branch.Several && voice.State == VoiceState.Assigned ? voice.Report(other, Findings, officer, At(Day(3), 15)) : null,
            () => voice.Answer(new(tale.Answer), new("สรุปเสนอผู้อำนวยการเพื่อทราบ"), answerOn.AddDays(30), officer, At(answerOn, 13)),
            () => voice.Close(VoiceText.Nothing, officer, At(answerOn, 16)),
            () =>
            {
                // Of the past years some answer did not help at first, and the head had it looked into again.
                if (steps == int.MaxValue && answersAfter % 5 == 0 && !voice.IsSealed)
                {
                    voice.Rate(false, new("ยังไม่ได้รับการแก้ไขครบถ้วน"), At(answerOn, 17), ChannelRating.Medium);
                    db.Add(voice.Decide(Branch.Urgent, new("ตรวจสอบซ้ำและแก้ไขให้ครบถ้วน"), director, At(answerOn.AddDays(1), 9)));
                    db.Add(voice.ReportAtOnce(Findings, officer, At(answerOn.AddDays(2), 9)));
                    voice.Answer(new("สำนักงานตรวจสอบซ้ำและแก้ไขครบถ้วนแล้ว ขออภัยที่คำตอบครั้งแรกยังไม่ครบ"), VoiceText.Nothing, answerOn.AddDays(33), officer, At(answerOn.AddDays(3), 10));
                    voice.Close(VoiceText.Nothing, officer, At(answerOn.AddDays(4), 10));
                }

                if (voice.Number.Length % 2 == 0 || answersAfter % 3 == 0)
                {
                    // People are content with a visit in their place, less with a box nobody seems to open (seed S2, 3.E).
                    voice.Rate(true, VoiceText.Nothing, At(answerOn.AddDays(4), 17), tale.Channel switch
                    {
                        ChannelWay.FieldVisit or ChannelWay.Counter => ChannelRating.High,
                        ChannelWay.Box or ChannelWay.Letter => ChannelRating.Low,
                        _ => answersAfter % 2 == 0 ? ChannelRating.Medium : ChannelRating.High,
                    });
                }

                return null;
            },
        ];
        if (steps > 0 && voice.AcknowledgedOn is null)
        {
            voice.Acknowledge(At(Day(1), 9));
        }

        foreach (var step in way.Take(steps))
        {
            if (step() is { Text.IsEmpty: false } note)
            {
                db.Add(note);
            }
        }

        DateOnly Day(int after) => on.AddDays(after) is var then && then <= answerOn ? then : answerOn;
    }

    // By the group that looks after it.
    VoiceType TypeOf(Tale tale) => types[tale.Group switch
    {
        GroupKind.Personnel => 4,
        GroupKind.FinanceAndAssets => 5,
        GroupKind.GeneralAffairs => 3,
        GroupKind.EducationPromotion => 6,
        _ => tale.Kind == VoiceKind.Compliment ? 0 : 1,
    }];

    static VoiceText Findings => new("ตรวจสอบข้อเท็จจริงและพบผู้เกี่ยวข้องแล้ว ดำเนินการแก้ไขตามที่เสนอ");

    static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour - 7, 0)), TimeSpan.Zero);

    Task<Guid> HolderAsync(Role role) => db.Set<RoleAssignment>().Where(held => held.Role == role).Select(held => held.PersonId).FirstAsync();
}
