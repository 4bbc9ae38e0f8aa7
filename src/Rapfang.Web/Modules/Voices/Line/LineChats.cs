using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Voices.Line;

/// <summary>What somebody wrote in the chat and has not sent as a case yet. It goes with the sending, or after a week.</summary>
public sealed class LineChat : OfficeRecord, ITelling
{
    public static PersonalField WordsField { get; } = new("line_chats.words", _ => Masks.Hidden);

    /// <summary>A keyed hash of LINE's id of the user.</summary>
    public string UserHash { get; init; } = "";

    public Sealed? Words { get; set; }

    public DateTimeOffset At { get; set; }
}

sealed class LineChatConfiguration : IEntityTypeConfiguration<LineChat>
{
    public void Configure(EntityTypeBuilder<LineChat> entity) => entity.ToTable("line_chats");
}

/// <summary>
/// The conversation that takes a case in: words are gathered until the person says as what they are to be sent; then number,
/// secret code and where to follow it come back in the chat. What LINE sends twice is taken once.
/// </summary>
public sealed class LineChats(RapfangDb db, LineMessages line, VoiceRegister register, Seals seals, PersonalKeys keys, CurrentOffice office, TimeProvider clock)
{
    const string Cancel = "ยกเลิก";

    // What is typed or touched to send what was written so far.
    static readonly Dictionary<string, VoiceKind> Sending = new(StringComparer.Ordinal)
    {
        ["ส่งข้อร้องเรียน"] = VoiceKind.Complaint, ["ส่งข้อเสนอแนะ"] = VoiceKind.Suggestion, ["ส่งข้อคิดเห็น"] = VoiceKind.Opinion, ["ส่งคำชมเชย"] = VoiceKind.Compliment, ["ส่งคำถาม"] = VoiceKind.Question,
    };

    static readonly string[] Choices = [.. Sending.Keys, Cancel];

    /// <param name="site">The whole address of the installation, without a slash at its end.</param>
    public async Task TakeAsync(LineAccount account, JsonElement happened, string site)
    {
        if (Word(happened, "webhookEventId") is not { Length: > 0 and < 100 } id || Word(happened, "mode") == "standby"
            || !happened.TryGetProperty("source", out var source) || Word(source, "type") != "user" || Word(source, "userId") is not { Length: > 0 } user)
        {
            return; // Groups, and what another system of the office answers.
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Database.ExecuteSqlAsync($"insert into line_events (office_id, event_id, at) values ({office.Id}, {id}, {clock.GetUtcNow()}) on conflict do nothing") == 0)
        {
            return;
        }

        var hashes = keys.Index("line users", user);
        // One message of a person after the other.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({hashes[0]}, {office.Id}))");
        var chat = await db.Set<LineChat>().SingleOrDefaultAsync(one => hashes.Contains(one.UserHash));
        var answer = Word(happened, "type") switch
        {
            "follow" => new Said(Greeting(site)),
            "unfollow" => Forget(chat),
            "message" when happened.TryGetProperty("message", out var message) => await HearAsync(message, chat, hashes[0], user, id, site),
            _ => null,
        };
        if (answer is not null && Word(happened, "replyToken") is { Length: > 0 } token)
        {
            line.Reply(account, token, answer.Words, answer.Buttons, answer.IsReceipt ? user : null);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <param name="IsReceipt">It holds the number and the code, which the person gets nowhere else.</param>
    sealed record Said(string Words, string[] Buttons, bool IsReceipt = false)
    {
        public Said(string words)
            : this(words, [])
        {
        }
    }

    static string? Word(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    Said? Forget(LineChat? chat)
    {
        if (chat is not null)
        {
            db.Remove(chat);
        }

        return null;
    }

    async Task<Said?> HearAsync(JsonElement message, LineChat? chat, string hash, string user, string id, string site)
    {
        if (Word(message, "type") is var type && type != "text")
        {
            return type == "sticker" ? null : new($"ในแชตนี้รับเฉพาะข้อความตัวอักษร รูปภาพและไฟล์เพิ่มได้ที่หน้าติดตามเรื่อง หลังได้รับเลขที่เรื่องและรหัสลับ\n{Follow(site)}");
        }

        var typed = (Word(message, "text") ?? "").Trim();
        if (typed == Cancel)
        {
            Forget(chat);
            return new("ยกเลิกแล้ว ไม่ได้เก็บข้อความไว้ หากต้องการแจ้งเรื่อง พิมพ์เล่าเรื่องได้เลย");
        }

        if (Sending.TryGetValue(typed, out var kind))
        {
            return chat is null ? new("ยังไม่มีข้อความที่จะส่ง พิมพ์เล่าเรื่องก่อน แล้วจึงเลือกส่ง") : await SendAsync(chat, kind, user, id, site);
        }

        return Gather(chat, typed, hash);
    }

    Said? Gather(LineChat? chat, string typed, string hash)
    {
        var before = chat is null ? "" : seals.Open(chat, LineChat.WordsField, chat.Words);
        VoiceText words;
        try
        {
            words = VoiceText.Read($"{before}\n{typed}", "");
        }
        catch (RuleBroken rule)
        {
            return typed.Length == 0 ? null : new($"{rule.Thai} ข้อความล่าสุดยังไม่ได้เก็บ", before.Length > 0 ? Choices : []);
        }

        var isNew = chat is null;
        chat ??= db.Add(new LineChat { UserHash = hash }).Entity;
        chat.Words = seals.Seal(chat, LineChat.WordsField, words.Text);
        chat.At = clock.GetUtcNow();
        var how = $"พิมพ์เพิ่มได้ เมื่อครบแล้วแตะปุ่มด้านล่าง หรือพิมพ์คำใดคำหนึ่ง: {string.Join(" · ", Choices)}";
        return new(isNew
            ? $"รับข้อความไว้แล้ว แต่ยังไม่ได้ส่งเป็นเรื่อง\n{how}\n\nสำนักงานเก็บข้อความเพื่อพิจารณาและตอบท่าน ไม่ต้องบอกชื่อก็ได้ เมื่อมีความคืบหน้าจะแจ้งในแชตนี้"
            : $"เพิ่มข้อความแล้ว ยังไม่ได้ส่งเป็นเรื่อง\n{how}", Choices);
    }

    async Task<Said> SendAsync(LineChat chat, VoiceKind kind, string user, string id, string site)
    {
        if (await db.Set<Channel>().AsNoTracking().Where(one => one.Way == ChannelWay.Line && one.UntilDate == null).OrderBy(one => one.Number).FirstOrDefaultAsync() is not { } channel)
        {
            return new($"ขณะนี้สำนักงานปิดรับเรื่องทาง LINE แจ้งเรื่องได้ที่ {site}/{office.Profile.Slug}/voice/new ข้อความของท่านยังอยู่ในแชตนี้");
        }

        var words = new VoiceText(seals.Open(chat, LineChat.WordsField, chat.Words));
        var receipt = await register.ReceiveAsync(new NewVoice(
            VoiceRegister.FormOf("line " + id), kind, channel, IsSealed: false, new(words.InShort(), words, VoiceText.Nothing, VoiceText.Nothing, VoiceText.Nothing), null, clock.Today()) { LineUser = user });
        Forget(chat);
        return new($"รับเรื่องของท่านแล้ว\nเลขที่ {receipt.Number}\nรหัสลับ {receipt.Code}\n\nโปรดเก็บรหัสลับไว้ ใช้ติดตามเรื่อง เพิ่มรูปภาพ และอ่านคำตอบที่\n{Follow(site)}", [], IsReceipt: true);
    }

    string Follow(string site) => $"{site}/{office.Profile.Slug}/voice/follow";

    string Greeting(string site) =>
        $"""
        {office.Profile.Name} ยินดีรับฟัง
        พิมพ์เล่าเรื่องในแชตนี้ได้ ทั้งข้อร้องเรียน ข้อเสนอแนะ ข้อคิดเห็น คำชมเชย หรือคำถาม ระบบจะถามก่อนส่งทุกครั้ง

        เรื่องทุจริตหรือประพฤติมิชอบ โปรดแจ้งที่แบบฟอร์มปิดผนึก
        {site}/{office.Profile.Slug}/voice/new/corruption
        """.ReplaceLineEndings("\n");
}
