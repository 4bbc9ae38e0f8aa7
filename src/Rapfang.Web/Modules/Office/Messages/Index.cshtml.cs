using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
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

/// <summary>How people are reached by LINE and SMS: set up, tried, and how the latest messages went.</summary>
[Authorize(OfficeModule.Manage)]
public sealed class IndexModel(RapfangDb db, Seals seals, LineMessages messages, OutsideNetwork network, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int Shown = 20;
    const int LongestSecret = 500;
    const int FreeMessages = 300;
    const int MostMessages = 1_000_000;

    public LineForm Line { get; private set; } = new();

    public SmsForm Sms { get; private set; } = new();

    [BindProperty]
    public string? TestPhone { get; set; }

    public LineAccount? Account { get; private set; }

    public SmsGateway? Gateway { get; private set; }

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
            await NeedChannelAsync();
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

    // What comes by LINE names a channel like all else.
    async Task NeedChannelAsync()
    {
        var channels = await db.Set<Channel>().Select(channel => new { channel.Number, channel.Way, channel.UntilDate }).ToListAsync();
        if (channels.TrueForAll(channel => channel.Way != ChannelWay.Line || channel.UntilDate is not null))
        {
            var added = new Channel { Number = channels.Max(channel => channel.Number) + 1, Name = "LINE", Way = ChannelWay.Line, FromDate = clock.Today() };
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
        // Both forms show what is kept, also when the other one is sent.
        Line.MonthlyLimit = Account?.MonthlyLimit ?? FreeMessages;
        Sms = Gateway is { } gateway ? new() { Address = gateway.Address, HeaderName = gateway.HeaderName, IsForm = gateway.IsForm, Template = gateway.Template } : new();
        Calls = await db.Set<OutgoingCall>().AsNoTracking().Where(call => call.What == LineMessages.ReplyRoute || call.What == LineMessages.PushRoute || call.What == SmsGateway.Route)
            .OrderByDescending(call => call.Id).Take(Shown).ToListAsync();
    }
}
