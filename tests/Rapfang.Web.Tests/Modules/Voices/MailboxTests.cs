using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Mail;
using Rapfang.Platform.Notifications;
using Rapfang.Tests.Platform.Files;
using Rapfang.Tests.Platform.Mail;
using Rapfang.Tests.Platform.Notifications;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>The office's mailbox takes cases in: once, answered once, nothing lost, never a loop.</summary>
public sealed class MailboxTests(Server server) : IAsyncLifetime
{
    const string Messages = "/demo/desk/office/messages";
    const string Somchai = "somchai@example.org";
    readonly PopServer pop = new();
    App app = null!;
    Visitor admin = null!;
    int letters;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync(
            Receiver.Loopback, ("RAPFANG_POP3_PLAIN", "true"), ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"), ("Smtp:From", "rapfang@office.example.go.th"), ("RAPFANG_ADDRESS", "https://rapfang.example.go.th"));
        admin = await app.SignInAsync("demo.admin");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await pop.DisposeAsync();
    }

    async Task<ReadPage> DoAsync(string handler, params (string, string?)[] fields) => await admin.SendAsync((await admin.GetAsync(Messages)).Form("handler=" + handler), fields);

    Task<ReadPage> WithMailboxAsync(bool deletes = false, string? password = null, string host = "127.0.0.1") => DoAsync(
        "Mailbox", ("Mailbox.Host", host), ("Mailbox.Port", pop.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Mailbox.UserName", PopServer.User),
        ("Mailbox.Password", password ?? pop.Password), ("Mailbox.Deletes", deletes ? "true" : null), ("Mailbox.IsOn", "true"));

    string Put(string subject, string body, string from = Somchai, string more = "", string? id = null) =>
        pop.Put($"From: {from}\n{more}{(more.Length > 0 ? "\n" : "")}Message-ID: <{id ?? $"{++letters}@example.org"}>\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n");

    void PutWith(string name, byte[] file) => pop.Put($"""
        From: {Somchai}
        Message-ID: <{name}@example.org>
        Subject: with a file
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        see file
        --b
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename="{name}"
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(file)}
        --b--
        """);

    async Task<MailRound?> RunAsync()
    {
        MailRound? round = null;
        await app.InScopeAsync("demo", async services => round = await services.GetRequiredService<MailIntake>().RunAsync());
        return round;
    }

    Task<long> CountAsync(string what) => app.ScalarAsync<long>("select count(*) from " + what);

    async Task<(string Number, string Code)> TakenAsync(string subject = "ไฟดับ")
    {
        Put(subject, "ดับมาสามวันแล้ว");
        Assert.Equal(1, (await RunAsync())!.Cases);
        var lines = (await app.ScalarAsync<string>("select body from outbox where what = 'voice-receipt' order by written_at desc limit 1")).Split("\r\n");
        return (lines.Single(line => line.StartsWith("เลขที่เรื่อง ", StringComparison.Ordinal))["เลขที่เรื่อง ".Length..], lines.Single(line => line.StartsWith("รหัสลับ ", StringComparison.Ordinal))["รหัสลับ ".Length..]);
    }

    [Fact]
    public async Task Letter_BecomesACaseAndIsAcknowledgedOnce()
    {
        await WithMailboxAsync();
        Put("=?UTF-8?B?4LmE4Lif4LiU4Lix4Lia?=", "หน้าสำนักงาน\n.\n..จุด", $"=?UTF-8?B?4Liq4Lih4LiK4Liy4Lii?= <{Somchai}>");

        Assert.Equal(new MailRound(1, 0, 0, 0, null), await RunAsync());
        Assert.Equal(new MailRound(0, 0, 0, 0, null), await RunAsync());

        var number = await app.ScalarAsync<string>("""
            select v.number from voices v join channels c on c.id = v.channel_id join voice_speakers s on s.voice_id = v.id
            where c.way = 'email' and v.subject = 'ไฟดับ' and v.what = E'หน้าสำนักงาน\n.\n..จุด' and v.kind = 'complaint' and v.acknowledged_on is not null and s.wants_mail
            """);
        var body = await app.ScalarAsync<string>($"select body from outbox where address = '{Somchai}' and subject like '%{number}'");
        Assert.Contains("https://rapfang.example.go.th/demo/voice/follow", body, StringComparison.Ordinal);
        Assert.Contains("https://rapfang.example.go.th/demo/voice/new/corruption", body, StringComparison.Ordinal);
        Assert.DoesNotContain("สมชาย", body, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("outbox where what = 'voice-receipt'"));
        // Who wrote is readable only where the answer has to go.
        Assert.Equal(0, await CountAsync($"voice_speakers s where s::text ~ '{Somchai}|สมชาย'"));
        Assert.Equal(0, await CountAsync($"mailbox_letters l where l::text ~ '{Somchai}|สมชาย'"));
        Assert.Equal(0, await CountAsync($"events e where e::text ~ '{Somchai}|สมชาย'"));
        Assert.NotEqual(0, await CountAsync($"notices where text like 'เรื่องใหม่ เลขที่ {number}%'"));
        Assert.Equal(1, await CountAsync("events e join voices v on v.id = e.subject_id where e.kind = 'voice.received' and e.actor_user_id is null and v.subject = 'ไฟดับ'"));
    }

    [Fact]
    public async Task NumberAndCode_OpenTheCase()
    {
        await WithMailboxAsync();
        var (number, code) = await TakenAsync();
        var visitor = app.Visit();

        var seen = await visitor.SendAsync((await visitor.GetAsync("/demo/voice/follow")).Form(), ("Number", number), ("Code", code));

        Assert.Equal("/demo/voice/follow/case", seen.Path);
    }

    [Fact]
    public async Task Receipt_IsEmptiedOnceItIsOut()
    {
        await WithMailboxAsync();
        var (_, code) = await TakenAsync();
        await using var smtp = await MailServer.StartAsync();

        await new MailSender(
            app.Database, new("127.0.0.1", smtp.Port, "", "", "rapfang@office.example.go.th", StartTls: false, ""), new SetClock(TimeProvider.System.GetUtcNow().AddMinutes(5)), NullLogger<MailSender>.Instance).SendDueAsync();
        await smtp.DisposeAsync();

        Assert.Contains(code, smtp.Mails.Single(mail => mail.To == Somchai).Body, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync($"outbox o where o::text like '%{code}%'"));
    }

    [Fact]
    public async Task Letters_ThatLayThereBefore_StayAndBecomeNothing()
    {
        Put("old", "old");
        Put("older", "older");

        var page = await WithMailboxAsync(deletes: true);
        await RunAsync();

        Assert.Contains("จดหมายเดิม 2 ฉบับยังอยู่ในกล่อง", page.Text, StringComparison.Ordinal);
        Assert.Equal(2, pop.Letters.Count);
        Assert.Empty(pop.Read);
        Assert.Equal(0, await CountAsync("outbox where what = 'voice-receipt'"));
    }

    [Fact]
    public async Task Button_ReadsAtOnceAndTellsWhatCame()
    {
        await WithMailboxAsync();
        Put("ไฟดับ", "x");

        var page = await DoAsync("MailboxRead");

        Assert.Contains("เรื่องใหม่ 1 เรื่อง", page.Text, StringComparison.Ordinal);
        // Nobody of the office brought it.
        Assert.Equal(0, await CountAsync("events where kind = 'voice.received' and actor_user_id = (select id from users where user_name = 'demo.admin')"));
    }

    [Fact]
    public async Task SeveralNodes_TakeALetterOnce()
    {
        await WithMailboxAsync();
        Put("ไฟดับ", "x");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync)));

        Assert.Equal(1, await CountAsync("voices where subject = 'ไฟดับ'"));
        Assert.Equal(1, await CountAsync("outbox where what = 'voice-receipt'"));
    }

    [Fact]
    public async Task SameMessage_UnderAnotherNumber_IsTakenOnce()
    {
        await WithMailboxAsync();
        Put("ไฟดับ", "x", id: "same@example.org");
        await RunAsync();
        Put("ไฟดับ", "x", id: "same@example.org");

        Assert.Equal(new MailRound(0, 0, 1, 0, null), await RunAsync());

        Assert.Equal(1, await CountAsync("voices where subject = 'ไฟดับ'"));
    }

    [Fact]
    public async Task Answer_OfTheSpeakerWithTheNumber_IsAMessageOnTheCase()
    {
        await WithMailboxAsync();
        var (number, _) = await TakenAsync();
        Put($"Re: [{number}] more", "ยังดับอยู่", $"Somchai <{Somchai.ToUpperInvariant()}>");
        Put($"Re: {number}", "not mine", "other@example.org");
        Put($"Re: 9{number}", "another number");

        Assert.Equal(new MailRound(2, 1, 0, 0, null), await RunAsync());

        Assert.Equal(1, await CountAsync($"voice_steps s join voices v on v.id = s.voice_id where v.number = '{number}' and s.kind = 'message' and s.text = 'ยังดับอยู่'"));
        Assert.Equal(1, await CountAsync($"events e join voices v on v.id = e.subject_id where e.kind = 'voice.written' and v.number = '{number}'"));
        Assert.Equal(3, await CountAsync("outbox where what = 'voice-receipt'")); // None for the message.
    }

    [Fact]
    public async Task Answer_OnACaseThatIsOver_IsANewCase()
    {
        await WithMailboxAsync();
        var (number, _) = await TakenAsync();
        await app.ExecuteAsync($"update voices set state = 'closed', closed_on = received_on where number = '{number}'");
        Put($"Re: {number}", "again");

        Assert.Equal(1, (await RunAsync())!.Cases);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", Somchai)]
    [InlineData("Precedence: bulk", Somchai)]
    [InlineData("List-Id: <news.example.org>", Somchai)]
    [InlineData("Return-Path: <>", Somchai)]
    [InlineData("X: y", "MAILER-DAEMON@example.org")]
    [InlineData("X: y", "rapfang@office.example.go.th")]
    [InlineData("X: y", PopServer.User)]
    public async Task Machines_AreNotAnsweredButListed(string header, string from)
    {
        await WithMailboxAsync(deletes: true);
        Put("out of office", "x", from, header);

        Assert.Equal(new MailRound(0, 0, 1, 0, null), await RunAsync());
        await RunAsync();

        Assert.Equal(0, await CountAsync("outbox where what = 'voice-receipt'"));
        Assert.Single(pop.Letters);
        Assert.Single(pop.Read);
        Assert.Contains("จดหมายที่ไม่ได้รับเป็นเรื่อง 1 ฉบับ", (await admin.GetAsync(Messages)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyOfOneSender_WaitForTheNextDay()
    {
        await WithMailboxAsync();
        foreach (var n in Enumerable.Range(0, MailIntake.MostOfSender + 1))
        {
            Put($"case {n}", "x");
        }

        Put("of somebody else", "x", "other@example.org");

        Assert.Equal(new MailRound(MailIntake.MostOfSender + 1, 0, 1, 0, null), await RunAsync());
        Assert.Contains("ลองใหม่พรุ่งนี้", (await admin.GetAsync(Messages)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("notices where text like 'มีจดหมายที่ระบบไม่ได้รับเป็นเรื่อง%'"));
        Assert.Equal(new MailRound(0, 0, 0, 0, null), await RunAsync());
        await app.ExecuteAsync("update mailbox_letters set at = at - interval '1 day'");
        Assert.Equal(1, (await RunAsync())!.Cases);
    }

    [Fact]
    public async Task Files_AreKeptAndThoseRefusedAreNamed()
    {
        await WithMailboxAsync(deletes: true);
        PutWith("order.pdf", FilesDesk.Pdf);
        PutWith("order.exe", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0]);

        Assert.Equal(2, (await RunAsync())!.Cases);

        Assert.Equal(1, await CountAsync("voice_files f join voices v on v.id = f.voice_id where f.name = 'order.pdf' and f.is_public and v.what = 'see file'"));
        Assert.Equal(1, await CountAsync("voice_notes where text like '%order.exe: ไฟล์นี้เป็นโปรแกรม%'"));
        Assert.Equal(1, await CountAsync("outbox where body like '%ไฟล์บางไฟล์ที่แนบมาระบบรับไว้ไม่ได้%'"));
        // What was not kept stays where it is.
        Assert.Single(pop.Letters);
    }

    [Fact]
    public async Task LongLetter_IsKeptWholeAsAFile()
    {
        await WithMailboxAsync();
        Put("long", new string('ก', 9000));

        await RunAsync();

        Assert.Equal(1, await CountAsync("voices where subject = 'long' and char_length(what) <= 5000 and what like '%จดหมายฉบับเต็ม.txt%'"));
        Assert.Equal(1, await CountAsync("voice_files f join files k on k.id = f.file_id where f.name = 'จดหมายฉบับเต็ม.txt' and k.size = 27000"));
    }

    [Fact]
    public async Task Letter_StaysOnTheServerUnlessTheOfficeWantsItGone()
    {
        await WithMailboxAsync();
        Put("ไฟดับ", "x");
        await RunAsync();
        Assert.Single(pop.Letters);

        await WithMailboxAsync(deletes: true);

        Assert.Empty(pop.Letters);
        Assert.Equal(1, await CountAsync("voices where subject = 'ไฟดับ'"));
    }

    [Fact]
    public async Task LetterThatCanNotBeKept_LeavesNothingBehindAndHoldsUpNoOther()
    {
        await WithMailboxAsync();
        await app.ExecuteAsync("""
            create function refuse_bad() returns trigger language plpgsql as $$ begin if new.sender = 'b•••@example.org' then raise 'broken'; end if; return new; end $$;
            create trigger refuse_bad before insert on mailbox_letters for each row execute function refuse_bad()
            """);
        Put("bad", "x", "bad@example.org");
        Put("good", "x");

        Assert.Equal(new MailRound(1, 0, 1, 0, null), await RunAsync());

        Assert.Equal(0, await CountAsync("voices where subject = 'bad'"));
        Assert.Equal(1, await CountAsync("outbox where what = 'voice-receipt'"));
        await app.ExecuteAsync("drop trigger refuse_bad on mailbox_letters; update mailbox_letters set at = at - interval '1 day'");
        Assert.Equal(1, (await RunAsync())!.Cases);
    }

    [Fact]
    public async Task TooLargeLetter_IsListed()
    {
        await WithMailboxAsync();
        pop.ToldSizes[Put("big", "x")] = Pop3.LargestLetter + 1;

        Assert.Equal(new MailRound(0, 0, 1, 0, null), await RunAsync());

        Assert.Empty(pop.Read);
        Assert.Contains("ใหญ่เกิน 25 เมกะไบต์", (await admin.GetAsync(Messages)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPassword_IsToldInWordsAndOnceADay()
    {
        var page = await WithMailboxAsync(password: "wrong");

        Assert.Contains("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง", page.Text, StringComparison.Ordinal);
        Assert.Contains("[AUTH] wrong password", page.Text, StringComparison.Ordinal);
        Assert.Equal(MailboxTrouble.SignIn, (await RunAsync())!.Trouble);
        Assert.Equal(1, await CountAsync("notices where text like 'เปิดกล่องอีเมลรับเรื่องไม่ได้%'"));
        await WithMailboxAsync();
        Put("ไฟดับ", "x");
        Assert.Equal(1, (await RunAsync())!.Cases);
        Assert.Equal(1, await CountAsync("mailboxes where trouble is null and read_at is not null and busy_until is null"));
    }

    [Fact]
    public async Task ServerThatHangsUp_LosesNothing()
    {
        await WithMailboxAsync();
        Put("ไฟดับ", new string('x', 5000));
        pop.HangsUp = true;
        Assert.Equal(MailboxTrouble.Unreachable, (await RunAsync())!.Trouble);
        Assert.Equal(0, await CountAsync("voices where subject = 'ไฟดับ'"));

        pop.HangsUp = false;

        Assert.Equal(1, (await RunAsync())!.Cases);
    }

    [Fact]
    public async Task SilentServer_IsNotWaitedForForever()
    {
        pop.IsSilent = true;
        var mailbox = new Mailbox();
        mailbox.Set("127.0.0.1", pop.Port, PopServer.User, deletes: false, isOn: true);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var failed = await Assert.ThrowsAsync<MailboxFailed>(() => Pop3.OpenAsync(app.Services.GetRequiredService<OutsideNetwork>(), mailbox, "x", plain: true, stop.Token));

        Assert.Equal(MailboxTrouble.TimedOut, failed.Trouble);
    }

    [Fact]
    public async Task EndedChannel_IsTold()
    {
        await WithMailboxAsync();
        await app.ExecuteAsync("update channels set until_date = current_date where way = 'email'");

        Assert.Equal(MailboxTrouble.NoChannel, (await RunAsync())!.Trouble);
    }

    [Fact]
    public async Task WithoutTheOperatorsWord_ItIsEncryptedAndGoesNowhereInside()
    {
        await using var strict = await server.AppAsync(Receiver.Loopback);
        admin = await strict.SignInAsync("demo.admin");
        Assert.Contains("เข้ารหัสการเชื่อมต่อไม่ได้", (await WithMailboxAsync()).Text, StringComparison.Ordinal);
        await using var outside = await server.AppAsync();
        admin = await outside.SignInAsync("demo.admin");

        foreach (var inside in new[] { "127.0.0.1", "10.0.0.1", "localhost", "192.168.1.1", "no host" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await WithMailboxAsync(host: inside)).Status);
        }
    }

    [Fact]
    public async Task Settings_KeepThePasswordSealedAndTiedToItsServer()
    {
        var page = await WithMailboxAsync();

        Assert.DoesNotContain(pop.Password, page.Html, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync($"mailboxes m where m::text like '%{pop.Password}%'"));
        Assert.Equal(0, await CountAsync($"events e where e::text like '%{pop.Password}%'"));
        Assert.Equal(1, await CountAsync("channels where way = 'email' and until_date is null"));
        Assert.Equal(HttpStatusCode.BadRequest, (await WithMailboxAsync(host: "mail.example.org", password: "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await WithMailboxAsync(password: "")).Status);
        await DoAsync("MailboxRemove");
        Assert.Equal(0, await CountAsync("mailboxes"));
        Assert.Equal(["mailbox.removed", "mailbox.set"], await app.ColumnAsync("select distinct kind from events where kind like 'mailbox.%' order by kind"));
    }
}
