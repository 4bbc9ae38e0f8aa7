using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices.Machines;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>A voice as it comes in.</summary>
/// <param name="Form">The random key of the form it came with.</param>
public sealed record NewVoice(
    Guid Form, VoiceKind Kind, Channel Channel, bool IsSealed, Told Told, Guid? GroupId, DateOnly ReceivedOn, string Name = "", string Phone = "", string Email = "")
{
    /// <summary>Whether the person wants to be told by e-mail that something happened.</summary>
    public bool WantsMail { get; init; }

    /// <summary>The same by short message.</summary>
    public bool WantsSms { get; init; }

    /// <summary>LINE's id of the user who spoke in the chat; they are told there.</summary>
    public string LineUser { get; init; } = "";

    /// <summary>The token of the files that came with the form (<see cref="BroughtFiles"/>).</summary>
    public string? Files { get; init; }

    /// <summary>The hash of the secret code that the speaker has already, from the office that it comes from.</summary>
    public string? CodeHash { get; init; }

    /// <summary>It came by itself: nobody of the office has seen it yet.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>The person is told at once that it came in, by a way that does not do so by itself.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>Nobody is told: it comes with many others.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The system that brought it, and the type that it named.</summary>
    public Guid? ClientId { get; init; }

    public Guid? TypeId { get; init; }

    /// <summary>A district of the office's list.</summary>
    public Guid? DistrictId { get; init; }

    /// <summary>The offices that it passed through, the first one first.</summary>
    public int[] Passed { get; init; } = [];

    /// <summary>Files that another office of the installation has of it.</summary>
    public IReadOnlyList<KeptVoiceFile> Copies { get; init; } = [];
}

/// <summary>What the speaker takes home.</summary>
public sealed record VoiceReceipt(Guid Id, string Number, string Code);

/// <summary>The register of voices: takes them in, finds them for those who hold number and code, keeps what was done.</summary>
public sealed class VoiceRegister(
    RapfangDb db, RunningNumbers numbers, Deadlines deadlines, VoiceClocks clocks, Seals seals, PersonalKeys keys, VoiceFiles files, VoiceNotices notices, VoiceWebhooks webhooks,
    TimeProvider clock)
{
    public const string Series = "voice";

    /// <summary>
    /// Takes a voice in: number, record, speaker and clocks in one transaction. The same form once more gives the same receipt.
    /// </summary>
    /// <exception cref="RuleBroken">The form was sent before with other words.</exception>
    public async Task<VoiceReceipt> ReceiveAsync(NewVoice said)
    {
        var form = keys.Index("voice forms", said.Form.ToString())[0];
        var code = SecretCode.Of(keys.Index("voice codes", said.Form.ToString())[0]);
        if (await SentBeforeAsync(form, code, said) is { } before)
        {
            return before;
        }

        var group = said.GroupId is { } id
            ? await db.Set<StakeholderGroup>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id)
                ?? throw new RuleBroken("เลือกจากรายการ", "Choose one of the list.", "Input.GroupId")
            : null;
        var voice = Voice.Receive(said.Kind, said.Channel, said.IsSealed, said.Told, group, said.ReceivedOn, clock.GetUtcNow());
        await using var own = await OwnTransaction.OfAsync(db);
        try
        {
            var series = await NumberSeries.OfAsync(db, Series);
            var year = series.YearOf(said.ReceivedOn);
            voice.Register(series.WithYear(await numbers.TakeAsync(Series, year, "voice", voice.Id), year), said.CodeHash ?? Hash(code), form);
            voice.ComeFrom(said.Passed, said.ClientId, said.TypeId);
            voice.LieIn(said.DistrictId);
            if (said.IsAcknowledged)
            {
                voice.Acknowledge(clock.GetUtcNow());
            }

            db.Add(voice);
            AddSpeaker(voice, said);
            files.Copy(voice, said.Copies);
            await files.AttachAsync(voice, said.Files, VoiceFileKind.Brought, isPublic: true, null);
            if (!said.IsQuiet && (said.IsUnseen || said.Passed.Length > 0 || said.Channel.Way is ChannelWay.Web or ChannelWay.Line or ChannelWay.Machine))
            {
                await notices.TellHandlersAsync(voice, isNew: true); // Nobody of the office has seen it yet.
            }

            if (!said.IsQuiet)
            {
                await webhooks.TellAsync(voice);
            }

            await clocks.KeepAsync(voice);
            db.Tell("voice.received", voice);
            await db.SaveChangesAsync();
            await own.CommitAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation, ConstraintName: "voices_form" } && own.IsOwn)
        {
            // Sent twice at the same moment; the other one won.
            await own.RollbackAsync();
            db.ChangeTracker.Clear();
            return (await SentBeforeAsync(form, code, said))!;
        }

        return new(voice.Id, voice.Number, code);
    }

    /// <summary>The key of a form that nobody opened: the same words name the same voice, however often they are brought.</summary>
    public static Guid FormOf(string words) => new(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16));

    async Task<VoiceReceipt?> SentBeforeAsync(string form, string code, NewVoice said)
    {
        if (await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(voice => voice.FormHash == form) is not { } before)
        {
            return null;
        }

        return before.What == said.Told.What && before.Subject == said.Told.Subject ? new(before.Id, before.Number, code) : throw new RuleBroken(
            $"แบบฟอร์มนี้ส่งแล้ว ได้เลขที่ {before.Number} หากต้องการบอกเพิ่ม ใช้หน้าติดตามเรื่อง หากเป็นเรื่องใหม่ โปรดเปิดแบบฟอร์มใหม่",
            $"This form was sent before and is case {before.Number}. To add something, follow that case; for another matter open a new form.");
    }

    void AddSpeaker(Voice voice, NewVoice said)
    {
        if (string.IsNullOrWhiteSpace(said.Name + said.Phone + said.Email + said.LineUser))
        {
            return;
        }

        var speaker = new VoiceSpeaker
        {
            VoiceId = voice.Id, WantsMail = said.WantsMail && said.Email.Length > 0, WantsSms = said.WantsSms && said.Phone.Length > 0, WantsLine = said.LineUser.Length > 0,
        };
        speaker.Name = seals.Seal(speaker, VoiceSpeaker.NameField, said.Name);
        speaker.Phone = seals.Seal(speaker, VoiceSpeaker.PhoneField, said.Phone);
        speaker.Email = seals.Seal(speaker, VoiceSpeaker.EmailField, said.Email);
        speaker.LineUser = seals.Seal(speaker, VoiceSpeaker.LineField, said.LineUser);
        db.Add(speaker);
    }

    /// <summary>The case of this number and code. Wrong number, wrong code and both are one answer: null.</summary>
    public async Task<VoiceReceipt?> FindAsync(string? number, string? code)
    {
        var hashes = keys.Index("voice follow", SecretCode.Plain(code));
        var found = await db.Set<Voice>().AsNoTracking().Where(voice => hashes.Contains(voice.CodeHash))
            .Select(voice => new { voice.Id, voice.Number }).SingleOrDefaultAsync();
        return found is not null && Same(found.Number, number) ? new(found.Id, found.Number, "") : null;
    }

    static bool Same(string number, string? typed) =>
        string.Concat(ThaiDigits.ToArabic(typed ?? "").Where(c => !char.IsWhiteSpace(c))) == string.Concat(ThaiDigits.ToArabic(number).Where(c => !char.IsWhiteSpace(c)));

    string Hash(string code) => keys.Index("voice follow", SecretCode.Plain(code))[0];

    /// <summary>Stores what a deed changed; what it made new, and the clocks, come with it.</summary>
    /// <exception cref="RuleBroken">Somebody else changed the case meanwhile.</exception>
    public async Task SaveAsync(Voice voice, params VoiceNote?[] notes)
    {
        db.AddRange(notes.OfType<VoiceNote>().Where(note => !note.Text.IsEmpty));
        await AddStepsAsync(voice);
        db.AddRange(voice.Assignments.Where(assignment => db.Entry(assignment).State == EntityState.Detached));
        await clocks.KeepAsync(voice);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile();
        }
    }

    // What the office did, the speaker is told of; what the speaker did, the office.
    async Task AddStepsAsync(Voice voice)
    {
        var added = voice.Steps.Where(step => db.Entry(step).State is EntityState.Detached or EntityState.Added).ToList();
        db.AddRange(added);
        await webhooks.TellAsync(voice);
        if (added.Exists(step => step.Kind == VoiceStepKind.Reopened))
        {
            await notices.TellHeadAsync(voice);
        }
        else if (added.Exists(step => step.Kind is VoiceStepKind.FactsGiven or VoiceStepKind.Message or VoiceStepKind.FilesAdded or VoiceStepKind.Withdrawn))
        {
            await notices.TellHandlersAsync(voice, isNew: false);
        }
        else if (added.Count > 0 && !added.Exists(step => step.Kind == VoiceStepKind.Rated))
        {
            await notices.TellSpeakerAsync(voice);
        }

        if (added.Find(step => step.Kind == VoiceStepKind.Answered) is { } answered)
        {
            await AnswerMergedAsync(voice, answered.Text);
        }
    }

    public static RuleBroken ChangedMeanwhile() => new(
        "มีผู้อื่นทำเรื่องนี้ไปแล้วระหว่างที่ท่านเปิดหน้าอยู่ ยังไม่ได้บันทึกของท่าน สิ่งที่พิมพ์ไว้ยังอยู่ด้านล่าง โปรดดูสถานะล่าสุดก่อน",
        "Somebody else acted on this case while you had it open. Nothing of yours was saved; what you typed is below. Look at where it stands now.");

    /// <summary>The last day on which the person can say whether an answer of today helped.</summary>
    public Task<DateOnly?> RateUntilAsync() => deadlines.DueAsync(DeadlineRule.VoiceRating, clock.Today());

    // The cases that wait for the answer of this one get it too.
    async Task AnswerMergedAsync(Voice main, VoiceText answer)
    {
        foreach (var merged in await db.Set<Voice>().Include(voice => voice.Steps).Where(voice => voice.MergedIntoId == main.Id && voice.State == VoiceState.Merged).ToListAsync())
        {
            merged.AnswerWithMain(answer, main.RateUntil, clock.GetUtcNow());
            db.Tell("voice.answered", merged);
            await AddStepsAsync(merged);
            await clocks.KeepAsync(merged);
        }
    }

    /// <summary>By when the first answer is due. The steps of the case are loaded.</summary>
    public async Task<DateOnly?> DueAsync(Voice voice) =>
        (await clocks.OfAsync(voice)).FirstOrDefault(deadline => deadline.RuleCode == DeadlineRule.ComplaintAnswer)?.DueOn;
}
