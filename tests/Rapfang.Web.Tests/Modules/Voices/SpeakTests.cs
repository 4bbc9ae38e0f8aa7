using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Somebody speaks and follows what happens, without a script.</summary>
public sealed class SpeakTests(Server server) : IAsyncLifetime
{
    const string Form = "/demo/voice/new/";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    static (string, string?)[] Said(string what = "พูดจาดี รอไม่นาน", params (string, string?)[] more) =>
        [("Input.Subject", "เรื่องทดสอบ"), ("Input.What", what), .. more];

    static Task<ReadPage> SendAsync(Visitor visitor, ReadPage check) => visitor.SendToAsync(check.Form(), check.Path + "?handler=Send");

    /// <summary>Fills the form, checks and sends it.</summary>
    static async Task<ReadPage> SpeakAsync(Visitor visitor, string kind, params (string, string?)[] said)
    {
        var check = await visitor.SendAsync((await visitor.GetAsync(Form + kind)).Form(), said);
        return await SendAsync(visitor, check);
    }

    static (string Number, string Code) Receipt(ReadPage page)
    {
        var shown = page.All(".receipt b");
        return (shown[0], shown[1]);
    }

    static async Task<ReadPage> FollowAsync(Visitor visitor, string number, string code) =>
        await visitor.SendAsync((await visitor.GetAsync("/demo/voice/follow")).Form(), ("Number", number), ("Code", code));

    [Fact]
    public async Task Compliment_FromHomeToReceipt_IsKeptUnnamed()
    {
        var visitor = app.Visit();
        Assert.Contains("/demo/voice/new", (await visitor.GetAsync("/demo")).Html, StringComparison.Ordinal);
        var before = await CountAsync("voice_speakers");

        var receipt = await SpeakAsync(visitor, "compliment", Said());

        Assert.Equal("/demo/voice/receipt", receipt.Path);
        var (number, code) = Receipt(receipt);
        Assert.Equal(1L, await CountAsync($"voices where number = '{number}' and kind = 'compliment' and state = 'received' and channel_id = (select id from channels where way = 'web')"));
        Assert.Equal(before, await CountAsync("voice_speakers"));
        Assert.Equal(0L, await CountAsync($"voices v where v::text like '%{code}%'"));
        Assert.Equal(1L, await CountAsync($"deadlines d join voices v on v.id = d.subject_id where v.number = '{number}' and d.rule_code = 'complaint-answer' and d.due_on = v.received_on + 30"));
    }

    [Fact]
    public async Task Receipt_ToPrint_IsAPageOfItsOwnForWhoSpoke()
    {
        var visitor = app.Visit();
        var receipt = await SpeakAsync(visitor, "question", Said());
        var (number, code) = Receipt(receipt);

        var paper = await visitor.GetAsync(receipt.Document.QuerySelector("a[href$='/print']")!.GetAttribute("href")!);

        Assert.Contains(number, paper.Text, StringComparison.Ordinal);
        Assert.Contains(code, paper.Text, StringComparison.Ordinal);
        Assert.Equal("/demo/voice/follow", (await app.Visit().GetAsync("/demo/voice/receipt/print")).Path);
    }

    [Fact]
    public async Task Get_OfTheForm_WritesNothing()
    {
        var before = await CountAsync("events");

        await app.Visit().GetAsync(Form + "complaint");
        var check = await app.Visit().GetAsync(Form + "question");
        await app.Visit().SendAsync(check.Form(), ("Input.Subject", "x"));

        Assert.Equal(before, await CountAsync("events"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync(Form + "1")).Status);
    }

    [Fact]
    public async Task Post_WhenSomethingIsMissing_KeepsWhatWasTyped()
    {
        var visitor = app.Visit();

        var page = await visitor.SendAsync((await visitor.GetAsync(Form + "complaint")).Form(), ("Input.Subject", ""), ("Input.What", "<b>ยาว</b>"), ("Input.Email", "ไม่ใช่"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("<b>ยาว</b>", page.Document.QuerySelector<IHtmlTextAreaElement>("#Input-What")!.Value);
        Assert.Equal(["#Input-Email", "#Input-Subject"], page.Document.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order());
    }

    [Fact]
    public async Task Post_OfAHundredThousandLetters_IsRefusedInWordsAndKept()
    {
        var visitor = app.Visit();

        var page = await visitor.SendAsync((await visitor.GetAsync(Form + "opinion")).Form(), Said(new string('ก', 100_000)));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(100_000, page.Document.QuerySelector<IHtmlTextAreaElement>("#Input-What")!.Value.Length);
    }

    [Fact]
    public async Task Check_WhenSomethingIsToBeChanged_ShowsTheFormAsItWas()
    {
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync(Form + "complaint")).Form(), Said(more: ("Input.Phone", "081 234 5678")));
        Assert.Contains("081 234 5678", check.Text, StringComparison.Ordinal);

        var form = await visitor.SendToAsync(check.Form(), Form + "complaint?handler=Edit");

        Assert.Equal("081 234 5678", form.Document.QuerySelector<IHtmlInputElement>("#Input-Phone")!.Value);
    }

    [Fact]
    public async Task Send_WhenTheSameFormComesTwice_IsOneCaseWithOneReceipt()
    {
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync(Form + "complaint")).Form(), Said());
        var before = await CountAsync("voices");

        var first = Receipt(await SendAsync(visitor, check));
        var second = Receipt(await SendAsync(visitor, check));
        var other = await visitor.SendToAsync(check.Form(), Form + "complaint?handler=Send", ("Input.What", "อีกเรื่องหนึ่ง"));

        Assert.Equal(first, second);
        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Contains(first.Number, other.Text, StringComparison.Ordinal);
        Assert.Contains("อีกเรื่องหนึ่ง", other.Html, StringComparison.Ordinal);
        Assert.Equal(before + 1, await CountAsync("voices"));
    }

    [Fact]
    public async Task Speaker_IsSealedInTheDatabaseAndInNoEvent()
    {
        await SpeakAsync(app.Visit(), "complaint", Said("ข้อเท็จจริงเฉพาะ", ("Input.Name", "นายสมมติ ตัวอย่าง"), ("Input.Phone", "081 234 5678"), ("Input.Email", "somebody@mail.example")));

        Assert.Equal(0L, await CountAsync("voice_speakers where voice_speakers::text ~ 'สมมติ|081 234|somebody'"));
        Assert.Equal(0L, await CountAsync("events where events::text ~ 'สมมติ ตัวอย่าง|081 234|somebody|ข้อเท็จจริงเฉพาะ'"));
        Assert.Equal(1L, await CountAsync("events where events::text like '%s•••@mail.example%'"));
    }

    [Fact]
    public async Task Follow_WithAWrongNumberOrAWrongCode_IsTheSameAnswer()
    {
        var (number, code) = Receipt(await SpeakAsync(app.Visit(), "question", Said()));
        var (otherNumber, _) = Receipt(await SpeakAsync(app.Visit(), "question", Said()));

        var answers = new List<(HttpStatusCode, string)>();
        foreach (var (typedNumber, typedCode) in new[] { (otherNumber, code), (number, "0000-0000-0000"), ("999/2500", code), ("", "") })
        {
            var page = await FollowAsync(app.Visit(), typedNumber, typedCode);
            answers.Add((page.Status, page.All(".error-summary")[0]));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.BadRequest, answers[0].Item1);
        Assert.Equal("/demo/voice/follow/case", (await FollowAsync(app.Visit(), $" {number} ", code.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).Path);
        Assert.Equal("/demo/voice/follow", (await app.Visit().GetAsync("/demo/voice/follow/case")).Path);
    }

    [Fact]
    public async Task Follow_ShowsNoPersonalDataAndTakesAMessage()
    {
        var (number, code) = Receipt(await SpeakAsync(app.Visit(), "complaint", Said(more: ("Input.Name", "นางสมมติ ลับเฉพาะ"))));
        var visitor = app.Visit();
        var page = await FollowAsync(visitor, number, code);
        Assert.DoesNotContain("ลับเฉพาะ", page.Html, StringComparison.Ordinal);

        var written = await visitor.SendAsync(page.Form("handler=Write"), ("Words", "<i>ข้อมูลเพิ่ม</i>"));
        Assert.Contains("<i>ข้อมูลเพิ่ม</i>", written.Text, StringComparison.Ordinal);

        var withdrawn = await visitor.SendAsync(written.Form("handler=Withdraw"));
        Assert.Contains("ถอนเรื่องแล้ว", withdrawn.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync($"voices where number = '{number}' and state = 'withdrawn'"));
        Assert.Equal(0L, await CountAsync($"deadlines d join voices v on v.id = d.subject_id where v.number = '{number}' and met_on is null"));
    }

    // What is internal can not leak from a page that never asks for it.
    [Fact]
    public async Task PublicPages_NeverReadInternalNotes()
    {
        await app.ExecuteAsync("alter table voice_notes rename to voice_notes_gone");
        var visitor = app.Visit();

        var (number, code) = Receipt(await SpeakAsync(visitor, "complaint", Said()));
        var page = await FollowAsync(app.Visit(), number, code);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/demo/voice/follow/case")).Status);
    }

    [Fact]
    public async Task Receipt_AfterLeaving_IsGone()
    {
        var visitor = app.Visit();
        var receipt = await SpeakAsync(visitor, "compliment", Said());
        Assert.Equal("/demo/voice/receipt", (await visitor.GetAsync("/demo/voice/receipt")).Path);

        await visitor.SendAsync(receipt.Form("handler=Leave"));

        Assert.Equal("/demo/voice/follow", (await visitor.GetAsync("/demo/voice/receipt")).Path);
    }
}
