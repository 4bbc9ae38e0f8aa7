using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Mail;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Schedules;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>What came of reading the mailbox once.</summary>
/// <param name="Left">Letters that lay there before it was set up.</param>
/// <param name="NotTaken">Also those put off.</param>
public sealed record MailRound(int Cases, int Messages, int NotTaken, int Left, MailboxTrouble? Trouble);

/// <summary>
/// Takes cases in from the office's mailbox. A letter becomes a case, or a message on the case of its sender that its
/// subject names; it is remembered in the same transaction, so it is taken once. What machines write is never answered: two
/// of them would write to each other for ever.
/// </summary>
public sealed partial class MailIntake(
    RapfangDb db, NpgsqlDataSource source, VoiceRegister register, VoiceFiles files, Seals seals, PersonalKeys keys, NoticeBoard board, OutsideNetwork network,
    MailSettings mail, MailboxSettings settings, CurrentOffice office, TimeProvider clock, ILogger<MailIntake> log)
{
    /// <summary>Letters of one sender that are taken in a day.</summary>
    public const int MostOfSender = 20;

    /// <summary>Letters of all that are taken in a day.</summary>
    public const int MostInAll = 300;
    const int LongestName = 100;

    /// <summary>Letters larger than this are read last, so that none waits behind them.</summary>
    const long Large = 5 * 1024 * 1024;
    const int KeptDays = 90;

    /// <summary>Room for the words that say where the rest of a long letter is.</summary>
    const int RestWords = 100;
    const string FullText = "จดหมายฉบับเต็ม.txt";

    static readonly TimeSpan Often = TimeSpan.FromMinutes(5);

    /// <summary>For one office; the others wait meanwhile.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>After this a node that said no more may be dead.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    public static Schedule Schedule { get; } = Schedule.InEachOffice("mailboxes", TimeOnly.MinValue, services => services.GetRequiredService<MailIntake>().RunAsync()) with { Every = Often };

    /// <summary>Reads it as at its hour: what people wrote is not told as a deed of whoever asks for it.</summary>
    public static async Task<MailRound?> RunApartAsync(IServiceScopeFactory scopes, OfficeProfile office)
    {
        Task<MailRound?> round;
        using (ExecutionContext.SuppressFlow())
        {
            round = Task.Run(async () =>
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set(office);
                return await scope.ServiceProvider.GetRequiredService<MailIntake>().RunAsync();
            });
        }

        return await round;
    }

    /// <returns>Null when there is no mailbox, it is off, or somebody is reading it.</returns>
    public async Task<MailRound?> RunAsync()
    {
        CultureInfo.CurrentUICulture = WebSetup.Thai; // What is written is read by the office.
        if (await db.Set<Mailbox>().AsNoTracking().SingleOrDefaultAsync() is not { IsOn: true } mailbox
            || await ChangeAsync("busy_until = $3 where office_id = $1 and id = $2 and (busy_until is null or busy_until < $4)", mailbox, clock.GetUtcNow() + Lease, clock.GetUtcNow()) == 0)
        {
            return null;
        }

        var done = new Tally();
        MailboxFailed? failed = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await ReadAsync(mailbox, done, patience.Token);
        }
        catch (MailboxFailed e)
        {
            LogFailure(log, office.Id, e.Trouble, e);
            failed = e;
        }

        var now = clock.GetUtcNow();
        await (failed is null
            ? ChangeAsync("busy_until = null, read_at = $3, trouble = null, trouble_words = '', trouble_at = null where office_id = $1 and id = $2", mailbox, now)
            : ChangeAsync("busy_until = null, trouble = $3, trouble_words = $4, trouble_at = $5 where office_id = $1 and id = $2", mailbox, RapfangDb.SnakeCase(failed.Trouble.ToString()), failed.Message, now));
        await TellTroubleAsync(mailbox, failed is not null, done.IsTrouble);
        return new(done.Cases, done.Messages, done.NotTaken, done.Left, failed?.Trouble);
    }

    sealed class Tally
    {
        public int Cases { get; set; }

        public int Messages { get; set; }

        public int NotTaken { get; set; }

        public int Left { get; set; }

        /// <summary>What may be somebody's words was not taken.</summary>
        public bool IsTrouble { get; set; }
    }

    // How reading goes is no change of the office's records, so no event tells of it.
    async Task<int> ChangeAsync(string change, Mailbox mailbox, params object[] values)
    {
        await using var command = source.CreateCommand("update mailboxes set " + change);
        command.Parameters.Fill([office.Id, mailbox.Id, .. values]);
        return await command.ExecuteNonQueryAsync();
    }

    async Task TellTroubleAsync(Mailbox mailbox, bool isUnread, bool isNotTaken)
    {
        if ((!isUnread && !isNotTaken) || await ChangeAsync("told_on = $3 where office_id = $1 and id = $2 and told_on is distinct from $3", mailbox, clock.Today()) == 0)
        {
            return;
        }

        var page = $"/{office.Profile.Slug}/desk/office/messages";
        await (isUnread
            ? board.TellAdministratorsAsync("เปิดกล่องอีเมลรับเรื่องไม่ได้ โปรดดูสาเหตุที่หน้าตั้งค่า จดหมายยังอยู่ครบในกล่อง", "The mailbox could not be read; the settings say why. The letters are still in it", page)
            : board.TellAdministratorsAsync("มีจดหมายที่ระบบไม่ได้รับเป็นเรื่อง โปรดดูที่หน้าตั้งค่า จดหมายยังอยู่ครบในกล่อง", "Some letters were not taken as cases; the settings say which. They are still in the mailbox", page));
        await db.SaveChangesAsync();
    }

    async Task ReadAsync(Mailbox mailbox, Tally done, CancellationToken stop)
    {
        var channel = await db.Set<Channel>().AsNoTracking().Where(one => one.Way == ChannelWay.Email && one.UntilDate == null).OrderBy(one => one.Number).FirstOrDefaultAsync(CancellationToken.None)
            ?? throw new MailboxFailed(MailboxTrouble.NoChannel, "");
        await using var pop = await Pop3.OpenAsync(network, mailbox, seals.Open(mailbox, Mailbox.PasswordField, mailbox.Password), settings.Plain && network.IsInside(mailbox.Host), stop);
        var listed = (await pop.ListAsync()).Select(letter => (Letter: letter, Hash: mailbox.HashOf(letter.Uid))).ToList();
        if (!mailbox.IsBegun)
        {
            await BeginAsync(mailbox, listed.ConvertAll(one => one.Hash));
            done.Left = listed.Count;
            await pop.QuitAsync();
            return;
        }

        var hashes = listed.ConvertAll(one => one.Hash);
        var known = await db.Set<MailboxLetter>().AsNoTracking().Where(one => hashes.Contains(one.UidHash)).ToDictionaryAsync(one => one.UidHash, StringComparer.Ordinal, CancellationToken.None);
        foreach (var (letter, hash) in listed.OrderBy(one => one.Letter.Size > Large).ThenBy(one => one.Letter.Number))
        {
            var became = known.GetValueOrDefault(hash);
            if (became is null || became.IsDue(clock.Today()))
            {
                var bytes = letter.Size > Pop3.LargestLetter ? null : await pop.ReadAsync(letter.Number);
                became = await TakeAsync(mailbox, channel, hash, bytes);
                Count(became, done);
            }

            if (mailbox.Deletes && became is { VoiceId: not null, IsWhole: true })
            {
                await pop.DeleteAsync(letter.Number);
            }

            if (pop.IsOver)
            {
                return; // The rest the next time.
            }
        }

        await pop.QuitAsync();
        await ForgetAsync(hashes);
    }

    static void Count(MailboxLetter became, Tally done)
    {
        switch (became.Outcome)
        {
            case LetterOutcome.Case:
                done.Cases++;
                break;
            case LetterOutcome.Message:
                done.Messages++;
                break;
            default:
                done.NotTaken++;
                done.IsTrouble |= became.Outcome == LetterOutcome.PutOff || became.Refusal is LetterRefusal.TooLarge or LetterRefusal.NoSender;
                break;
        }
    }

    // Letters of years may lie there; they were read by people.
    async Task BeginAsync(Mailbox mailbox, List<string> hashes)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"""
            insert into mailbox_letters (office_id, id, uid_hash, message_hash, sender_hash, sender, at, outcome, is_whole)
            select {office.Id}, gen_random_uuid(), hash, '', '', '', {clock.GetUtcNow()}, 'before', false from unnest({hashes.ToArray()}) hash on conflict do nothing
            """);
        await db.Database.ExecuteSqlAsync($"update mailboxes set is_begun = true where office_id = {office.Id} and host = {mailbox.Host} and user_name = {mailbox.UserName}");
        await transaction.CommitAsync();
    }

    // What is no longer in the mailbox can not come from it again.
    async Task ForgetAsync(List<string> inside)
    {
        var since = clock.GetUtcNow().AddDays(-KeptDays);
        await db.Set<MailboxLetter>().Where(one => one.At < since && !inside.Contains(one.UidHash)).ExecuteDeleteAsync();
    }

    /// <param name="bytes">Null where it is larger than is read.</param>
    async Task<MailboxLetter> TakeAsync(Mailbox mailbox, Channel channel, string hash, byte[]? bytes)
    {
        try
        {
            return bytes is null ? await RememberAsync(hash, LetterRefusal.TooLarge) : await TakeReadAsync(mailbox, channel, hash, Letter.Read(bytes));
        }
        catch (Exception e) when (e is not OutOfMemoryException) // One letter must not hold up the others.
        {
            LogFault(log, office.Id, e);
            db.ChangeTracker.Clear();
            return await RememberAsync(hash, LetterRefusal.Fault);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    async Task<MailboxLetter> RememberAsync(string hash, LetterRefusal why)
    {
        var letter = new MailboxLetter(hash, clock.GetUtcNow());
        letter.Refuse(why);
        await db.Set<MailboxLetter>().Where(one => one.UidHash == hash).ExecuteDeleteAsync();
        db.Add(letter);
        await db.SaveChangesAsync();
        return letter;
    }

    async Task<MailboxLetter> TakeReadAsync(Mailbox mailbox, Channel channel, string hash, Letter read)
    {
        var (sender, id) = (read.Headers.Sender(), read.Headers.First("Message-ID"));
        var letter = new MailboxLetter(hash, clock.GetUtcNow())
        {
            MessageHash = id.Length > 0 ? keys.Index("letters", id)[0] : "",
            SenderHash = sender is null ? "" : keys.Index("letter senders", sender.Address.ToUpperInvariant())[0],
            Sender = sender is null ? "" : Masks.Email(sender.Address),
        };
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Set<MailboxLetter>().Where(one => one.UidHash == hash).ExecuteDeleteAsync();
        if (MailLoops.Refusal(read.Headers, [mailbox.UserName, mail.From]) is { } loop)
        {
            letter.Refuse(loop);
        }
        else if (await TooMuchAsync(letter) is { } tooMuch)
        {
            letter.Refuse(tooMuch);
        }
        else if (await NamedAsync(read.Headers.Text("Subject"), sender!.Address) is { } voice)
        {
            await WriteOnAsync(voice, read, letter);
        }
        else
        {
            await BecomeCaseAsync(channel, read, sender, hash, letter);
        }

        db.Add(letter);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return letter;
    }

    async Task<LetterRefusal?> TooMuchAsync(MailboxLetter letter)
    {
        var taken = db.Set<MailboxLetter>().Where(one => one.VoiceId != null);
        if (letter.MessageHash.Length > 0 && await taken.AnyAsync(one => one.MessageHash == letter.MessageHash))
        {
            return LetterRefusal.Twice;
        }

        var midnight = new DateTimeOffset(clock.Today().ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
        var today = taken.Where(one => one.At >= midnight);
        return await today.CountAsync(one => one.SenderHash == letter.SenderHash) >= MostOfSender ? LetterRefusal.TooMany
            : await today.CountAsync() >= MostInAll ? LetterRefusal.TooManyInAll : null;
    }

    /// <summary>The open case whose number stands in the subject, if the letter comes from its speaker.</summary>
    async Task<Voice?> NamedAsync(string typed, string address)
    {
        var subject = ThaiDigits.ToArabic(Line(typed));
        var named = await db.Set<Voice>().Include(voice => voice.Steps).Include(voice => voice.Assignments)
            .Where(voice => voice.State != VoiceState.Closed && voice.State != VoiceState.Withdrawn && voice.State != VoiceState.Transferred && subject.Contains(voice.Number)).ToListAsync();
        foreach (var voice in named.Where(voice => StandsAlone(subject, voice.Number)).OrderByDescending(voice => voice.Number.Length))
        {
            if (await db.Set<VoiceSpeaker>().AsNoTracking().SingleOrDefaultAsync(one => one.VoiceId == voice.Id) is { Email: { } kept } speaker
                && seals.Open(speaker, VoiceSpeaker.EmailField, kept).Equals(address, StringComparison.OrdinalIgnoreCase))
            {
                return voice;
            }
        }

        return null;
    }

    // 2/2570 stands in 12/2570 too.
    static bool StandsAlone(string subject, string number)
    {
        for (var at = subject.IndexOf(number, StringComparison.Ordinal); at >= 0; at = subject.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsAsciiDigit(subject[at - 1])) && (at + number.Length == subject.Length || !char.IsAsciiDigit(subject[at + number.Length])))
            {
                return true;
            }
        }

        return false;
    }

    async Task WriteOnAsync(Voice voice, Letter read, MailboxLetter letter)
    {
        var (words, brought, refused) = await KeepAsync(read);
        if (!words.IsEmpty || brought.Names.Count == 0)
        {
            voice.Write(words.IsEmpty ? new(Line(read.Headers.Text("Subject"))) : words, clock.GetUtcNow());
            db.Tell("voice.written", voice);
        }

        if (brought.Names.Count > 0)
        {
            voice.AddFiles(new(string.Join('\n', brought.Names)), clock.GetUtcNow());
            await files.AttachAsync(voice, brought.Token, VoiceFileKind.Brought, isPublic: true, null);
            db.Tell("voice.files-added", voice);
        }

        letter.Become(LetterOutcome.Message, voice.Id, refused.Count == 0);
        await register.SaveAsync(voice, NoteOf(voice, refused));
    }

    async Task BecomeCaseAsync(Channel channel, Letter read, LetterSender sender, string hash, MailboxLetter letter)
    {
        var (words, brought, refused) = await KeepAsync(read);
        var subject = new VoiceText(Line(read.Headers.Text("Subject")));
        var what = !words.IsEmpty ? words : !subject.IsEmpty ? subject : new("(จดหมายไม่มีข้อความ)");
        // Nobody said what it is; a complaint has the shortest times, and whoever screens it says what it is.
        var receipt = await register.ReceiveAsync(new NewVoice(
            VoiceRegister.FormOf("letter " + hash), VoiceKind.Complaint, channel, IsSealed: false, new(subject.IsEmpty ? what.InShort() : subject, what, VoiceText.Nothing, VoiceText.Nothing, VoiceText.Nothing),
            null, ReceivedOn(read), Cut(sender.Name, LongestName), "", sender.Address)
        {
            WantsMail = true, Files = brought.Token, IsUnseen = true, IsAcknowledged = mail.IsSet,
        });
        letter.Become(LetterOutcome.Case, receipt.Id, refused.Count == 0);
        if (mail.IsSet)
        {
            db.Add(Receipt(sender.Address, receipt, refused.Count > 0));
        }

        if (refused.Count > 0)
        {
            var voice = await db.Set<Voice>().SingleAsync(one => one.Id == receipt.Id);
            db.Add(NoteOf(voice, refused)!);
            db.Tell("voice.noted", voice);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>Keeps what came with a letter, until it belongs to a case.</summary>
    async Task<(VoiceText Words, BroughtFiles Brought, IReadOnlyList<string> Refused)> KeepAsync(Letter read)
    {
        var whole = VoiceText.Read(read.Text, "", int.MaxValue, required: false);
        List<LetterFile> its = [.. read.Files];
        var words = whole;
        if (ThaiText.Length(whole.Text) > VoiceText.Longest)
        {
            words = new($"{ThaiText.Cut(whole.Text, VoiceText.Longest - RestWords)}\n\n(ข้อความยาวกว่านี้ อ่านทั้งหมดได้ในไฟล์ “{FullText}”)");
            its.Insert(0, new(FullText, System.Text.Encoding.UTF8.GetBytes(whole.Text)));
        }

        List<string> refused = [.. its.Skip(VoiceFiles.Most).Select(file => $"{Line(file.Name)}: เกิน {VoiceFiles.Most} ไฟล์")];
        if (!read.IsWhole)
        {
            refused.Add("บางส่วนของจดหมาย: ซ้อนกันลึกหรือมีจำนวนมากเกินกว่าที่ระบบอ่าน");
        }

        var (brought, not) = await files.BringAsync(null, [.. its.Take(VoiceFiles.Most).Select(Form)], CancellationToken.None);
        refused.AddRange(not.Select(one => $"{Line(one.Name)}: {one.Why}"));
        return (words, brought, refused);

        static IFormFile Form(LetterFile file) => new FormFile(new MemoryStream(file.Bytes), 0, file.Bytes.Length, "file", file.Name);
    }

    VoiceNote? NoteOf(Voice voice, IReadOnlyList<string> refused) => refused.Count == 0 ? null
        : new(voice, VoiceNoteKind.Note, new(ThaiText.Cut($"ไม่ได้รับจากอีเมลของผู้แจ้ง (จดหมายต้นฉบับยังอยู่ในกล่องจดหมาย)\n{string.Join('\n', refused)}", VoiceText.Longest)), null, clock.GetUtcNow());

    // As the office's own server says; a letter that waited while the server was away came in before today.
    DateOnly ReceivedOn(Letter read)
    {
        var today = clock.Today();
        return read.Headers.ReceivedAt() is { } at && ThaiDate.OnDay(at) is var day && day <= today && day > today.AddDays(-KeptDays) ? day : today;
    }

    static string Line(string text) => Cut(text, VoiceForm.LongestLine);

    static string Cut(string text, int most) => VoiceText.Read(text, "", int.MaxValue, required: false).Text.ReplaceLineEndings(" ") is { Length: > 0 } line ? ThaiText.Cut(line, most) : "";

    OutgoingMail Receipt(string address, VoiceReceipt receipt, bool isPart)
    {
        var home = mail.Site.Length > 0 ? $"{mail.Site}/{office.Profile.Slug}" : "";
        return new(OutgoingMail.Receipt, address, $"รับเรื่องของท่านแล้ว เลขที่ {receipt.Number}",
            $"""
            สำนักงานได้รับเรื่องที่ท่านส่งทางอีเมลแล้ว

            เลขที่เรื่อง {receipt.Number}
            รหัสลับ {receipt.Code}

            โปรดเก็บรหัสลับไว้ ใช้ติดตามเรื่อง เพิ่มรูปภาพ และอ่านคำตอบที่
            {(home.Length > 0 ? home + "/voice/follow" : "หน้าติดตามเรื่องบนเว็บไซต์ของสำนักงาน")}
            {(isPart ? "\nไฟล์บางไฟล์ที่แนบมาระบบรับไว้ไม่ได้ โปรดเพิ่มที่หน้าติดตามเรื่อง\n" : "")}
            หากต้องการบอกเพิ่มทางอีเมล โปรดส่งจากอีเมลเดิมถึงที่อยู่เดิม และใส่เลขที่เรื่องไว้ในหัวข้อจดหมาย

            เรื่องทุจริตหรือประพฤติมิชอบ โปรดแจ้งที่แบบฟอร์มปิดผนึก
            {(home.Length > 0 ? home + "/voice/new/corruption" : "บนเว็บไซต์ของสำนักงาน")}

            {office.Profile.Name}
            อีเมลนี้ส่งโดยอัตโนมัติ
            """.ReplaceLineEndings("\r\n"), clock.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mailbox of office {Office} could not be read: {Trouble}.")]
    static partial void LogFailure(ILogger logger, int office, MailboxTrouble trouble, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A letter of office {Office} could not be taken; it is tried again the next day.")]
    static partial void LogFault(ILogger logger, int office, Exception exception);
}
