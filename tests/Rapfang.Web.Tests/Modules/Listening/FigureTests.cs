using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Listening;

/// <summary>What came by each channel in three years, how satisfied people were, what the office concluded.</summary>
public sealed class FigureTests(Server server) : IAsyncLifetime
{
    const string Channels = "/demo/desk/channels";
    const int Telephone = 3;
    const int Surveys = 10;
    const int Forum = 11;
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    int ThisYear => FiscalYear.Of(Today).Year;

    static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    async Task<string> PageAsync(int number) => $"{Channels}/{await app.ScalarAsync<Guid>($"select id from channels where number = {number}")}";

    async Task<ReadPage> PostAsync(int channel, string handler, params (string, string?)[] fields) => await quality.SendAsync((await quality.GetAsync(await PageAsync(channel))).Form("handler=" + handler), fields);

    // The cells of a channel's row on a page, its name first.
    async Task<string[]> RowAsync(string path, int channel)
    {
        var name = (await app.ColumnAsync($"select name from channels where number = {channel}"))[0];
        return [.. (await quality.GetAsync(Channels + path)).Document.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains(name, StringComparison.Ordinal))
            .QuerySelectorAll("th, td").Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
    }

    Task<long> CasesAsync(int channel, int year) => app.ScalarAsync<long>(
        $"select count(*) from voices v join channels c on c.id = v.channel_id where c.number = {channel} and not is_sealed and received_on between '{new FiscalYear(year).First:yyyy-MM-dd}' and '{new FiscalYear(year).Last:yyyy-MM-dd}'");

    [Fact]
    public async Task NumberEnteredByHand_IsAddedVisibly_OnThePageInPrintAndInTheFile()
    {
        var live = await CasesAsync(Telephone, ThisYear - 1);
        await app.ExecuteAsync("delete from manual_counts");
        Assert.Equal($"{live}", (await RowAsync("/statistics", Telephone))[2]);

        var page = await PostAsync(Telephone, "Count", ("Manual.Year", Year(ThisYear - 1)), ("Manual.Number", "๑,๐๑๐"), ("Manual.Note", "สมุดบันทึก หน้า 1–12"));

        Assert.Contains(page.All("tbody tr"), row => row.Contains("สมุดบันทึก หน้า 1–12", StringComparison.Ordinal) && row.Contains("นางสาวทดลอง คุณภาพเยี่ยม", StringComparison.Ordinal));
        var row = await RowAsync("/statistics", Telephone);
        Assert.StartsWith($"{live + 1010:N0}*", row[2].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"บันทึกด้วยมือ 1,010 จาก {live + 1010:N0}: สมุดบันทึก หน้า 1–12", row[^1], StringComparison.Ordinal);
        var print = await RowAsync("/printed/statistics", Telephone);
        Assert.Contains($"{live + 1010:N0}*", print);
        Assert.Contains("บันทึกด้วยมือ 1,010", print[^1], StringComparison.Ordinal);
        var csv = await quality.Http.GetStringAsync(new Uri(Channels + "/statistics?export=csv", UriKind.Relative));
        Assert.Contains($",{live + 1010},1010,", csv, StringComparison.Ordinal);

        await PostAsync(Telephone, "RemoveCount");
        Assert.Equal($"{live}", (await RowAsync("/statistics", Telephone))[2]);
        Assert.Equal(["channel.count-entered", "channel.count-removed"], await app.ColumnAsync("select kind from events where kind like 'channel.count%' and actor_user_id is not null order by at"));
    }

    [Fact]
    public async Task Statistics_HaveTheColumnsOfTheGuideline_AndNeverCountWhatIsSealed()
    {
        var page = await quality.GetAsync(Channels + "/printed/statistics");
        Assert.Equal("สถิติจำนวนการรับฟังและเรียนรู้ความต้องการของผู้รับบริการ/ผู้มีส่วนได้ส่วนเสีย", page.All("h1")[0]);
        Assert.Equal(["ที่", "ช่องทาง", $"จำนวนเรื่อง เปรียบเทียบปี {ThisYear - 2}–{ThisYear}", "หมายเหตุ", Year(ThisYear - 2), Year(ThisYear - 1), Year(ThisYear)], page.All("thead th"));
        foreach (var (kind, type) in new[] { ("docx", "wordprocessingml"), ("xlsx", "spreadsheetml") })
        {
            Assert.Contains(type, (await quality.Http.GetAsync(new Uri($"{Channels}/printed/statistics?as={kind}", UriKind.Relative))).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        }

        Assert.NotEqual(0, await CasesAsync(1, ThisYear));
        await app.ExecuteAsync("update voices set is_sealed = true; delete from manual_counts");
        var director = await app.SignInAsync("demo.director"); // May know of sealed cases; they are counted nowhere all the same.
        Assert.All((await director.GetAsync(Channels + "/statistics")).Document.QuerySelectorAll("tbody tr").Take(2), row => Assert.Equal("0", row.QuerySelectorAll("td")[2].TextContent.Trim()));
    }

    [Fact]
    public async Task AnswersMeetingsAndMonitoring_AreCountedWithTheirChannel()
    {
        Assert.Equal($"{await app.ScalarAsync<long>($"select sum(answers)::bigint from survey_tallies t join surveys s on s.id = t.survey_id where fiscal_year = {ThisYear}")}", (await RowAsync("/statistics", Surveys))[3]);
        await app.ExecuteAsync("delete from manual_counts");
        Assert.Equal("1", (await RowAsync("/statistics", Forum))[2]);
        var done = await app.ScalarAsync<long>($"select count(*) from monitoring_tasks where done_on >= '{new FiscalYear(ThisYear).First:yyyy-MM-dd}'");
        Assert.Equal($"{done}", (await RowAsync("/statistics", 12))[3]);

        await app.ExecuteAsync("update network_meetings set state = 'cancelled'; delete from manual_counts");
        await PostAsync(Surveys, "Save", ("Input.AlsoCounts", ""));
        Assert.Equal("0", (await RowAsync("/statistics", Forum))[2]);
        Assert.Equal("0", (await RowAsync("/statistics", Surveys))[3]);
    }

    [Theory]
    [InlineData("Manual.Number", "-1", "จำนวนต้องเป็นเลขจำนวนเต็ม")]
    [InlineData("Manual.Number", "สิบ", "กรอกเป็นตัวเลข")]
    [InlineData("Manual.Number", "", "กรอกช่องนี้")]
    [InlineData("Manual.Note", "", "กรอกช่องนี้")]
    [InlineData("Manual.Year", "2599", "เลือกปีงบประมาณจากรายการ")]
    public async Task NumberByHand_ThatCanNotBe_IsRefused(string field, string typed, string said)
    {
        var page = await PostAsync(9, "Count", ("Manual.Number", "5"), ("Manual.Note", "สมุด"), (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from manual_counts m join channels c on c.id = m.channel_id where c.number = 9"));
    }

    [Fact]
    public async Task PercentagesThatDoNotSum_AreKeptAsTyped_Flagged_AndNotRanked()
    {
        var page = await PostAsync(Forum, "Typed", ("Typed.Year", Year(ThisYear)), ("Typed.High", "๔๗"), ("Typed.Medium", "39%"), ("Typed.Low", "4"), ("Typed.Note", "แบบประเมินท้ายเวที"));
        Assert.Contains("ไม่ใช่ 100", page.Text, StringComparison.Ordinal);
        Assert.Contains("โปรดตรวจกับต้นฉบับ", page.All(".notice.warn")[0], StringComparison.Ordinal);

        var row = await RowAsync("/effectiveness", Forum);
        Assert.Equal("–", row[0]);
        Assert.Contains("รวมได้ 90 ไม่ใช่ 100", row[1], StringComparison.Ordinal);
        Assert.Equal(["47", "39", "4"], row[4..7]);
        var print = await RowAsync("/printed/effectiveness", Forum);
        Assert.Equal(["–", "47", "39", "4", "90"], [print[0], .. print[2..6]]);
        Assert.Contains("ร้อยละรวมได้ 90 ไม่ใช่ 100 คงไว้ตามที่บันทึก", print[^1], StringComparison.Ordinal);

        await PostAsync(Forum, "Typed", ("Typed.Year", Year(ThisYear)), ("Typed.High", "47"), ("Typed.Medium", "39"), ("Typed.Low", "14"), ("Typed.Note", "แก้ตามต้นฉบับ"));
        var mended = await RowAsync("/effectiveness", Forum);
        Assert.NotEqual("–", mended[0]);
        Assert.DoesNotContain("ไม่ใช่ 100", mended[1], StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from typed_satisfactions t join channels c on c.id = t.channel_id where c.number = {Forum} and year = {ThisYear}"));
    }

    [Theory]
    [InlineData("33", "33", "33", true)] // Three numbers that were rounded.
    [InlineData("33.3", "33.3", "33.3", true)]
    [InlineData("30.5", "30", "39", false)]
    [InlineData("52", "29", "11", false)]
    [InlineData("62", "38", "-", true)]
    [InlineData("62", "38", "", false)] // Empty is no data, not none.
    public void TypedPercentages_SumUp_WithinTheirRounding(string high, string medium, string low, bool sumUp)
    {
        var typed = new TypedSatisfaction(Guid.NewGuid(), 2570);

        typed.Enter([high, medium, low], null, new("ที่มา"), null, Today);

        Assert.Equal(sumUp, typed.SumsUp);
    }

    [Fact]
    public async Task Satisfaction_IsCountedOfRatings_AndRanksChannels()
    {
        await app.ExecuteAsync("""
            delete from typed_satisfactions; delete from manual_counts; update channels set also_counts = null;
            update voices set channel_rating = null;
            update voices set received_on = current_date - 10, answered_on = current_date - 6, channel_id = (select id from channels where number = 1) where not is_sealed;
            update voices set channel_rating = 'high' where id in (select id from voices where not is_sealed order by id limit 2);
            update voices set channel_rating = 'low' where id in (select id from voices where not is_sealed order by id offset 2 limit 1);
            update voices set channel_id = (select id from channels where number = 3), channel_rating = 'high', answered_on = current_date - 9 where id in (select id from voices where not is_sealed order by id offset 3 limit 1)
            """);

        var page = await quality.GetAsync(Channels + "/effectiveness");

        Assert.Equal(["1", "2", "–"], page.Document.QuerySelectorAll("tbody tr").Take(3).Select(row => row.QuerySelector("td")!.TextContent));
        Assert.Contains("โทรศัพท์", page.All("tbody tr th")[0], StringComparison.Ordinal);
        Assert.Equal(["1", "100", "0", "0", "1†"], (await RowAsync("/effectiveness", Telephone))[3..8]);
        Assert.Equal(["4", "67", "0", "33", "3†"], (await RowAsync("/effectiveness", 1))[3..8]);
        Assert.Contains("ระดับสูงจากมากไปน้อย", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-10-01", 1, "2026-10-20", null)] // Twenty days say nothing.
    [InlineData("2024-10-01", 1, "2026-11-19", true)]
    [InlineData("2024-10-01", 2, "2026-11-19", false)]
    [InlineData("2026-11-01", 1, "2026-12-05", true)]
    [InlineData("2024-10-01", 12, "2028-01-01", false)] // A whole year that is long over.
    [InlineData("2024-10-01", 11, "2028-01-01", true)]
    public void Channel_UsedLessThanOnceAMonth_IsNotFullyUsed(string from, long came, string today, bool? seldom)
    {
        var channel = new Channel { FromDate = DateOnly.Parse(from, CultureInfo.InvariantCulture) };
        var line = new ChannelLine(channel, [new(2570, came, 0, null, null, null, null)]);

        Assert.Equal(seldom, line.IsSeldomUsed(DateOnly.Parse(today, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Review_OfThisYear_SaysWhetherTheChannelIsFullyUsed_AndIsWrittenAnew()
    {
        await PostAsync(2, "Review", ("Review.Verdict", nameof(ReviewVerdict.UnderUsed)), ("Review.Finding", "มีผู้มาน้อย"), ("Review.Action", "ประชาสัมพันธ์เพิ่ม"));
        Assert.Contains("ใช้ยังไม่เต็มที่", (await RowAsync("", 2))[^1], StringComparison.Ordinal);

        var page = await PostAsync(2, "Review", ("Review.Verdict", nameof(ReviewVerdict.Extend)), ("Review.Finding", "ผู้มาเพิ่มขึ้น"), ("Review.Action", "เปิดวันเสาร์"));

        Assert.Equal("ใช้งานอยู่", (await RowAsync("", 2))[^1]);
        Assert.DoesNotContain("มีผู้มาน้อย", page.Text, StringComparison.Ordinal);
        Assert.Contains((await quality.GetAsync(Channels + "/printed/effectiveness")).All("tbody tr"), row => row.Contains("เปิดวันเสาร์", StringComparison.Ordinal) && row.Contains("สื่อสารได้ดี ให้ขยาย", StringComparison.Ordinal));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from channel_reviews r join channels c on c.id = r.channel_id where c.number = 2 and year = {ThisYear}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(2, "Review", ("Review.Finding", ""), ("Review.Action", "x"))).Status);
    }
}
