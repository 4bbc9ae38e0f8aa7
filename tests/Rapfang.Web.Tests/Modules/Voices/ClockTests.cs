using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>The clocks of cases at the desk, the board, and who is told when.</summary>
public sealed class ClockTests(Server server) : IAsyncLifetime
{
    const string Voices = "/demo/desk/voices";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    Task<List<string>> ClocksAsync(Guid voice) => app.ColumnAsync(
        $"select d.rule_code || ' ' || (d.due_on - v.received_on) || case when d.paused_on is null then '' else ' paused' end from deadlines d join voices v on v.id = d.subject_id where v.id = '{voice}' and d.met_on is null and d.rule_code <> 'voice-screen' order by 1");

    async Task<Guid> TakenAsync(string way, string kind = "Complaint", bool isSealed = false)
    {
        var officer = await app.SignInAsync("demo.officer");
        await officer.TakeDownAsync(
            ("Channel", await app.ScalarAsync<string>($"select id::text from channels where way = '{way}' limit 1")), ("Kind", kind), ("IsSealed", isSealed ? "true" : null),
            ("Input.Subject", "ถ้อยคำของผู้แจ้ง"), ("Input.What", "โทรมาทั้งวัน"));
        return await app.ScalarAsync<Guid>("select id from voices order by id desc limit 1");
    }

    static async Task<ReadPage> DoAsync(Visitor visitor, Guid voice, string handler, params (string, string?)[] fields) =>
        await visitor.SendAsync((await visitor.GetAsync($"{Voices}/{voice}")).Form("handler=" + handler), fields);

    [Fact]
    public async Task Letter_OwesAnAcknowledgementUntilSomebodyRecordsIt()
    {
        var voice = await TakenAsync("letter");
        Assert.StartsWith("complaint-acknowledge ", (await ClocksAsync(voice))[0], StringComparison.Ordinal);
        var officer = await app.SignInAsync("demo.officer");

        await DoAsync(officer, voice, "Acknowledge");

        Assert.Equal(["complaint-answer 15", "voice-close 60"], await ClocksAsync(voice));
        Assert.Equal(["complaint-answer 15", "voice-close 60"], await ClocksAsync(await TakenAsync("telephone")));
        Assert.Empty((await officer.GetAsync($"{Voices}/{voice}")).Document.QuerySelectorAll("form[action*='handler=Acknowledge']"));
    }

    [Fact]
    public async Task Screen_AsAnotherKind_MovesTheAnswerCountedFromReceipt()
    {
        var voice = await TakenAsync("telephone");
        var officer = await app.SignInAsync("demo.officer");

        await DoAsync(officer, voice, "Screen", ("Kind", "Compliment"));

        Assert.Equal(["complaint-answer 30", "voice-close 60"], await ClocksAsync(voice));
        Assert.Equal(3L, await app.ScalarAsync<long>($"select count(*) from events e join deadlines d on d.id = e.subject_id where d.subject_id = '{voice}' and e.kind = 'deadline.classified'"));
        Assert.Matches("ตอบครั้งแรก ?" + ThaiDate.Short(Today.AddDays(30)), (await officer.GetAsync($"{Voices}/{voice}")).Text);
    }

    [Fact]
    public async Task FactsAsked_StopTheClosingOnThePageAndInTheRegister()
    {
        var voice = await TakenAsync("telephone");
        var officer = await app.SignInAsync("demo.officer");

        await DoAsync(officer, voice, "Screen", ("Outcome", "MoreFacts"), ("Words", "วันใด"));

        Assert.Equal(["complaint-answer 15", "voice-close 60 paused"], await ClocksAsync(voice));
        Assert.Contains("หยุดนับ", (await officer.GetAsync($"{Voices}/{voice}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealed_StandsInNoRegisterAndHasItsClocksOnItsPage()
    {
        var voice = await TakenAsync("telephone", isSealed: true);

        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from deadlines where subject_id = '{voice}'"));
        Assert.Matches("ตอบครั้งแรก ?" + ThaiDate.Short(Today.AddDays(15)), (await (await app.SignInAsync("demo.director")).GetAsync($"{Voices}/{voice}")).Text);
    }

    /// <summary>One case alone owes an answer by a working day; who has it in hand is the officer. The office works on the first and third day after.</summary>
    async Task<(Guid Voice, string Number, DateOnly Due)> OneDueAsync()
    {
        var voice = await TakenAsync("telephone");
        await DoAsync(await app.SignInAsync("demo.officer"), voice, "Screen", ("Words", "อ่านแล้ว"));
        var due = await WorkingDayAsync(Today.AddDays(20));
        while (await WorkingDayAsync(due.AddDays(1)) != due.AddDays(1) || await WorkingDayAsync(due.AddDays(3)) != due.AddDays(3))
        {
            due = await WorkingDayAsync(due.AddDays(1));
        }

        await app.ExecuteAsync($"""
            delete from deadlines where subject_kind = 'voice' and (subject_id <> '{voice}' or rule_code <> 'complaint-answer');
            update deadlines set due_on = '{due:yyyy-MM-dd}' where subject_id = '{voice}';
            update voice_assignments set reported_on = assigned_on;
            update voices set state = 'closed' where is_sealed
            """);
        return (voice, await app.ScalarAsync<string>($"select number from voices where id = '{voice}'"), due);
    }

    // The first working day from a day on.
    async Task<DateOnly> WorkingDayAsync(DateOnly from)
    {
        var day = from;
        await app.InScopeAsync("demo", async services => day = (await services.GetRequiredService<OfficeCalendar>().DaysAsync()).NextWorkingDay(from.AddDays(-1)));
        return day;
    }

    Task RemindAsync(DateOnly day, int hour = 9, int minute = 0) => app.InScopeAsync("demo", services => ActivatorUtilities.CreateInstance<VoiceReminders>(
        services, new SetClock(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.FromHours(7)).ToUniversalTime())).RemindAsync());

    Task<List<string>> ToldAsync() => app.ColumnAsync("select u.user_name || ' ' || n.text from notices n join users u on u.id = n.user_id order by n.id");

    [Fact]
    public async Task Reminders_GoUpTheLadderOnceEach()
    {
        var (voice, number, due) = await OneDueAsync();
        await RemindAsync(await WorkingDayAsync(due.AddDays(-10)));
        Assert.Empty(await ToldAsync());

        var before = due.AddDays(-3);
        for (var run = 0; run < 2; run++)
        {
            await RemindAsync(await WorkingDayAsync(before));
        }

        Assert.Equal([$"demo.officer เรื่องที่ {number} ครบกำหนดตอบผู้แจ้งวันที่ {ThaiDate.Long(due)}"], await ToldAsync());
        var late = await WorkingDayAsync(due.AddDays(1));
        await RemindAsync(late);
        var director = await WorkingDayAsync(due.AddDays(3));
        await RemindAsync(director);
        await RemindAsync(director);
        Assert.Equal(
            ["demo.officer", "demo.head", "demo.director"],
            (await ToldAsync()).Select(told => told.Split(' ')[0]));
        Assert.EndsWith($"เรื่องที่ {number} เกินกำหนดตอบผู้แจ้งมาแล้ว {director.DayNumber - due.DayNumber} วัน", (await ToldAsync())[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(await ToldAsync(), told => told.Contains("ถ้อยคำ", StringComparison.Ordinal));
        Assert.Equal(3L, await app.ScalarAsync<long>($"select count(*) from events where kind = 'voice.reminded' and subject_id = '{voice}'"));
    }

    [Fact]
    public async Task Reminders_FromTwoNodesAtOnce_AreOne()
    {
        var (_, _, due) = await OneDueAsync();
        var day = await WorkingDayAsync(due.AddDays(1));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RemindAsync(day))));

        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from reminders"));
        Assert.Equal(["demo.head", "demo.officer"], (await ToldAsync()).Select(told => told.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reminders_OutsideOfficeHoursAndOnDaysOff_Wait()
    {
        var (_, _, due) = await OneDueAsync();
        var day = await WorkingDayAsync(due.AddDays(1));
        var sunday = day.AddDays(7 - (int)day.DayOfWeek);

        await RemindAsync(day, 8, 29);
        await RemindAsync(day, 16, 30);
        await RemindAsync(sunday);
        Assert.Empty(await ToldAsync());

        await app.ExecuteAsync($"insert into holidays (office_id, id, day, name, scope) select id, gen_random_uuid(), '{day:yyyy-MM-dd}', 'วันหยุด', 'nation' from offices");
        await app.InScopeAsync("demo", services =>
        {
            services.GetRequiredService<OfficeCalendar>().Forget();
            return Task.CompletedTask;
        });
        await RemindAsync(day);
        Assert.Empty(await ToldAsync());
        await RemindAsync(await WorkingDayAsync(day), 16, 29);
        Assert.NotEmpty(await ToldAsync());
    }

    [Fact]
    public async Task Reminders_KeepTheHoursThatTheOfficeSets()
    {
        var (_, _, due) = await OneDueAsync();
        var admin = await app.SignInAsync("demo.admin");
        var page = await admin.GetAsync("/demo/desk/office");

        Assert.Contains("ต้องครอบคลุมเวลานี้", (await admin.SendAsync(page.Form(), ("Input.OpensAt", "09:30"))).Text, StringComparison.Ordinal);
        await admin.SendAsync(page.Form(), ("Input.OpensAt", "08:45"), ("Input.ClosesAt", "15:00"));

        Assert.Contains("08.45 – 15.00 น.", (await app.Visit().GetAsync("/demo")).Text, StringComparison.Ordinal);
        var day = await WorkingDayAsync(due.AddDays(1));
        await RemindAsync(day, 8, 44);
        await RemindAsync(day, 15);
        Assert.Empty(await ToldAsync());
        await RemindAsync(day, 14, 59);
        Assert.NotEmpty(await ToldAsync());
    }

    [Fact]
    public async Task Reminders_OfASealedCase_ReachOnlyThoseWhoMayKnow()
    {
        var (_, _, due) = await OneDueAsync();
        await app.ExecuteAsync("delete from deadlines where subject_kind = 'voice'");
        await TakenAsync("telephone", isSealed: true);

        await RemindAsync(await WorkingDayAsync(due.AddDays(30)));

        Assert.Equal(["demo.auditor", "demo.director"], (await ToldAsync()).Select(told => told.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reminders_OfALateReport_GoToTheGroupThenItsHead()
    {
        var (voice, _, due) = await OneDueAsync();
        await app.ExecuteAsync($"""
            delete from deadlines where subject_kind = 'voice';
            update voices set state = 'assigned' where id = '{voice}';
            insert into voice_assignments (office_id, id, voice_id, group_id, assigned_on, due_on)
            select office_id, gen_random_uuid(), '{voice}', id, '{due.AddDays(-7):yyyy-MM-dd}', '{due:yyyy-MM-dd}' from groups where kind = 'general_affairs'
            """);

        await RemindAsync(await WorkingDayAsync(due.AddDays(1)));
        Assert.Equal(["demo.officer"], (await ToldAsync()).Select(told => told.Split(' ')[0]));
        await RemindAsync(await WorkingDayAsync(due.AddDays(3)));

        Assert.Equal(["demo.officer", "demo.head"], (await ToldAsync()).Select(told => told.Split(' ')[0]));
        Assert.Equal([-1, 1, 3], (await app.ColumnAsync("select days::text from reminders order by days")).Select(int.Parse));
    }

    [Fact]
    public async Task Board_ShowsWhatIsLateByWhoHasToAct_AndTheSealedOnlyToTheFew()
    {
        var (voice, number, _) = await OneDueAsync();
        await app.ExecuteAsync($"update deadlines set due_on = started_on where subject_id = '{voice}'; update deadlines set started_on = started_on - 30, due_on = due_on - 2 where subject_id = '{voice}'");
        var hidden = await TakenAsync("telephone", isSealed: true);
        await app.ExecuteAsync($"update voices set received_on = received_on - 40 where id = '{hidden}'");

        var officer = await (await app.SignInAsync("demo.officer")).GetAsync(Voices + "/board");
        Assert.Equal(["1", "0", "0", "0"], officer.All(".figure b"));
        Assert.Contains("เจ้าหน้าที่รับและจัดการเรื่อง เกินกำหนด 1", officer.Text, StringComparison.Ordinal);
        Assert.Contains("เกินกำหนด 2 วัน", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ปิดผนึก", officer.Text, StringComparison.Ordinal);
        var director = await app.SignInAsync("demo.director");
        Assert.Contains("เรื่องที่ปิดผนึก เกินกำหนด", (await director.GetAsync(Voices + "/board")).Text, StringComparison.Ordinal);
        var file = await director.Http.GetStringAsync(new Uri(Voices + "/board?export=csv", UriKind.Relative));
        Assert.Contains(number, file, StringComparison.Ordinal);
        Assert.Equal(2, file.Trim().Split('\n').Length);
        await app.ExecuteAsync($"update deadlines set paused_on = due_on where subject_id = '{voice}'");
        Assert.Equal(["0", "0", "0", "0"], (await director.GetAsync(Voices + "/board")).All(".figure b"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("demo.reader")).GetAsync(Voices + "/board")).Status);
    }
}
