using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>A case at the desk, by those who work on it.</summary>
public sealed class CaseTests(Server server) : IAsyncLifetime
{
    const string Voices = "/demo/desk/voices";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    Task<string> StateAsync(string number) => app.ScalarAsync<string>($"select state from voices where number = '{number}'");

    static async Task<ReadPage> DoAsync(Visitor visitor, string path, string handler, params (string, string?)[] fields) =>
        await visitor.SendAsync((await visitor.GetAsync(path)).Form("handler=" + handler), fields);

    /// <summary>Taken down by an officer, as by telephone.</summary>
    async Task<(string Number, string Code, string Path)> TakenAsync(params (string, string?)[] more)
    {
        var officer = await app.SignInAsync("demo.officer");
        var page = await officer.TakeDownAsync(
            [("Channel", await app.ScalarAsync<string>("select id::text from channels where way = 'telephone'")), ("Input.Subject", "สายโทรศัพท์ไม่มีผู้รับ"), ("Input.What", "โทรมาทั้งวัน"), ("Input.Name", "นางสมมติ ลับเฉพาะ"), ("Input.Phone", "081 234 5678"), .. more]);
        var shown = page.All(".notice b");
        return (shown[0], shown[1], Voices + "/" + await app.ScalarAsync<Guid>($"select id from voices where number = '{shown[0]}'"));
    }

    [Fact]
    public async Task Complaint_ByTelephoneForTwoGroups_GoesAllTheWayAndComesBackWhenNotSolved()
    {
        var (number, code, path) = await TakenAsync();
        var quality = await app.SignInAsync("demo.quality");
        var director = await app.SignInAsync("demo.director");
        var groups = await app.ColumnAsync("select id::text from groups order by kind limit 2");

        await DoAsync(quality, path, "Screen", ("Words", "อยู่ในอำนาจหน้าที่"));
        await DoAsync(quality, path, "Propose", ("Branch", "Several"), ("Words", "ความเห็นลับภายใน"));
        Assert.Contains(number, (await director.GetAsync(Voices)).Text, StringComparison.Ordinal);
        await DoAsync(director, path, "Decide", ("Branch", "Several"), ("Words", "ตั้งคณะทำงาน"));
        foreach (var group in groups)
        {
            await DoAsync(quality, path, "Assign", ("NewAssignment.GroupId", group));
        }

        await DoAsync(quality, path, "Report", ("Words", "ตรวจแล้ว"));
        Assert.Equal("assigned", await StateAsync(number));
        await DoAsync(quality, path, "Report", ("Words", "แก้แล้ว"));
        Assert.Equal("reported", await StateAsync(number));
        await DoAsync(quality, path, "Answer", ("Words", "เพิ่มผู้รับสายแล้ว"), ("Summary", "สรุปภายใน"));
        await DoAsync(quality, path, "Close");

        var visitor = app.Visit();
        var seen = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/follow")).Form(), ("Number", number), ("Code", code));
        Assert.Contains("เพิ่มผู้รับสายแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ลับ", seen.Text.Replace("รหัสลับ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("สรุปภายใน", seen.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync($"deadlines d join voices v on v.id = d.subject_id where v.number = '{number}' and rule_code = 'complaint-answer' and met_on is not null"));

        await visitor.SendAsync(seen.Form("handler=Rate"), ("helped", "false"), ("Why", "ยังไม่มีผู้รับสาย"));
        Assert.Equal("proposed", await StateAsync(number));
        Assert.Contains("ยังไม่มีผู้รับสาย", (await director.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("events where events::text ~ 'ความเห็นลับภายใน|ยังไม่มีผู้รับสาย|ลับเฉพาะ'"));
    }

    [Fact]
    public async Task Answer_BeforeTheFindings_IsRefusedAndKept()
    {
        var (_, _, path) = await TakenAsync();
        var quality = await app.SignInAsync("demo.quality");
        var page = await quality.GetAsync(path);

        var refused = await quality.SendToAsync(page.Form("handler=Screen"), path + "?handler=Answer", ("Words", "คำตอบที่พิมพ์ไว้"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("ยังตอบไม่ได้", refused.Text, StringComparison.Ordinal);
        Assert.Equal("คำตอบที่พิมพ์ไว้", refused.Document.QuerySelector<IHtmlTextAreaElement>("#Words")!.Value);
    }

    [Fact]
    public async Task Screen_ByTwoAtOnce_TellsTheSecondAndKeepsTheirWords()
    {
        var (number, _, path) = await TakenAsync();
        var first = await app.SignInAsync("demo.quality");
        var second = await app.SignInAsync("demo.officer");
        var stale = await second.GetAsync(path);
        await DoAsync(first, path, "Screen", ("Words", "คนแรก"));

        var page = await second.SendAsync(stale.Form("handler=Screen"), ("Outcome", "TooLittle"), ("Words", "คนที่สองพิมพ์ไว้"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("คนที่สองพิมพ์ไว้", page.Text, StringComparison.Ordinal);
        Assert.Equal("screened", await StateAsync(number));
        Assert.Equal(1L, await CountAsync($"voices where number = '{number}' and screening = 'accepted'"));
    }

    [Fact]
    public async Task Screen_WhenTheSpeakerWroteMeanwhile_ShowsTheOfficerFirst()
    {
        var (number, code, path) = await TakenAsync();
        var officer = await app.SignInAsync("demo.officer");
        var stale = await officer.GetAsync(path);
        var visitor = app.Visit();
        var seen = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/follow")).Form(), ("Number", number), ("Code", code));
        await visitor.SendAsync(seen.Form("handler=Write"), ("Words", "ข้อเท็จจริงใหม่"));

        var page = await officer.SendAsync(stale.Form("handler=Screen"), ("Outcome", "TooLittle"), ("Words", "ข้อเท็จจริงไม่พอ"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ข้อเท็จจริงใหม่", page.Text, StringComparison.Ordinal);
        Assert.Equal("received", await StateAsync(number));
    }

    [Fact]
    public async Task Sealed_IsThereForTheDirectorAndTheAuditorAndForNobodyElse()
    {
        var (number, _, path) = await TakenAsync(("IsSealed", "true"), ("Input.Subject", "เรื่องปิดผนึกหนึ่ง"));

        foreach (var stranger in new[] { "demo.deputy", "demo.quality", "demo.officer", "demo.head", "demo.records" })
        {
            var visitor = await app.SignInAsync(stranger);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(Voices + "?View=sealed")).Status);
            foreach (var list in new[] { "?View=mine", "?View=open", "?View=all", "?View=all&Q=" + number, "?View=all&Q=ปิดผนึกหนึ่ง", "?View=all&export=csv" })
            {
                Assert.DoesNotContain("ปิดผนึกหนึ่ง", (await visitor.GetAsync(Voices + list)).Html.Replace("value=\"ปิดผนึกหนึ่ง\"", "", StringComparison.Ordinal).Replace("Q=ปิดผนึกหนึ่ง", "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }

        Assert.Equal(0L, await CountAsync($"deadlines where title = '{number}'"));
        Assert.Equal(0L, await CountAsync("search_rows where title || text like '%ปิดผนึกหนึ่ง%'"));
        foreach (var trusted in new[] { "demo.director", "demo.auditor" })
        {
            var visitor = await app.SignInAsync(trusted);
            Assert.Contains("ปิดผนึกหนึ่ง", (await visitor.GetAsync(path)).Text, StringComparison.Ordinal);
            Assert.Contains(number, (await visitor.GetAsync(Voices + "?View=sealed")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("ปิดผนึกหนึ่ง", (await visitor.GetAsync(Voices + "?View=all")).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Look_AtTheSpeaker_IsAnEventAndShownToFew()
    {
        var (_, _, path) = await TakenAsync();
        var quality = await app.SignInAsync("demo.quality");
        var page = await quality.GetAsync(path);
        Assert.DoesNotContain("ลับเฉพาะ", page.Html, StringComparison.Ordinal);
        Assert.Contains("••• ••• •678", page.Html, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("search_rows where kind = 'voice' and text like '%โทรมาทั้งวัน%'"));
        Assert.Equal(0L, await CountAsync("search_rows where title || text like '%ลับเฉพาะ%'"));

        var looked = await quality.SendAsync(page.Form("handler=Look"));

        Assert.Contains("นางสมมติ ลับเฉพาะ", looked.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("events where kind = 'voice.speaker-looked-at'"));
        Assert.Null((await (await app.SignInAsync("demo.head")).GetAsync(path)).Document.QuerySelector("form[action*='handler=Look'] button"));
    }

    [Fact]
    public async Task Decide_ByAnOfficer_IsForbidden()
    {
        var (number, _, path) = await TakenAsync();
        var officer = await app.SignInAsync("demo.officer");
        await DoAsync(officer, path, "Screen");
        await DoAsync(officer, path, "Propose", ("Words", "เห็นควร"));

        var page = await officer.SendToAsync((await officer.GetAsync(path)).Form("handler=Note"), path + "?handler=Decide", ("Words", "สั่งเอง"));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("proposed", await StateAsync(number));
    }

    [Fact]
    public async Task Inbox_LeafedThroughToItsEnd_ShowsEveryCaseOnce()
    {
        // Three pages of what is open, some due on the same day, some without such a day.
        await app.ExecuteAsync("""
            insert into voices select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'number', 'x' || n, 'code_hash', 'x' || n, 'form_hash', 'x' || n, 'state', 'received'))).*
            from generate_series(1, 75) n, voices v where v.id = (select id from voices where not is_sealed limit 1);
            insert into deadlines (office_id, id, subject_kind, subject_id, title, path, rule_code, started_on, due_on)
            select office_id, gen_random_uuid(), 'voice', id, number, '/x', 'complaint-answer', received_on, received_on + substr(number, 2)::int % 3 from voices where number like 'x%' and substr(number, 2)::int <= 50
            """);
        var director = await app.SignInAsync("demo.director");
        foreach (var view in new[] { "open", "all" })
        {
            var seen = new List<string?>();
            var path = $"{Voices}?View={view}";
            while (path is not null)
            {
                var page = await director.GetAsync(path);
                seen.AddRange(page.Document.QuerySelectorAll("main td a").Select(link => link.GetAttribute("href")));
                path = page.Document.QuerySelectorAll(".pager a").Select(link => link.GetAttribute("href")).FirstOrDefault(href => href!.Contains("after=9", StringComparison.Ordinal) || href.Contains("after=2", StringComparison.Ordinal)) is { } next ? Voices + next : null;
            }

            Assert.Equal(await CountAsync("voices where not is_sealed" + (view == "open" ? " and state not in ('closed', 'withdrawn', 'transferred')" : "")), seen.Count);
            Assert.Equal(seen.Count, seen.Distinct().Count());
        }
    }

    [Fact]
    public async Task Inbox_OfLateOnes_ShowsThoseAndExportsThem()
    {
        var (number, _, _) = await TakenAsync();
        await app.ExecuteAsync($"update deadlines set started_on = started_on - 40, due_on = due_on - 40 where subject_id = (select id from voices where number = '{number}')");
        var quality = await app.SignInAsync("demo.quality");

        var late = await quality.GetAsync(Voices + "?View=open&Late=true");
        var csv = await quality.Http.GetStringAsync(new Uri(Voices + "?View=open&Late=true&export=csv", UriKind.Relative));

        Assert.Contains("เกินกำหนด", late.All("main tbody tr").First(row => row.Contains(number, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(number, csv, StringComparison.Ordinal);
        Assert.DoesNotContain("ลับเฉพาะ", csv, StringComparison.Ordinal);
    }
}
