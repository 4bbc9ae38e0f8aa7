using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Listening;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Listening;

/// <summary>What was learnt, from the empty form to the improvement and the need that follow; themes of what people said.</summary>
public sealed class InsightTests(Server server) : IAsyncLifetime
{
    const string Insights = "/demo/desk/channels/insights";
    const string Themes = "/demo/desk/channels/themes";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    async Task<ReadPage> LearnAsync(params (string, string?)[] more) => await quality.SendAsync((await quality.GetAsync(Insights + "/new")).Form(), [("Input.What", "ผู้ปกครองต้องการนัดหมายล่วงหน้า"), .. more]);

    async Task<ReadPage> ShowAsync(string page, InsightSourceKind kind, string reference, string count = "1") =>
        await quality.SendAsync((await quality.GetAsync(page)).Form("handler=Show"), ("Source.Kind", kind.ToString()), ("Source.Reference", reference), ("Source.Count", count));

    [Fact]
    public async Task Insight_NamesItsSources_AndStandsInTheTableOfTheGuideline()
    {
        var channel = await app.ScalarAsync<Guid>("select id from channels where number = 2");
        var group = await app.ScalarAsync<Guid>("select id from stakeholder_groups where number = 4");
        var page = await LearnAsync(("Input.ChannelId", channel.ToString()), ("Input.GroupId", group.ToString()), ("Input.Action", "เปิดจองคิวทางโทรศัพท์"));
        var number = (await app.ColumnAsync("select number from voices where not is_sealed limit 1"))[0];
        var hidden = (await app.ColumnAsync("select number from voices where is_sealed limit 1"))[0];

        Assert.Equal(HttpStatusCode.BadRequest, (await ShowAsync(page.Path, InsightSourceKind.Voice, hidden)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ShowAsync(page.Path, InsightSourceKind.SurveyComment, "99-9")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ShowAsync(page.Path, InsightSourceKind.Expert, "นักวิชาการ", "0")).Status);
        await ShowAsync(page.Path, InsightSourceKind.Voice, number);
        await ShowAsync(page.Path, InsightSourceKind.SurveyComment, "70-1", "4");
        await ShowAsync(page.Path, InsightSourceKind.NetworkMeeting, "ประชุมเครือข่ายประจำเดือน", "12");
        var shown = await ShowAsync(page.Path, InsightSourceKind.Expert, "นักวิชาการด้านการบริการภาครัฐ");

        Assert.Contains("แหล่งข้อมูลที่ยืนยัน (18)", shown.Text, StringComparison.Ordinal);
        Assert.Equal(3, shown.Document.QuerySelectorAll("#sources ~ * tbody a").Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await ShowAsync(page.Path, InsightSourceKind.Voice, number)).Status);
        var print = await quality.GetAsync("/demo/desk/channels/printed/insights");
        Assert.Equal(["ข้อมูลที่ได้รับจากการรับฟังและเรียนรู้ความต้องการ", "กลุ่ม", "ช่องทาง", "วันที่", "หมายเหตุ"], print.All("thead th"));
        var row = print.All("tbody tr").Single(text => text.Contains("ผู้ปกครองต้องการนัดหมายล่วงหน้า", StringComparison.Ordinal));
        Assert.Contains("จาก 4 แหล่ง ผู้กล่าวถึงรวม 18", row, StringComparison.Ordinal);
        Assert.Contains("เปิดจองคิวทางโทรศัพท์", row, StringComparison.Ordinal);
        Assert.Contains(ThaiDate.Short(Today), row, StringComparison.Ordinal);
        // Who may not read cases is not led to one.
        var reader = await (await app.SignInAsync("demo.reader")).GetAsync(page.Path);
        Assert.Equal(2, reader.Document.QuerySelectorAll("#sources ~ * tbody a").Length);
        Assert.Empty(reader.All("main form[method=post]"));
    }

    [Theory]
    [InlineData("Input.What", "", "กรอกช่องนี้")]
    [InlineData("Input.LearntOn", "1/1/2590", "ต้องไม่อยู่หลังวันนี้")]
    [InlineData("Input.ChannelId", "00000000-0000-7000-8000-000000000001", "เลือกจากรายการ")]
    public async Task Insight_ThatCanNotBe_IsRefused(string field, string typed, string said)
    {
        var page = await LearnAsync((field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_IsFilteredAndExported()
    {
        var channel = await app.ScalarAsync<Guid>("select id from channels where number = 13");
        Assert.Equal(6, (await quality.GetAsync(Insights)).All("main tbody tr").Length);

        Assert.Contains("จำนวนผู้เรียนในเขตเมือง", Assert.Single((await quality.GetAsync($"{Insights}?ChannelId={channel}")).All("main tbody tr")), StringComparison.Ordinal);
        Assert.Contains("กำหนดจ่ายเงิน", Assert.Single((await quality.GetAsync($"{Insights}?Q=จ่ายเงิน")).All("main tbody tr")), StringComparison.Ordinal);
        Assert.Contains("ไม่มีรายการที่ตรงกับตัวกรอง", (await quality.GetAsync($"{Insights}?Q=%25ไม่มี%25")).Text, StringComparison.Ordinal);
        var csv = await quality.Http.GetStringAsync(new Uri($"{Insights}?Q=จ่ายเงิน&export=csv", UriKind.Relative));
        Assert.Equal(2, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Insight_BecomesAnImprovementAndANeed_AndLeadsToBoth()
    {
        var insight = $"{Insights}/{await app.ScalarAsync<Guid>("select id from insights where number = 6")}";
        var page = await quality.GetAsync(insight);
        var propose = await quality.GetAsync(page.Document.QuerySelector("a[href*='improvements/new']")!.GetAttribute("href")!);
        Assert.Contains("ข้อมูลจากการรับฟังที่ 6", propose.Text, StringComparison.Ordinal);

        await quality.SendAsync(propose.Form(), ("Title", "แจ้งกำหนดจ่ายเงินล่วงหน้า"), ("Service", "การจ่ายเงิน"), ("Said", "อยากทราบกำหนดจ่ายเงิน"));
        var need = await quality.GetAsync(page.Document.QuerySelector("a[href*='stakeholders/needs']")!.GetAttribute("href")!);
        Assert.Equal("ร้านค้าและผู้รับจ้างต้องการทราบกำหนดจ่ายเงินล่วงหน้า", need.Document.QuerySelector<IHtmlTextAreaElement>("[name='Input.Text']")!.Value);
        Assert.Equal("หน่วยงานภาคเอกชน", need.Document.QuerySelector<IHtmlSelectElement>("[name='Input.Group']")!.SelectedOptions.Single().Text);
        await quality.SendAsync(need.Form("handler=Save"));

        var follows = (await quality.GetAsync(insight)).Document.QuerySelectorAll("#follows ~ ul a").ToList();
        Assert.Equal(["แจ้งกำหนดจ่ายเงินล่วงหน้า", "ร้านค้าและผู้รับจ้างต้องการทราบกำหนดจ่ายเงินล่วงหน้า"], follows.Select(link => link.TextContent));
        Assert.Contains("ข้อมูลจากการรับฟังที่ 6", (await quality.GetAsync(follows[0].GetAttribute("href")!)).Text, StringComparison.Ordinal);
        Assert.Contains((await quality.GetAsync(follows[1].GetAttribute("href")!)).Document.QuerySelectorAll("tbody a"), link => link.GetAttribute("href") == insight);
        Assert.Equal(["insight"], await app.ColumnAsync($"select kind from improvement_sources where reference_id = '{insight[^36..]}'"));
    }

    static ThemeText Text(string text) => new(InsightSourceKind.Voice, "", "", new(2026, 11, 1), text);

    [Fact]
    public void Opposites_AreNeverOneTheme()
    {
        ThemeText[] texts = [Text("ไม่พึงพอใจการต้อนรับ"), Text("รู้สึกไม่พึงพอใจ"), Text("พึงพอใจมาก"), Text("พึงพอใจการบริการ"), Text("พึงพอใจ")];

        var themes = Rapfang.Modules.Listening.Themes.Find(texts, []).ToDictionary(theme => theme.Name, theme => theme.Texts.Count);

        Assert.Equal((3, 2), (themes["พึงพอใจ"], themes["ไม่พึงพอใจ"]));
    }

    [Theory]
    [InlineData("พึงพอใจ", "ไม่พึงพอใจ")]
    [InlineData("ไม่ได้รับความสะดวก", "สะดวก")]
    [InlineData("สะดวก", "ไม่สะดวก")]
    [InlineData("มีที่นั่ง", "ไม่มีที่นั่ง")]
    public async Task Opposites_CanNotBePutTogether_NeitherAtOnceNorByWayOfAThird(string word, string theme)
    {
        var page = await MergeAsync(word, theme);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ความหมายตรงข้ามกัน", page.Text, StringComparison.Ordinal);
        await MergeAsync(theme, "คำกลางของสำนักงาน");
        Assert.Contains("ความหมายตรงข้ามกัน", (await MergeAsync(word, "คำกลางของสำนักงาน")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsPutTogether_CountAsOneTheme_ThatOpensItsTexts_AndBecomesAnInsight()
    {
        await app.ExecuteAsync("""
            update voices set subject = 'x' || number, what = 'y', wish = '';
            update voices set what = 'คนแน่น รอคิวตั้งแต่เช้า' where id in (select id from voices where not is_sealed order by received_on desc, id limit 2);
            update voices set what = 'คิวยาวเกินไป' where id in (select id from voices where not is_sealed order by received_on desc, id offset 2 limit 1);
            update voices set what = 'คิวยาว ความลับสุดยอด' where is_sealed;
            update survey_comments set comment = 'z' || id;
            update survey_comments set comment = 'รอคิวนาน' where id in (select id from survey_comments where answered_on >= current_date - 60 order by id limit 1)
            """);
        var page = await quality.GetAsync(Themes);
        Assert.Contains("12 จาก 12 เรื่อง", page.Text, StringComparison.Ordinal);
        var row = page.Document.QuerySelectorAll("tbody tr").Single(one => one.QuerySelector("a")?.TextContent == "คิวยาว");
        Assert.Equal(["4", "3", "1"], row.QuerySelectorAll("td").Select(cell => cell.TextContent));

        var opened = await quality.GetAsync(Themes + row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(4, opened.All("blockquote").Length);
        Assert.DoesNotContain("ความลับสุดยอด", opened.Text, StringComparison.Ordinal);

        var form = await quality.GetAsync(opened.Document.QuerySelector("a[href*='insights/new']")!.GetAttribute("href")!);
        Assert.Contains("เรื่องที่รับฟัง 3 เรื่อง และความเห็นในแบบสำรวจ 1 ข้อความ", form.Text, StringComparison.Ordinal);
        var learnt = await quality.SendAsync(form.Form(), ("Input.What", "ผู้รับบริการรอคิวนานในช่วงเช้า"));
        Assert.Contains("แหล่งข้อมูลที่ยืนยัน (4)", learnt.Text, StringComparison.Ordinal);

        await quality.SendAsync((await quality.GetAsync(Themes)).Document.QuerySelectorAll<IHtmlFormElement>("form[action*='handler=Part']").Single(one => one.TextContent.Contains("รอคิว", StringComparison.Ordinal)));
        Assert.DoesNotContain((await quality.GetAsync(Themes)).All("tbody tr"), text => text.Contains("นับรวม รอคิว", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ManyTexts_AreReadToABound_AndThePageSaysSo()
    {
        await app.ExecuteAsync($"""
            insert into voices select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'number', 'x' || n, 'code_hash', 'c' || n, 'form_hash', 'f' || n, 'received_on', '{Today:yyyy-MM-dd}'))).*
            from voices v, generate_series(1, 2100) n where v.id = (select id from voices where not is_sealed limit 1)
            """);

        var page = await quality.GetAsync(Themes);

        Assert.Contains("2,000 จาก 2,1", page.Text, StringComparison.Ordinal);
        Assert.Contains("ระบบอ่านเฉพาะ 2,000 รายการล่าสุด", page.Text, StringComparison.Ordinal);
    }

    async Task<ReadPage> MergeAsync(string word, string theme) => await quality.SendAsync((await quality.GetAsync(Themes)).Form("handler=Merge"), ("Merge.Word", word), ("Merge.Theme", theme));
}
