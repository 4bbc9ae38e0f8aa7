using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>Drafts the letters of a case from their templates, gives them their numbers, makes documents of them.</summary>
public sealed class LetterWriter(RapfangDb db, CurrentOffice current, VoiceRegister register, RunningNumbers numbers, Seals seals, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the letter's id.</summary>
    public const string Printed = "voice-letter";

    sealed record Template(VoiceLetterKind Kind, LetterForm Form, string Receiver, string Subject, string Body);

    static readonly Dictionary<VoiceLetterKind, Template> Templates =
        StandardList.Read<Template>("voices", "letters").ToDictionary(template => template.Kind);

    public static LetterForm FormOf(VoiceLetterKind kind) => Templates[kind].Form;

    /// <summary>A new draft with what the case says filled in; the name of the speaker never is.</summary>
    public async Task<VoiceLetter> DraftAsync(Voice voice, VoiceLetterKind kind, Guid? by)
    {
        var office = await OfficeAsync();
        var groups = voice.Assignments.Select(one => one.GroupId).ToList();
        var names = await db.Set<Group>().Where(group => groups.Contains(group.Id)).OrderBy(group => group.Kind).Select(group => group.Name).ToListAsync();
        var findings = await db.Set<VoiceNote>().AsNoTracking().Where(note => note.VoiceId == voice.Id && note.Kind == VoiceNoteKind.Findings).OrderBy(note => note.At).ToListAsync();
        var references = await db.Set<VoiceReference>().AsNoTracking().Where(one => one.VoiceId == voice.Id).ToListAsync();
        var answer = voice.Steps.Where(step => step.Kind == VoiceStepKind.Answered).MaxBy(step => step.At)?.Text.Text;
        Dictionary<string, string> said = new(StringComparer.Ordinal)
        {
            ["{number}"] = voice.Number,
            ["{subject}"] = voice.Subject.Text,
            ["{office}"] = office.Name,
            ["{province}"] = office.Province,
            ["{received}"] = ThaiDate.Long(voice.ReceivedOn),
            ["{due}"] = await register.DueAsync(voice) is { } due ? ThaiDate.Long(due) : Dots,
            ["{reportDue}"] = voice.Assignments.Count > 0 ? ThaiDate.Long(voice.Assignments.Max(one => one.DueOn)) : Dots,
            ["{groups}"] = names.Count == 0 ? Dots : string.Join('\n', names.Select((name, n) => names.Count == 1 ? name : $"{n + 1}. {name}")),
            ["{findings}"] = findings.Count == 0 ? Dots : string.Join("\n\n", findings.Select(note => note.Text.Text)),
            ["{answer}"] = answer ?? Dots,
            ["{references}"] = string.Join(" ", references.Select(one => $"เลขที่ {one.Number} ของ{one.System}")),
        };
        var template = Templates[kind];
        var letter = new VoiceLetter(voice, kind, clock.Today(), by);
        letter.Write(Seal(letter, Filled(template.Receiver)), new(Filled(template.Subject)), new(Filled(template.Body)), $"ผู้อำนวยการ{office.Name}");
        return letter;

        string Filled(string text) => said.Aggregate(text, (filled, one) => filled.Replace(one.Key, one.Value, StringComparison.Ordinal));
    }

    const string Dots = "..............................";

    public Sealed? Seal(VoiceLetter letter, string receiver) => seals.Seal(letter, VoiceLetter.ReceiverField, receiver);

    public string ReceiverOf(VoiceLetter letter) => letter.Receiver is null ? "" : seals.Open(letter, VoiceLetter.ReceiverField, letter.Receiver);

    /// <summary>Gives it the next number of its register; saved by the caller in one transaction.</summary>
    public async Task IssueAsync(VoiceLetter letter)
    {
        var series = await NumberSeries.OfAsync(db, FormOf(letter.Kind) switch { LetterForm.Letter => "letter", LetterForm.Order => "order", _ => NumberSeries.Memo });
        var year = series.YearOf(clock.Today());
        var number = await numbers.TakeAsync(series.Code, year, "voice_letter", letter.Id);
        letter.Issue(series.Text((await OfficeAsync()).BookPrefix, number, year), clock.GetUtcNow());
    }

    public async Task<OfficialDocument?> PrintedAsync(string id) =>
        await db.Set<VoiceLetter>().AsNoTracking().SingleOrDefaultAsync(letter => letter.Id == Guid.Parse(id)) is { } letter ? await DocumentAsync(letter) : null;

    public async Task<OfficialDocument> DocumentAsync(VoiceLetter letter)
    {
        var office = await OfficeAsync();
        var emblem = office is { Logo: { } logo, LogoType: { } type } ? new DocumentImage(logo, type, "ตราสัญลักษณ์ของหน่วยงาน") : null;
        var number = letter.Number.Length > 0 ? letter.Number : null;
        var (date, receiver) = (ThaiDate.Long(letter.Dated), ReceiverOf(letter));
        List<Block> blocks = FormOf(letter.Kind) switch
        {
            LetterForm.Letter => [new LetterHead(number, office.Name, office.Address.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), date, letter.Subject.Text, receiver) { Emblem = emblem }],
            LetterForm.Memo => [new MemoHead(office.Name, number, date, letter.Subject.Text, receiver) { Emblem = emblem }],
            _ => [new Paragraph($"ที่ {number ?? ".........."}", Indent: false), new Paragraph($"เรื่อง {letter.Subject}", Indent: false)],
        };
        blocks.AddRange(letter.Body.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(paragraph => new Paragraph(paragraph.Trim())));
        if (FormOf(letter.Kind) == LetterForm.Order)
        {
            blocks.Add(new Paragraph($"สั่ง ณ วันที่ {date}"));
        }

        blocks.Add(new SignatureBlock(null, letter.Signer, FormOf(letter.Kind) == LetterForm.Letter ? "ขอแสดงความนับถือ" : null));
        if (FormOf(letter.Kind) == LetterForm.Letter && office.Phones.Length > 0)
        {
            blocks.Add(new Paragraph($"{office.Name}\nโทร. {office.Phones}", Indent: false));
        }

        return new OfficialDocument(FormOf(letter.Kind) == LetterForm.Order ? $"คำสั่ง{office.Name}" : letter.Subject.Text, blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = "letter-" + letter.Id.ToString("N")[..8],
        };
    }

    Task<Office.Office> OfficeAsync() => db.Set<Office.Office>().AsNoTracking().SingleAsync(office => office.Id == current.Id);
}
