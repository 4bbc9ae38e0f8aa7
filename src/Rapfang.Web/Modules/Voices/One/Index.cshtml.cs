using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.One;

/// <summary>One line of a case's history as the office sees it.</summary>
public sealed record TimelineRow(DateTimeOffset At, bool IsInternal, string Title, string By, VoiceText Text);

/// <summary>One case: what was said, what was done, and the one step that comes next.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(
    RapfangDb db, VoiceAccess access, VoiceFiles files, VoiceRegister register, VoiceClocks clocks, LetterWriter writer, SimilarVoices similar, VoiceNotices notices, OfficeRoles roles, Seals seals, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class AssignmentForm
    {
        public Guid? GroupId { get; set; }

        public DateOnly DueOn { get; set; }
    }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Summary { get; set; }

    [BindProperty]
    public string? NoteText { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    [BindProperty]
    public Screening Outcome { get; set; }

    [BindProperty]
    public VoiceKind Kind { get; set; }

    [BindProperty]
    public Guid? TypeId { get; set; }

    [BindProperty]
    public Guid? DistrictId { get; set; }

    [BindProperty]
    public Branch Branch { get; set; } = Branch.General;

    [BindProperty]
    public int Seen { get; set; }

    public AssignmentForm NewAssignment { get; } = new();

    public Voice Voice { get; private set; } = null!;

    public IReadOnlyList<Deadline> Clocks { get; private set; } = [];

    public CaseClocks Shown => new(Clocks, Voice, Seen, MayHandle, Today);

    public DateOnly? DueOn => Clocks.FirstOrDefault(clock => clock.RuleCode == DeadlineRule.ComplaintAnswer)?.DueOn;

    /// <summary>By when a group that is asked today usually reports.</summary>
    public DateOnly ReportDue { get; private set; }

    public string Channel { get; private set; } = "";

    public string? Type { get; private set; }

    public string? District { get; private set; }

    /// <summary>Those to choose from when it is screened.</summary>
    public IReadOnlyList<District> Districts { get; private set; } = [];

    public IEnumerable<SelectListItem> DistrictItems => VoiceForm.Items(Districts, t["Not said"]);

    /// <summary>Those to choose from when it is screened.</summary>
    public IReadOnlyList<VoiceType> Types { get; private set; } = [];

    public IReadOnlyList<TimelineRow> Timeline { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();

    public string? SpeakerGroup { get; private set; }

    /// <summary>Its words were read back to who said them.</summary>
    public VoiceReadBack? ReadBack { get; private set; }

    /// <summary>Somebody of the office wrote down what was said to them.</summary>
    public bool IsTakenDown { get; private set; }

    public IReadOnlyList<KeptVoiceFile> Files { get; private set; } = [];

    public IReadOnlyList<VoiceVisit> Visits { get; private set; } = [];

    public IReadOnlyList<VoiceReference> References { get; private set; } = [];

    /// <summary>How many cases may be of the same matter; counted at triage only.</summary>
    public int Similar { get; private set; }

    /// <summary>Templates that an answer can begin with; where one can be given now.</summary>
    public IReadOnlyList<ReplyTemplate> Replies { get; private set; } = [];

    public IReadOnlyList<VoiceLetter> Letters { get; private set; } = [];

    public IEnumerable<SelectListItem> LetterItems => Enum.GetValues<VoiceLetterKind>().Where(kind => kind != VoiceLetterKind.WorkingGroup || Voice.Branch == Voices.Branch.Several)
        .Select(kind => new SelectListItem(t["VoiceLetterKind." + kind], kind.ToString()));

    public VoiceSpeaker? Speaker { get; private set; }

    public bool MayHandle { get; private set; }

    public bool MayDecide { get; private set; }

    public bool MayLook { get; private set; }

    /// <summary>The group the person works in.</summary>
    public Guid? MyGroup { get; private set; }

    public DateOnly Today => clock.Today();

    public bool IsLate => VoiceView.IsLate(DueOn, Voice.AnsweredOn, Voice.IsOver, Today);

    /// <summary>What was typed when somebody else was quicker, so that it is not lost.</summary>
    public string? Kept { get; private set; }

    public bool MayReport(VoiceAssignment assignment) => assignment.ReportedOn is null && (MayHandle || assignment.GroupId == MyGroup);

    public IEnumerable<SelectListItem> OutcomeItems => Enum.GetValues<Screening>().Select(outcome => new SelectListItem(t["Screening." + outcome], outcome.ToString()));

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<VoiceKind>().Select(kind => new SelectListItem(t["VoiceKind." + kind], kind.ToString(), kind == Voice.Kind));

    public IEnumerable<SelectListItem> TypeItems => Types.Select(type => new SelectListItem(type.Name, type.Id.ToString())).Prepend(new(t["Not chosen yet"], ""));

    public IEnumerable<SelectListItem> BranchItems => Enum.GetValues<Branch>().Where(branch => !Voice.IsSealed || branch == Branch.Urgent)
        .Select(branch => new SelectListItem(t["Branch." + branch], branch.ToString()));

    public IEnumerable<SelectListItem> GroupItems => Groups.Where(group => !Voice.Assignments.Exists(one => one.GroupId == group.Key))
        .Select(group => new SelectListItem(group.Value, group.Key.ToString())).Prepend(new("–", ""));

    /// <summary>What is kept of the speaker.</summary>
    public MaskedData Contacts { get; private set; } = MaskedData.Of(mayLook: false);

    // Every handler starts from the case; a sealed one is not there for those who may not know of it.
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (!await LoadAsync(id))
        {
            context.Result = NotFound();
            return;
        }

        var may = context.HandlerMethod?.Name switch
        {
            "Decide" or "SendBack" => MayDecide,
            "Look" => MayLook,
            "Report" => MayHandle || MyGroup is not null, // Which group, the handler asks.
            "Note" => true,
            _ => MayHandle,
        };
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        if (HttpMethods.IsGet(Request.Method))
        {
            (Kind, TypeId, DistrictId, Branch, Seen) = (Voice.Kind, Voice.TypeId, Voice.DistrictId, Voice.IsSealed ? Branch.Urgent : Voice.Branch ?? Branch.General, Voice.Version);
        }

        await next();
    }

    /// <param name="reply">A reply template whose words the answer begins with.</param>
    public void OnGet(Guid? reply)
    {
        if (Replies.FirstOrDefault(one => one.Id == reply) is { } template)
        {
            Words = template.For(Voice);
        }
    }

    public Task<IActionResult> OnPostScreenAsync() => DoneAsync("voice.screened", by =>
    {
        Voice.LieIn(Districts.FirstOrDefault(district => district.Id == DistrictId)?.Id);
        return Voice.Screen(Outcome, Kind, Types.FirstOrDefault(type => type.Id == TypeId), Text(Words, required: false), by, clock.GetUtcNow());
    });

    public Task<IActionResult> OnPostAcknowledgeAsync() => DoneAsync("voice.acknowledged", _ =>
    {
        Voice.Acknowledge(clock.GetUtcNow());
        return null;
    });

    public async Task<IActionResult> OnPostProposeAsync()
    {
        await notices.TellHeadAsync(Voice);
        return await DoneAsync("voice.proposed", by => Voice.Propose(Branch, Text(Words), by, clock.GetUtcNow()));
    }

    public Task<IActionResult> OnPostSendBackAsync() => DoneAsync("voice.sent-back", by => Voice.SendBack(Text(Words), by, clock.GetUtcNow()));

    public Task<IActionResult> OnPostDecideAsync() => DoneAsync("voice.decided", by => Voice.Decide(Branch, Text(Words), by, clock.GetUtcNow()));

    public async Task<IActionResult> OnPostAssignAsync()
    {
        if (!await TryUpdateModelAsync(NewAssignment, "NewAssignment"))
        {
            return this.Invalid();
        }

        if (NewAssignment.GroupId is not { } group || !Groups.ContainsKey(group))
        {
            ModelState.AddModelError("NewAssignment.GroupId", t["Choose one of the list."]);
            return this.Invalid();
        }

        await notices.TellGroupAsync(Voice, group);
        return await DoneAsync("voice.assigned", _ =>
        {
            Voice.Assign(group, NewAssignment.DueOn, Today);
            return null;
        });
    }

    public async Task<IActionResult> OnPostReportAsync(Guid group) => MayHandle || group == MyGroup
        ? await DoneAsync("voice.reported", by => Voice.Report(group, Text(Words), by, clock.GetUtcNow())) : Forbid();

    public Task<IActionResult> OnPostReportAtOnceAsync() => DoneAsync("voice.reported", by => Voice.ReportAtOnce(Text(Words), by, clock.GetUtcNow()));

    public Task<IActionResult> OnPostAskAgainAsync(Guid group) =>
        DoneAsync("voice.asked-again", by => Voice.AskAgain(group, Text(Words), ReportDue, by, clock.GetUtcNow()));

    public async Task<IActionResult> OnPostAnswerAsync()
    {
        var until = await register.RateUntilAsync();
        return await DoneAsync("voice.answered", by =>
            Voice.Answer(Text(Words), VoiceText.Read(Summary, nameof(Summary), required: false), until, by, clock.GetUtcNow()));
    }

    public Task<IActionResult> OnPostCloseAsync() => DoneAsync("voice.closed", by => Voice.Close(Text(Words, required: false), by, clock.GetUtcNow()));

    public Task<IActionResult> OnPostReplyAsync() => DoneAsync("voice.written-back", _ =>
    {
        Voice.WriteBack(VoiceText.Read(Reply, nameof(Reply)), clock.GetUtcNow());
        return null;
    });

    public Task<IActionResult> OnPostNoteAsync() =>
        DoneAsync("voice.noted", by => new VoiceNote(Voice, VoiceNoteKind.Note, VoiceText.Read(NoteText, nameof(NoteText)), by, clock.GetUtcNow()));

    /// <summary>A new letter of the case, to be completed on its own page.</summary>
    public async Task<IActionResult> OnPostLetterAsync(VoiceLetterKind letter)
    {
        var draft = await writer.DraftAsync(Voice, letter, await roles.PersonAsync());
        db.Add(draft);
        db.Tell("voice.letter-drafted", Voice);
        await db.SaveChangesAsync();
        return Redirect($"{Request.Path}/letters/{draft.Id}");
    }

    /// <summary>Shows one thing that is masked, once; that it was looked at is stored before.</summary>
    public async Task<IActionResult> OnPostLookAsync(string what)
    {
        if (Contacts.Fields.FirstOrDefault(one => one.Field.Name == what) is not { } asked)
        {
            return NotFound();
        }

        db.Tell("voice.speaker-looked-at", Voice, asked.Label);
        await db.SaveChangesAsync();
        Contacts = Contacts with { Looked = asked, Content = seals.Open(Speaker!, asked.Field, asked.Kept) };
        Seen = Voice.Version;
        return Page();
    }

    static VoiceText Text(string? typed, bool required = true) => VoiceText.Read(typed, nameof(Words), required: required);

    async Task<IActionResult> DoneAsync(string happening, Func<Guid?, VoiceNote?> deed)
    {
        var id = Voice.Id;
        try
        {
            if (Seen != Voice.Version)
            {
                throw VoiceRegister.ChangedMeanwhile();
            }

            var note = deed(await roles.PersonAsync());
            db.Tell(happening, Voice);
            await register.SaveAsync(Voice, note);
        }
        catch (RuleBroken)
        {
            // Shown is how it stands, not how it would stand; what was typed has no place of its own then.
            Kept = Seen == Voice.Version ? null : string.Join("\n\n", new[] { Words, Summary, NoteText, Reply }.Where(text => !string.IsNullOrWhiteSpace(text)));
            db.ChangeTracker.Clear();
            await LoadAsync(id);
            ModelState.Remove(nameof(Seen));
            Seen = Voice.Version;
            throw;
        }

        TempData["Done"] = t["Event." + happening].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await access.FindAsync(id) is not { } voice)
        {
            return false;
        }

        Voice = voice;
        MayHandle = await access.MayHandleAsync(voice);
        Files = await files.OfAsync(id);
        References = await db.Set<VoiceReference>().AsNoTracking().Where(one => one.VoiceId == id).OrderBy(one => one.Id).ToListAsync();
        Similar = voice.IsSealed || voice.State is not (VoiceState.Received or VoiceState.Screened) ? 0 : (await similar.OfAsync($"{voice.Subject} {voice.What}", voice.Place.Text, voice.ReceivedOn, id)).Count;
        Replies = voice.MayAnswer ? await db.Set<ReplyTemplate>().AsNoTracking().Where(reply => reply.UntilDate == null).OrderBy(reply => reply.Name).ToListAsync() : [];
        Letters = await db.Set<VoiceLetter>().AsNoTracking().Where(letter => letter.VoiceId == id).OrderBy(letter => letter.Id).ToListAsync();
        Visits = await db.Set<VoiceVisit>().AsNoTracking().Where(visit => visit.VoiceId == id).ToListAsync();
        MayDecide = await roles.MayAsync(VoicesModule.Decide);
        MayLook = voice.IsSealed || await roles.MayAsync(VoicesModule.Look);
        Clocks = await clocks.OfAsync(voice);
        Speaker = await db.Set<VoiceSpeaker>().AsNoTracking().SingleOrDefaultAsync(speaker => speaker.VoiceId == id);
        Contacts = Speaker is null ? MaskedData.Of(mayLook: false) : MaskedData.Of(
            MayLook, (VoiceSpeaker.NameField, t["Name"], Speaker.Name), (VoiceSpeaker.PhoneField, t["Telephone"], Speaker.Phone), (VoiceSpeaker.EmailField, t["E-mail"], Speaker.Email));
        var named = await db.Set<Voice>().Where(one => one.Id == id).Select(one => new
        {
            Channel = db.Set<Channel>().Where(channel => channel.Id == one.ChannelId).Select(channel => channel.Name).First(),
            Type = db.Set<VoiceType>().Where(type => type.Id == one.TypeId).Select(type => type.Name).FirstOrDefault(),
            Group = db.Set<StakeholderGroup>().Where(group => group.Id == one.SpeakerGroupId).Select(group => group.Name).FirstOrDefault(),
            District = db.Set<District>().Where(district => district.Id == one.DistrictId).Select(district => district.Name).FirstOrDefault(),
            Way = db.Set<Channel>().Where(channel => channel.Id == one.ChannelId).Select(channel => channel.Way).First(),
            ReadBack = db.Set<VoiceReadBack>().FirstOrDefault(read => read.VoiceId == id),
        }).SingleAsync();
        (Channel, Type, District, SpeakerGroup, ReadBack) = (named.Channel, named.Type, named.District, named.Group, named.ReadBack);
        IsTakenDown = named.Way is ChannelWay.Counter or ChannelWay.Telephone or ChannelWay.FieldVisit or ChannelWay.Unit;
        var groups = await db.Set<Group>().AsNoTracking().ToListAsync();
        var assigned = voice.Assignments.Select(one => one.GroupId).ToHashSet();
        Groups = groups.Where(group => group.IsInForce(Today) || assigned.Contains(group.Id)).OrderBy(group => group.Kind).ToDictionary(group => group.Id, group => group.Name);
        var notes = await db.Set<VoiceNote>().AsNoTracking().Where(note => note.VoiceId == id).ToListAsync();
        var writers = notes.Select(note => note.WrittenBy).Append(ReadBack?.ReadBy).Append(await roles.PersonAsync()).OfType<Guid>().Distinct().ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(person => writers.Contains(person.Id)).ToDictionaryAsync(person => person.Id);
        MyGroup = await roles.PersonAsync() is { } me && people.TryGetValue(me, out var mine) ? mine.GroupId : null;
        ReportDue = NewAssignment.DueOn = voice.State is VoiceState.Decided or VoiceState.Assigned or VoiceState.Reported ? await clocks.ReportDueAsync(voice, Today) : Today;
        Districts = voice.State == VoiceState.Received
            ? await db.Set<District>().AsNoTracking().Where(district => district.UntilDate == null || district.Id == voice.DistrictId).OrderBy(district => district.Number).ToListAsync() : [];
        Types = voice.State == VoiceState.Received
            ? await db.Set<VoiceType>().AsNoTracking().Where(type => type.UntilDate == null || type.Id == voice.TypeId).OrderBy(type => type.Number).ToListAsync() : [];
        Timeline =
        [
            .. voice.Steps.Select(step => new TimelineRow(step.At, false, t["VoiceStepKind." + step.Kind], "", step.Text))
                .Concat(notes.Select(note => new TimelineRow(note.At, true, t["VoiceNoteKind." + note.Kind],
                    string.Join(" · ", new[] { note.WrittenBy is { } by ? people.GetValueOrDefault(by)?.FullName : null, note.GroupId is { } group ? Groups.GetValueOrDefault(group) : null }.OfType<string>()), note.Text)))
                .Concat(ReadBack is { } read ? [new TimelineRow(read.At, true, $"{t["ReadBack." + read.Way].Value} {ThaiDate.Long(read.ReadOn)}", read.ReadBy is { } reader ? people.GetValueOrDefault(reader)?.FullName ?? "" : "", VoiceText.Nothing)] : [])
                .Concat(Visits.Select(visit => new TimelineRow(visit.At, true, t["Visit on {0}", ThaiDate.Long(visit.VisitedOn)], visit.Place.Text, visit.Findings)))
                .Concat(Files.Where(file => file.Use.Kind != VoiceFileKind.Brought).Select(file => new TimelineRow(file.Use.At, true, t["VoiceFileKind." + file.Use.Kind], "", file.Use.Name)))
                .Concat(Letters.Where(letter => letter.IssuedAt is not null).Select(letter => new TimelineRow(letter.IssuedAt!.Value, true, t["VoiceLetterKind." + letter.Kind], letter.Number, VoiceText.Nothing)))
                .OrderBy(row => row.At),
        ];
        return true;
    }
}
