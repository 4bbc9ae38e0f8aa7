namespace Rapfang.Tests.Modules.Voices;

static class IntakeDesk
{
    public const string New = "/demo/desk/voices/new";

    /// <summary>Takes a case down; where similar ones are shown first, as a matter of its own.</summary>
    public static async Task<ReadPage> TakeDownAsync(this Visitor officer, params (string, string?)[] said)
    {
        var page = await officer.SendAsync((await officer.GetAsync(New)).Form(), said);
        return page.All("#similar legend").Length > 0 ? await officer.SendAsync(page.Form()) : page;
    }
}

/// <summary>An officer takes down what somebody says; what is known of the matter is offered before.</summary>
public sealed class IntakeTests(Server server) : IAsyncLifetime
{
    static readonly (string, string?)[] Lamp = [("Input.Subject", "ไฟหน้าห้องน้ำชั้นสองดับ"), ("Input.What", "ไฟหน้าห้องน้ำชั้นสองดับมาสามวัน"), ("Input.Place", "อาคาร 2")];
    App app = null!;
    Visitor officer = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    async Task<ReadPage> FilledAsync(params (string, string?)[] said) => await officer.SendAsync((await officer.GetAsync(IntakeDesk.New)).Form(), said);

    [Fact]
    public async Task TakeDown_WhenASimilarCaseIsHere_ShowsItFirstKeepsWhatWasTypedAndLinksThem()
    {
        var first = (await FilledAsync(Lamp)).All(".notice b")[0];
        var before = await CountAsync("voices");

        var stopped = await FilledAsync([("Input.Subject", "หลอดไฟหน้าห้องน้ำชั้นสองดับ"), .. Lamp[1..], ("Input.Name", "นางสมมติ ลับเฉพาะ")]);

        Assert.Equal(before, await CountAsync("voices"));
        Assert.Contains("ยังไม่ได้บันทึกเรื่อง", stopped.Text, StringComparison.Ordinal);
        Assert.Contains(stopped.All("#similar li"), line => line.Contains(first, StringComparison.Ordinal));
        Assert.Equal("นางสมมติ ลับเฉพาะ", stopped.Document.QuerySelector("#Input-Name")!.GetAttribute("value"));
        var same = stopped.Document.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlInputElement>("[name=LinkTo]").Single(choice => choice.Parent!.TextContent.Contains(first, StringComparison.Ordinal));
        var taken = await officer.SendAsync(stopped.Form(), ("LinkTo", same.Value));

        Assert.Equal(before + 1, await CountAsync("voices"));
        Assert.Equal(1L, await CountAsync($"voice_links l join voices v on v.id = l.voice_id where l.other_id = '{same.Value}' and v.number = '{taken.All(".notice b")[0]}'"));
    }

    [Fact]
    public async Task WhileTyping_SimilarCasesAreAnsweredAsAPartOfThePage()
    {
        await FilledAsync(Lamp);
        var form = (await officer.GetAsync(IntakeDesk.New)).Form();

        var part = await officer.SendToAsync(form, IntakeDesk.New + "?handler=Similar", [.. Lamp, ("ReceivedOn", "")]);
        var other = await officer.SendToAsync(form, IntakeDesk.New + "?handler=Similar", ("Input.Subject", "ขอสำเนาทะเบียนประวัติ"));

        Assert.Contains("ไฟหน้าห้องน้ำชั้นสองดับ", part.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", part.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("ไฟหน้าห้องน้ำ", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SealedCase_IsNeitherOfferedNorComparedNorLinked()
    {
        await FilledAsync([.. Lamp, ("IsSealed", "true")]);
        var hidden = await app.ScalarAsync<Guid>("select id from voices order by id desc limit 1");
        Assert.Contains("บันทึกรับเรื่องแล้ว เลขที่", (await FilledAsync([.. Lamp, ("LinkTo", hidden.ToString())])).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync($"voice_links where other_id = '{hidden}'"));

        Assert.Contains("บันทึกรับเรื่องแล้ว เลขที่", (await FilledAsync([.. Lamp, ("IsSealed", "true")])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_IsToldThatAPlaceIsInHandFromFiveCasesOnAndNothingOfThem()
    {
        async Task<string> CheckAsync(string kind = "complaint")
        {
            var visitor = app.Visit();
            return (await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/" + kind)).Form(), Lamp)).Text;
        }

        async Task TakeAsync(int times, params (string, string?)[] more)
        {
            for (var n = 0; n < times; n++)
            {
                await officer.TakeDownAsync([.. Lamp, .. more]);
            }
        }

        const string told = "อยู่แล้วอย่างน้อย 5 เรื่อง";
        await TakeAsync(4);
        await TakeAsync(2, ("IsSealed", "true"));
        Assert.DoesNotContain("อยู่แล้วอย่างน้อย", await CheckAsync(), StringComparison.Ordinal);
        await TakeAsync(2);

        Assert.Contains(told, await CheckAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(told, await CheckAsync("corruption"), StringComparison.Ordinal);
        await app.ExecuteAsync("update voices set state = 'closed' where place = 'อาคาร 2'");
        Assert.DoesNotContain(told, await CheckAsync(), StringComparison.Ordinal);
    }
}
