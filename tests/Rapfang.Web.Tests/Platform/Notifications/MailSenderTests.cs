using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;

namespace Rapfang.Tests.Platform.Notifications;

/// <summary>The outbox against a real SMTP server: nothing lost, sent once.</summary>
public sealed class MailSenderTests(Server server) : IAsyncLifetime
{
    const string Subject = "แจ้งผลการนำเข้ารายชื่อผู้รับบริการ ประจำปีงบประมาณ พ.ศ. 2570 ของสำนักงานเขตพื้นที่การศึกษา ฉบับที่ 1/2570";
    const string Body = "เรียน ผู้รับบริการ\r\n\r\nน้ำท่วมที่ทำการ กำปั้น ปั๊มน้ำ\r\n.\r\nขอบคุณ";

    readonly SetClock clock = new(DateTimeOffset.Parse("2026-12-01T03:00:00Z", CultureInfo.InvariantCulture));
    App app = null!;
    MailServer smtp = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        smtp = await MailServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await smtp.DisposeAsync();
        await app.DisposeAsync();
    }

    // Each is a node of its own.
    MailSender Node() => new(app.Database, new("127.0.0.1", smtp.Port, "", "", "rapfang@office.example", StartTls: false, ""), clock, NullLogger<MailSender>.Instance);

    Task WriteAsync(params string[] addresses) => app.InScopeAsync("demo", async services =>
    {
        var db = services.GetRequiredService<RapfangDb>();
        db.AddRange(addresses.Select(address => new OutgoingMail("test", address, Subject, Body, clock.Now)));
        await db.SaveChangesAsync();
    });

    Task<long> CountAsync(string where) => app.ScalarAsync<long>($"select count(*) from outbox where {where}");

    [Fact]
    public async Task Mail_ArrivesInThaiWithTheOfficesNameAndAnIdOfItsOwn()
    {
        await WriteAsync("somchai@school.example");
        var id = await app.ScalarAsync<Guid>("select id from outbox");

        await Node().SendDueAsync();
        await smtp.DisposeAsync();

        var mail = Assert.Single(smtp.Mails);
        Assert.Equal("somchai@school.example", mail.To);
        Assert.Equal(Subject, mail.Subject);
        Assert.Equal(Body, mail.Body.TrimEnd());
        Assert.Contains("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1", mail.From, StringComparison.Ordinal);
        Assert.EndsWith("<rapfang@office.example>", mail.From, StringComparison.Ordinal);
        Assert.Contains(id.ToString("N"), mail.Id, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("sent_at is not null and taken_at is null and trouble is null"));
    }

    [Fact]
    public async Task ServerDownForADay_EachMailArrivesOnce()
    {
        await smtp.DisposeAsync();
        await WriteAsync("a@x.example", "b@x.example", "c@x.example");
        var node = Node();
        for (var hour = 0; hour < 24; hour++)
        {
            await node.SendDueAsync();
            clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(3, await CountAsync("sent_at is null and given_up_at is null"));
        Assert.True(await CountAsync("trouble = 'unreachable'") > 0);

        smtp = await MailServer.StartAsync(smtp.Port);
        for (var hour = 0; hour < 3; hour++)
        {
            await node.SendDueAsync();
            clock.Now += TimeSpan.FromHours(1);
        }

        await smtp.DisposeAsync();
        Assert.Equal(["a@x.example", "b@x.example", "c@x.example"], smtp.Mails.Select(mail => mail.To).Order());
        Assert.Equal(3, await CountAsync("sent_at is not null and taken_at is null"));
    }

    [Fact]
    public async Task RefusedRecipient_IsGivenUpAtOnceWithTheReason()
    {
        await WriteAsync("nobody@x.example", "not an address", "somebody@x.example");

        await Node().SendDueAsync();

        Assert.Equal(1, await CountAsync("address = 'nobody@x.example' and given_up_at is not null and trouble = 'refused' and attempts = 1"));
        Assert.Equal(1, await CountAsync("address = 'not an address' and given_up_at is not null and trouble = 'no_address'"));
        Assert.Equal(1, await CountAsync("address = 'somebody@x.example' and sent_at is not null"));
        var words = await app.ScalarAsync<string>("select last_error from outbox where trouble = 'refused'");
        Assert.Contains("no such user here", words, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody@", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatSaysLater_IsTriedForThreeDaysAndGivenUp()
    {
        await WriteAsync("later@x.example");
        var node = Node();
        var begin = clock.Now;
        var waits = new List<TimeSpan>();
        while (await CountAsync("given_up_at is null") == 1)
        {
            await node.SendDueAsync();
            var due = await app.ScalarAsync<DateTime>("select due_at from outbox");
            waits.Add(due - clock.Now.UtcDateTime);
            clock.Now = new DateTimeOffset(due);
        }

        Assert.Equal([1, 5, 15, 60, 120, 120], waits.Take(6).Select(wait => wait.TotalMinutes));
        Assert.InRange((clock.Now - begin).TotalHours, 70, 72);
        Assert.Equal(1, await CountAsync("trouble = 'busy'"));
    }

    [Fact]
    public async Task TwoNodes_SendEachMailOnce()
    {
        var addresses = Enumerable.Range(0, 60).Select(i => $"p{i:00}@x.example").ToArray();
        await WriteAsync(addresses);

        await Task.WhenAll(Node().SendDueAsync(), Node().SendDueAsync(), Node().SendDueAsync());

        await smtp.DisposeAsync();
        Assert.Equal(addresses, smtp.Mails.Select(mail => mail.To).Order());
        Assert.Equal(60, smtp.Mails.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(60, await CountAsync("attempts = 1 and sent_at is not null"));
    }

    [Fact]
    public async Task MailWhoseNodeDied_IsSentAfterTheLeaseUnderTheSameId()
    {
        await WriteAsync("a@x.example");
        var node = Node();
        await node.SendDueAsync();
        // As if the node had died between the server's OK and its own mark.
        await app.ExecuteAsync($"update outbox set sent_at = null, taken_at = due_at, due_at = due_at + interval '{MailSender.Lease.TotalSeconds} s'");
        await node.SendDueAsync();
        Assert.Equal(0, await CountAsync("attempts > 1"));

        clock.Now += MailSender.Lease;
        await node.SendDueAsync();

        await smtp.DisposeAsync();
        Assert.Equal(2, smtp.Mails.Count);
        Assert.Single(smtp.Mails.Select(mail => mail.Id).Distinct());
    }

    [Fact]
    public Task Mail_WhenItsChangeIsNotStored_IsNotWritten() => app.InScopeAsync("demo", async services =>
    {
        var db = services.GetRequiredService<RapfangDb>();
        (await db.Set<Work>().SingleAsync()).Name = "";
        db.Add(new OutgoingMail("test", "a@x.example", Subject, Body, clock.Now));

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync()); // Nobody told of the work.

        Assert.Equal(0, await CountAsync("true"));
    });
}
