using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Services;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>The services of the demo office, among them those of the guideline's manual (seeds S2-113 to S2-117), and the requests of two years.</summary>
public sealed class DemoServices(RapfangDb db, ServiceRegister register, RequestRegister requests, PublicManuals manuals, TimeProvider clock)
{
    sealed record Tale(string Slug, string Name, GroupKind Group, string About, string Who, string Place, decimal Declared, StepUnit Unit, ServiceStep[] Steps)
    {
        public ServiceDocument[] Documents { get; init; } = [];

        public string Online { get; init; } = "";

        public ServiceWay[] Ways { get; init; } = [ServiceWay.Counter];

        public string Fee { get; init; } = "ไม่มีค่าธรรมเนียม";

        public string Conditions { get; init; } = "";

        public string Law { get; init; } = "";

        public bool UnderAct { get; init; }

        public string Cautions { get; init; } = "";

        public string Notes { get; init; } = "";

        /// <summary>The edition before, longer; null where there is only one.</summary>
        public (decimal Declared, ServiceStep[] Steps, string Why)? Before { get; init; }
    }

    const string Counter = "จุดบริการชั้น 1 วันทำการ เวลา 08.30–16.30 น. ไม่พักกลางวัน";
    const string Officer = "เจ้าหน้าที่กลุ่มงาน";
    const string Director = "ผู้อำนวยการสำนักงาน";
    const string Book = "หนังสือนำส่งจากสถานศึกษา";

    static ServiceStep Minutes(string text, decimal amount, string evidence = "", string who = "") => new(text) { Amount = amount, Unit = StepUnit.Minutes, Evidence = evidence, Responsible = who };

    static ServiceStep Days(string text, decimal amount, string evidence = "", string who = "", StepUnit unit = StepUnit.WorkingDays) => new(text) { Amount = amount, Unit = unit, Evidence = evidence, Responsible = who };

    static ServiceStep Phase(ServicePhase phase, string text, string who) => new(text) { Phase = phase, Responsible = who };

    static ServiceDocument Paper(string name, int originals, int copies, bool byState = true, string note = "") => new(name, byState, originals, copies, note);

    static readonly ServiceDocument IdCard = Paper("บัตรประจำตัวประชาชน", 1, 0, note: "แสดงเพื่อยืนยันตัวตน ไม่ต้องถ่ายสำเนา");

    const string TheOffice = "สำนักงานตัวอย่างดูแลงานบริการด้านการศึกษาแก่ครู บุคลากรทางการศึกษา นักเรียน ผู้ปกครอง และประชาชนในพื้นที่ เปิดให้บริการทุกวันทำการ เวลา 08.30–16.30 น. ไม่พักกลางวัน";
    const string Duties = "จัดทำนโยบาย แผนพัฒนา และมาตรฐานการศึกษาของเขตพื้นที่\nกำกับ ดูแล ติดตาม และประเมินผลสถานศึกษา\nประสาน ส่งเสริม และสนับสนุนการจัดการศึกษาของสถานศึกษาของรัฐ เอกชน และองค์กรปกครองส่วนท้องถิ่น\nให้บริการและอำนวยความสะดวกแก่ประชาชนผู้มาติดต่อราชการ";
    const string Mission = "พัฒนาคุณภาพการศึกษาให้ได้มาตรฐาน\nพัฒนาระบบบริการให้สะดวก รวดเร็ว และโปร่งใส\nส่งเสริมให้ประชาชนมีส่วนร่วม";
    const string Values = "บริการด้วยใจ\nซื่อสัตย์ โปร่งใส\nทำงานเป็นทีม";

    static readonly Tale[] Tales =
    [
        new("salary-certificate", "การขอหนังสือรับรองเงินเดือน", GroupKind.FinanceAndAssets, "ออกหนังสือรับรองเงินเดือนให้ข้าราชการครู บุคลากรทางการศึกษา และผู้รับบำนาญ เพื่อใช้กับสถาบันการเงินหรือหน่วยงานอื่น",
            "ข้าราชการครู บุคลากรทางการศึกษา ลูกจ้าง และผู้รับบำนาญของสำนักงาน", Counter, 48, StepUnit.Minutes,
            [
                Minutes("รับคำขอและตรวจสอบเอกสารหลักฐาน", 30, "หลักฐานประกอบ (1)–(5)", Officer), Minutes("ตรวจสอบบัญชีถือจ่ายเงินเดือน", 3, "", Officer), Minutes("จัดพิมพ์หนังสือรับรองและเสนอลงนาม", 10, "", Officer),
                Minutes("ออกเลขที่หนังสือและส่งมอบ", 5, "", "เจ้าหน้าที่ธุรการ"),
            ])
        {
            Documents = [Paper("แบบคำขอหนังสือรับรอง", 1, 0, byState: false), IdCard, Paper("สลิปเงินเดือนเดือนล่าสุด", 0, 1), Paper("หนังสือมอบอำนาจ", 1, 0, byState: false, "กรณีให้ผู้อื่นมาแทน"), Paper("บัตรประจำตัวผู้รับมอบอำนาจ", 1, 0, note: "กรณีให้ผู้อื่นมาแทน")],
            Ways = [ServiceWay.Counter, ServiceWay.Email], Online = "saraban@office.example", Cautions = "ผู้มีหนี้สินค้างชำระตามคำพิพากษาให้แจ้งเจ้าหน้าที่ก่อน\nระบุหน่วยงานที่จะนำหนังสือไปใช้ให้ชัดเจน",
            Before = (90, [Minutes("รับคำขอและตรวจสอบเอกสารหลักฐาน", 30, "หลักฐานประกอบ (1)–(5)", Officer), Minutes("ลงทะเบียนรับที่งานธุรการ", 15, "", "เจ้าหน้าที่ธุรการ"), Minutes("ตรวจสอบบัญชีถือจ่ายเงินเดือน", 10, "", Officer), Minutes("จัดพิมพ์หนังสือรับรองและเสนอลงนาม", 30, "", Officer), Minutes("ออกเลขที่หนังสือและส่งมอบ", 5, "", "เจ้าหน้าที่ธุรการ")],
                "ตัดขั้นตอนลงทะเบียนที่งานธุรการ และมอบอำนาจการลงนาม"),
        },
        new("building", "การขออนุมัติรื้อถอนและปรับปรุงอาคารของสถานศึกษา", GroupKind.FinanceAndAssets, "พิจารณาคำขอของสถานศึกษาที่จะรื้อถอนหรือปรับปรุงอาคารซึ่งเป็นที่ราชพัสดุ",
            "สถานศึกษาในสังกัด โดยผู้อำนวยการสถานศึกษา", Counter, 18, StepUnit.CalendarDays,
            [
                Days("รับหนังสือและตรวจสอบเอกสาร", 2, Book, Officer, StepUnit.CalendarDays), Days("ตรวจสอบสภาพอาคารร่วมกับผู้แทนสถานศึกษา", 5, "รายงานการตรวจสอบและภาพถ่าย", "คณะกรรมการตรวจสอบ", StepUnit.CalendarDays),
                Days("หารือหน่วยงานที่ดูแลที่ราชพัสดุ", 5, "หนังสือตอบของหน่วยงาน", "หน่วยงานภายนอก", StepUnit.CalendarDays) with { Outside = true }, Days("สรุปความเห็นเสนอผู้อำนวยการ", 3, "บันทึกเสนอ", Officer, StepUnit.CalendarDays),
                Days("ผู้อำนวยการพิจารณาอนุมัติ", 1, "", Director, StepUnit.CalendarDays), Days("แจ้งผลให้สถานศึกษาทราบ", 2, "หนังสือแจ้งผล", Officer, StepUnit.CalendarDays),
            ])
        {
            Documents = [Paper("หนังสือขออนุมัติของสถานศึกษา", 1, 0), Paper("แบบสำรวจรายการอาคาร", 1, 1), Paper("ภาพถ่ายอาคารทุกด้าน", 1, 0, byState: false), Paper("มติคณะกรรมการสถานศึกษาขั้นพื้นฐาน", 0, 1)],
            Ways = [ServiceWay.Counter, ServiceWay.Post], Notes = "ระยะเวลาขึ้นอยู่กับความยากง่ายของเรื่อง และการพิจารณาของหน่วยงานภายนอก", Cautions = "ห้ามรื้อถอนก่อนได้รับอนุมัติเป็นหนังสือ", Law = "พระราชบัญญัติที่ราชพัสดุ พ.ศ. 2562",
        },
        new("supervision", "การนิเทศและให้คำปรึกษาแก่สถานศึกษาตามคำขอ", GroupKind.Supervision, "ศึกษานิเทศก์ลงพื้นที่ให้คำปรึกษาด้านการจัดการเรียนการสอนตามที่สถานศึกษาขอ", "สถานศึกษาในสังกัดและสถานศึกษาเอกชน", "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา ชั้น 2", 15, StepUnit.WorkingDays,
            [
                Phase(ServicePhase.Before, "รับคำขอและศึกษาข้อมูลของสถานศึกษา", "ศึกษานิเทศก์ประจำอำเภอ"), Phase(ServicePhase.Before, "นัดหมายวันและประเด็นที่จะนิเทศ", "ศึกษานิเทศก์ประจำอำเภอ"), Phase(ServicePhase.Before, "เตรียมเครื่องมือและสื่อ", "ศึกษานิเทศก์ประจำอำเภอ"),
                Phase(ServicePhase.During, "สังเกตการสอนและพูดคุยกับครู", "คณะนิเทศ"), Phase(ServicePhase.During, "ให้คำปรึกษาและสาธิต", "คณะนิเทศ"), Phase(ServicePhase.During, "สรุปข้อตกลงร่วมกัน", "คณะนิเทศ"),
                Phase(ServicePhase.After, "รายงานผลต่อผู้อำนวยการ", "ผู้อำนวยการกลุ่มนิเทศ"), Phase(ServicePhase.After, "ส่งข้อเสนอแนะให้สถานศึกษา", "ผู้อำนวยการกลุ่มนิเทศ"), Phase(ServicePhase.After, "ติดตามผลภายในหนึ่งภาคเรียน", "ศึกษานิเทศก์ประจำอำเภอ"),
            ])
        {
            Documents = [Paper("แบบคำขอรับการนิเทศ", 1, 0, byState: false)], Ways = [ServiceWay.Counter, ServiceWay.Email], Online = "supervision@office.example", Cautions = "โปรดขอล่วงหน้าอย่างน้อย 15 วันทำการก่อนสอบปลายภาค",
        },
        new("lost-certificate", "การขอใบแทนหลักฐานการศึกษากรณีสูญหาย", GroupKind.EducationPromotion, "ออกใบแทนหลักฐานการศึกษาของสถานศึกษาที่เลิกหรือรวมแล้ว ซึ่งสำนักงานเก็บทะเบียนไว้", "ผู้สำเร็จการศึกษาหรือผู้รับมอบอำนาจ", Counter, 1, StepUnit.WorkingDays,
            [
                new("ผู้ขอยื่นคำขอ") { Symbol = StepSymbol.Start, Evidence = "แบบคำขอใบแทน" }, Minutes("ตรวจสอบคำขอและหลักฐาน", 10, "บัตรประจำตัวประชาชน ใบแจ้งความ", Officer),
                new("เอกสารครบถ้วน") { Symbol = StepSymbol.Decision, IfNot = 1, Yes = "ครบ", No = "ไม่ครบ", Responsible = Officer }, Minutes("ค้นทะเบียนและต้นขั้ว", 60, "ทะเบียนแสดงผลการเรียน", "นายทะเบียน"), Minutes("จัดทำใบแทน", 30, "", "นายทะเบียน"),
                Minutes("เสนอลงนาม", 60, "", Director), Minutes("ผู้ขอลงชื่อรับใบแทน", 10, "ทะเบียนคุมใบแทน", Officer), new("เสร็จสิ้น") { Symbol = StepSymbol.End },
            ])
        {
            Documents = [Paper("แบบคำขอใบแทน", 1, 0, byState: false), IdCard, Paper("ใบแจ้งความเอกสารหาย", 1, 0), Paper("รูปถ่ายหน้าตรง ขนาด 3 x 4 เซนติเมตร", 2, 0, byState: false, "ถ่ายไม่เกิน 6 เดือน")],
            Fee = "ฉบับละ 20 บาท", Cautions = "ชื่อสกุลที่เปลี่ยนแล้วให้นำหลักฐานการเปลี่ยนชื่อมาแสดง\nมาก่อนเวลา 15.00 น. เพื่อให้เสร็จในวันเดียว", Law = "ระเบียบกระทรวงศึกษาธิการว่าด้วยหลักฐานการศึกษา",
            Before = (3, [
                new("ผู้ขอยื่นคำขอ") { Symbol = StepSymbol.Start, Evidence = "แบบคำขอใบแทน" }, Minutes("ตรวจสอบคำขอและหลักฐาน", 30, "บัตรประจำตัวประชาชน สำเนาทะเบียนบ้าน ใบแจ้งความ", Officer), Days("ค้นทะเบียนและต้นขั้ว", 1, "ทะเบียนแสดงผลการเรียน", "นายทะเบียน"),
                Days("จัดทำใบแทน", 1, "", "นายทะเบียน"), Days("เสนอลงนาม", 1, "", Director), Minutes("ผู้ขอลงชื่อรับใบแทน", 10, "ทะเบียนคุมใบแทน", Officer), new("เสร็จสิ้น") { Symbol = StepSymbol.End },
            ], "ทะเบียนเดิมสแกนเก็บแล้ว ค้นได้ทันที ผู้ขอไม่ต้องมาสองครั้ง"),
        },
        new("home-school", "การขออนุญาตจัดการศึกษาขั้นพื้นฐานโดยครอบครัว", GroupKind.EducationPromotion, "พิจารณาอนุญาตให้บิดามารดาหรือผู้ปกครองจัดการศึกษาให้บุตรที่บ้าน", "บิดา มารดา หรือผู้ปกครองที่มีภูมิลำเนาในเขตพื้นที่การศึกษา", Counter, 30, StepUnit.WorkingDays,
            [
                Days("ตรวจสอบคำขอและเอกสาร แจ้งรายการที่ขาดทันที", 1, "คำขอและแผนการจัดการศึกษา", Officer), new("เอกสารครบถ้วน") { Symbol = StepSymbol.Decision, IfNot = 1, Yes = "ครบ", No = "ไม่ครบ", Responsible = Officer },
                Days("เยี่ยมครอบครัวและหารือแผนการจัดการศึกษา", 10, "บันทึกการเยี่ยม", "คณะทำงาน"), Days("เสนอคณะกรรมการพิจารณา", 15, "มติคณะกรรมการ", "คณะกรรมการ"), Days("ออกหนังสือแจ้งผล", 4, "หนังสืออนุญาต", Director),
            ])
        {
            Documents = [Paper("แบบคำขอจัดการศึกษา", 1, 0, byState: false), Paper("ทะเบียนบ้านของผู้จัดการศึกษาและผู้เรียน", 0, 1), Paper("สูติบัตรของผู้เรียน", 0, 1), Paper("แผนการจัดการศึกษา", 1, 0, byState: false, "ตามแบบที่สำนักงานกำหนด")],
            UnderAct = true, Law = "พระราชบัญญัติการศึกษาแห่งชาติ พ.ศ. 2542\nกฎกระทรวงว่าด้วยสิทธิในการจัดการศึกษาขั้นพื้นฐานโดยครอบครัว", Conditions = "ยื่นก่อนเปิดภาคเรียนไม่น้อยกว่า 30 วันทำการ\nแผนการจัดการศึกษาต้องมีสาระครบตามหลักสูตรแกนกลาง",
            Ways = [ServiceWay.Counter, ServiceWay.Post], Cautions = "ระหว่างรอผล ให้ผู้เรียนเข้าเรียนตามเกณฑ์",
        },
        new("medical", "การเบิกเงินสวัสดิการค่ารักษาพยาบาล", GroupKind.FinanceAndAssets, "ตรวจและจ่ายเงินสวัสดิการค่ารักษาพยาบาลของผู้มีสิทธิและครอบครัว", "ข้าราชการ ลูกจ้างประจำ และผู้รับบำนาญ", Counter, 5, StepUnit.WorkingDays,
            [
                Days("รับใบเบิกและตรวจใบเสร็จ", 1, "ใบเบิกและใบเสร็จรับเงิน", Officer), new("เบิกได้ตามสิทธิ") { Symbol = StepSymbol.Decision, IfNot = 1, Yes = "ใช่", No = "ไม่ครบหรือไม่มีสิทธิ", Responsible = Officer },
                Days("บันทึกในระบบและเสนออนุมัติ", 2, "", Officer), Days("โอนเงินเข้าบัญชี", 2, "หลักฐานการโอน", "เจ้าหน้าที่การเงิน"),
            ])
        {
            Documents = [Paper("ใบเบิกเงินสวัสดิการ", 1, 0, byState: false), Paper("ใบเสร็จรับเงินของสถานพยาบาล", 1, 0, note: "ไม่เกิน 1 ปีนับจากวันที่ในใบเสร็จ"), Paper("ใบรับรองแพทย์", 1, 0, note: "กรณียานอกบัญชียาหลัก")],
            Ways = [ServiceWay.Counter, ServiceWay.Post], Cautions = "ใบเสร็จที่พ้น 1 ปีเบิกไม่ได้",
            Before = (10, [Days("รับใบเบิกและตรวจใบเสร็จ", 3, "ใบเบิกและใบเสร็จรับเงิน", Officer), Days("บันทึกในระบบและเสนออนุมัติ", 4, "", Officer), Days("โอนเงินเข้าบัญชี", 3, "หลักฐานการโอน", "เจ้าหน้าที่การเงิน")], "เสนออนุมัติทุกวันทำการ จากเดิมสัปดาห์ละสองครั้ง"),
        },
        new("officer-card", "การขอมีบัตรประจำตัวเจ้าหน้าที่ของรัฐ", GroupKind.Personnel, "ออกบัตรใหม่ บัตรแทน และต่ออายุบัตรประจำตัวเจ้าหน้าที่ของรัฐ", "ข้าราชการ ลูกจ้าง และผู้รับบำนาญในสังกัด", Counter, 30, StepUnit.Minutes,
            [Minutes("รับคำขอและตรวจเอกสาร", 10, "คำขอมีบัตร", Officer), Minutes("จัดพิมพ์บัตร", 10, "", Officer), Minutes("เสนอลงนามและส่งมอบ", 10, "ทะเบียนคุมบัตร", Director)])
        {
            Documents = [Paper("คำขอมีบัตรประจำตัว", 1, 0, byState: false), IdCard, Paper("รูปถ่ายเครื่องแบบปกติขาว ขนาด 2.5 x 3 เซนติเมตร", 2, 0, byState: false)], Cautions = "แต่งเครื่องแบบให้ตรงกับตำแหน่งปัจจุบัน",
        },
        new("transfer", "การขอย้ายสถานศึกษาของนักเรียนระหว่างภาคเรียน", GroupKind.EducationPromotion, "ประสานหาที่เรียนและส่งตัวนักเรียนที่ย้ายตามผู้ปกครอง", "ผู้ปกครองของนักเรียนระดับก่อนประถมและประถมศึกษา", Counter, 5, StepUnit.WorkingDays,
            [Days("รับคำขอและตรวจเอกสาร", 1, "แบบคำขอย้าย", Officer), Days("ประสานสถานศึกษาปลายทาง", 2, "หนังสือตอบรับ", "สถานศึกษาปลายทาง"), Days("ออกหนังสือส่งตัว", 2, "หนังสือส่งตัว", Officer)])
        {
            Documents = [Paper("แบบคำขอย้าย", 1, 0, byState: false), Paper("ทะเบียนบ้านของนักเรียน", 0, 1), Paper("เอกสารแสดงผลการเรียน", 1, 0)], Ways = [ServiceWay.Counter, ServiceWay.Online], Online = "https://office.example/transfer", Cautions = "นักเรียนยังต้องมาเรียนที่เดิมจนกว่าจะได้รับหนังสือส่งตัว",
        },
        new("meeting-room", "การขอใช้ห้องประชุมของสำนักงาน", GroupKind.GeneralAffairs, "จองห้องประชุมสำหรับหน่วยงานของรัฐและเครือข่ายการศึกษา", "หน่วยงานของรัฐ สถานศึกษา และเครือข่ายของสำนักงาน", Counter, 1, StepUnit.WorkingDays,
            [Minutes("รับคำขอและตรวจตารางห้อง", 10, "หนังสือขอใช้ห้อง", Officer), Days("เสนอผู้อำนวยการกลุ่มอนุญาต", 1, "", "ผู้อำนวยการกลุ่มอำนวยการ") with { Symbol = StepSymbol.Decision, IfNot = 1, Yes = "อนุญาต", No = "ห้องไม่ว่าง" }, Minutes("ยืนยันการจอง", 5, "ข้อความยืนยัน", Officer)])
        {
            Documents = [Paper("หนังสือขอใช้ห้องประชุม", 1, 0)], Ways = [ServiceWay.Counter, ServiceWay.Email, ServiceWay.Online], Online = "saraban@office.example", Cautions = "งดใช้ห้องในวันหยุดราชการ",
        },
    ];

    /// <param name="groups">The groups of the office, saved.</param>
    public async Task MakeAsync(IReadOnlyDictionary<GroupKind, Group> groups)
    {
        var today = clock.Today();
        var year = FiscalYear.Of(today);
        var people = await db.Set<Person>().AsNoTracking().Include(person => person.Roles).ToListAsync();
        Person Holder(Role role) => people.First(person => person.Roles.Exists(held => held.Role == role));
        var (officer, head, director) = (Holder(Role.Officer), Holder(Role.QualityCoordinator), Holder(Role.Director));
        foreach (var (tale, n) in Tales.Select((tale, n) => (tale, n)))
        {
            var first = year.Previous.Previous.First.AddDays(30 + n);
            var service = await register.BeginAsync(tale.Name, groups[tale.Group].Id, tale.Slug, officer.Id, first);
            var edition = await db.Set<ServiceEdition>().SingleAsync(one => one.ServiceId == service.Id);
            Write(edition, tale.Before?.Declared ?? tale.Declared, tale.Before?.Steps ?? tale.Steps, "");
            if (tale.Before is { } before)
            {
                // A year and a half later, shorter.
                var next = edition.Next(officer.Id, year.Previous.First.AddMonths(5));
                Write(next, tale.Declared, tale.Steps, before.Why);
                db.Add(next);
                Publish(service, next, year.Previous.First.AddMonths(6).AddDays(n));
            }

            db.Tell("service.published", service);
            await db.SaveChangesAsync();

            void Write(ServiceEdition one, decimal declared, ServiceStep[] steps, string why)
            {
                one.Write(
                    new(tale.Name, groups[tale.Group].Id, tale.About, tale.Who, tale.Conditions, tale.Law, tale.UnderAct, tale.Ways, tale.Place, tale.Online, tale.Fee, tale.Documents.Length == 0, declared, tale.Unit, tale.Cautions, tale.Notes,
                        "ศูนย์รับเรื่องร้องเรียนของสำนักงาน โทรศัพท์ 0 2000 0000 ต่อ 11 หรือหน้าเว็บของสำนักงาน", why),
                    tale.Documents, [new(officer.Id, officer.FullName, officer.Position, "0 2000 0000 ต่อ 21"), new(head.Id, head.FullName, head.Position, "0 2000 0000 ต่อ 22")]);
                one.Draw(steps, null);
                if (one.Number == 1)
                {
                    Publish(service, one, first.AddDays(10));
                }
            }

            void Publish(Service of, ServiceEdition one, DateOnly on)
            {
                one.Submit(on.AddDays(-3));
                one.Publish(director.Id, on);
                of.PutInForce(one);
            }
        }

        var manual = db.Add(await manuals.FirstAsync(officer.Id)).Entity;
        manual.Write(manual.Words with { About = TheOffice, Duties = Duties, Vision = "บริการดี ทั่วถึง เป็นธรรม ประชาชนมีส่วนร่วม", Mission = manual.Words.Mission.Length > 0 ? manual.Words.Mission : Mission, Values = Values }, ServiceLayout.Guideline, "");
        manual.Submit();
        manual.Publish(await manuals.FactsAsync(), director.Id, year.Previous.First.AddMonths(7));
        db.Tell("public-manual.published", manual);
        await db.SaveChangesAsync();
        await AskAsync(year.Previous.Previous.First.AddDays(60), today.AddDays(-1));
        await SayAsync(today);
        var now = await register.PublicAsync("officer-card");
        await requests.AskAsync(now!, RequestSource.Counter, "คุณสมมติ", startNow: true);
        await requests.AskAsync((await register.PublicAsync("salary-certificate"))!, RequestSource.Counter, "คุณตัวอย่าง", startNow: false);
        await requests.AskAsync(now!, RequestSource.Public, "", startNow: false);
    }

    // Past the records and in one go, so that the first start stays fast: some hundreds of requests on working days, most of
    // them in time, some late; those by the shorter edition faster.
    Task AskAsync(DateOnly from, DateOnly until) => db.Database.ExecuteSqlAsync($"""
        with days as (
            select d::date as day, row_number() over (order by d) as nth from generate_series({from}::date, {until}::date, '1 day') d
            where extract(isodow from d) < 6 and d::date not in (select h.day from holidays h where h.office_id = {db.OfficeId})),
        asked as (
            select day, nth, s.*, (nth * 7 + s.number * 13) % 100 as luck from days
            join services s on s.office_id = {db.OfficeId} and (nth + s.number * 3) % (4 + s.number) = 0),
        served as (
            select a.*, e.number as edition, e.group_id as owner, e.declared_amount as amount, e.declared_unit as unit, e.under_act,
                a.day + time '09:00' + make_interval(mins => (a.luck * 3)::int) as began,
                case when a.luck < 88 - 2 * (a.number % 4) then e.declared_amount * (50 + a.luck / 2) / 100 else e.declared_amount * (1.1 + a.luck % 5 / 5.0) end as spent
            from asked a join lateral (
                select * from service_editions e where e.office_id = {db.OfficeId} and e.service_id = a.id and e.published_on <= a.day order by e.number desc limit 1) e on true),
        ended as (
            select *, case when unit in ('minutes', 'hours') or spent > amount then ceil(spent) else round(spent) end::int as taken from served),
        dated as (
            select *, case when unit in ('minutes', 'hours') then day
                else (select w.day from days w where w.nth = ended.nth + ended.taken) end as over from ended)
        insert into service_requests (office_id, id, service_id, edition, group_id, number, asked_on, source, who, standard_amount, standard_unit, under_act, asked_at, started_at, due_at, marks,
            finished_at, finished_on, given_up_at, taken, is_late, explain_by, explanation, explained_on, explained_by, version)
        select {db.OfficeId}, gen_random_uuid(), id, edition, owner, row_number() over (partition by day order by number), day, case when luck % 5 = 0 then 'public' else 'counter' end, null, amount, unit, under_act,
            (began - interval '4 minutes') at time zone 'Asia/Bangkok', began at time zone 'Asia/Bangkok',
            case when unit in ('minutes', 'hours') then (began + make_interval(mins => amount::int)) else day + make_interval(days => (amount * 7 / 5)::int + 1) end at time zone 'Asia/Bangkok', array[]::timestamptz[],
            case when unit in ('minutes', 'hours') then began + make_interval(mins => taken) else over + time '15:00' end at time zone 'Asia/Bangkok', over, null, taken, taken > amount,
            case when under_act then over + 7 end, case when under_act and taken > amount and over < {until}::date - 6 then 'รอผลการประชุมคณะกรรมการ ซึ่งเลื่อนออกไปหนึ่งสัปดาห์' else '' end, case when under_act and taken > amount and over < {until}::date - 6 then over + 2 end, null, 0
        from dated where over <= {until}
        """);

    Task SayAsync(DateOnly today) => db.Database.ExecuteSqlAsync($"""
        insert into service_opinions (office_id, id, service_id, edition, said_on, is_clear, why)
        select s.office_id, gen_random_uuid(), s.id, s.in_force, {today}::date - n, (n + s.number) % 6 <> 0,
            case when (n + s.number) % 6 <> 0 then '' when n % 2 = 0 then 'ไม่ทราบว่าต้องใช้ตัวจริงหรือสำเนา' else 'อยากให้บอกว่าที่จอดรถอยู่ที่ใด' end
        from services s, generate_series(1, 24) n where s.office_id = {db.OfficeId} and n % (1 + s.number) < 3
        """);
}
