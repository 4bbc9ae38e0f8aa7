using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Tests.Platform.Notifications;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>People speak to the office in a LINE chat and are told there, or by SMS, of news.</summary>
public sealed class LineTests(Server server) : IAsyncLifetime
{
    const string Secret = "channel-secret-of-the-tests";
    const string Token = "access-token-of-the-tests";
    const string User = "U4af4980629aaaabbbbccccdddd";
    const string Messages = "/demo/desk/office/messages";
    // A little ahead of the app, so that what it just wrote is due.
    readonly SetClock clock = new(TimeProvider.System.GetUtcNow().AddMinutes(5));
    App app = null!;
    Receiver outside = null!;
    Visitor admin = null!;
    int happened;

    public async ValueTask InitializeAsync()
    {
        outside = await Receiver.StartAsync();
        app = await server.AppAsync(Receiver.Loopback, ("RAPFANG_LINE_ADDRESS", outside.Address), ("RAPFANG_ADDRESS", "https://rapfang.office.example"));
        admin = await app.SignInAsync("demo.admin");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await outside.DisposeAsync();
    }

    async Task<ReadPage> DoAsync(string handler, params (string, string?)[] fields) => await admin.SendAsync((await admin.GetAsync(Messages)).Form("handler=" + handler), fields);

    Task<ReadPage> WithLineAsync(int limit = 10) => DoAsync("Line", ("Line.ChannelSecret", Secret), ("Line.AccessToken", Token), ("Line.MonthlyLimit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    Task SendDueAsync() => new CallSender(
        app.Database, app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<OfficeDirectory>(),
        app.Services.GetRequiredService<PersonalKeys>(), app.Services.GetRequiredService<OutsideNetwork>(), clock, NullLogger<CallSender>.Instance).SendDueAsync();

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    /// <summary>As LINE sends it.</summary>
    async Task<HttpStatusCode> LineSaysAsync(string body, string secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/demo/line", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Line-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
        return (await app.Visit().Http.SendAsync(request)).StatusCode;
    }

    string Happened(string type, object? message = null, string? id = null) => JsonSerializer.Serialize(new
    {
        destination = "Uoffice",
        events = new[]
        {
            new
            {
                type, message, webhookEventId = id ?? $"01EVENT{++happened:D19}", deliveryContext = new { isRedelivery = id is not null }, timestamp = 1, mode = "active",
                source = new { type = "user", userId = User }, replyToken = $"reply-{happened}",
            },
        },
    });

    string Written(string text, string? id = null) => Happened("message", new { type = "text", id = "1", text }, id);

    /// <summary>Somebody writes; what the office answers.</summary>
    async Task<string> WriteAsync(string text)
    {
        Assert.Equal(HttpStatusCode.OK, await LineSaysAsync(Written(text)));
        var before = outside.Calls.Count;
        await SendDueAsync();
        return JsonSerializer.Deserialize<JsonElement>(outside.Calls.Skip(before).Single(call => call.Path.EndsWith("/reply", StringComparison.Ordinal)).Body).GetProperty("messages")[0].GetProperty("text").GetString()!;
    }

    async Task<(string Number, string Code)> SpokenAsync()
    {
        await WriteAsync("ไฟหน้าสำนักงานดับ");
        await WriteAsync("ดับมาสามวันแล้ว");
        var lines = (await WriteAsync("ส่งข้อร้องเรียน")).Split('\n');
        return (lines[1]["เลขที่ ".Length..], lines[2]["รหัสลับ ".Length..]);
    }

    async Task ScreenAsync(string number)
    {
        var quality = await app.SignInAsync("demo.quality");
        var path = "/demo/desk/voices/" + await app.ScalarAsync<Guid>($"select id from voices where number = '{number}'");
        await quality.SendAsync((await quality.GetAsync(path)).Form("handler=Screen"));
    }

    [Fact]
    public async Task Chat_BecomesACaseAndGivesNumberCodeAndAddress()
    {
        await WithLineAsync();
        var first = await WriteAsync("ไฟหน้าสำนักงานดับ");
        Assert.Contains("ยังไม่ได้ส่งเป็นเรื่อง", first, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("voices where what like 'ไฟหน้า%'"));
        await WriteAsync("ดับมาสามวันแล้ว");

        var answer = await WriteAsync("ส่งข้อร้องเรียน");

        var number = await app.ScalarAsync<string>("select v.number from voices v join channels c on c.id = v.channel_id where c.way = 'line' and what = E'ไฟหน้าสำนักงานดับ\\nดับมาสามวันแล้ว' and kind = 'complaint'");
        Assert.Contains(number, answer, StringComparison.Ordinal);
        Assert.Contains("https://rapfang.office.example/demo/voice/follow", answer, StringComparison.Ordinal);
        var visitor = app.Visit();
        var code = answer.Split('\n')[2]["รหัสลับ ".Length..];
        var seen = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/follow")).Form(), ("Number", number), ("Code", code));
        Assert.Equal("/demo/voice/follow/case", seen.Path);
        Assert.Equal(0, await CountAsync("line_chats"));
        // Neither the code nor who wrote stays readable anywhere.
        Assert.Equal(0, await CountAsync($"outgoing_calls o where o::text like '%{code}%' or o.body is not null"));
        Assert.Equal(0, await CountAsync($"voice_speakers s where s::text like '%{User}%'"));
        Assert.Equal("Bearer " + Token, outside.Calls[^1].Headers["Authorization"]);
        Assert.False(outside.Calls[^1].Headers.ContainsKey("X-Line-Retry-Key")); // LINE refuses it with answers.
    }

    // LINE takes an answer for about a minute only.
    [Fact]
    public async Task Receipt_ThatComesTooLateAsAnAnswer_IsPushed()
    {
        await WithLineAsync();
        await LineSaysAsync(Written("ถามเวลาเปิด"));
        await LineSaysAsync(Written("ส่งคำถาม"));
        outside.Refuses = "/reply";

        await SendDueAsync();

        var push = JsonSerializer.Deserialize<JsonElement>(outside.Calls.Single(call => call.Path.EndsWith("/push", StringComparison.Ordinal)).Body);
        Assert.Equal(User, push.GetProperty("to").GetString());
        Assert.Contains("รหัสลับ", push.GetProperty("messages")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(User, outside.Calls.First(call => call.Path.EndsWith("/reply", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSignature_IsRefusedAndNothingIsKept()
    {
        await WithLineAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await LineSaysAsync(Written("เรื่องปลอม"), "another secret"));
        using var unsigned = new StringContent(Written("เรื่องปลอม"), Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Visit().Http.PostAsync(new Uri("/demo/line", UriKind.Relative), unsigned)).StatusCode);

        Assert.Equal(0, await CountAsync("line_chats"));
        Assert.Equal(0, await CountAsync("line_events"));
        Assert.Equal(0, await CountAsync("outgoing_calls"));
    }

    [Fact]
    public async Task Redelivery_IsTakenOnce()
    {
        await WithLineAsync();
        await LineSaysAsync(Written("คำเดียว", "01AAAA"));
        await LineSaysAsync(Written("คำเดียว", "01AAAA"));
        var send = Written("ส่งคำถาม", "01BBBB");

        await Task.WhenAll(LineSaysAsync(send), LineSaysAsync(send), LineSaysAsync(send));

        Assert.Equal(1, await CountAsync("voices where what = 'คำเดียว'"));
        Assert.Equal(2, await CountAsync("outgoing_calls"));
    }

    [Fact]
    public async Task OtherHappenings_AreAnsweredWithOkAndKeepNothing()
    {
        await WithLineAsync();

        Assert.Equal(HttpStatusCode.OK, await LineSaysAsync("{\"destination\":\"U\",\"events\":[]}"));
        foreach (var body in new[] { Happened("unfollow"), Happened("postback"), Happened("message", new { type = "sticker" }), Written("x").Replace("\"user\"", "\"group\"", StringComparison.Ordinal) })
        {
            Assert.Equal(HttpStatusCode.OK, await LineSaysAsync(body));
        }

        Assert.Equal(0, await CountAsync("outgoing_calls"));
        Assert.Equal(HttpStatusCode.OK, await LineSaysAsync(Happened("follow")));
        Assert.Equal(HttpStatusCode.OK, await LineSaysAsync(Happened("message", new { type = "image" })));
        Assert.Equal(2, await CountAsync("outgoing_calls"));
        Assert.Equal(HttpStatusCode.BadRequest, await LineSaysAsync("no json"));
        Assert.Equal(0, await CountAsync("line_chats"));
    }

    [Fact]
    public async Task Cancel_ForgetsWhatWasWritten()
    {
        await WithLineAsync();
        await WriteAsync("เรื่องที่เปลี่ยนใจ");
        Assert.Equal(0, await CountAsync("line_chats c where c::text like '%เปลี่ยนใจ%'"));

        Assert.Contains("ยกเลิกแล้ว", await WriteAsync("ยกเลิก"), StringComparison.Ordinal);

        Assert.Contains("ยังไม่มีข้อความ", await WriteAsync("ส่งข้อร้องเรียน"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_ArePushedOnceWithTheNumberOnly()
    {
        await WithLineAsync();
        var (number, _) = await SpokenAsync();
        outside.Answer = (500, "{}");
        await ScreenAsync(number);
        await SendDueAsync();
        outside.Answer = (409, "{}"); // It had taken the first one after all.
        clock.Now += TimeSpan.FromMinutes(2);
        await SendDueAsync();

        var pushes = outside.Calls.Where(call => call.Path.EndsWith("/push", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, pushes.Count);
        Assert.Single(pushes.Select(push => push.Headers["X-Line-Retry-Key"]).Distinct());
        var push = JsonSerializer.Deserialize<JsonElement>(pushes[0].Body);
        Assert.Equal(User, push.GetProperty("to").GetString());
        var text = push.GetProperty("messages")[0].GetProperty("text").GetString()!;
        Assert.Contains(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ไฟหน้า", text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("outgoing_calls where what = 'line-push' and sent_at is not null"));
    }

    [Fact]
    public async Task Quota_WhenUsedUp_NothingIsPushedAndTheAdministratorIsToldOnce()
    {
        await WithLineAsync(limit: 1);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await ScreenAsync((await SpokenAsync()).Number);
        }

        Assert.Equal(1, await CountAsync("outgoing_calls where what = 'line-push'"));
        Assert.Equal(1, await CountAsync("notices where text like 'ข้อความแจ้งทาง LINE ของเดือนนี้ครบ%'"));
        Assert.Equal(3, await CountAsync("voice_speakers where wants_line"));
        Assert.Contains("ครบจำนวนแล้ว", (await admin.GetAsync(Messages)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_WhenLineSaysSo_IsUsedUp()
    {
        await WithLineAsync();
        var (number, _) = await SpokenAsync();
        outside.Answer = (429, "{\"message\":\"You have reached your monthly limit.\"}");
        await ScreenAsync(number);
        await SendDueAsync();

        Assert.Equal(1, await CountAsync("outgoing_calls where what = 'line-push' and given_up_at is not null and trouble = 'refused'"));
        Assert.Equal(1, await CountAsync("line_accounts where quota_used >= monthly_limit"));
        Assert.Equal(1, await CountAsync("notices where text like 'ข้อความแจ้งทาง LINE ของเดือนนี้ครบ%'"));
    }

    [Fact]
    public async Task Settings_KeepSecretsSealedAndAskLine()
    {
        Assert.Equal(HttpStatusCode.NotFound, await LineSaysAsync(Written("x"))); // Not set up.
        var page = await WithLineAsync();
        Assert.DoesNotContain(Token, page.Html, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync($"line_accounts a where a::text ~ '{Secret}|{Token}'"));
        Assert.Equal(0, await CountAsync($"events e where e::text ~ '{Secret}|{Token}'"));

        outside.Answer = (200, "{\"displayName\":\"สำนักงานสมมติ\"}");
        Assert.Contains("สำนักงานสมมติ", (await DoAsync("LineTest")).Text, StringComparison.Ordinal);
        outside.Answer = (401, "{}");
        var refused = await DoAsync("LineTest");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("LINE ไม่รับ (401)", refused.Text, StringComparison.Ordinal);

        await DoAsync("Line", ("Line.MonthlyLimit", "5")); // What is left empty stays.
        Assert.Equal(HttpStatusCode.OK, await LineSaysAsync(Written("x")));
        await DoAsync("LineRemove");
        Assert.Equal(0, await CountAsync("line_accounts"));
    }

    Task<ReadPage> WithSmsAsync(string template = "{\"to\":\"{phone66}\",\"message\":\"{text}\"}", string form = "false") => DoAsync(
        "Sms", ("Sms.Address", outside.Address + "/send"), ("Sms.HeaderName", "X-Api-Key"), ("Sms.Key", "sms-key-of-the-tests"), ("Sms.IsForm", form), ("Sms.Template", template));

    async Task<ReadPage> SpeakAsync(params (string, string?)[] more)
    {
        var visitor = app.Visit();
        var check = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/new/question?x=1")).Form(), [("Input.Subject", "เรื่องของฉัน"), ("Input.What", "รายละเอียด"), .. more]);
        return check.Status == HttpStatusCode.OK ? await visitor.SendToAsync(check.Form(), check.Path + "?handler=Send") : check;
    }

    [Fact]
    public async Task Sms_IsOfferedOnlyWhenSetUpAndSaysTheNumberOnly()
    {
        Assert.DoesNotContain("Input.WantsSms", (await app.Visit().GetAsync("/demo/voice/new/question?x=1")).Html, StringComparison.Ordinal);
        await WithSmsAsync();
        Assert.Contains("Input.WantsSms", (await app.Visit().GetAsync("/demo/voice/new/question?x=1")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await SpeakAsync(("Input.Phone", "055 123 456"), ("Input.WantsSms", "true"))).Status);
        await SpeakAsync(("Input.Phone", "๐๘๑-๒๓๔ ๕๖๗๘"), ("Input.WantsSms", "true"));
        var number = await app.ScalarAsync<string>("select number from voices where subject = 'เรื่องของฉัน'");

        await ScreenAsync(number);
        await SendDueAsync();

        var call = Assert.Single(outside.Calls);
        Assert.Equal("sms-key-of-the-tests", call.Headers["X-Api-Key"]);
        var sent = JsonSerializer.Deserialize<JsonElement>(call.Body);
        Assert.Equal("66812345678", sent.GetProperty("to").GetString());
        Assert.Contains(number, sent.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องของฉัน", call.Body, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("outgoing_calls o where o::text like '%812345678%' or body is not null"));
    }

    [Fact]
    public async Task Sms_AsAForm_IsTriedFromThePage()
    {
        await WithSmsAsync("msisdn={phone}&message={text}&sender=TEST", "true");
        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync("SmsTest", ("TestPhone", "055123456"))).Status);
        await DoAsync("SmsTest", ("TestPhone", "081 234 5678"));
        await SendDueAsync();

        Assert.StartsWith("msisdn=0812345678&message=%E0%B8%97", outside.Calls.Single().Body, StringComparison.Ordinal);
        Assert.Contains("ส่งแล้ว", (await admin.GetAsync(Messages)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"to\":\"{phone}\"}")]
    [InlineData("{\"message\":\"{text}\"}")]
    [InlineData("{\"to\":\"{phone}\",\"message\":{text}}")]
    public async Task Sms_TemplateThatCanNotWork_IsRefused(string template)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await WithSmsAsync(template)).Status);
        Assert.Equal(0, await CountAsync("sms_gateways"));
    }

    // Else the key could be sent to whoever changes the address.
    [Fact]
    public async Task Sms_WithAnotherAddress_NeedsTheKeyAgain()
    {
        await WithSmsAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await DoAsync("Sms", ("Sms.Address", "https://elsewhere.example/"))).Status);
    }

    [Fact]
    public async Task NothingSetUp_NothingIsKept()
    {
        await SpeakAsync(("Input.Phone", "081 234 5678"), ("Input.WantsSms", "true"));
        await ScreenAsync(await app.ScalarAsync<string>("select number from voices where subject = 'เรื่องของฉัน'"));

        Assert.Equal(0, await CountAsync("outgoing_calls"));
    }
}
