using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>What somebody comes with (seed S2, 3.D).</summary>
public enum VoiceKind
{
    Complaint,
    Suggestion,
    Opinion,
    Compliment,
    Question,
}

/// <summary>Where a case stands. Being late is no state: it follows from the deadline and the day.</summary>
public enum VoiceState
{
    Received,
    Returned,
    Screened,
    Proposed,
    Decided,
    Assigned,
    Reported,
    Answered,
    Closed,
    Withdrawn,

    /// <summary>It is answered together with an earlier one.</summary>
    Merged,

    /// <summary>Another office has it now.</summary>
    Transferred,
}

/// <summary>What the screening found (domain 3.2).</summary>
public enum Screening
{
    Accepted,
    AcceptedWithEvidence,
    MoreFacts,
    OtherAgency,
    InCourt,
    AlreadyDecided,
    TooLittle,
    Duplicate,
}

/// <summary>The three ways the head can order a case to go (seed S2-046).</summary>
public enum Branch
{
    Urgent,
    General,
    Several,
}

/// <summary>How satisfied the speaker was with the way by which they spoke (seed S2-051).</summary>
public enum ChannelRating
{
    High,
    Medium,
    Low,
}

/// <summary>What a person said at the beginning.</summary>
/// <param name="Happened">When it happened, in the person's words.</param>
public sealed record Told(VoiceText Subject, VoiceText What, VoiceText Place, VoiceText Happened, VoiceText Wish);

/// <summary>
/// A complaint, suggestion, opinion, compliment or question, from the first word to the confirmed answer. Its deeds are the
/// steps of the seed's flow (3.D); each refuses where it does not belong. What people outside may read is in
/// <see cref="Steps"/>; what is internal comes back as a <see cref="VoiceNote"/> and is not reached from here.
/// </summary>
public sealed class Voice : OfficeRecord, ISearchable
{
    Voice()
    {
    }

    /// <summary>As it is written, such as 12/2570.</summary>
    public string Number { get; private set; } = "";

    public VoiceKind Kind { get; private set; }

    /// <summary>By which of the office's channels it came.</summary>
    public Guid ChannelId { get; private set; }

    /// <summary>What it is about, once it is screened.</summary>
    public Guid? TypeId { get; private set; }

    /// <summary>In which district of the office's list it happened; null: not said.</summary>
    public Guid? DistrictId { get; private set; }

    /// <summary>It tells of corruption: only the few who hold <see cref="VoicesModule.Sealed"/> know that it exists.</summary>
    public bool IsSealed { get; private set; }

    public VoiceState State { get; private set; }

    public Screening? Screening { get; private set; }

    public Branch? Branch { get; private set; }

    public Guid? SpeakerGroupId { get; private set; }

    public VoiceText Subject { get; private set; } = VoiceText.Nothing;

    public VoiceText What { get; private set; } = VoiceText.Nothing;

    public VoiceText Place { get; private set; } = VoiceText.Nothing;

    public VoiceText Happened { get; private set; } = VoiceText.Nothing;

    public VoiceText Wish { get; private set; } = VoiceText.Nothing;

    /// <summary>The day it came to the office; the clock counts from it.</summary>
    public DateOnly ReceivedOn { get; private set; }

    /// <summary>The day on which the person was told that it came in; at once where they got number and code as they spoke.</summary>
    public DateOnly? AcknowledgedOn { get; private set; }

    /// <summary>The day of the first answer.</summary>
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>The last day on which the person can say whether the latest answer helped.</summary>
    public DateOnly? RateUntil { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Whether the answer helped, by the person themselves; null as long as they have not said.</summary>
    public bool? Satisfied { get; private set; }

    /// <summary>How satisfied they were with the channel; null as long as they have not said.</summary>
    public ChannelRating? ChannelRating { get; private set; }

    /// <summary>How often the person said that it is not solved.</summary>
    public int Reopened { get; private set; }

    /// <summary>Grows with each deed, so that of two who act at once the second is told.</summary>
    public int Version { get; private set; }

    /// <summary>A keyed hash of the speaker's secret code.</summary>
    public string CodeHash { get; private set; } = "";

    /// <summary>A keyed hash of the form it came with: sent twice, it is one.</summary>
    public string FormHash { get; private set; } = "";

    /// <summary>The earlier case that it is answered together with.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>The offices that it passed through before, the first one first.</summary>
    public int[] Passed { get; private set; } = [];

    /// <summary>The system that brought it.</summary>
    public Guid? ClientId { get; private set; }

    public List<VoiceStep> Steps { get; } = [];

    public List<VoiceAssignment> Assignments { get; } = [];

    /// <summary>A matter on which the head decides; the others the officer may answer at once.</summary>
    public bool NeedsDecision => Kind is VoiceKind.Complaint or VoiceKind.Suggestion;

    public bool IsTaken => Screening is null or Voices.Screening.Accepted or Voices.Screening.AcceptedWithEvidence;

    public bool IsOver => State is VoiceState.Closed or VoiceState.Withdrawn or VoiceState.Transferred;

    public bool MayAnswer => State == VoiceState.Reported || (State == VoiceState.Screened && (!NeedsDecision || !IsTaken));

    public bool MayWithdraw => !IsOver && State != VoiceState.Answered;

    /// <summary>Somebody outside can still write.</summary>
    public bool MayWrite => !IsOver;

    public bool MayRate(DateOnly today) =>
        State is VoiceState.Answered or VoiceState.Closed && Satisfied is null && today <= RateUntil;

    /// <summary>Found by its number and words; who spoke is never found, nor is a sealed case.</summary>
    public SearchEntry? Searched() => IsSealed ? null : new(Subject.Text, VoicesModule.Read, $"/voices/{Id}", ReceivedOn) { Text = $"{Number} {What} {Place} {Wish}" };

    /// <exception cref="RuleBroken">It lies in the future.</exception>
    public static Voice Receive(VoiceKind kind, Channel channel, bool isSealed, Told told, StakeholderGroup? group, DateOnly on, DateTimeOffset at)
    {
        if (on > ThaiDate.OnDay(at))
        {
            throw new RuleBroken("วันที่รับเรื่องต้องไม่เกินวันนี้", "It can not be received after today.", "Input.ReceivedOn");
        }

        var voice = new Voice
        {
            Kind = isSealed ? VoiceKind.Complaint : kind, ChannelId = channel.Id, IsSealed = isSealed, Subject = told.Subject, What = told.What, Place = told.Place, Happened = told.Happened,
            Wish = told.Wish, SpeakerGroupId = group?.Id, ReceivedOn = on,
            AcknowledgedOn = channel.Way is ChannelWay.Web or ChannelWay.Counter or ChannelWay.Telephone or ChannelWay.FieldVisit or ChannelWay.Line or ChannelWay.Machine ? ThaiDate.OnDay(at) : null,
        };
        voice.Step(VoiceState.Received, VoiceStepKind.Received, at);
        return voice;
    }

    /// <summary>Gives it its number in the register and what it is found again by.</summary>
    public void Register(string number, string codeHash, string formHash)
    {
        Number = number;
        CodeHash = codeHash;
        FormHash = formHash;
    }

    /// <summary>The person was told that it came in, by letter or otherwise.</summary>
    public void Acknowledge(DateTimeOffset at)
    {
        Refuse(AcknowledgedOn is not null || IsOver, "แจ้งรับเรื่องแล้ว หรือเรื่องสิ้นสุดแล้ว", "It was acknowledged already, or is over.");
        AcknowledgedOn = ThaiDate.OnDay(at);
        Move(State);
    }

    /// <summary>The officer has checked and classified it.</summary>
    /// <param name="kind">What it is after reading it; people often choose the wrong word.</param>
    /// <param name="type">What it is about.</param>
    /// <param name="words">Why; with <see cref="Voices.Screening.MoreFacts"/> the question that the person reads.</param>
    public VoiceNote Screen(Screening outcome, VoiceKind kind, VoiceType? type, VoiceText words, Guid? by, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Received, "กลั่นกรองได้เฉพาะเรื่องที่เพิ่งรับ เรื่องนี้ผ่านขั้นนั้นแล้ว", "Only a case just received is screened; this one has passed that.");
        var taken = outcome is Voices.Screening.Accepted or Voices.Screening.AcceptedWithEvidence;
        if (!taken && words.IsEmpty)
        {
            throw new RuleBroken("ระบุเหตุผลหรือข้อมูลที่ต้องการเพิ่ม", "Say why, or which facts are needed.", "Words");
        }

        Screening = outcome;
        Kind = kind;
        TypeId = type?.Id;
        if (outcome == Voices.Screening.MoreFacts)
        {
            Step(VoiceState.Returned, VoiceStepKind.FactsAsked, at, words);
        }
        else
        {
            Step(VoiceState.Screened, taken ? VoiceStepKind.Accepted : VoiceStepKind.NotTaken, at);
        }

        return new(this, VoiceNoteKind.Screening, words, by, at);
    }

    /// <summary>The person adds facts, or simply writes. A case that waited for facts goes back to the officer.</summary>
    public void Write(VoiceText words, DateTimeOffset at)
    {
        Refuse(!MayWrite, "เรื่องนี้สิ้นสุดแล้ว ส่งข้อความเพิ่มไม่ได้ หากมีเรื่องใหม่โปรดแจ้งเป็นเรื่องใหม่", "This case is over. If there is something new, please tell us as a new case.");
        if (State == VoiceState.Returned)
        {
            Step(VoiceState.Received, VoiceStepKind.FactsGiven, at, words);
        }
        else
        {
            Step(State, VoiceStepKind.Message, at, words);
        }
    }

    /// <summary>The person brings files later.</summary>
    /// <param name="names">As they are called, one a line.</param>
    public void AddFiles(VoiceText names, DateTimeOffset at)
    {
        Refuse(!MayWrite, "เรื่องนี้สิ้นสุดแล้ว เพิ่มไฟล์ไม่ได้", "This case is over; files can not be added.");
        Step(State, VoiceStepKind.FilesAdded, at, names);
    }

    /// <summary>Somebody of the office went to see the place.</summary>
    public void Visit(DateTimeOffset at)
    {
        Refuse(IsOver, "เรื่องนี้สิ้นสุดแล้ว", "This case is over.");
        Step(State, VoiceStepKind.Visited, at);
    }

    /// <summary>It is answered together with an earlier case of the same matter.</summary>
    public void MergeInto(Voice main, DateTimeOffset at)
    {
        Refuse(IsOver || State is VoiceState.Answered or VoiceState.Merged, "รวมได้เฉพาะเรื่องที่ยังไม่ได้ตอบและยังไม่ได้รวม", "Only a case that is not answered or merged yet can be merged.");
        Refuse(main.Id == Id || main.State is VoiceState.Merged or VoiceState.Withdrawn or VoiceState.Transferred, "รวมเข้ากับเรื่องนั้นไม่ได้ เพราะเรื่องนั้นรวมกับเรื่องอื่น ถอน หรือโอนไปแล้ว", "It can not be merged into that case, which is merged, withdrawn or transferred itself.");
        Refuse(IsSealed || main.IsSealed, "เรื่องที่ปิดผนึกรวมกับเรื่องอื่นไม่ได้", "A sealed case can not be merged.");
        MergedIntoId = main.Id;
        Step(VoiceState.Merged, VoiceStepKind.Merged, at);
    }

    /// <summary>The answer of the case that it was merged into.</summary>
    public void AnswerWithMain(VoiceText answer, DateOnly? rateUntil, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Merged, "เรื่องนี้ไม่ได้รวมกับเรื่องอื่น", "This case is not merged.");
        AnsweredOn ??= ThaiDate.OnDay(at);
        RateUntil = rateUntil;
        Step(VoiceState.Answered, VoiceStepKind.Answered, at, answer);
    }

    /// <summary>Another office takes it over; the person is told where it is.</summary>
    /// <param name="where">Name and number there, as the person reads it.</param>
    public void Transfer(VoiceText where, DateTimeOffset at)
    {
        Refuse(IsOver || State == VoiceState.Merged, "โอนได้เฉพาะเรื่องที่ยังไม่สิ้นสุด", "Only a case that is not over can be transferred.");
        ClosedOn = ThaiDate.OnDay(at);
        Step(VoiceState.Transferred, VoiceStepKind.Transferred, at, where);
    }

    /// <summary>Where it happened, as far as anybody knows.</summary>
    public void LieIn(Guid? district) => DistrictId = district;

    /// <summary>It came from other offices or by another system.</summary>
    /// <param name="passed">The offices' ids, the first one first.</param>
    /// <param name="type">What the sender says it is about.</param>
    public void ComeFrom(int[] passed, Guid? client, Guid? type)
    {
        Passed = passed;
        ClientId = client;
        TypeId = type;
    }

    /// <summary>The office writes to the person without answering yet.</summary>
    public void WriteBack(VoiceText words, DateTimeOffset at)
    {
        Refuse(IsOver, "เรื่องนี้สิ้นสุดแล้ว", "This case is over.");
        Step(State, VoiceStepKind.Reply, at, words);
    }

    /// <summary>The officer puts it before the head with an opinion.</summary>
    public VoiceNote Propose(Branch branch, VoiceText opinion, Guid? by, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Screened || !IsTaken, "เสนอได้เมื่อกลั่นกรองและรับเรื่องไว้แล้ว", "A case is proposed once it is screened and taken up.");
        Allow(branch);
        Branch = branch;
        Move(VoiceState.Proposed);
        return new(this, VoiceNoteKind.Proposal, opinion, by, at);
    }

    /// <summary>The head gives it back for a better proposal.</summary>
    public VoiceNote SendBack(VoiceText why, Guid? by, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Proposed, "ส่งคืนได้เฉพาะเรื่องที่เสนออยู่", "Only a case that is proposed can be sent back.");
        Move(VoiceState.Screened);
        return new(this, VoiceNoteKind.SentBack, why, by, at);
    }

    /// <summary>The head orders how it goes.</summary>
    public VoiceNote Decide(Branch branch, VoiceText order, Guid? by, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Proposed, "สั่งการได้เฉพาะเรื่องที่เสนออยู่", "Only a case that is proposed can be decided.");
        Allow(branch);
        Branch = branch;
        Step(VoiceState.Decided, VoiceStepKind.InWork, at);
        return new(this, VoiceNoteKind.Order, order, by, at);
    }

    /// <summary>Gives it to a group, to report by a day.</summary>
    public void Assign(Guid group, DateOnly due, DateOnly today)
    {
        Refuse(State is not (VoiceState.Decided or VoiceState.Assigned) || Branch == Voices.Branch.Urgent,
            "มอบหมายได้เมื่อผู้อำนวยการสั่งการแล้ว และไม่ใช่เรื่องที่ตรวจสอบทันที", "A case is assigned once the head has decided, and not when it is checked at once.");
        if (due < today)
        {
            throw new RuleBroken("วันครบกำหนดรายงานต้องไม่ก่อนวันนี้", "The due day can not lie before today.", "NewAssignment.DueOn");
        }

        if (Assignments.Exists(assignment => assignment.GroupId == group))
        {
            throw new RuleBroken("กลุ่มนี้ได้รับมอบหมายอยู่แล้ว", "This group has been assigned already.", "NewAssignment.GroupId");
        }

        if (Branch == Voices.Branch.General && Assignments.Count > 0)
        {
            throw new RuleBroken("เรื่องทั่วไปมอบหมายกลุ่มเดียว หากเกี่ยวข้องหลายหน่วยงานให้ผู้อำนวยการสั่งการใหม่", "A general case goes to one group; for several the head decides anew.", "NewAssignment.GroupId");
        }

        Assignments.Add(new VoiceAssignment(Id, group, today, due));
        Move(VoiceState.Assigned);
    }

    /// <summary>A group reports what it found and did. With the last one the case is reported.</summary>
    public VoiceNote Report(Guid group, VoiceText findings, Guid? by, DateTimeOffset at)
    {
        if (State != VoiceState.Assigned || Assignments.Find(one => one.GroupId == group && one.ReportedOn is null) is not { } assignment)
        {
            throw new RuleBroken("กลุ่มนี้ไม่มีงานที่ต้องรายงานในเรื่องนี้", "This group has nothing to report in this case.");
        }

        assignment.Report(ThaiDate.OnDay(at));
        Move(Assignments.TrueForAll(one => one.ReportedOn is not null) && HasEnoughGroups ? VoiceState.Reported : VoiceState.Assigned);
        return new(this, VoiceNoteKind.Findings, findings, by, at, group);
    }

    bool HasEnoughGroups => Branch != Voices.Branch.Several || Assignments.Count > 1;

    /// <summary>Who was told to check at once reports what they found.</summary>
    public VoiceNote ReportAtOnce(VoiceText findings, Guid? by, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Decided || Branch != Voices.Branch.Urgent, "รายงานผลการตรวจสอบได้เฉพาะเรื่องเร่งด่วนที่สั่งการแล้ว", "Only an urgent case that was decided is reported so.");
        Move(VoiceState.Reported);
        return new(this, VoiceNoteKind.Findings, findings, by, at);
    }

    /// <summary>A report is not complete; the group is asked for more (seed 3.D, 6).</summary>
    public VoiceNote AskAgain(Guid group, VoiceText why, DateOnly due, Guid? by, DateTimeOffset at)
    {
        if (State is not (VoiceState.Assigned or VoiceState.Reported) || Assignments.Find(one => one.GroupId == group && one.ReportedOn is not null) is not { } assignment)
        {
            throw new RuleBroken("ไม่มีรายงานของกลุ่มนี้ให้ส่งคืน", "There is no report of this group to give back.");
        }

        assignment.Reopen(due);
        Move(VoiceState.Assigned);
        return new(this, VoiceNoteKind.SentBack, why, by, at, group);
    }

    /// <summary>The answer that the person reads; what it rests on stays inside.</summary>
    /// <param name="rateUntil">The last day on which the person can say whether it helped; null: there is no such time.</param>
    public VoiceNote Answer(VoiceText answer, VoiceText summary, DateOnly? rateUntil, Guid? by, DateTimeOffset at)
    {
        Refuse(!MayAnswer, "ยังตอบไม่ได้ ต้องมีผลการตรวจสอบหรือรายงานของกลุ่มก่อน", "It can not be answered yet: first come the findings or the reports of the groups.");
        AnsweredOn ??= ThaiDate.OnDay(at);
        RateUntil = rateUntil;
        Satisfied = null;
        Step(VoiceState.Answered, VoiceStepKind.Answered, at, answer);
        return new(this, VoiceNoteKind.Summary, summary, by, at);
    }

    public VoiceNote Close(VoiceText lesson, Guid? by, DateTimeOffset at)
    {
        Refuse(State != VoiceState.Answered, "ปิดเรื่องได้เมื่อตอบผู้แจ้งแล้ว", "A case is closed once it is answered.");
        ClosedOn = ThaiDate.OnDay(at);
        Step(VoiceState.Closed, VoiceStepKind.Closed, at);
        return new(this, VoiceNoteKind.Closing, lesson, by, at);
    }

    /// <summary>The person takes it back.</summary>
    public void Withdraw(DateTimeOffset at)
    {
        Refuse(!MayWithdraw, "ถอนเรื่องไม่ได้ เพราะตอบหรือสิ้นสุดแล้ว", "It can not be withdrawn: it is answered or over.");
        ClosedOn = ThaiDate.OnDay(at);
        Step(VoiceState.Withdrawn, VoiceStepKind.Withdrawn, at);
    }

    /// <summary>The person says whether it is solved. If not, it goes to the head again.</summary>
    /// <param name="channel">How satisfied they are with the channel; null: what they said of it before stays.</param>
    public void Rate(bool satisfied, VoiceText why, DateTimeOffset at, ChannelRating? channel = null)
    {
        Refuse(!MayRate(ThaiDate.OnDay(at)), RateUntil is { } until ? $"ให้ความเห็นต่อคำตอบได้ครั้งเดียว ภายในวันที่ {ThaiDate.Long(until)}" : "ยังไม่มีคำตอบให้แสดงความเห็น",
            RateUntil is { } day ? $"An answer can be rated once, until {ThaiDate.Long(day)}." : "There is no answer to rate.");
        if (!satisfied && why.IsEmpty)
        {
            throw new RuleBroken("บอกเราว่ายังขาดอะไร", "Tell us what is still missing.", "Why");
        }

        Satisfied = satisfied;
        ChannelRating = channel ?? ChannelRating;
        Step(State, VoiceStepKind.Rated, at, why);
        if (!satisfied)
        {
            Reopened++;
            ClosedOn = null;
            Assignments.Clear();
            Step(VoiceState.Proposed, VoiceStepKind.Reopened, at);
        }
    }

    // A group of the office would learn what only a few may know.
    void Allow(Branch branch)
    {
        if (IsSealed && branch != Voices.Branch.Urgent)
        {
            throw new RuleBroken("เรื่องที่ปิดผนึกให้ผู้อำนวยการหรือผู้ได้รับมอบหมายตรวจสอบโดยตรงเท่านั้น", "A sealed case is only checked by the head or a named person.", "Branch");
        }
    }

    static void Refuse(bool refused, string thai, string english)
    {
        if (refused)
        {
            throw new RuleBroken(thai, english);
        }
    }

    void Step(VoiceState to, VoiceStepKind kind, DateTimeOffset at, VoiceText? words = null)
    {
        Steps.Add(new VoiceStep(Id, kind, words ?? VoiceText.Nothing, at));
        Move(to);
    }

    void Move(VoiceState to)
    {
        State = to;
        Version++;
    }
}

sealed class VoiceConfiguration : IEntityTypeConfiguration<Voice>
{
    public void Configure(EntityTypeBuilder<Voice> entity)
    {
        entity.ToTable("voices");
        foreach (var name in new[] { nameof(Voice.Subject), nameof(Voice.What), nameof(Voice.Place), nameof(Voice.Happened), nameof(Voice.Wish) })
        {
            entity.Property<VoiceText>(name).HasConversion(text => text.Text, stored => new VoiceText(stored));
        }

        entity.Property(voice => voice.Version).IsConcurrencyToken();
        entity.Ignore(voice => voice.NeedsDecision).Ignore(voice => voice.IsTaken).Ignore(voice => voice.IsOver)
            .Ignore(voice => voice.MayAnswer).Ignore(voice => voice.MayWithdraw).Ignore(voice => voice.MayWrite);
        entity.HasMany(voice => voice.Steps).WithOne().HasForeignKey(step => new { step.OfficeId, step.VoiceId });
        entity.HasMany(voice => voice.Assignments).WithOne().HasForeignKey(assignment => new { assignment.OfficeId, assignment.VoiceId });
    }
}
