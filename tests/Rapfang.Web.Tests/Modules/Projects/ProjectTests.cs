using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Projects;

/// <summary>A project from the idea through its gates to the four criteria.</summary>
public sealed class ProjectTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/projects";
    App app = null!;
    Visitor officer = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    string Day(int fromToday) => ThaiDate.Numeric(Today.AddDays(fromToday));

    static Task<ReadPage> DoAsync(Visitor visitor, ReadPage page, string handler, params (string, string?)[] fields) =>
        page.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? visitor.SendAsync(form, fields)
        : visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{page.Path}?handler={handler}", fields);

    async Task<string> BegunAsync()
    {
        var page = await officer.SendAsync((await officer.GetAsync(Register + "/new")).Form(), ("Name", "ห้องสมุดประชาชนริมทาง"), ("Origin", "แผนพัฒนาจังหวัด"), ("GroupId", await app.ScalarAsync<string>("select id::text from groups where kind = 'policy_and_plan'")));
        Assert.Contains("เริ่มโครงการแล้ว เลขที่", page.Text, StringComparison.Ordinal);
        return page.Path;
    }

    async Task<ReadPage> WriteAsync(string project, params (string, string?)[] more) => await officer.SendAsync(
        (await officer.GetAsync(project + "/edit")).Form(),
        [
            ("Input.Rationale", "เด็กไม่มีที่อ่านหนังสือ"), ("Input.Objectives", "เด็กมีที่อ่านหนังสือ"), ("Input.Outcome", "เด็กอ่านมากขึ้น"), ("Input.Targets", "ห้องสมุด 1 แห่ง"), ("Input.Method", "สร้างร่วมกับชุมชน"),
            ("Input.Management", "คณะกรรมการร่วม"), ("Input.Budget", "๒๕,๐๐๐.50"), ("Indicators[0].Left", "ผู้ใช้ต่อเดือน"), ("Indicators[0].Right", "100 คน"), ("Risks[0].Left", "ฝนตก"), ("Risks[0].Right", "กางเต็นท์"),
            ("Activities[0].Title", "สร้าง"), ("Activities[0].From", Day(-40)), ("Activities[0].Until", Day(-10)), ("Activities[0].WithPeople", "true"), .. more,
        ]);

    Task<ReadPage> PassAsync(Visitor visitor, string project, params (string, string?)[] fields) => DoPageAsync(visitor, project, "Pass", fields);

    static async Task<ReadPage> DoPageAsync(Visitor visitor, string project, string handler, params (string, string?)[] fields) => await DoAsync(visitor, await visitor.GetAsync(project), handler, fields);

    async Task<string> ApprovedAsync()
    {
        var project = await BegunAsync();
        await WriteAsync(project);
        await PassAsync(officer, project);
        await PassAsync(officer, project);
        await PassAsync(director, project);
        await PassAsync(director, project, ("Words", "อนุมัติ"));
        return project;
    }

    Task<string> StepAsync(string project) => app.ScalarAsync<string>($"select step from projects where id = '{project[^36..]}'")!;

    [Fact]
    public async Task Project_GoesThroughTenStepsToFourCriteria()
    {
        var project = await BegunAsync();
        await PassAsync(officer, project);
        await PassAsync(officer, project);
        var early = await PassAsync(director, project); // Nothing is written yet.
        Assert.Equal(HttpStatusCode.BadRequest, early.Status);
        Assert.Contains("ขาดอีก 8 หัวข้อ", early.Text, StringComparison.Ordinal);
        await WriteAsync(project);
        await PassAsync(director, project);
        Assert.Contains("อนุมัติให้ทำ", (await PassAsync(director, project, ("Words", "อนุมัติให้ทำ"))).Text, StringComparison.Ordinal);
        await PassAsync(director, project);
        await PassAsync(officer, project);
        await PassAsync(officer, project);

        Assert.Contains("ยังมีกิจกรรมที่ไม่ได้บันทึกว่าเสร็จ 1 กิจกรรม", (await PassAsync(director, project)).Text, StringComparison.Ordinal);
        await DoPageAsync(officer, project, "Done", ("DoneOn", Day(-5)));
        await PassAsync(director, project);
        await PassAsync(officer, project);
        Assert.Contains("ยังสรุปผลไม่ครบ", (await PassAsync(director, project)).Text, StringComparison.Ordinal);
        var survey = await app.ScalarAsync<string>("select id::text from surveys where slug = '69-1'");
        await officer.SendAsync((await officer.GetAsync(project + "/score")).Form(), ("SurveyId", survey), ("SatisfactionTarget", "10"), ("Spent", "25,001"), ("Lessons", "ทำต่อ"), ("Rows[0].Actual", "120 คน"), ("Rows[0].Reached", "true"));
        var over = await PassAsync(director, project);

        Assert.Equal("finished", await app.ScalarAsync<string>($"select state from projects where id = '{project[^36..]}'"));
        var criteria = over.All("section[aria-labelledby=score] dd");
        Assert.Equal([true, false, false, true], criteria.Select(line => !line.Contains("ไม่บรรลุ", StringComparison.Ordinal) && line.Contains("บรรลุ", StringComparison.Ordinal)));
        var report = await director.GetAsync(project + "/report");
        Assert.Equal(
            ["ชื่อโครงการ", "หลักการและเหตุผล", "วัตถุประสงค์", "เป้าหมาย", "วิธีดำเนินการ", "ปฏิทินดำเนินการ", "ประเด็นความเสี่ยง/แนวทางแก้ไข", "การบริหารโครงการ", "ผู้รับผิดชอบ", "งบประมาณ"],
            report.All("h3").Take(10).Select(heading => heading[(heading.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        Assert.Contains("25,000.50 บาท (สองหมื่นห้าพันบาทห้าสิบสตางค์)", report.Text, StringComparison.Ordinal);
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(project + "/report?as=" + kind)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(project + "/edit")).Status);
    }

    [Fact]
    public async Task Gate_IsTheHeadsAlone()
    {
        var project = await BegunAsync();
        await WriteAsync(project);
        await PassAsync(officer, project);
        var before = await officer.GetAsync(project);
        await PassAsync(officer, project);
        Assert.Equal("design", await StepAsync(project));

        // The button of the step before, sent once more.
        Assert.Equal(HttpStatusCode.Forbidden, (await DoAsync(officer, before, "Pass")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await DoPageAsync(director, project, "SendBack")).Status); // Without a reason.
        await DoPageAsync(director, project, "SendBack", ("Words", "ศึกษาความเป็นไปได้ใหม่"));
        Assert.Equal("formulation", await StepAsync(project));
        await DoPageAsync(director, project, "Stop", ("Reason", "ไม่มีงบประมาณ"));
        Assert.Contains("ไม่มีงบประมาณ", (await officer.GetAsync(project)).Text, StringComparison.Ordinal);
        Assert.Equal(["project.begun", "project.planned", "project.sent-back", "project.step-passed", "project.stopped"], (await app.ColumnAsync($"select distinct kind from events where subject_id = '{project[^36..]}'")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ApprovedPlan_ChangesOnlyWithAReason_AndKeepsWhatIsDone()
    {
        var project = await ApprovedAsync();
        await DoPageAsync(officer, project, "Done", ("DoneOn", Day(-12)));
        Assert.Equal(HttpStatusCode.BadRequest, (await WriteAsync(project, ("Activities[1].Title", "เปิด"), ("Activities[1].From", Day(1)), ("Activities[1].Until", Day(2)))).Status);

        await WriteAsync(project, ("Activities[1].Title", "เปิด"), ("Activities[1].From", Day(1)), ("Activities[1].Until", Day(2)), ("Input.Why", "ชุมชนขอเพิ่ม"));

        Assert.Equal([$"สร้าง:{Today.AddDays(-12):yyyy-MM-dd}", "เปิด:"], await app.ColumnAsync($"select title || ':' || coalesce(done_on::text, '') from project_activities where project_id = '{project[^36..]}' order by title"));
        Assert.Equal("ชุมชนขอเพิ่ม", await app.ScalarAsync<string>($"select reason from events where kind = 'project.planned' and subject_id = '{project[^36..]}' order by id desc limit 1"));
    }

    [Theory]
    [InlineData("Activities[0].Until", "1/1/2560", "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม")]
    [InlineData("Activities[0].Title", "", "กรอกว่าทำอะไรในวันดังกล่าว")]
    [InlineData("Activities[0].From", "", "กรอกวันเริ่ม")]
    [InlineData("Risks[0].Right", "", "กรอกให้ครบทั้งสองช่อง")]
    [InlineData("Input.Budget", "สองหมื่น", "กรอกจำนวนเงินเป็นบาท")]
    public async Task WrongLine_IsToldAndNothingIsLost(string field, string typed, string said)
    {
        var project = await BegunAsync();

        var page = await WriteAsync(project, (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal("สร้างร่วมกับชุมชน", page.Document.QuerySelector<IHtmlTextAreaElement>("#Input-Method")!.Value);
        Assert.Equal("", await app.ScalarAsync<string>($"select method from projects where id = '{project[^36..]}'"));
    }

    [Fact]
    public async Task TwoWhoWriteAtOnce_DoNotWriteOverEachOther()
    {
        var project = await BegunAsync();
        var first = await officer.GetAsync(project + "/edit");
        await WriteAsync(project);

        var late = await officer.SendAsync(first.Form(), ("Input.Rationale", "ของคนหลัง"));

        Assert.Contains("มีผู้อื่นแก้ไขรายการนี้ระหว่างที่ท่านเปิดหน้าอยู่", late.Text, StringComparison.Ordinal);
        Assert.Contains("ของคนหลัง", late.Document.QuerySelector<IHtmlTextAreaElement>("#Input-Rationale")!.Value, StringComparison.Ordinal);
    }
}
