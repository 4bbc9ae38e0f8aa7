using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Surveys;

public sealed class AnswerTests(Server server) : IAsyncLifetime
{
    const string Address = "/demo/survey/70-1";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<long> StoredAsync() => app.ScalarAsync<long>("select count(*) from survey_answers");

    /// <summary>Every rated item answered with the same level, by the group of citizens.</summary>
    public static (string Name, string? Value)[] AllRated(IHtmlFormElement form, string level) =>
    [
        ("g", "4"),
        .. form.QuerySelectorAll<IHtmlInputElement>("input[type=radio][required]")
            .Select(input => input.Name!).Where(name => name != "g").Distinct().Select(name => (name, (string?)level)),
    ];

    [Fact]
    public async Task Home_ShowsTheOpenSurveysAndNotTheClosedOne()
    {
        var home = await app.Visit().GetAsync("/demo");

        var links = home.Document.QuerySelectorAll("a[href*='/survey/']").Select(link => link.GetAttribute("href"));
        Assert.Equal(["/demo/survey/70-1", "/demo/survey/70-2"], links);
    }

    [Fact]
    public async Task Get_WhenSomebodyOnlyLooks_WritesNothing()
    {
        var before = await WritesAsync();

        await app.Visit().GetAsync("/demo");
        await app.Visit().GetAsync(Address);
        await app.Visit().GetAsync(Address + "/thanks");

        Assert.Equal(before, await WritesAsync());
    }

    // Of every table the number of rows and the newest transaction that wrote one.
    Task<string> WritesAsync() => app.ScalarAsync<string>("""
        select string_agg(query_to_xml(format('select count(*), max(xmin::text::bigint) from %I', tablename), true, true, '')::text, tablename order by tablename)
        from pg_tables where schemaname = 'public'
        """);

    // The form is drawn once for many; what is drawn once must hold nothing of one of them.
    [Fact]
    public async Task Get_WhenManyLookAtOnce_EachHasATokenAndAKeyOfTheirOwn()
    {
        var forms = new List<IHtmlFormElement>();
        for (var i = 0; i < 3; i++)
        {
            var visitor = app.Visit();
            var page = await visitor.GetAsync(Address);
            forms.Add(page.Form());
            Assert.Contains("ขอบคุณ", (await visitor.SendAsync(page.Form(), AllRated(page.Form(), "3"))).Text, StringComparison.Ordinal);
        }

        Assert.All(["key", "_form"], name => Assert.Equal(3, forms.Select(form => Visitor.Fields(form).Single(field => field.Key == name).Value).Distinct().Count()));
    }

    [Fact]
    public async Task Get_WhenLanguageThemeOrAddressDiffer_ShowsEachTheirOwnPage()
    {
        var inEnglish = app.Visit();
        var first = await inEnglish.GetAsync(Address + "?lang=en");
        var thai = await app.Visit().GetAsync(Address);
        var english = await inEnglish.GetAsync(Address);
        var linked = await app.Visit().GetAsync(Address + "?g=4");
        var shared = await app.Visit().GetAsync(Address + "?from=poster");

        Assert.Equal(["en", "th", "en"], new[] { first, thai, english }.Select(page => page.Document.DocumentElement.GetAttribute("lang")));
        Assert.NotNull(linked.Document.QuerySelector("input[type=hidden][name=g][value='4']"));
        Assert.NotNull(thai.Document.QuerySelector("input[type=radio][name=g]"));
        Assert.NotNull(shared.Document.QuerySelector("a[href='?from=poster&lang=en']"));
        Assert.Null(thai.Document.QuerySelector("a[href*=poster]"));
    }

    [Fact]
    public async Task Post_WhenEveryItemIsAnswered_ThanksAndCountsOneMore()
    {
        var before = await StoredAsync();
        var visitor = app.Visit();
        var form = (await visitor.GetAsync(Address)).Form();

        var thanks = await visitor.SendAsync(form, [.. AllRated(form, "3"), ("q-sex", "2"), ("q-suggestion", "ขอเก้าอี้เพิ่ม")]);

        Assert.Equal(HttpStatusCode.OK, thanks.Status);
        Assert.Equal(Address + "/thanks", thanks.Path);
        Assert.Contains("ขอบคุณ", thanks.Text, StringComparison.Ordinal);
        Assert.Equal(before + 1, await StoredAsync());
        Assert.Equal("2----33333333333333333", await app.ScalarAsync<string>("select codes from survey_answers where codes not like '%1%' and codes like '%33333333333333333'"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from survey_comments where comment = 'ขอเก้าอี้เพิ่ม' and group_number = 4"));
    }

    [Fact]
    public async Task Post_WhenTheSameFormComesTwice_IsOneAnswer()
    {
        var before = await StoredAsync();
        var visitor = app.Visit();
        var form = (await visitor.GetAsync(Address)).Form();
        var answers = AllRated(form, "2");

        var both = await Task.WhenAll(visitor.SendAsync(form, answers), visitor.SendAsync(form, answers));
        var again = await visitor.SendAsync(form, answers);

        Assert.All([.. both, again], page => Assert.Contains("ขอบคุณ", page.Text, StringComparison.Ordinal));
        Assert.Equal(before + 1, await StoredAsync());
        Assert.Equal(before + 1, await app.ScalarAsync<long>("select sum(answers)::bigint from survey_tallies"));
    }

    [Fact]
    public async Task Post_WhenAnItemIsMissing_ShowsThePageAgainWithTheOthersKept()
    {
        var before = await StoredAsync();
        var visitor = app.Visit();
        var form = (await visitor.GetAsync(Address)).Form();

        var page = await visitor.SendAsync(form, [.. AllRated(form, "1"), ("q-3.2", null), ("q-suggestion", "พิมพ์ไว้แล้ว")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ยังไม่ได้ส่ง เหลือ 1 ข้อที่ต้องตอบ", page.Text, StringComparison.Ordinal);
        Assert.Equal("#q-3.2", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal("1", page.Document.QuerySelector<IHtmlInputElement>("input[name='q-1.1']:checked")!.Value);
        Assert.Equal("พิมพ์ไว้แล้ว", page.Document.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value);
        Assert.Equal(before, await StoredAsync());
    }

    [Theory]
    [InlineData("q-1.1", "9")]
    [InlineData("q-1.1", "33")]
    [InlineData("q-age", "5")]
    [InlineData("g", "7")]
    [InlineData("g", "")]
    public async Task Post_WhenAnAnswerIsNotOneOfThoseAsked_IsRefused(string field, string value)
    {
        var before = await StoredAsync();
        var visitor = app.Visit();
        var form = (await visitor.GetAsync(Address)).Form();

        var page = await visitor.SendAsync(form, [.. AllRated(form, "2").Where(answer => answer.Name != field), (field, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task Post_WhenTheSurveyClosedMeanwhile_SaysSoAndStoresNothing()
    {
        var visitor = app.Visit();
        var form = (await visitor.GetAsync(Address)).Form();
        var before = await StoredAsync();
        await app.ExecuteAsync("update surveys set closed_at = now() where slug = '70-1'");

        var page = await visitor.SendAsync(form, AllRated(form, "2"));

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("ไม่ได้บันทึกคำตอบ เนื่องจากส่งหลังปิดรับคำตอบแล้ว", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task Get_WhenTheSurveyIsClosed_SaysUntilWhenItCouldBeAnswered()
    {
        var page = await app.Visit().GetAsync("/demo/survey/69-1");

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("ปิดรับคำตอบแล้ว", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task Get_WhenTheOfficeOrSurveyIsUnknown_IsNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/elsewhere/survey/70-1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/demo/survey/70-9")).Status);
    }

    [Fact]
    public async Task Form_IsOneNamedRadiogroupPerRowAndReadsInEnglishToo()
    {
        var page = await app.Visit().GetAsync(Address + "?lang=en&g=2");

        var groups = page.Document.QuerySelectorAll("fieldset[role=radiogroup]");
        Assert.Equal(22, groups.Length);
        Assert.All(groups, group => Assert.NotEmpty(page.Document.GetElementById(group.GetAttribute("aria-labelledby")!)!.TextContent));
        Assert.Contains("2.1 Punctual", page.Text, StringComparison.Ordinal);
        Assert.Equal("2", page.Document.QuerySelector<IHtmlInputElement>("input[name=g]")!.Value);
    }

    [Fact]
    public async Task StoredAnswer_HoldsNothingThatLeadsToThePerson()
    {
        var columns = await app.ScalarAsync<string>("""
            select string_agg(table_name || '.' || column_name, ' ' order by table_name, ordinal_position)
            from information_schema.columns where table_name in ('survey_answers', 'survey_comments')
            """);

        Assert.Equal(
            "survey_answers.office_id survey_answers.id survey_answers.survey_id survey_answers.group_number survey_answers.source "
            + "survey_answers.answered_on survey_answers.codes survey_comments.office_id survey_comments.id survey_comments.answer_id "
            + "survey_comments.survey_id survey_comments.group_number survey_comments.answered_on survey_comments.question survey_comments.comment",
            columns);
    }
}
