using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Rapfang.Platform.Database;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Notifications;

namespace Rapfang.Tests.Platform.Notifications;

/// <summary>What the desk tells people, and the page on which the office sees its mail.</summary>
public sealed class NoticesTests(Server server) : IAsyncLifetime
{
    App plain = null!;
    MailServer smtp = null!;

    public async ValueTask InitializeAsync()
    {
        plain = await server.AppAsync();
        smtp = await MailServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await smtp.DisposeAsync();
        await plain.DisposeAsync();
    }

    // The app's own sender is stopped, so that only the test's sends.
    Task<App> WithMailAsync() =>
        server.AppAsync(("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"), ("Smtp:From", "rapfang@office.example"), ("RAPFANG_ADDRESS", "https://rapfang.office.example/"));

    MailSender Sender(App app, int port) => new(app.Database, new("127.0.0.1", port, "", "", "rapfang@office.example", StartTls: false, ""), TimeProvider.System, NullLogger<MailSender>.Instance);

    static Task TellAsync(App app, string user, string thai) => app.InScopeAsync("demo", async services =>
    {
        var id = await app.ScalarAsync<Guid>($"select id from users where user_name = '{user}'");
        await services.GetRequiredService<NoticeBoard>().TellAsync(id, thai, "Something happened", "/demo/desk/works");
        await services.GetRequiredService<RapfangDb>().SaveChangesAsync();
    });

    [Fact]
    public async Task Notices_AreCountedListedOpenedAndRead()
    {
        var officer = await plain.SignInAsync("demo.officer");
        var empty = await officer.GetAsync("/demo/desk/notices");
        Assert.Contains("ยังไม่มีการแจ้งเตือน", empty.Text, StringComparison.Ordinal);
        Assert.Empty(empty.All(".count"));

        await TellAsync(plain, "demo.officer", "เรื่องที่หนึ่ง");
        await TellAsync(plain, "demo.officer", "เรื่องที่สอง");
        await TellAsync(plain, "demo.reader", "เรื่องของผู้อื่น");

        var page = await officer.GetAsync("/demo/desk/notices");
        Assert.StartsWith("2", Assert.Single(page.All(".count")), StringComparison.Ordinal);
        Assert.Equal(["เรื่องที่สอง", "เรื่องที่หนึ่ง"], page.All("main .linkish"));
        Assert.Empty(page.All(".pager")); // There is one page only.

        Assert.Equal("/demo/desk/works", (await officer.SendAsync(page.Form("handler=Open"))).Path);
        Assert.StartsWith("1", Assert.Single((await officer.GetAsync("/demo/desk/works")).All(".count")), StringComparison.Ordinal);

        var read = await officer.SendAsync(page.Form("handler=ReadAll"));
        Assert.Empty(read.All(".count"));
        Assert.Equal(1, await plain.ScalarAsync<long>("select count(*) from notices where read_at is null"));
    }

    [Fact]
    public async Task NoticeOfSomebodyElse_IsNotFound()
    {
        await TellAsync(plain, "demo.officer", "ของเจ้าหน้าที่");
        await TellAsync(plain, "demo.reader", "ของผู้อ่าน");
        var reader = await plain.SignInAsync("demo.reader");
        var form = (await reader.GetAsync("/demo/desk/notices")).Form("handler=Open");
        var other = await plain.ScalarAsync<Guid>("select id from notices where text = 'ของเจ้าหน้าที่'");

        Assert.Equal(HttpStatusCode.NotFound, (await reader.SendAsync(form, ("id", other.ToString()))).Status);
        Assert.Equal(2, await plain.ScalarAsync<long>("select count(*) from notices where read_at is null"));
    }

    [Fact]
    public async Task LongWorkThatIsOver_TellsWhoAskedAndLeadsThere()
    {
        await plain.InScopeAsync("demo", async services =>
        {
            var db = services.GetRequiredService<RapfangDb>();
            var user = await plain.ScalarAsync<Guid>("select id from users where user_name = 'demo.officer'");
            // No such work is known, so it fails; who asked is told all the same.
            var job = db.Add(new Job("unknown", "นำเข้ารายชื่อ", "/demo/desk", "{}", user, TimeProvider.System.GetUtcNow())).Entity;
            db.Tell("job.asked", job);
            await db.SaveChangesAsync();
            services.GetRequiredService<JobRunner>().Wake();
        });
        var officer = await plain.SignInAsync("demo.officer");
        var page = await officer.GetAsync("/demo/desk/notices");
        for (var tries = 0; page.All("main .linkish").Length == 0 && tries < 300; tries++)
        {
            await Task.Delay(50);
            page = await officer.GetAsync("/demo/desk/notices");
        }

        Assert.Equal(["งาน “นำเข้ารายชื่อ” ไม่สำเร็จ"], page.All("main .linkish"));
        Assert.StartsWith("/demo/desk/jobs/", (await officer.SendAsync(page.Form("handler=Open"))).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_GoesByMailOnlyToWhoWishesIt()
    {
        await using var app = await WithMailAsync();
        await app.KeepEmailAsync("ตั้งใจทำ", "officer@office.example");
        await TellAsync(app, "demo.officer", "ก่อนเลือก");
        var officer = await app.SignInAsync("demo.officer");
        var page = await officer.GetAsync("/demo/desk/notices");

        var saved = await officer.SendAsync(page.Form("handler=Wish"), ("ByMail", "true"));
        Assert.NotNull(saved.Document.QuerySelector("input[name=ByMail][checked]"));
        await TellAsync(app, "demo.officer", "หลังเลือก");
        await TellAsync(app, "demo.reader", "ของผู้อ่าน");

        Assert.Equal(["officer@office.example หลังเลือก"], await app.ColumnAsync("select address || ' ' || subject from outbox"));
        Assert.Contains("https://rapfang.office.example/demo/desk/works", await app.ScalarAsync<string>("select body from outbox"), StringComparison.Ordinal);
        Assert.Equal(1, await app.ScalarAsync<long>("select count(*) from events where kind = 'notice-wish.changed'"));
    }

    [Fact]
    public async Task MailPage_WithoutAServer_SaysSoAndWritesNothing()
    {
        var admin = await plain.SignInAsync("demo.admin");

        var page = await admin.GetAsync("/demo/desk/office/mail");

        Assert.Contains("ยังไม่ได้ตั้งค่าการส่งอีเมล", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await plain.SignInAsync("demo.officer")).GetAsync("/demo/desk/office/mail")).Status);
    }

    [Fact]
    public async Task MailPage_ShowsTroubleInWordsAndSendsAgain()
    {
        await using var app = await WithMailAsync();
        await app.KeepEmailAsync("ดูแลระบบ", "nobody@office.example");
        var admin = await app.SignInAsync("demo.admin");
        var page = await admin.SendAsync((await admin.GetAsync("/demo/desk/office/mail")).Form("handler=Test"));
        Assert.Contains("n•••@office.example", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody@", page.Html, StringComparison.Ordinal);
        await Sender(app, smtp.Port).SendDueAsync();
        var refused = await admin.GetAsync("/demo/desk/office/mail");
        Assert.Contains("เครื่องแม่ข่ายอีเมลไม่รับอีเมลถึงที่อยู่นี้", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["0", "0", "1"], refused.All(".figure b"));
        Assert.DoesNotContain("nobody@", refused.Html, StringComparison.Ordinal);

        await app.ExecuteAsync("update outbox set address = 'admin@office.example'");
        var again = await admin.SendAsync(refused.Form("handler=Again"));
        Assert.Equal(["1", "0", "0"], again.All(".figure b"));
        await Sender(app, smtp.Port).SendDueAsync();

        Assert.Equal(["0", "1", "0"], (await admin.GetAsync("/demo/desk/office/mail")).All(".figure b"));
        await smtp.DisposeAsync();
        Assert.Equal("ทดสอบการส่งอีเมล", Assert.Single(smtp.Mails).Subject);
        Assert.Equal(["mail.test-asked", "mail.tried-again"], await app.ColumnAsync("select kind from events where kind like 'mail.%' order by id"));
    }

    [Fact]
    public async Task TryAgain_WhileANodeSends_LeavesThatMailAlone()
    {
        await using var app = await WithMailAsync();
        await app.InScopeAsync("demo", async services =>
        {
            var db = services.GetRequiredService<RapfangDb>();
            db.Add(new OutgoingMail("test", "a@x.example", "เรื่อง", "", TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        await app.ExecuteAsync("update outbox set attempts = 1, taken_at = now(), due_at = now() + interval '10 minutes'");
        var admin = await app.SignInAsync("demo.admin");

        await admin.SendAsync((await admin.GetAsync("/demo/desk/office/mail")).Form("handler=Again"));

        Assert.Equal(1, await app.ScalarAsync<long>("select count(*) from outbox where taken_at is not null and due_at > now() + interval '5 minutes'"));
    }
}
