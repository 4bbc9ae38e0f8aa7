using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Networks;
using Rapfang.Platform.Time;

namespace Rapfang.Tests.Modules.Networks;

/// <summary>The months on a page, and the feed for calendar programs by its secret address.</summary>
public sealed class CalendarTests(Server server) : IAsyncLifetime
{
    const string Path = "/demo/desk/networks/calendar";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    async Task<string> FeedAsync() => new Uri((await quality.SendAsync((await quality.GetAsync(Path)).Form("handler=Renew"))).Document.QuerySelector("#feed-address")!.GetAttribute("value")!).PathAndQuery;

    [Fact]
    public async Task Month_ListsItsDays_AndLeadsToItsNeighbours()
    {
        Assert.Contains("ประชุมเครือข่ายประจำเดือน", (await quality.GetAsync(Path)).Text, StringComparison.Ordinal);
        var month = Today.AddDays(30);

        var page = await quality.GetAsync($"{Path}?month={month:yyyy-MM}");

        Assert.Contains("พี่สอนน้องเรื่องงานสารบรรณ", page.Text, StringComparison.Ordinal);
        Assert.Equal($"?month={month.AddMonths(1):yyyy-MM}", page.Document.QuerySelectorAll(".month a")[^1].GetAttribute("href"));
        Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync(Path + "?month=เมื่อวาน")).Status);
        Assert.Empty((await (await app.SignInAsync("demo.reader")).GetAsync(Path)).All("#feed"));
    }

    [Fact]
    public async Task Feed_IsForWhoHasTheAddress_AndANewOneClosesTheOld()
    {
        var anybody = app.Visit();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/demo/networks/calendar.ics")).Status);
        var first = await FeedAsync();
        var feed = await anybody.GetAsync(first);
        Assert.Equal("text/calendar", feed.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(first[..^1] + (first[^1] == '0' ? '1' : '0'))).Status);

        var second = await FeedAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(second)).Status);
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from events e where e::text like '%{second[^40..]}%'"));
    }

    [Fact]
    public async Task Feed_TellsDaysAndPlaces_NotPeople()
    {
        await app.ExecuteAsync("update network_meetings set title = E'ประชุม, วาระ;พิเศษ\\\\ใหม่', minutes = 'มตินางสาวลับ', agenda = 'วาระของนายลับ', state = 'cancelled' where kind = 'monthly'");
        var lines = (await (await app.Visit().Http.GetAsync(new Uri(await FeedAsync(), UriKind.Relative))).Content.ReadAsStringAsync()).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");

        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Equal(["END:VCALENDAR", ""], lines[^2..]);
        var at = Array.IndexOf(lines, @"SUMMARY:ประชุม\, วาระ\;พิเศษ\\ใหม่");
        var one = lines[Array.FindLastIndex(lines, at, line => line == "BEGIN:VEVENT")..Array.IndexOf(lines, "END:VEVENT", at)];
        Assert.Contains($"DTSTART:{Today:yyyyMMdd}T020000Z", one); // 9.00 in Thailand.
        Assert.Contains($"DTEND:{Today:yyyyMMdd}T050000Z", one);
        Assert.Contains("STATUS:CANCELLED", one);
        Assert.Contains($"DTSTART;VALUE=DATE:{Today.AddDays(30):yyyyMMdd}", lines);
        Assert.Contains($"DTEND;VALUE=DATE:{Today.AddDays(31):yyyyMMdd}", lines);
        Assert.DoesNotContain(lines, line => line.Contains("ลับ", StringComparison.Ordinal));
        Assert.Equal(lines.Count(line => line == "BEGIN:VEVENT"), lines.Where(line => line.StartsWith("UID:", StringComparison.Ordinal)).Distinct().Count());
    }

    [Theory]
    [InlineData("ก")]
    [InlineData("กำหนดการประชุมเครือข่ายผู้ปกครองและคณะกรรมการสถานศึกษาประจำปีงบประมาณ 😀😀😀😀😀😀 ครั้งที่ 12")]
    [InlineData("สั้น\nสองบรรทัด; และ, \\ เครื่องหมาย")]
    public void LongLines_AreFoldedAtSeventyFiveOctets_AndReadBackWhole(string words)
    {
        var text = new CalendarText().Words("SUMMARY", words).ToString();

        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= CalendarText.LongestLine));
        var whole = text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.DoesNotContain('\n', whole[..^2]);
        Assert.Equal(words, whole["SUMMARY:".Length..^2].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal).Replace("\\,", ",", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
    }
}
