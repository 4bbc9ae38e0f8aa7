using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Account;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Demo;

/// <summary>A believable area office. Every person, telephone and address in it is invented.</summary>
public sealed class DemoOffice(
    RapfangDb db, OfficeSetUp setUp, CurrentOffice current, UserManager<User> users, SurveyTemplates templates, AnswerStore store,
    Seals seals, RunningNumbers numbers, Deadlines deadlines, DemoVoices voices, DemoStakeholders stakeholders, DemoImprovements improvements, DemoNetworks networks, DemoProjects projects, DemoParticipation participation, DemoListening listening, DemoConsultations consultations, DemoYearlyReports yearly, DemoServices services, DemoManuals manuals, TimeProvider clock)
{
    public const string Slug = "demo";

    static readonly (string User, string Title, string Given, string Family, string Position, GroupKind Group, Role Role)[] People =
    [
        ("demo.director", "นาย", "ตัวอย่าง", "ผู้นำดี", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", GroupKind.GeneralAffairs, Role.Director),
        ("demo.deputy", "นาง", "สมมติ", "รองงาม", "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", GroupKind.GeneralAffairs, Role.DeputyDirector),
        ("demo.head", "นางสาว", "จำลอง", "หัวหน้าเก่ง", "ผู้อำนวยการกลุ่มอำนวยการ", GroupKind.GeneralAffairs, Role.GroupHead),
        ("demo.quality", "นางสาว", "ทดลอง", "คุณภาพเยี่ยม", "นักจัดการงานทั่วไปชำนาญการ", GroupKind.GeneralAffairs, Role.QualityCoordinator),
        ("demo.officer", "นาย", "ลองดู", "ตั้งใจทำ", "นักจัดการงานทั่วไปปฏิบัติการ", GroupKind.GeneralAffairs, Role.Officer),
        ("demo.records", "นาง", "แบบอย่าง", "สารบรรณดี", "เจ้าพนักงานธุรการชำนาญงาน", GroupKind.GeneralAffairs, Role.RecordsOfficer),
        ("demo.auditor", "นาย", "สาธิต", "ตรวจถี่ถ้วน", "นักวิชาการตรวจสอบภายใน", GroupKind.InternalAudit, Role.InternalAuditor),
        ("demo.admin", "นางสาว", "ฝึกหัด", "ดูแลระบบ", "นักวิชาการคอมพิวเตอร์", GroupKind.PolicyAndPlan, Role.OfficeAdministrator),
        ("demo.reader", "นาย", "เยี่ยมชม", "อ่านอย่างเดียว", "นักวิเคราะห์นโยบายและแผน", GroupKind.PolicyAndPlan, Role.Reader),
    ];

    /// <summary>Whom the sign-in page offers.</summary>
    public static IReadOnlyList<DemoPerson> Staff { get; } = [.. People.Select(p => new DemoPerson(p.User, $"{p.Title}{p.Given} {p.Family}", p.Role.ToString()))];

    // Table 3.G of the guideline, the rows that sum to 100, in its order, by the items of questionnaire 1. The third row
    // prints 5/25/75 (105 %); 70 makes it whole.
    static readonly int[][] Table3G =
    [
        [31, 25, 44], [22, 47, 31], [5, 25, 70],
        [3, 38, 59], [27, 32, 41], [21, 68, 11], [80, 10, 10],
        [15, 68, 17], [11, 28, 61], [25, 30, 45], [9, 56, 35],
        [37, 48, 15], [42, 53, 5],
        [22, 35, 43], [62, 38, 0], [11, 50, 39], [15, 50, 35],
    ];

    /// <summary>The office with its people and its surveys with their answers: what the first page shows.</summary>
    public async Task OpenAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var office = await setUp.OpenAsync(Slug, OfficeKind.PrimaryArea, "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1");
        office.NameEn = "Example Primary Educational Service Area Office 1";
        office.Code = "9901";
        office.Province = "ตัวอย่าง";
        office.Address = "99 หมู่ 9 ตำบลสมมติ อำเภอเมืองตัวอย่าง จังหวัดตัวอย่าง 99000";
        office.Phones = "0 2000 0000 ต่อ 11";
        office.Email = "saraban@office.example";
        office.BookPrefix = "ศธ 04999";
        await db.SaveChangesAsync();
        var start = FiscalYear.Of(clock.Today()).Previous.First;
        var groups = db.ChangeTracker.Entries<Group>().Select(entry => entry.Entity).ToDictionary(group => group.Kind);
        await AddPeopleAsync(groups, start);
        AddWork(groups, start);
        var (last, first, second) = AddSurveys(AddStakeholders(start));
        foreach (var survey in new[] { last, first, second })
        {
            await deadlines.StartAsync(DeadlineRule.SurveyReport, "survey", survey, survey.Title, $"/surveys/{survey.Slug}", survey.ClosesOn);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();

        await AnswerAsync(last, perGroup: 80, LastYear);
        await AnswerAsync(first, perGroup: 100, item => Table3G[item]);
        await AnswerAsync(second, perGroup: 100, item => Table3G.Where(row => row[2] != 70).ElementAt((item + 5) % (Table3G.Length - 1)));
        await ReportAsync(last, office.BookPrefix);
    }

    /// <summary>Three years of work, all of it or nothing: what a stop leaves out is made at the next start.</summary>
    public async Task FillAsync(CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var groups = await db.Set<Group>().ToDictionaryAsync(group => group.Kind, stop);
        var asked = await db.Set<StakeholderGroup>().OrderBy(group => group.Number).ToListAsync(stop);
        foreach (var part in new Func<Task>[]
        {
            () => voices.MakeAsync(groups, asked), () => stakeholders.MakeAsync(asked), () => improvements.MakeAsync(groups), () => networks.MakeAsync(asked),
            () => projects.MakeAsync(groups), () => participation.MakeAsync(asked), () => listening.MakeAsync(groups, asked), () => consultations.MakeAsync(asked), () => services.MakeAsync(groups), () => manuals.MakeAsync(groups), yearly.MakeAsync,
        })
        {
            await part();
            db.ChangeTracker.Clear(); // Every saving looks at all that is tracked.
            stop.ThrowIfCancellationRequested();
        }

        await transaction.CommitAsync(stop);
    }

    async Task ReportAsync(Survey survey, string prefix)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var series = await NumberSeries.OfAsync(db, NumberSeries.Memo);
        var year = series.YearOf(clock.Today());
        var number = await numbers.TakeAsync(series.Code, year, "survey", survey.Id);
        survey.Report(series.Text(prefix, number, year), clock.GetUtcNow());
        await deadlines.MeetAsync(DeadlineRule.SurveyReport, survey, clock.Today());
        db.Tell("survey.reported", survey);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    // A little worse a year ago, most of all where the office has worked since.
    static int[] LastYear(int item)
    {
        var now = Table3G[item];
        var worse = Math.Min(now[1], item % 4 == 1 ? 12 : 5);
        return [now[0], now[1] - worse, now[2] + worse];
    }

    async Task AddPeopleAsync(Dictionary<GroupKind, Group> groups, DateOnly start)
    {
        var extension = 20;
        foreach (var (name, title, given, family, position, group, role) in People)
        {
            // No password: they are signed in as by a click in demo mode, and not at all without it.
            var user = new User { UserName = name, DisplayName = $"{title}{given} {family}" };
            var made = await users.CreateAsync(user);
            if (!made.Succeeded)
            {
                throw new InvalidOperationException(made.Errors.First().Description);
            }

            var person = new Person { Title = title, GivenName = given, FamilyName = family, Position = position, GroupId = groups[group].Id, FromDate = start };
            person.GiveAccount(user.Id);
            person.Assign(role, start);
            person.Phone = seals.Seal(person, PersonalField.StaffPhone, $"0 2000 0000 ต่อ {++extension}");
            db.Add(person);
            db.Tell("person.added", person);
        }
    }

    // The hosts of the seeds (S0-004): the general affairs group, supported by the others.
    void AddWork(Dictionary<GroupKind, Group> groups, DateOnly start)
    {
        var work = new Work { Code = "งอ-08", Name = "งานพัฒนาคุณภาพการให้บริการ", FromDate = start };
        work.HostBy(groups[GroupKind.GeneralAffairs].Id, start);
        foreach (var group in groups.Values.Where(group => group.Kind != GroupKind.GeneralAffairs))
        {
            work.SupportBy(group.Id, start);
        }

        db.Add(work);
        db.Tell("work.added", work);
    }

    List<StakeholderGroup> AddStakeholders(DateOnly start)
    {
        List<StakeholderGroup> groups =
        [
            new() { Number = 1, Name = "บุคลากรในสำนักงานและสถานศึกษา", Kind = StakeholderKind.Both, Size = 1480, FromDate = start, Segment = "ผู้บริหาร ครู และเจ้าหน้าที่", Place = "สถานศึกษาในสังกัดทุกอำเภอและสำนักงาน", Reach = "หนังสือเวียนและระบบสำนักงานอิเล็กทรอนิกส์" },
            new() { Number = 2, Name = "หน่วยงานของรัฐ", Kind = StakeholderKind.Both, Size = 120, FromDate = start, Segment = "ส่วนราชการและองค์กรปกครองส่วนท้องถิ่น", Place = "ศาลากลางจังหวัดและที่ว่าการอำเภอ", Reach = "หนังสือราชการ และที่ประชุมหัวหน้าส่วนราชการประจำเดือน" },
            new() { Number = 3, Name = "หน่วยงานภาคเอกชน", Kind = StakeholderKind.Recipient, Size = 64, FromDate = start, Segment = "โรงเรียนเอกชน ร้านค้า และผู้รับจ้าง", Place = "ในเขตเทศบาลเป็นส่วนใหญ่" },
            new() { Number = 4, Name = "ประชาชน ผู้ปกครอง และนักเรียน", Kind = StakeholderKind.Both, Size = 24600, FromDate = start, Segment = "ผู้ปกครองนักเรียนระดับก่อนประถมและประถมศึกษา", Place = "ทุกตำบลในเขตพื้นที่การศึกษา", Reach = "ผ่านสถานศึกษา และวันประชุมผู้ปกครอง" },
        ];
        foreach (var group in groups)
        {
            db.Add(group);
            db.Tell("stakeholder-group.added", group);
        }

        return groups;
    }

    (Survey LastYear, Survey First, Survey Second) AddSurveys(List<StakeholderGroup> groups)
    {
        var year = FiscalYear.Of(clock.Today());
        var one = templates.Find("guideline-1")!;
        var two = templates.Find("guideline-2")!;
        return (
            Add(one, $"{year.Previous.Year % 100:00}-1", "", year.Previous, year.Previous.First.AddMonths(9)),
            Add(one, $"{year.Year % 100:00}-1", "", year, year.First),
            Add(two, $"{year.Year % 100:00}-2", " ของผู้มาติดต่อ ณ จุดบริการ", year, year.First));

        Survey Add(Questionnaire template, string slug, string more, FiscalYear of, DateOnly opens)
        {
            var title = "แบบสำรวจความพึงพอใจและไม่พึงพอใจต่อการให้บริการของสำนักงานเขตพื้นที่การศึกษา" + more;
            var survey = Survey.Draft(slug, title, template, opens, of.Last);
            survey.OfferMatters("matter", ["งานบุคคลและทะเบียนประวัติ", "การเงินและสวัสดิการ", "การรับนักเรียนและการย้ายสถานศึกษา", "หนังสือราชการและเรื่องทั่วไป"]);
            foreach (var group in groups)
            {
                survey.Ask(group, group.Number switch { 1 => 120, 2 => 90, 3 => 55, _ => 180 });
            }

            // Approved on its first day, as the office would have done; last year's lies in the past.
            survey.Approve(null, new DateTimeOffset(opens.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero));
            db.Add(survey);
            db.Tell("survey.approved", survey);
            return survey;
        }
    }

    static readonly string[] Suggestions =
    [
        "ขอให้ลดจำนวนสำเนาเอกสารที่ต้องใช้ บางเรื่องสำนักงานมีข้อมูลอยู่แล้ว",
        "ช่วงพักกลางวันควรมีเจ้าหน้าที่ประจำจุดบริการอย่างน้อย 1 คน",
        "ห้องน้ำชั้นล่างควรทำความสะอาดบ่อยกว่านี้",
        "เจ้าหน้าที่อธิบายดีมาก ขอบคุณค่ะ",
        "อยากให้แจ้งผลทางข้อความ ไม่ต้องเดินทางมาถามเอง",
        "ป้ายบอกทางไปกลุ่มบริหารงานบุคคลมองไม่เห็นจากทางเข้า",
        "ที่จอดรถมีน้อย ผู้สูงอายุเดินไกล",
        "แบบฟอร์มตัวหนังสือเล็กเกินไป อ่านยาก",
    ];

    // So many of a hundred chose each level: dealt out in an order that differs by item and is kinder in some groups than
    // in others, so that the totals are exact and the sheets look like people's.
    async Task AnswerAsync(Survey survey, int perGroup, Func<int, int[]> percentages)
    {
        var asked = survey.Questionnaire;
        var rated = asked.Coded.Where(question => question.Kind == QuestionKind.Rating).Select(question => question.Code).ToList();
        var answers = new List<NewAnswer>();
        var days = Math.Max(1, (survey.ClosesOn < clock.Today() ? survey.ClosesOn : clock.Today()).DayNumber - survey.OpensOn.DayNumber);
        var total = perGroup * survey.Groups.Count;
        var places = Enumerable.Range(0, rated.Count).Select(item => Places(item, total, perGroup)).ToList();
        for (var n = 0; n < total; n++)
        {
            var codes = asked.Coded.Select((question, i) =>
            {
                if (question.Kind != QuestionKind.Rating)
                {
                    return (n * 7 + i * 3) % 29 == 0 ? Questionnaire.NoAnswer : asked.CodesOf(question)[(n * (i + 3) + n / 5 + i) % question.Options.Count];
                }

                var item = rated.IndexOf(question.Code);
                var place = places[item][n];
                var levels = percentages(item);
                return place < levels[0] * total ? '3' : place < (levels[0] + levels[1]) * total ? '2' : '1';
            });
            var comments = asked.Texts.Where((_, i) => n % 48 == i * 5).Select(question => (question.Code, Suggestions[n / 48 % Suggestions.Length])).ToList();
            var group = survey.Groups[n / perGroup].Number;
            answers.Add(new(
                current.Id, survey.Id, group, Guid.NewGuid(), n % 3 == 0 ? AnswerSource.Paper : AnswerSource.Web,
                survey.OpensOn.AddDays(n * 31 % days), asked, new AnswerSheet(string.Concat(codes), comments)));
        }

        await store.StoreTogetherAsync(answers);
    }

    /// <summary>The place of each sheet, times 100, when all are ordered from the kindest to the harshest on one item.</summary>
    static int[] Places(int item, int total, int perGroup)
    {
        int[] harshness = [0, 260, 120, 420];
        var places = new int[total];
        var order = Enumerable.Range(0, total).OrderBy(n => (n + 1) * (item + 3) * 7919 % 1009 + harshness[n / perGroup]).ToList();
        for (var place = 0; place < total; place++)
        {
            places[order[place]] = place * 100;
        }

        return places;
    }
}
