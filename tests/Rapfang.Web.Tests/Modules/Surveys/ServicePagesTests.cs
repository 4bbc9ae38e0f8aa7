using System.Net;

namespace Rapfang.Tests.Modules.Surveys;

/// <summary>"Was this page clear?" is a survey with an item for each published service.</summary>
public sealed class ServicePagesTests(Server server) : IAsyncLifetime
{
    const string Survey = "/demo/desk/surveys/70-pages";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<ReadPage> DraftAsync() => await quality.SendAsync((await quality.GetAsync("/demo/desk/surveys/new")).Form(), ("Input.Template", "service-pages"));

    async Task OpenAsync()
    {
        await quality.SendAsync((await DraftAsync()).Form());
        var director = await app.SignInAsync("demo.director");
        await director.SendAsync((await director.GetAsync(Survey)).Form("handler=Approve"));
    }

    async Task<ReadPage> SayAsync(string clear, string why = "", string service = "medical")
    {
        var visitor = app.Visit();
        var form = (await visitor.GetAsync("/demo/services/" + service)).Form();
        await visitor.SendAsync(form, ("Clear", clear), ("Why", why));
        return await visitor.SendAsync(form, ("Clear", clear), ("Why", why));
    }

    Task<string> ItemAsync() => app.ScalarAsync<string>("select e.name from services s join service_editions e on e.service_id = s.id and e.number = s.in_force where s.slug = 'medical'");

    [Fact]
    public async Task Draft_AsksEachPublishedService_UnderItsOwnTitle()
    {
        var edit = await DraftAsync();

        Assert.EndsWith("70-pages/edit", edit.Path, StringComparison.Ordinal);
        Assert.StartsWith("แบบสอบถามความชัดเจนของหน้าบริการของสำนักงานเขตพื้นที่", edit.Document.QuerySelector("textarea[name='Input.Title']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(await app.ScalarAsync<long>("select count(*) from services where in_force is not null and withdrawn_on is null"), edit.All("main ul:not([class]) li").Length);
        Assert.Contains(await ItemAsync(), edit.Text, StringComparison.Ordinal);
        Assert.Null(edit.Document.QuerySelector("[name='Input.Matters']"));
    }

    [Fact]
    public async Task WhatIsSaidAtAPage_IsOneAnswerToItsItem_WithWhatWasNotClear()
    {
        await OpenAsync();

        var thanks = await SayAsync("false", "ไม่บอกที่จอดรถ");
        await SayAsync("true");
        await SayAsync("true");

        Assert.DoesNotContain("70-pages", thanks.Html, StringComparison.Ordinal);
        var results = await quality.GetAsync(Survey + "/results");
        var item = await ItemAsync();
        Assert.Equal($"{item} 67 (2) 33 (1) 3", results.All("tr").First(row => row.StartsWith(item, StringComparison.Ordinal)));
        Assert.StartsWith(item, results.All(".likert .item")[0], StringComparison.Ordinal);
        Assert.Contains($"{item}: ไม่บอกที่จอดรถ", results.Text, StringComparison.Ordinal);
        Assert.Contains("ชัดเจน จาก 3 คำตอบรายข้อ", results.Text, StringComparison.Ordinal);
        Assert.Contains("ตอบว่าชัดเจน ร้อยละ 67 ไม่ชัดเจน ร้อยละ 33", (await quality.GetAsync(Survey + "/report")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsSaidAtAPage_WhileNoSurveyAsks_IsKeptWithTheService()
    {
        await SayAsync("false");
        await OpenAsync();
        await quality.SendAsync((await quality.GetAsync(Survey)).Form("handler=Close"));
        await SayAsync("false");

        Assert.Equal(2, await app.ScalarAsync<long>("select count(*) from service_opinions where service_id = (select id from services where slug = 'medical') and not is_clear and why = '' and said_on >= current_date - 1"));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from survey_answers a join surveys s on s.id = a.survey_id where s.slug = '70-pages'"));
    }

    [Fact]
    public async Task ItsOwnForm_TakesSomeServices_ButNotNone()
    {
        await OpenAsync();
        var citizen = app.Visit();
        var form = (await citizen.GetAsync("/demo/survey/70-pages")).Form();

        Assert.Equal(HttpStatusCode.BadRequest, (await citizen.SendAsync(form)).Status);
        var thanks = await citizen.SendAsync(form, ("q-page-medical", "1"));

        Assert.EndsWith("/thanks", thanks.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_WithoutAPublishedService_IsRefused()
    {
        await app.ExecuteAsync("update services set withdrawn_on = current_date");
        await DraftAsync();
        var director = await app.SignInAsync("demo.director");

        var refused = await director.SendAsync((await director.GetAsync(Survey)).Form("handler=Approve"));

        Assert.Contains("ยังไม่มีบริการที่เผยแพร่", refused.Text, StringComparison.Ordinal);
    }
}
