using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Listening;

/// <summary>The register of channels: whom they serve, who looks after them, how often, when they end.</summary>
public sealed class ChannelTests(Server server) : IAsyncLifetime
{
    const string Channels = "/demo/desk/channels";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    async Task<string> AddAsync(string name, string way) =>
        (await quality.SendAsync((await quality.GetAsync(Channels)).Form("handler=Add"), ("Input.Name", name), ("Input.Way", way))).Path;

    async Task<string> PageAsync(int number) => $"{Channels}/{await app.ScalarAsync<Guid>($"select id from channels where number = {number}")}";

    async Task<ReadPage> PostAsync(string page, string handler, params (string, string?)[] fields) => await quality.SendAsync((await quality.GetAsync(page)).Form("handler=" + handler), fields);

    [Fact]
    public async Task Channel_AddedAndEnded_IsOfferedAtTheCounterOnlyMeanwhile()
    {
        var page = await AddAsync("วิทยุชุมชน", "FieldVisit");
        async Task<bool> IsOfferedAsync() => (await quality.GetAsync("/demo/desk/voices/new")).All("#Channel option").Contains("วิทยุชุมชน");
        Assert.True(await IsOfferedAsync());

        var ended = await PostAsync(page, "End");

        Assert.False(await IsOfferedAsync());
        Assert.Contains("ถึง", ended.All("h1")[0], StringComparison.Ordinal);
        Assert.Null(ended.Document.QuerySelector("form[action*='handler=Save']"));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from events where kind = 'channel.ended' and subject_id = '{page[^36..]}'"));
    }

    [Fact]
    public async Task TheLastChannelOfTheWeb_CanNeitherEndNorBeDeleted()
    {
        foreach (var deed in new[] { "End", "Delete" })
        {
            var page = await PostAsync(await PageAsync(1), deed);

            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains("แบบฟอร์มบนเว็บไซต์", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Channel_ThatWasUsed_CanNotBeDeleted_OneAddedByMistakeCan()
    {
        var used = await PostAsync(await PageAsync(3), "Delete");
        Assert.Equal(HttpStatusCode.BadRequest, used.Status);
        Assert.Contains("ให้กด “เลิกใช้” แทน", used.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from channels where number = 3"));

        await PostAsync(await AddAsync("เพิ่มผิด", "Letter"), "Delete");
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from channels where name = 'เพิ่มผิด'"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from events where kind = 'channel.deleted'"));
    }

    [Fact]
    public async Task Facts_AreKept_ShownInTheListAndTheFile()
    {
        var group = await app.ScalarAsync<Guid>("select id from groups where kind = 'personnel'");
        var page = await PostAsync(
            await PageAsync(4), "Save", ("Input.Name", "จดหมายถึงผู้อำนวยการ"), ("Input.IsFormal", "False"), ("Input.IsUnderUsed", "True"), ("Input.Owner", $"g{group:N}"),
            ("Input.OpenHours", "ทุกวันทำการ"), ("Input.Link", "https://office.example/letter"), ("Input.YearlyCost", "๑,๕๐๐.50"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("1500.5", page.Document.QuerySelector<IHtmlInputElement>("#Input-YearlyCost")!.Value);

        var row = (await quality.GetAsync(Channels)).All("tbody tr").Single(text => text.Contains("จดหมายถึงผู้อำนวยการ", StringComparison.Ordinal));
        Assert.Contains("ไม่เป็นทางการ", row, StringComparison.Ordinal);
        Assert.Contains("ใช้ยังไม่เต็มที่", row, StringComparison.Ordinal);
        Assert.Contains("กลุ่มบริหารงานบุคคล", row, StringComparison.Ordinal);
        var file = await quality.Http.GetStringAsync(new Uri(Channels + "?export=csv", UriKind.Relative));
        Assert.Contains("\"https://office.example/letter\",1500.5", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Link", "javascript:alert(1)", "ลิงก์ต้องขึ้นต้นด้วย")]
    [InlineData("Input.YearlyCost", "ห้าพัน", "กรอกเป็นตัวเลข")]
    [InlineData("Input.YearlyCost", "-5", "ค่าใช้จ่ายต้องเป็นจำนวนบาท")]
    [InlineData("Input.Owner", "g00000000000000000000000000000001", "เลือกจากรายการ")]
    [InlineData("Input.AlsoCounts", "SurveyAnswers", "นับรายการนี้อยู่แล้ว")]
    [InlineData("Input.Seen", "0", "มีผู้อื่นแก้ไขรายการนี้")]
    public async Task Facts_ThatCanNotBe_AreRefusedAndKeptInTheForm(string field, string typed, string said)
    {
        var page = await PostAsync(await PageAsync(4), "Save", ("Input.OpenHours", "ที่พิมพ์ไว้"), (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal("ที่พิมพ์ไว้", page.Document.QuerySelector<IHtmlInputElement>("#Input-OpenHours")!.Value);
    }

    [Fact]
    public async Task Frequency_WhenChanged_IsKeptWithWhatItWasAndWhy()
    {
        var page = await PageAsync(7);
        var refused = await PostAsync(page, "Frequency", ("Change.Frequency", "ทุกเดือน"), ("Change.Day", ThaiDate.Numeric(Today)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status); // Why is not said.
        var future = await PostAsync(page, "Frequency", ("Change.Frequency", "ทุกเดือน"), ("Change.Reason", "x"), ("Change.Day", ThaiDate.Numeric(Today.AddDays(1))));
        Assert.Contains("วันที่เปลี่ยนต้องอยู่ระหว่าง", future.Text, StringComparison.Ordinal);

        var changed = await PostAsync(page, "Frequency", ("Change.Frequency", "ทุกเดือน"), ("Change.Reason", "ประชาชนขอให้มาบ่อยขึ้น"), ("Change.Day", ThaiDate.Numeric(Today)));

        Assert.Contains(changed.All("#frequency ~ * tbody tr, section tbody tr"), row => row.Contains("2 เดือนครั้ง", StringComparison.Ordinal) && row.Contains("ทุกเดือน", StringComparison.Ordinal) && row.Contains("ประชาชนขอให้มาบ่อยขึ้น", StringComparison.Ordinal));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from events where kind = 'channel.frequency-changed' and reason = 'ประชาชนขอให้มาบ่อยขึ้น'"));
        Assert.Contains("ประชาชนขอให้มาบ่อยขึ้น", (await quality.GetAsync(Channels + "/printed/effectiveness")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_TickedAtTheChannel_StandInTheTableAndItsPrint()
    {
        const string name = "เชิญผู้เชี่ยวชาญและนักวิชาการให้ความเห็น";
        var groups = await app.ColumnAsync("select id::text from stakeholder_groups where number = 3");
        var before = await quality.GetAsync(Channels + "/groups");
        Assert.Contains("หน่วยงานภาคเอกชน", before.All(".notice.warn")[0], StringComparison.Ordinal);

        await PostAsync(await PageAsync(13), "Groups", ("chosen", groups[0]));

        var after = await quality.GetAsync(Channels + "/groups");
        Assert.Empty(after.All(".notice.warn"));
        var row = after.Document.QuerySelectorAll("tbody tr").Single(one => one.TextContent.Contains(name, StringComparison.Ordinal));
        Assert.Equal(["ไม่ใช้", "ไม่ใช้", "ใช้", "ไม่ใช้"], row.QuerySelectorAll("td .visually-hidden").Select(cell => cell.TextContent));
        var print = await quality.GetAsync(Channels + "/printed/groups");
        Assert.Equal(["กลุ่มผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย", "ช่องทางการรับฟังและเรียนรู้ความต้องการของผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย"], print.All("thead th")[..2]);
        Assert.Contains(print.All("tbody tr"), one => one.Contains("3. หน่วยงานภาคเอกชน", StringComparison.Ordinal) && one.Contains(name, StringComparison.Ordinal));
        // Only those whose channels changed are told of.
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from events where kind = 'stakeholder-group.channels-chosen' and at > now() - interval '20 seconds' and actor_user_id is not null"));
    }

    [Fact]
    public async Task FewerThanFive_AreWarnedOf_OnTheListAndInPrint()
    {
        Assert.Empty((await quality.GetAsync(Channels)).All(".notice.warn"));
        await app.ExecuteAsync("update channels set until_date = current_date where number > 4");

        Assert.Contains("ไม่น้อยกว่า 5 ช่องทาง", (await quality.GetAsync(Channels)).All(".notice.warn")[0], StringComparison.Ordinal);
        Assert.Contains("ข้อสังเกต: สำนักงานมีช่องทางที่ใช้งานอยู่ 4 ช่องทาง", (await quality.GetAsync(Channels + "/printed/groups")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_SeesTheListAndChangesNothing()
    {
        var reader = await app.SignInAsync("demo.reader");

        var page = await reader.GetAsync(Channels);

        Assert.Equal(13, page.All("main tbody tr").Length);
        Assert.Empty(page.All("main form[method=post]"));
        Assert.Empty((await reader.GetAsync(await PageAsync(6))).All("main form[method=post]"));
        Assert.DoesNotContain("คำที่พบบ่อย", page.All(".tabs")[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Channels + "/themes")).Status);
    }
}
