using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Tests.Platform.Notifications;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Other systems hear of cases: signed, once, and no more than they may.</summary>
public sealed class WebhookTests(Server server) : IAsyncLifetime
{
    const string Clients = "/demo/desk/office/clients";
    const string Voices = "/demo/desk/voices";
    // A little ahead of the app, so that what it just wrote is due.
    readonly SetClock clock = new(TimeProvider.System.GetUtcNow().AddMinutes(5));
    App app = null!;
    Receiver other = null!;
    Visitor admin = null!;
    string client = "";
    string secret = "";

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync(Receiver.Loopback);
        other = await Receiver.StartAsync();
        admin = await app.SignInAsync("demo.admin");
        await admin.SendAsync((await admin.GetAsync(Clients)).Form("handler=Add"), ("Name", "ระบบจังหวัด"), ("ReadsAll", "true"));
        client = $"{Clients}/{await app.ScalarAsync<Guid>("select id from api_clients")}";
        secret = (await SetAsync(other.Address + "/hook", [.. WebhookKind.All])).All(".notice b").Single();
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await app.DisposeAsync();
    }

    // Each is a node of its own.
    CallSender Node() => new(
        app.Database, app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<OfficeDirectory>(),
        app.Services.GetRequiredService<PersonalKeys>(), app.Services.GetRequiredService<OutsideNetwork>(), clock, NullLogger<CallSender>.Instance);

    async Task<ReadPage> SetAsync(string address, params string[] kinds)
    {
        var token = Visitor.Fields((await admin.GetAsync(client)).Form("handler=Save")).Single(field => field.Key == "_form");
        using var form = new FormUrlEncodedContent([token, new("Address", address), .. kinds.Select(kind => KeyValuePair.Create("Kinds", kind))]);
        return await Visitor.ReadAsync(await admin.Http.PostAsync(new Uri(client + "?handler=Save", UriKind.Relative), form));
    }

    /// <summary>A question that an officer takes down; it can be answered once it is screened.</summary>
    async Task<(string Number, string Path)> TakenAsync(params (string, string?)[] more)
    {
        var officer = await app.SignInAsync("demo.officer");
        var page = await officer.TakeDownAsync(
            [("Channel", await app.ScalarAsync<string>("select id::text from channels where way = 'telephone'")), ("Kind", "Question"), ("Input.Subject", "ถามเวลาเปิด"), ("Input.What", "เปิดกี่โมง ถามแทนนางลับเฉพาะ"), ("Input.Name", "นางลับเฉพาะ"), .. more]);
        var number = page.All(".notice b")[0];
        return (number, $"{Voices}/{await app.ScalarAsync<Guid>($"select id from voices where number = '{number}'")}");
    }

    static async Task<ReadPage> DoAsync(Visitor visitor, string path, string handler, params (string, string?)[] fields) =>
        await visitor.SendAsync((await visitor.GetAsync(path)).Form("handler=" + handler), fields);

    Task<long> CountAsync(string where) => app.ScalarAsync<long>($"select count(*) from outgoing_calls where {where}");

    [Fact]
    public async Task Case_FromReceiptToTheEnd_IsToldSignedAndWithoutWords()
    {
        var (number, path) = await TakenAsync();
        var quality = await app.SignInAsync("demo.quality");
        await DoAsync(quality, path, "Screen", ("Words", "ลับภายใน"));
        await DoAsync(quality, path, "Answer", ("Words", "คำตอบลับ"));
        await DoAsync(quality, path, "Close");

        await Node().SendDueAsync();

        var news = other.Calls.Select(call => JsonSerializer.Deserialize<JsonElement>(call.Body)).ToList();
        Assert.Equal(["case.answered", "case.closed", "case.received", "case.status-changed"], news.Select(one => one.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
        Assert.All(news, one => Assert.Equal(number, one.GetProperty("case").GetString()));
        Assert.Equal(4, news.Select(one => one.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Contains(news, one => one.GetProperty("status").GetString() == "closed");
        Assert.All(other.Calls, call =>
        {
            Assert.DoesNotContain("ลับ", call.Body, StringComparison.Ordinal);
            Assert.Equal(["at", "case", "case_id", "id", "kind", "status"], JsonSerializer.Deserialize<JsonElement>(call.Body).EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal));
            // As a receiver checks it, by the words of the documentation.
            var parts = call.Headers["X-Rapfang-Signature"].Split(',').ToDictionary(part => part.Split('=')[0], part => part.Split('=')[1], StringComparer.Ordinal);
            var mine = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{call.Body}"));
            Assert.Equal(Convert.ToHexStringLower(mine), parts["v1"]);
        });
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from webhooks where webhooks::text like '%{secret}%'"));
    }

    [Fact]
    public async Task SealedCase_IsNeverTold()
    {
        await TakenAsync(("IsSealed", "true"));

        await Node().SendDueAsync();

        Assert.Empty(other.Calls);
        Assert.Equal(0, await CountAsync("true"));
    }

    [Fact]
    public async Task Client_HearsOnlyOfWhatItMayReadAndAskedFor()
    {
        await app.ExecuteAsync("update api_clients set scopes = '{cases.bring}'");
        await TakenAsync();
        Assert.Equal(0, await CountAsync("true"));

        await app.ExecuteAsync("update api_clients set scopes = '{cases.bring,cases.read}'");
        await SetAsync(other.Address, WebhookKind.Closed);
        await TakenAsync();
        Assert.Equal(0, await CountAsync("true"));
    }

    [Fact]
    public async Task ReceiverDownThenUp_EachIsDeliveredOnce()
    {
        var address = other.Address;
        await other.DisposeAsync();
        await TakenAsync();
        await TakenAsync();
        var node = Node();
        for (var hour = 0; hour < 5; hour++)
        {
            await node.SendDueAsync();
            clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(2, await CountAsync("sent_at is null and given_up_at is null"));
        Assert.True(await CountAsync("trouble = 'unreachable'") > 0);

        other = await Receiver.StartAsync(address);
        clock.Now += TimeSpan.FromHours(3);
        await Task.WhenAll(node.SendDueAsync(), Node().SendDueAsync());

        Assert.Equal(2, other.Calls.Count);
        Assert.Equal(2, await CountAsync("sent_at is not null and taken_at is null"));
    }

    [Fact]
    public async Task NodeThatDied_SendsAgainUnderTheSameId()
    {
        await TakenAsync();
        await Node().SendDueAsync();
        // As if the node had died between the receiver's answer and its own mark.
        await app.ExecuteAsync($"update outgoing_calls set sent_at = null, taken_at = due_at, due_at = due_at + interval '{OutboxSender.Lease.TotalSeconds} s'");
        await Node().SendDueAsync();
        Assert.Single(other.Calls);

        clock.Now += OutboxSender.Lease;
        await Node().SendDueAsync();

        Assert.Equal(2, other.Calls.Count);
        Assert.Single(other.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct());
    }

    [Theory]
    [InlineData(404, "given_up_at is not null and trouble = 'refused'")]
    [InlineData(302, "given_up_at is not null and trouble = 'refused'")]
    [InlineData(429, "given_up_at is null and trouble = 'busy' and due_at > written_at")]
    [InlineData(500, "given_up_at is null and trouble = 'fault' and due_at > written_at")]
    public async Task Refusal_EndsIt_TroubleIsWaitedOut(int status, string then)
    {
        other.Answer = (status, "no such thing for 0812345678");
        await TakenAsync();

        await Node().SendDueAsync();

        Assert.Equal(1, await CountAsync(then));
        var words = await app.ScalarAsync<string>("select last_error from outgoing_calls");
        Assert.StartsWith($"{status} no such thing", words, StringComparison.Ordinal);
        Assert.DoesNotContain("0812345678", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_ForMoreThanADay_IsPausedAndTheAdministratorTold()
    {
        other.Answer = (503, "");
        await TakenAsync();
        var node = Node();
        for (var hour = 0; hour < 30; hour++)
        {
            await node.SendDueAsync();
            clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(1, await CountAsync("given_up_at is not null and trouble = 'paused'"));
        Assert.Contains("หยุดแจ้งเหตุการณ์ไปยัง “ระบบจังหวัด”", (await admin.GetAsync("/demo/desk/notices")).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from notices where text like 'หยุดแจ้ง%'"));
        await TakenAsync();
        Assert.Equal(1, await CountAsync("true")); // Nothing is kept while it is paused.

        other.Answer = (200, "");
        await DoAsync(admin, client, "Resume");
        await DoAsync(admin, client, "Again");
        clock.Now = TimeProvider.System.GetUtcNow().AddMinutes(5);
        await node.SendDueAsync();
        Assert.Equal(1, await CountAsync("sent_at is not null"));
    }

    [Fact]
    public async Task Page_TriesShowsAndSendsAgain()
    {
        await DoAsync(admin, client, "Test");
        await Node().SendDueAsync();
        Assert.Equal("test", JsonSerializer.Deserialize<JsonElement>(other.Calls.Single().Body).GetProperty("kind").GetString());

        var page = await admin.GetAsync(client);
        Assert.Contains("ส่งแล้ว", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Html, StringComparison.Ordinal);
        await admin.SendAsync(page.Form("handler=Again"));
        clock.Now += TimeSpan.FromMinutes(1);
        await Node().SendDueAsync();
        Assert.Equal(2, other.Calls.Count);

        var renewed = (await DoAsync(admin, client, "Renew")).All(".notice b").Single();
        Assert.NotEqual(secret, renewed);
        await DoAsync(admin, client, "Remove");
        await TakenAsync();
        Assert.Equal(1, await CountAsync("true"));
    }

    [Theory]
    [InlineData("http://example.go.th/hook")]
    [InlineData("https://10.1.2.3/hook")]
    [InlineData("https://192.168.1.1")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://[::ffff:10.0.0.1]/hook")]
    [InlineData("https://[fd00::1]/hook")]
    [InlineData("https://user:word@example.go.th/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("example")]
    public async Task Address_ThatLeadsInsideOrIsNotSafe_IsRefused(string address)
    {
        var page = await SetAsync(address, WebhookKind.Received);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from webhooks where address = '{other.Address}/hook'"));
    }

    // What is set today may lead elsewhere tomorrow: it is looked at when the connection is made.
    [Fact]
    public async Task Name_ThatLeadsInsideWhenCalled_IsNotCalled()
    {
        await using var strict = await server.AppAsync();
        await app.ExecuteAsync("update webhooks set address = replace(address, '127.0.0.1', 'localhost')");
        await TakenAsync();
        using var network = new OutsideNetwork(strict.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>());

        await new CallSender(
            app.Database, app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<OfficeDirectory>(),
            app.Services.GetRequiredService<PersonalKeys>(), network, clock, NullLogger<CallSender>.Instance).SendDueAsync();

        Assert.Empty(other.Calls);
        Assert.Equal(1, await CountAsync("given_up_at is not null and trouble = 'not_allowed'"));
    }

    [Fact]
    public async Task NoWebhook_NothingIsKept()
    {
        await DoAsync(admin, client, "Remove");
        await TakenAsync();
        Assert.Equal(0, await CountAsync("true"));
    }
}
