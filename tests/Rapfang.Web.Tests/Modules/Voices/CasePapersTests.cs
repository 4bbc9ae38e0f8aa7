using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Office;
using Rapfang.Tests.Platform.Files;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Letters of a case, and how it stands to other cases and offices.</summary>
public sealed class CasePapersTests(Server server) : IAsyncLifetime
{
    const string Voices = "/demo/desk/voices";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<(string Number, string Code, string Path)> TakenAsync(params (string, string?)[] more)
    {
        var page = await quality.TakeDownAsync(
            [("Input.Subject", "ไฟหน้าห้องน้ำชั้นสองดับ"), ("Input.What", "ไฟหน้าห้องน้ำชั้นสองดับมาสามวัน"), ("Input.Place", "อาคาร 2"), ("Input.Name", "นางสมมติ ลับเฉพาะ"), .. more]);
        var shown = page.All(".notice b");
        return (shown[0], shown[1], Voices + "/" + await app.ScalarAsync<Guid>($"select id from voices where number = '{shown[0]}'"));
    }

    async Task<ReadPage> DoAsync(string path, string handler, params (string, string?)[] fields) =>
        await quality.SendAsync((await quality.GetAsync(path)).Form("handler=" + handler), fields);

    async Task<ReadPage> FollowAsync(string number, string code, string office = "demo")
    {
        var visitor = app.Visit();
        return await visitor.SendAsync((await visitor.GetAsync($"/{office}/voice/follow")).Form(), ("Number", number), ("Code", code));
    }

    Task<string> StateAsync(string number) => app.ScalarAsync<string>($"select state from voices where number = '{number}' and office_id = (select id from offices where slug = 'demo')");

    static string Id(string path) => path[^36..];

    [Fact]
    public async Task Letter_IsDraftedFromTheCaseEditedNumberedAndThenStays()
    {
        var (number, _, path) = await TakenAsync();

        var draft = await DoAsync(path, "Letter", ("letter", "Acknowledge"));
        Assert.Contains(number, draft.Text, StringComparison.Ordinal);
        Assert.Contains("ไฟหน้าห้องน้ำชั้นสองดับ", draft.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("ลับเฉพาะ", draft.Html, StringComparison.Ordinal);
        var issued = await quality.SendToAsync(draft.Form(), draft.Path + "?handler=Issue", ("Receiver", "นางสมมติ ลับเฉพาะ"), ("Body", "ย่อหน้าหนึ่ง\r\n\r\nย่อหน้าสอง"));

        Assert.Contains("ออกเลขที่", issued.Text, StringComparison.Ordinal);
        Assert.Empty(issued.All("main form[method=post] textarea"));
        var printed = await quality.GetAsync(draft.Path + "/print");
        Assert.Contains("ขอแสดงความนับถือ", printed.Text, StringComparison.Ordinal);
        Assert.Contains("ลับเฉพาะ", printed.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from issued_numbers where series = 'letter' and subject_kind = 'voice_letter'"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from voice_letters where voice_letters::text like '%ลับเฉพาะ%'"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from events where events::text like '%ลับเฉพาะ%'"));

        var again = await quality.SendToAsync(draft.Form(), draft.Path, ("Seen", "3"), ("Body", "แก้ภายหลัง"));
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("ออกเลขแล้ว แก้ไขไม่ได้", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_AsPdf_IsForWhoAskedAndTheJobKeepsNoneOfItsWords()
    {
        var (_, _, path) = await TakenAsync();
        var draft = await DoAsync(path, "Letter", ("letter", "Answer"));
        await quality.SendAsync(draft.Form(), ("Receiver", "นางสมมติ ลับเฉพาะ"), ("Subject", "เรื่องเฉพาะตัว"));

        var job = await quality.SendAsync((await quality.GetAsync(draft.Path + "/print")).Form("handler=Pdf"));
        while (job.Document.QuerySelector("[hx-get]") is not null)
        {
            job = await quality.GetAsync(job.Path);
        }

        var fetch = job.Document.QuerySelector("a[href$='handler=File']")?.GetAttribute("href");
        Assert.True(fetch is not null, job.Text);
        Assert.Equal("application/pdf", (await quality.Http.GetAsync(new Uri(fetch!, UriKind.Relative))).Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync("demo.officer")).GetAsync(fetch!)).Status);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from jobs where jobs::text ~ 'ลับเฉพาะ|เฉพาะตัว'"));
    }

    [Fact]
    public async Task Letter_OfAnotherCase_IsNotThere()
    {
        var (_, _, path) = await TakenAsync();
        var (_, _, other) = await TakenAsync();
        var draft = await DoAsync(path, "Letter", ("letter", "Chase"));

        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync($"{other}/letters/{Id(draft.Path)}")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await (await app.SignInAsync("demo.reader")).GetAsync(draft.Path)).Status);
    }

    [Fact]
    public async Task SameMatter_IsOfferedMergedToldAndAnsweredTogether()
    {
        var (first, _, main) = await TakenAsync();
        var (second, code, path) = await TakenAsync(("Input.Subject", "หลอดไฟหน้าห้องน้ำชั้นสองดับ"), ("Input.Name", null));
        var page = await quality.GetAsync(path + "/together");
        Assert.Contains(first, page.Text, StringComparison.Ordinal);

        await quality.SendToAsync(page.Form(), path + "/together?handler=Merge", ("other", Id(main)));
        Assert.Equal("merged", await StateAsync(second));
        Assert.Contains("รวมกับเรื่องเดียวกัน", (await FollowAsync(second, code)).Text, StringComparison.Ordinal);
        await DoAsync(main, "Screen", ("Kind", "Question"));
        await DoAsync(main, "Answer", ("Words", "เปลี่ยนหลอดไฟแล้ว"));

        Assert.Equal("answered", await StateAsync(second));
        Assert.Contains("เปลี่ยนหลอดไฟแล้ว", (await FollowAsync(second, code)).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from deadlines where title = '{second}' and rule_code = 'complaint-answer' and met_on is null"));
    }

    [Fact]
    public async Task SealedCase_IsNeverOfferedAsSimilar()
    {
        var (hidden, _, _) = await TakenAsync(("IsSealed", "true"));
        var (_, _, path) = await TakenAsync();

        Assert.DoesNotContain(hidden, (await quality.GetAsync(path + "/together")).All("#similar ~ * a"));
        Assert.DoesNotContain(hidden + " ", (await quality.GetAsync(path + "/together")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SealedCase_IsNeitherLinkedNorMerged()
    {
        var (_, _, open) = await TakenAsync();
        var (number, _, hidden) = await TakenAsync(("IsSealed", "true"));
        var director = await app.SignInAsync("demo.director");
        var form = (await director.GetAsync(hidden + "/together")).Form("handler=Transfer");

        Assert.Equal(HttpStatusCode.NotFound, (await director.SendToAsync(form, hidden + "/together?handler=Link", ("other", Id(open)))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await director.SendToAsync(form, hidden + "/together?handler=Merge", ("other", Id(open)))).Status);

        Assert.Equal("received", await StateAsync(number));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from voice_links"));
    }

    [Fact]
    public async Task Merge_IntoAMergedCaseItselfOrOnAStalePage_IsRefused()
    {
        var (_, _, first) = await TakenAsync();
        var (second, _, path) = await TakenAsync(("Input.Subject", "หลอดไฟหน้าห้องน้ำชั้นสองดับ"));
        var (third, _, late) = await TakenAsync(("Input.Subject", "ไฟห้องน้ำชั้นสองดับ"));
        var (page, stale) = (await quality.GetAsync(path + "/together"), await quality.GetAsync(late + "/together"));

        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendToAsync(page.Form(), path + "/together?handler=Merge", ("other", Id(path)))).Status);
        await quality.SendToAsync(page.Form(), path + "/together?handler=Merge", ("other", Id(first)));
        Assert.Equal("merged", await StateAsync(second));
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendToAsync(stale.Form(), late + "/together?handler=Merge", ("other", Id(path)))).Status);
        await DoAsync(late, "Reply", ("Reply", "กำลังตรวจสอบ"));
        var refused = await quality.SendToAsync(stale.Form(), late + "/together?handler=Merge", ("other", Id(first)));

        Assert.Contains("มีผู้อื่นทำเรื่องนี้ไปแล้ว", refused.Text, StringComparison.Ordinal);
        Assert.Equal("received", await StateAsync(third));
    }

    [Fact]
    public async Task Together_OfWhoOnlyReads_ChangesNothing()
    {
        var (number, _, path) = await TakenAsync();
        var form = (await quality.GetAsync(path + "/together")).Form("handler=Transfer");
        var reader = await app.SignInAsync("demo.records");
        var own = (await reader.GetAsync(IntakeDesk.New)).Form().Elements["_form"]!.GetAttribute("value");

        await reader.SendToAsync(form, path + "/together?handler=Transfer", ("_form", own), ("ToName", "หน่วยงานสมมติ"));
        await reader.SendToAsync(form, path + "/together?handler=Reference", ("_form", own), ("System", "ศูนย์ 1111"), ("OtherNumber", "1"));

        Assert.Equal("received", await StateAsync(number));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from voice_references"));
    }

    [Fact]
    public async Task Transfer_OfACaseThatIsOver_IsRefused()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.Other, "สำนักงานปลายทาง"));
        var there = (await app.ScalarAsync<int>("select id from offices where slug = 'other'")).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (number, _, path) = await TakenAsync();
        var form = (await quality.GetAsync(path + "/together")).Form("handler=Transfer");
        await app.ExecuteAsync($"update voices set state = 'closed' where number = '{number}'");

        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendToAsync(form, path + "/together?handler=Transfer", ("ToName", "หน่วยงานสมมติ"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendToAsync(form, path + "/together?handler=Transfer", ("ToOffice", there))).Status);

        Assert.Equal("closed", await StateAsync(number));
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from voices where office_id = {there}"));
    }

    [Fact]
    public async Task Transfer_OfASealedCase_StaysSealedThere()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.Other, "สำนักงานปลายทาง"));
        var there = await app.ScalarAsync<int>("select id from offices where slug = 'other'");
        var (_, _, hidden) = await TakenAsync(("IsSealed", "true"));
        var director = await app.SignInAsync("demo.director");

        await director.SendAsync((await director.GetAsync(hidden + "/together")).Form("handler=Transfer"), ("ToOffice", there.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.True(await app.ScalarAsync<bool>($"select is_sealed from voices where office_id = {there}"));
    }

    [Fact]
    public async Task Letter_WrittenByTwoAtOnce_TellsTheSecond()
    {
        var (_, _, path) = await TakenAsync();
        var draft = await DoAsync(path, "Letter", ("letter", "Chase"));
        await quality.SendAsync(draft.Form(), ("Receiver", "หัวหน้ากลุ่ม"), ("Body", "คนแรก"));

        var second = await quality.SendAsync(draft.Form(), ("Receiver", "หัวหน้ากลุ่ม"), ("Body", "คนที่สอง"));

        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Contains("คนที่สอง", second.Html, StringComparison.Ordinal);
        Assert.Equal("คนแรก", await app.ScalarAsync<string>($"select body from voice_letters where id = '{Id(draft.Path)}'"));
    }

    [Fact]
    public async Task Number_OfAMinistry_StandsWithTheCaseAndIsReported()
    {
        var (_, _, path) = await TakenAsync();

        await DoAsync(path + "/together", "Reference", ("System", "ศูนย์ 1111"), ("OtherNumber", "ก 42/2569"), ("DueOn", "1/12/2569"));
        Assert.Contains("ก 42/2569", (await quality.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync(path + "/together", "Reference", ("System", "ศูนย์ 1111"), ("OtherNumber", "ก 42/2569"))).Status);
        await DoAsync(path + "/together", "Reported");

        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from voice_references where reported_on is not null"));
    }

    [Fact]
    public async Task Transfer_TakesTheCaseWithSpeakerFilesAndCodeAndNeverBack()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.Other, "สำนักงานปลายทาง"));
        var there = await app.ScalarAsync<int>("select id from offices where slug = 'other'");
        var (number, code, path) = await TakenAsync();
        var evidence = (await quality.GetAsync(path + "/files")).Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlFormElement>("form[enctype='multipart/form-data']").Single();
        ((AngleSharp.Html.Dom.IHtmlSelectElement)evidence.Elements["Kind"]!).Value = "Brought";
        await quality.SendFilesAsync(evidence, ("ภาพ.pdf", FilesDesk.Pdf));

        await DoAsync(path + "/together", "Transfer", ("ToOffice", there.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal("transferred", await StateAsync(number));
        var moved = await app.ScalarAsync<string>($"select number from voices where office_id = {there}");
        Assert.Contains("สำนักงานปลายทาง เลขที่ " + moved, (await FollowAsync(number, code)).Text, StringComparison.Ordinal);
        Assert.Equal("/other/voice/follow/case", (await FollowAsync(moved, code, "other")).Path);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from voice_files where office_id = {there}"));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from voice_speakers where office_id = {there} and name is not null"));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from voices where office_id = {there} and passed = array[(select id from offices where slug = 'demo')] and received_on = (select received_on from voices where number = '{number}' and office_id <> {there})"));
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from deadlines where title = '{number}' and rule_code = 'complaint-answer' and met_on is null and office_id <> {there}"));

        await app.ExecuteAsync($"update voices set passed = array[{there}], state = 'received', closed_on = null where number = '{number}' and office_id <> {there}");
        var back = await quality.SendToAsync((await quality.GetAsync(path + "/together")).Form("handler=Transfer"), path + "/together?handler=Transfer", ("ToOffice", there.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.BadRequest, back.Status);
        Assert.Contains("โอนกลับไม่ได้", back.Text, StringComparison.Ordinal);
    }
}
