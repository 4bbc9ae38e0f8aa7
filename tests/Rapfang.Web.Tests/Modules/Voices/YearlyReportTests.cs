using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>The report to the governor: counted, written, approved, sent, published.</summary>
public sealed class YearlyReportTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/yearly-reports";
    App app = null!;
    Visitor quality = null!;
    Visitor director = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        await app.ExecuteAsync("delete from yearly_reports");
        quality = await app.SignInAsync("demo.quality");
        director = await app.SignInAsync("demo.director");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task<ReadPage> DoAsync(Visitor visitor, string path, string handler, params (string, string?)[] fields)
    {
        var page = await visitor.GetAsync(path);
        return page.Document.QuerySelector<IHtmlFormElement>($"form[action*='handler={handler}']") is { } form ? await visitor.SendAsync(form, fields)
            : await visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{page.Path}?handler={handler}", fields);
    }

    // The year that is over.
    async Task<string> BegunAsync()
    {
        var list = await quality.GetAsync(Register);
        var button = list.Document.QuerySelectorAll<IHtmlButtonElement>("button[name=year]").First();
        return (await quality.SendAsync(button.Form!, ("year", button.Value))).Path;
    }

    async Task<string> ApprovedAsync()
    {
        var report = await BegunAsync();
        await DoAsync(quality, report, "Submit", ("Parts[Ahead]", "จะลดเวลารอ"));
        await DoAsync(director, report, "Approve");
        return report;
    }

    [Fact]
    public async Task Report_GoesFromFiguresToTheGovernorAndEverybody()
    {
        var report = await BegunAsync();
        var year = report[^4..];
        Assert.Contains("ยังไม่มีรายงานประจำปีที่เผยแพร่", (await app.Visit().GetAsync("/demo/yearly-reports")).Text, StringComparison.Ordinal);
        var received = await app.ScalarAsync<long>($"select count(*) from voices where not is_sealed and received_on >= make_date({year} - 544, 10, 1) and received_on < make_date({year} - 543, 10, 1)");
        Assert.True(received > 5);
        Assert.Contains($"ได้รับเรื่องจากประชาชน {received} เรื่อง", (await quality.GetAsync(report)).Text, StringComparison.Ordinal);

        await DoAsync(quality, report, "Submit", ("Parts[Ahead]", "จะลดเวลารอ"));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from notices where path like '%yearly-reports/{year}' and user_id = (select id from users where user_name = 'demo.director')"));
        await DoAsync(director, report, "Return", ("Reason", "เพิ่มแนวทาง"));
        Assert.Contains("เพิ่มแนวทาง", (await quality.GetAsync(report)).Text, StringComparison.Ordinal);
        await DoAsync(quality, report, "Submit", ("Parts[Ahead]", "จะลดเวลารอและเอกสาร"));
        await DoAsync(director, report, "Approve");
        var sent = await DoAsync(quality, report, "Send");
        Assert.Contains("ส่งแล้ว หนังสือที่ ศธ 04999/", sent.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/yearly-reports/" + year)).Status); // Sent is not published.
        await DoAsync(director, report, "Publish");

        var world = await app.Visit().GetAsync("/demo/yearly-reports/" + year);
        Assert.Contains("จะลดเวลารอและเอกสาร", world.Text, StringComparison.Ordinal);
        var paper = await director.GetAsync(report + "/report");
        Assert.Contains("ผู้ว่าราชการจังหวัดตัวอย่าง", paper.Text, StringComparison.Ordinal);
        Assert.Contains("ขอแสดงความนับถือ", paper.Text, StringComparison.Ordinal);
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(report + "/report?as=" + kind)).Status);
        }

        await DoAsync(director, report, "TakeBack");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/yearly-reports/" + year)).Status);
        Assert.Equal(
            ["approved", "begun", "published", "returned", "sent", "submitted", "taken-back"],
            (await app.ColumnAsync($"select distinct split_part(kind, '.', 2) from events where kind like 'yearly-report.%' and subject_id in (select id from yearly_reports)")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ApprovedFigures_StayAsTheyWere()
    {
        var report = await ApprovedAsync();
        var before = (await quality.GetAsync(report)).Text;

        await app.ExecuteAsync("update voices set received_on = received_on - 3000");

        Assert.Equal(before, (await quality.GetAsync(report)).Text);
        await app.ExecuteAsync("update yearly_reports set state = 'draft', figures = null, approved_on = null");
        Assert.Contains("ได้รับเรื่องจากประชาชน 0 เรื่อง", (await quality.GetAsync(report)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SealedCases_AreNotCounted()
    {
        var report = await BegunAsync();
        var year = report[^4..];
        await app.ExecuteAsync($"update voices set is_sealed = true where received_on >= make_date({year} - 544, 10, 1) and received_on < make_date({year} - 543, 10, 1)");

        Assert.Contains("ได้รับเรื่องจากประชาชน 0 เรื่อง", (await director.GetAsync(report)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriterAlone_CanNotApproveNorPublish()
    {
        var report = await BegunAsync();
        await DoAsync(quality, report, "Submit");
        var approve = (await director.GetAsync(report)).Document.QuerySelector<IHtmlFormElement>("form[action*='handler=Approve']")!;
        var page = await quality.GetAsync(report);

        Assert.Null(page.Document.QuerySelector("form[action*='handler=Approve']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendToAsync(page.Form(), approve.Action[approve.Action.IndexOf("/demo", StringComparison.Ordinal)..])).Status);
        await DoAsync(director, report, "Approve");
        Assert.Equal(HttpStatusCode.Forbidden, (await quality.SendToAsync((await quality.GetAsync(report)).Form(), report + "?handler=Publish")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await director.SendToAsync((await director.GetAsync(report)).Form(), report + "?handler=Approve")).Status); // Once only.
    }
}
