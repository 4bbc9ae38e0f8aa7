using FsCheck;
using FsCheck.Fluent;
using Rapfang.Modules.Surveys;

namespace Rapfang.Tests.Modules.Surveys;

/// <summary>Nobody can read from the results of a group what one of its few people answered.</summary>
public sealed class SmallGroupsTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static List<string> Rows(ReadPage page, string selector) =>
        [.. page.Document.QuerySelectorAll(selector).Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim())))];

    [Theory]
    [InlineData("100 100 0 5", "")]
    [InlineData("100 100 0 4", "100 4")] // One alone could be worked out from the total.
    [InlineData("100 30 1 60", "30 1")]
    [InlineData("100 3 3 60", "3 3")]
    [InlineData("100 1 2 60", "1 2 60")] // Two that are a small group together.
    [InlineData("0 0 3", "3")]
    [InlineData("", "")]
    public void Hidden_IsTheSmallOneAndWhatItCouldBeWorkedOutFrom(string answers, string hidden)
    {
        var counts = answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToList();

        Assert.Equal(hidden, string.Join(' ', counts.Where((_, i) => SmallGroups.Hidden(counts)[i])));
    }

    [Fact]
    public void Hidden_WhateverTheGroups_NeverLeavesFewPeopleToBeWorkedOut() =>
        Prop.ForAll(Gen.Choose(0, 12).Select(n => (long)n).ListOf().ToArbitrary(), answers =>
        {
            var counts = answers.ToList();
            var hidden = SmallGroups.Hidden(counts);
            var together = counts.Where((_, i) => hidden[i]).ToList();
            var shown = counts.Where((n, i) => !hidden[i] && n > 0).ToList();
            return shown.TrueForAll(n => n >= 5)
                && (together.Count == 0 || shown.Count == 0 || (together.Count >= 2 && together.Sum() >= 5));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task ResultsAndReport_OfASmallGroup_ShowHowManyAnsweredButNotWhat()
    {
        await app.ExecuteAsync("delete from survey_tallies t using surveys s where s.id = t.survey_id and s.slug = '70-1' and group_number = 3");
        var officer = await app.SignInAsync("demo.officer");
        await officer.SendAsync((await officer.GetAsync("/demo/desk/surveys/70-1/paper")).Form(), ("g", "3"), ("q-1.1", "1"));

        var page = await officer.GetAsync("/demo/desk/surveys/70-1/results");

        var rows = Rows(page, "#groups + .card tbody tr");
        Assert.Equal("(3) หน่วยงานภาคเอกชน | น้อยกว่า 5 คน ไม่แสดงผลเพื่อไม่ให้ทราบว่าใครตอบ | 1 | 55", rows[2]);
        Assert.Equal("(1) บุคลากรในสำนักงานและสถานศึกษา | ไม่แสดงผล เพื่อไม่ให้คำนวณผลของกลุ่มที่เล็กกว่าได้ | 100 | 120", rows[0]);
        Assert.Matches(@"^\(2\) หน่วยงานของรัฐ \| \d+ \| \d+ \| \d+ \| 100 \| 90$", rows[1]);
        Assert.Contains("ผู้ตอบ 301 คน", page.Text, StringComparison.Ordinal);
        var chart = page.Document.QuerySelector("#groups-data")!.TextContent;
        using var drawn = System.Text.Json.JsonDocument.Parse(chart);
        Assert.Equal(["(2) หน่วยงานของรัฐ", "(4) ประชาชน ผู้ปกครอง และนักเรียน"], drawn.RootElement.GetProperty("names").EnumerateArray().Select(name => name.GetString()!));

        var csv = await officer.Http.GetStringAsync(new Uri("/demo/desk/surveys/70-1/answers.csv", UriKind.Relative));
        Assert.Contains(",ไม่แสดง,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("หน่วยงานภาคเอกชน", csv, StringComparison.Ordinal);
        Assert.Contains("\"หน่วยงานของรัฐ\"", csv, StringComparison.Ordinal);
        var report = await officer.GetAsync("/demo/desk/surveys/70-1/report");
        Assert.Equal("กลุ่ม (3) หน่วยงานภาคเอกชน | ไม่แสดง | ไม่แสดง | ไม่แสดง | 1", Rows(report, "tr").Single(row => row.StartsWith("กลุ่ม (3)", StringComparison.Ordinal)));
        Assert.Contains("คือกลุ่มที่มีผู้ตอบน้อยกว่า 5 คน ไม่แสดงผลเพื่อไม่ให้ทราบว่าใครตอบ", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ไม่แสดงผล", (await officer.GetAsync("/demo/desk/surveys/69-1/report")).Text, StringComparison.Ordinal);
    }
}
