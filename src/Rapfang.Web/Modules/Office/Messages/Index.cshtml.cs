using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Mail;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.Messages;

public sealed class LineForm
{
    public string? ChannelSecret { get; set; }

    public string? AccessToken { get; set; }

    public int MonthlyLimit { get; set; }
}

public sealed class SmsForm
{
    public string? Address { get; set; }

    public string? HeaderName { get; set; }

    public string? Key { get; set; }

    public bool IsForm { get; set; }

    public string? Template { get; set; }
}

public sealed class MailboxForm
{
    public string? Host { get; set; }

    public int Port { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    public bool Deletes { get; set; }

    public bool IsOn { get; set; }
}

/// <summary>How people reach the office by e-mail and LINE, and are reached by LINE and SMS: set up, tried, and how the latest messages went.</summary>
[Authorize(OfficeModule.Manage)]
public sealed class IndexModel(
    RapfangDb db, Seals seals, LineMessages messages, OutsideNetwork network, MailSettings mail, CurrentOffice office, IServiceScopeFactory scopes, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int LettersDays = 30;
    const int Shown = 20;
    const int LongestSecret = 500;
    const int FreeMessages = 300;
    const int MostMessages = 1_000_000;

    public LineForm Line { get; private set; } = new();

    public SmsForm Sms { get; private set; } = new();

    public MailboxForm Mailbox { get; private set; } = new();

    [BindProperty]
    public string? TestPhone { get; set; }

    public LineAccount? Account { get; private set; }

    public SmsGateway? Gateway { get; private set; }

    public Mailbox? MailboxKept { get; private set; }

    /// <summary>What became of the letters of the last days.</summary>
    public IReadOnlyDictionary<LetterOutcome, int> Letters { get; private set; } = new Dictionary<LetterOutcome, int>();

    /// <summary>Those that became nothing, or wait for another day; the latest first.</summary>
    public IReadOnlyList<MailboxLetter> NotTaken { get; private set; } = [];

    /// <summary>Whether the installation sends mail: without it nobody gets a number.</summary>
    public bool SendsMail => mail.IsSet;

    public int UsedThisMonth => Account?.UsedIn(clock.Today()) ?? 0;

    public IReadOnlyList<OutgoingCall> Calls { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostLineAsync()
    {
        await LoadAsync();
        await TryUpdateModelAsync(Line, "Line");
        var account = Account ?? new LineAccount();
        account.ChannelSecret = Kept(account, LineAccount.SecretField, Line.ChannelSecret, Account?.ChannelSecret, "Line.ChannelSecret");
        account.AccessToken = Kept(account, LineAccount.TokenField, Line.AccessToken, Account?.AccessToken, "Line.AccessToken");
        account.MonthlyLimit = Line.MonthlyLimit is >= 0 and <= MostMessages && ModelState.IsValid ? Line.MonthlyLimit
            : throw new RuleBroken("กรอกจำนวนข้อความต่อเดือน ตั้งแต่ 0", "Give the messages a month, from 0 on.", "Line.MonthlyLimit");
        if (Account is null)
        {
            db.Add(account);
            await NeedChannelAsync("LINE", ChannelWay.Line);
        }

        db.Tell("line-account.set", account);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    }

    // An empty field leaves the secret as it is: it is never shown again.
    Sealed Kept(OfficeRecord record, PersonalField field, string? typed, Sealed? before, string name) =>
        typed?.Length > LongestSecret ? throw new RuleBroken("ยาวเกินไป", "This is too long.", name)
        : seals.Seal(record, field, typed, before) ?? before ?? throw new RuleBroken("กรอกช่องนี้", "Fill in this field.", name);

    public async Task<IActionResult> OnPostLineTestAsync()
    {
        await LoadAsync();
        if (Account is null)
        {
            return NotFound();
        }

        var (name, trouble) = await messages.TryAsync(Account);
        return name is not null ? Done(t["LINE knows the account: {0}", name])
            : throw new RuleBroken($"LINE ไม่รับ ({trouble}) โปรดตรวจ Channel access token", $"LINE does not take it ({trouble}); check the channel access token.", "Line.AccessToken");
    }

    public async Task<IActionResult> OnPostLineRemoveAsync()
    {
        await LoadAsync();
        if (Account is null)
        {
            return NotFound();
        }

        db.Remove(Account);
        db.Tell("line-account.removed", Account);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    }

    public async Task<IActionResult> OnPostSmsAsync()
    {
        await LoadAsync();
        Sms = new(); // An empty box is not sent.
        await TryUpdateModelAsync(Sms, "Sms");
        var gateway = Gateway ?? new SmsGateway();
        var moved = Gateway is not null && Gateway.Address != Sms.Address?.Trim() && string.IsNullOrWhiteSpace(Sms.Key);
        gateway.Set(network.Read(Sms.Address, "Sms.Address"), Sms.HeaderName, Sms.IsForm, Sms.Template);
        if (moved && gateway.Key is not null)
        {
            // Else whoever may change the address could have the key sent to them.
            throw new RuleBroken("เมื่อเปลี่ยนที่อยู่ ต้องกรอกคีย์ใหม่ด้วย", "With another address the key must be given again.", "Sms.Key");
        }

        gateway.Key = seals.Seal(gateway, SmsGateway.KeyField, Sms.Key, Gateway?.Key) ?? Gateway?.Key;
        if (gateway.HeaderName.Length > 0 && gateway.Key is null)
        {
            throw new RuleBroken("กรอกค่าของเฮดเดอร์", "Give the value of the header.", "Sms.Key");
        }

        if (Gateway is null)
        {
            db.Add(gateway);
        }

        db.Tell("sms-gateway.set", gateway);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    }

    public async Task<IActionResult> OnPostSmsTestAsync()
    {
        await LoadAsync();
        if (Gateway is null)
        {
            return NotFound();
        }

        db.Add(Gateway.Write(seals, TestPhone ?? "", "ทดสอบการส่งข้อความจากระบบรับฟัง", "test", clock.GetUtcNow())
            ?? throw new RuleBroken("กรอกหมายเลขโทรศัพท์มือถือ เช่น 081 234 5678", "Give a mobile number such as 081 234 5678.", nameof(TestPhone)));
        db.Tell("sms-gateway.test-asked", Gateway);
        await db.SaveChangesAsync();
        return Done(t["The test is on its way. Reload this page in a moment."]);
    }

    public async Task<IActionResult> OnPostSmsRemoveAsync()
    {
        await LoadAsync();
        if (Gateway is null)
        {
            return NotFound();
        }

        db.Remove(Gateway);
        db.Tell("sms-gateway.removed", Gateway);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    }

    public async Task<IActionResult> OnPostMailboxAsync()
    {
        await LoadAsync();
        Mailbox = new(); // An empty box is not sent.
        await TryUpdateModelAsync(Mailbox, "Mailbox");
        var mailbox = MailboxKept ?? new Mailbox();
        var host = network.ReadHost(Mailbox.Host, "Mailbox.Host");
        if (MailboxKept is not null && host != MailboxKept.Host && string.IsNullOrEmpty(Mailbox.Password))
        {
            // Else whoever may change the server could have the password sent to theirs.
            throw new RuleBroken("เมื่อเปลี่ยนเซิร์ฟเวอร์ ต้องกรอกรหัสผ่านใหม่ด้วย", "With another server the password must be given again.", "Mailbox.Password");
        }

        if (Mailbox.Password?.Any(char.IsControl) == true)
        {
            throw new RuleBroken("รหัสผ่านมีอักขระที่ใช้ไม่ได้", "The password holds a character that can not be used.", "Mailbox.Password");
        }

        mailbox.Set(host, Mailbox.Port, Mailbox.UserName, Mailbox.Deletes, Mailbox.IsOn);
        mailbox.Password = Kept(mailbox, Platform.Mail.Mailbox.PasswordField, Mailbox.Password, MailboxKept?.Password, "Mailbox.Password");
        if (MailboxKept is null)
        {
            db.Add(mailbox);
            await NeedChannelAsync("อีเมล", ChannelWay.Email);
        }

        db.Tell("mailbox.set", mailbox);
        await db.SaveChangesAsync();
        return await ReadMailboxAsync();
    }

    /// <summary>Reads the mailbox at once.</summary>
    public Task<IActionResult> OnPostMailboxReadAsync() => ReadMailboxAsync();

    async Task<IActionResult> ReadMailboxAsync() => await MailIntake.RunApartAsync(scopes, office.Profile) switch
    {
        null => Done(t["The mailbox is off or is being read right now."]),
        { Trouble: { } trouble } => Done(t["The mailbox could not be read: {0}", t["MailboxTrouble." + trouble]]),
        { Left: > 0 and var left } => Done(t["The mailbox can be read. {0} letters lay in it before; they stay there and become no cases.", left]),
        var round => Done(t["The mailbox was read: {0} new cases, {1} messages on cases, {2} letters not taken.", round.Cases, round.Messages, round.NotTaken]),
    };

    public async Task<IActionResult> OnPostMailboxRemoveAsync()
    {
        await LoadAsync();
        if (MailboxKept is null)
        {
            return NotFound();
        }

        db.Remove(MailboxKept);
        db.Tell("mailbox.removed", MailboxKept);
        await db.SaveChangesAsync();
        return Done(t["Saved."]);
    }

    // What comes by LINE or e-mail names a channel like all else.
    async Task NeedChannelAsync(string name, ChannelWay way)
    {
        var channels = await db.Set<Channel>().Select(channel => new { channel.Number, channel.Way, channel.UntilDate }).ToListAsync();
        if (channels.TrueForAll(channel => channel.Way != way || channel.UntilDate is not null))
        {
            var added = new Channel { Number = channels.Max(channel => channel.Number) + 1, Name = name, Way = way, FromDate = clock.Today() };
            db.Add(added);
            db.Tell("channel.added", added);
        }
    }

    RedirectResult Done(LocalizedString said)
    {
        TempData["Done"] = said.Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        Account = await db.Set<LineAccount>().SingleOrDefaultAsync();
        Gateway = await db.Set<SmsGateway>().SingleOrDefaultAsync();
        MailboxKept = await db.Set<Mailbox>().SingleOrDefaultAsync();
        // Each form shows what is kept, also when another one is sent.
        Mailbox = MailboxKept is { } kept ? new() { Host = kept.Host, Port = kept.Port, UserName = kept.UserName, Deletes = kept.Deletes, IsOn = kept.IsOn } : new() { Port = Platform.Mail.Mailbox.UsualPort, IsOn = true };
        Line.MonthlyLimit = Account?.MonthlyLimit ?? FreeMessages;
        Sms = Gateway is { } gateway ? new() { Address = gateway.Address, HeaderName = gateway.HeaderName, IsForm = gateway.IsForm, Template = gateway.Template } : new();
        Calls = await db.Set<OutgoingCall>().AsNoTracking().Where(call => call.What == LineMessages.ReplyRoute || call.What == LineMessages.PushRoute || call.What == SmsGateway.Route)
            .OrderByDescending(call => call.Id).Take(Shown).ToListAsync();
        if (MailboxKept is not null)
        {
            var since = clock.GetUtcNow().AddDays(-LettersDays);
            Letters = await db.Set<MailboxLetter>().Where(letter => letter.At >= since && letter.Outcome != LetterOutcome.Before).GroupBy(letter => letter.Outcome)
                .Select(one => new { one.Key, Count = one.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count);
            NotTaken = await db.Set<MailboxLetter>().AsNoTracking().Where(letter => letter.Refusal != null).OrderByDescending(letter => letter.At).Take(Shown).ToListAsync();
        }
    }
}
