using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Tests.Modules.Search;

/// <summary>What somebody who searches finds: all that they may see, of this office only.</summary>
public sealed class FindTests(Server server) : IAsyncLifetime
{
    App app = null!;
    Visitor officer = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static Task<ReadPage> SearchAsync(Visitor visitor, string words, string more = "") =>
        visitor.GetAsync($"/demo/desk/search?q={Uri.EscapeDataString(words)}{more}");

    async Task<string[]> TitlesAsync(string words, string more = "")
    {
        var page = await SearchAsync(officer, words, more);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page.All(".found h2");
    }

    Task AddAsync(string title, string permission = "desk", string text = "", int count = 1, string office = "demo") => app.ExecuteAsync($"""
        insert into search_rows (office_id, id, kind, permission, title, path, text, day)
        select o.id, gen_random_uuid(), 'work', '{permission}', '{title}', '/works', '{Rapfang.Thai.ThaiText.Normalise(title)}' || chr(10) || '{text}', date '2026-01-01' + n
        from offices o, generate_series(1, {count}) n where slug = '{office}'
        """);

    [Fact]
    public async Task Search_ByAPieceOfAName_LeadsToTheRecord()
    {
        var page = await SearchAsync(officer, "ตั้งใจ");

        Assert.Equal(["นายลองดู ตั้งใจทำ"], page.All(".found h2"));
        Assert.Equal(["ตั้งใจ"], page.All(".found h2 mark"));
        var link = page.Document.QuerySelector(".found h2 a")!.GetAttribute("href")!;
        Assert.Contains("นายลองดู ตั้งใจทำ", (await officer.GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ศธ 04999/1")]
    [InlineData("ศธ ๐๔๙๙๙/๑")]
    [InlineData("04999/1 ศธ")]
    public async Task Search_ByANumber_FindsItInEitherDigits(string number) => Assert.Single(await TitlesAsync(number));

    [Theory]
    [InlineData("ที่่จัดเลี้ยง")]
    [InlineData("ท่ีจัดเล้ียง")]
    [InlineData("ทีุ่จัด")]
    [InlineData("WI-FI ๑๒")]
    [InlineData("จัดเลี้ยง wi-fi")]
    public async Task Search_HoweverItIsTyped_FindsWhatReadsTheSame(string typed)
    {
        await AddAsync("ที่จัดเลี้ยง Wi‑Fi 12");
        await AddAsync("ทีุ่จัด");

        Assert.NotEmpty(await TitlesAsync(typed));
        Assert.Empty((await SearchAsync(officer, typed)).All(".notice.warn"));
    }

    [Fact]
    public async Task Search_ForSeveralWords_FindsOnlyWhatHoldsAll()
    {
        await AddAsync("รถรับส่งนักเรียน", text: "ล่าช้า");
        await AddAsync("รถรับส่งครู", text: "ล่าช้า");

        Assert.Equal(["รถรับส่งนักเรียน"], await TitlesAsync("ล่าช้า นักเรียน รถรับ"));
    }

    [Theory]
    [InlineData("%%%", "ลด 100%%% ทุกวัน")]
    [InlineData("100_abc", "รหัส 100_abc")]
    [InlineData(@"a\b\c", @"ที่ a\b\c")]
    [InlineData("it's 'ok", "it''s ''ok")]
    public async Task Search_ForSignsThatMeanSomethingToTheDatabase_FindsJustThem(string typed, string title)
    {
        await AddAsync(title);
        await AddAsync("ลด 100 ทุกวัน รหัส 1001abc aXbXc");

        Assert.Equal([title.Replace("''", "'", StringComparison.Ordinal)], await TitlesAsync(typed));
    }

    [Fact]
    public async Task Search_WithoutThePermission_FindsNoPeople()
    {
        var reader = await app.SignInAsync("demo.reader");

        var page = await SearchAsync(reader, "ตั้งใจทำ");

        Assert.DoesNotContain("ลองดู", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("บุคลากร", page.All("main .tabs a"));
        Assert.Contains("บุคลากร", (await SearchAsync(officer, "ตั้งใจทำ")).All("main .tabs a"));
    }

    // By the index as well as among the latest: rows enough that the two differ.
    [Fact]
    public async Task Search_FindsNothingThatTheRowsOwnPermissionHides()
    {
        await AddAsync("เรื่องลับเฉพาะ", "office.history", count: 30);

        Assert.DoesNotContain("เรื่องลับเฉพาะ", await TitlesAsync("เรื่องลับ"));
        Assert.DoesNotContain("เรื่องลับเฉพาะ", await TitlesAsync("เรื่องลับเฉพาะ", "&kind=work"));
        Assert.DoesNotContain("เรื่องลับเฉพาะ", await TitlesAsync("เรื่องลัพเฉพาะ"));
        Assert.Equal(20, (await SearchAsync(await app.SignInAsync("demo.director"), "เรื่องลับ")).All(".found li").Length);
    }

    [Fact]
    public async Task Search_FindsNothingOfAnotherOffice()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.SecondaryArea, "สำนักงานอื่น"));
        await AddAsync("งานของสำนักงานอื่นเท่านั้น", "works.read", office: "other");

        Assert.Empty(await TitlesAsync("สำนักงานอื่นเท่านั้น"));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/other/desk/search?q=งาน")).Status);
    }

    [Fact]
    public async Task Search_WithATypingMistake_ShowsWhatComesNear()
    {
        await AddAsync("การเลื่อนเงินเดือนข้าราชการครู");
        await AddAsync("การซ่อมแซมอาคารเรียน");

        var page = await SearchAsync(officer, "การเลือนเงินเดือน");

        Assert.Equal(["การเลื่อนเงินเดือนข้าราชการครู"], page.All(".found h2"));
        Assert.Contains("ไม่พบรายการที่มีคำค้นครบทุกคำ", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithTwoLetters_FindsThemInTheMiddle()
    {
        await AddAsync("ที่จอดฌญคับแคบ");

        Assert.Equal(["ที่จอดฌญคับแคบ"], await TitlesAsync("ฌญ"));
    }

    // What is older than the latest of its kind, only the index finds.
    [Fact]
    public async Task Search_ForSomethingOld_FindsItAmongManyNewer()
    {
        await AddAsync("บันทึกทั่วไป", count: Searcher.Latest + 10);
        await app.ExecuteAsync("""
            insert into search_rows (office_id, id, kind, permission, title, path, text, day)
            select id, gen_random_uuid(), 'work', 'desk', 'หลักฐานเก่าแก่ ฌญ', '/works', 'หลักฐานเก่าแก่ ฌญ' || chr(10), date '2001-01-01' from offices
            """);

        Assert.Equal(["หลักฐานเก่าแก่ ฌญ"], await TitlesAsync("หลักฐานเก่า"));
        Assert.Equal(["หลักฐานเก่าแก่ ฌญ"], await TitlesAsync("หลักฐานเกา แก่"));
        Assert.Contains("คำค้นสั้นมาก", (await SearchAsync(officer, "ฌญ")).Text, StringComparison.Ordinal);
        Assert.Empty(await TitlesAsync("ฌญ"));
    }

    [Fact]
    public async Task Pages_ShowEveryRowOnce()
    {
        await AddAsync("เอกสารเล่มหนา", count: 45);
        var seen = new List<string>();
        var page = await SearchAsync(officer, "เล่มหนา");
        while (true)
        {
            seen.AddRange(page.All(".found time"));
            if (page.Document.QuerySelectorAll(".pager a").FirstOrDefault(link => link.TextContent == "หน้าถัดไป") is not { } next)
            {
                break;
            }

            page = await officer.GetAsync("/demo/desk/search" + next.GetAttribute("href"));
        }

        Assert.Equal(45, seen.Count);
        Assert.Equal(45, seen.Distinct().Count());
    }

    [Fact]
    public async Task Search_AmongOneKind_LeavesTheOthersOut()
    {
        var all = (await SearchAsync(officer, "กลุ่ม")).All(".found .tag").Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.True(all.Length > 1, string.Join(", ", all));
        Assert.Equal(["กลุ่มและหน่วย"], (await SearchAsync(officer, "กลุ่ม", "&kind=group")).All(".found .tag").Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \u200B ")]
    [InlineData("่")]
    [InlineData("\uD800")]
    public async Task Search_ForNothing_SaysWhatToDo(string typed) =>
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync($"/demo/desk/search?q={(typed == "\uD800" ? "%ED%A0%80" : Uri.EscapeDataString(typed))}&after=x~y")).Status);

    [Fact]
    public async Task Search_ForAVeryLongText_ReadsItsBeginningAndSaysSo()
    {
        var page = await SearchAsync(officer, string.Concat(Enumerable.Range(0, 500).Select(n => $"คำ{n} ")));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("ระบบค้นหาเฉพาะ 200 ตัวอักษรแรก", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_OfARecord_IsShownAsTextOnly()
    {
        await AddAsync("<b>หนา</b>&amp;", text: "<script>x</script>");

        var page = await SearchAsync(officer, "หนา</b> script");

        Assert.Equal(["<b>หนา</b>&amp;"], page.All(".found h2"));
        Assert.Empty(page.Document.QuerySelectorAll(".found script, .found b"));
    }

    [Fact]
    public async Task Box_IsOnEveryDeskPageAndKeepsTheWords()
    {
        var form = (await officer.GetAsync("/demo/desk")).Document.QuerySelector("form[role=search]")!;

        Assert.Equal("/demo/desk/search", form.GetAttribute("action"));
        Assert.Equal("ตั้งใจ", (await SearchAsync(officer, "ตั้งใจ")).Document.QuerySelector("#q")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Button_OfTheAdministrator_WritesTheIndexAnew()
    {
        await app.ExecuteAsync("update search_rows set text = 'x', title = 'x' where kind = 'person'");
        var admin = await app.SignInAsync("demo.admin");

        var asked = await admin.SendAsync((await admin.GetAsync("/demo/desk/office/search-index")).Form());

        Assert.Contains("/demo/desk/jobs/", asked.Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/demo/desk/office/search-index")).Status);
    }
}
