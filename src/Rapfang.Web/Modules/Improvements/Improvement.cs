using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Improvements;

public enum ImprovementState
{
    Proposed,
    Refused,
    Approved,

    /// <summary>The service is given the new way.</summary>
    InPlace,

    /// <summary>What came of it was measured.</summary>
    Measured,
}

/// <summary>What the times of a process are counted in.</summary>
public enum TimeUnit
{
    WorkingDays,
    Hours,
    Minutes,
}

/// <summary>
/// A service made better because of what people said: from the source to the new process, its announcement and what came of it
/// (seeds S2-024 to S2-030). It is never deleted; what is not taken up is refused with the reason.
/// </summary>
public sealed class Improvement : OfficeRecord, ISearchable
{
    public const string Series = "improvement";

    /// <summary>The kinds of its file uses.</summary>
    public const string PhotosBefore = "improvement-before";
    public const string PhotosAfter = "improvement-after";
    public const string Papers = "improvement-paper";

    Improvement()
    {
    }

    public string Number { get; private set; } = "";

    /// <summary>Of the day it was proposed, B.E.</summary>
    public int FiscalYear { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The service or process that is improved.</summary>
    public string Service { get; private set; } = "";

    public ImprovementState State { get; private set; }

    /// <summary>What people said, in the office's words and without names; public once it is published.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Why this item of a survey and not one that more people are dissatisfied with; empty where it was the first.</summary>
    public string OutOfOrder { get; private set; } = "";

    public string Cause { get; private set; } = "";

    public string Action { get; private set; } = "";

    /// <summary>The group that owns it.</summary>
    public Guid? GroupId { get; private set; }

    public DateOnly? DueOn { get; private set; }

    /// <summary>Who works on it, one a line.</summary>
    public string WorkingGroup { get; private set; } = "";

    /// <summary>Of the order that appoints them.</summary>
    public string OrderNumber { get; private set; } = "";

    public TimeUnit Unit { get; private set; }

    public DateOnly? DecidedOn { get; private set; }

    /// <summary>What the head said to it.</summary>
    public string Decision { get; private set; } = "";

    /// <summary>The first day of the new way.</summary>
    public DateOnly? BeganOn { get; private set; }

    /// <summary>Where people can read of the new steps.</summary>
    public string Announced { get; private set; } = "";

    public DateOnly? ManualUpdatedOn { get; private set; }

    /// <summary>What the office did, as everybody reads it.</summary>
    public string Did { get; private set; } = "";

    public DateTimeOffset? PublishedAt { get; private set; }

    public DateOnly ProposedOn { get; private set; }

    public Guid? ProposedBy { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public List<ImprovementSource> Sources { get; } = [];

    public List<ProcessStep> Steps { get; } = [];

    public ProcessChange Process => new([.. Steps.OrderBy(step => step.Number)], Unit);

    public bool IsUnderWay => State is ImprovementState.Approved or ImprovementState.InPlace or ImprovementState.Measured;

    public static Improvement Propose(VoiceText title, VoiceText service, VoiceText said, ImprovementSource source, VoiceText outOfOrder, Guid? by, DateOnly on)
    {
        var proposed = new Improvement
        {
            Title = title.Text, Service = service.Text, Said = said.Text, OutOfOrder = outOfOrder.Text, ProposedBy = by, ProposedOn = on, FiscalYear = Rapfang.Thai.FiscalYear.Of(on).Year,
        };
        proposed.AddSource(source);
        return proposed;
    }

    public void Register(string number) => Number = number;

    /// <exception cref="RuleBroken">It stands there already.</exception>
    public void AddSource(ImprovementSource source)
    {
        if (Sources.Exists(known => known.IsOf(source)))
        {
            throw new RuleBroken("มีที่มานี้อยู่แล้ว", "This source stands here already.", "Source.Title");
        }

        source.Of(this);
        Sources.Add(source);
        Version++;
    }

    /// <summary>Cause, what is done, by whom and until when.</summary>
    public void Plan(VoiceText title, VoiceText service, VoiceText said, VoiceText cause, VoiceText action, Guid? group, DateOnly? due, VoiceText workingGroup, VoiceText order)
    {
        RefuseOver();
        (Title, Service, Said, Cause, Action) = (title.Text, service.Text, said.Text, cause.Text, action.Text);
        (GroupId, DueOn, WorkingGroup, OrderNumber) = (group, due, workingGroup.Text, order.Text);
        Version++;
    }

    public void Approve(VoiceText words, DateOnly on)
    {
        Refuse(State != ImprovementState.Proposed, "สั่งการไปแล้ว", "This is decided already.");
        Refuse(Action.Length == 0 || GroupId is null || DueOn is null, "ยังไม่ครบ ต้องมีแนวทางแก้ไข กลุ่มที่รับผิดชอบ และวันที่ครบกำหนดก่อนอนุมัติ", "What is done, who owns it and by when must stand there before it is approved.");
        Decide(ImprovementState.Approved, words, on);
    }

    public void TurnDown(VoiceText reason, DateOnly on)
    {
        Refuse(State != ImprovementState.Proposed, "สั่งการไปแล้ว", "This is decided already.");
        Decide(ImprovementState.Refused, reason, on);
    }

    void Decide(ImprovementState state, VoiceText words, DateOnly on)
    {
        (State, Decision, DecidedOn) = (state, words.Text, on);
        Version++;
    }

    /// <summary>Writes the process anew, before and after.</summary>
    public void Draw(IReadOnlyList<ProcessStep> steps, TimeUnit unit)
    {
        RefuseOver();
        Steps.Clear();
        foreach (var (step, n) in steps.Select((step, n) => (step, n)))
        {
            step.Of(this, n + 1);
            Steps.Add(step);
        }

        Unit = unit;
        Version++;
    }

    /// <summary>From a day on the service is given the new way.</summary>
    public void PutInPlace(DateOnly on, VoiceText announced, DateOnly? manualUpdatedOn, DateOnly today)
    {
        Refuse(!IsUnderWay, "ต้องได้รับอนุมัติก่อน", "It must be approved first.");
        if (on > today || on < ProposedOn)
        {
            throw new RuleBroken($"วันเริ่มใช้ต้องอยู่ระหว่างวันที่ {ThaiDate.Long(ProposedOn)} ถึงวันนี้", $"The first day lies between {ThaiDate.Long(ProposedOn)} and today.", "BeganOn");
        }

        (BeganOn, Announced, ManualUpdatedOn) = (on, announced.Text, manualUpdatedOn);
        State = State == ImprovementState.Approved ? ImprovementState.InPlace : State;
        Version++;
    }

    /// <summary>The staff manual tells the new way from this day on.</summary>
    public void UpdateManual(DateOnly on)
    {
        ManualUpdatedOn = on;
        Version++;
    }

    /// <summary>What came of it was measured at least once.</summary>
    public void Measure()
    {
        Refuse(BeganOn is null, "ต้องบันทึกวันเริ่มใช้แนวทางใหม่ก่อนวัดผล", "Say from when the new way is in place before measuring.");
        State = ImprovementState.Measured;
        Version++;
    }

    /// <summary>Everybody reads what was said and what was done.</summary>
    public void Publish(VoiceText said, VoiceText did, DateTimeOffset at)
    {
        Refuse(BeganOn is null, "เผยแพร่ได้เมื่อเริ่มใช้แนวทางใหม่แล้ว", "It can be published once the new way is in place.");
        (Said, Did, PublishedAt) = (said.Text, did.Text, PublishedAt ?? at);
        Version++;
    }

    public void TakeBack()
    {
        Refuse(PublishedAt is null, "ยังไม่ได้เผยแพร่", "It is not published.");
        PublishedAt = null;
        Version++;
    }

    void RefuseOver() => Refuse(State == ImprovementState.Refused, "ไม่อนุมัติแล้ว แก้ไขไม่ได้ หากต้องการเสนอใหม่ให้เสนอเป็นเรื่องใหม่", "It was refused and stays as it is. Propose it anew.");

    static void Refuse(bool isBroken, string thai, string english)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english);
        }
    }

    public bool IsLateOn(DateOnly today) => State is ImprovementState.Proposed or ImprovementState.Approved && DueOn < today;

    public FileSubject Photos(bool before) => new(before ? PhotosBefore : PhotosAfter, Id, Title, $"/improvements/{Id}");

    public FileSubject AsSubject() => new(Papers, Id, Title, $"/improvements/{Id}");

    public SearchEntry Searched() => new($"{Number} {Title}", ImprovementsModule.Read, $"/improvements/{Id}", ProposedOn) { Text = $"{Service} {Said} {Cause} {Action} {Did}" };
}

sealed class ImprovementConfiguration : IEntityTypeConfiguration<Improvement>
{
    public void Configure(EntityTypeBuilder<Improvement> entity)
    {
        entity.ToTable("improvements");
        entity.Property(improvement => improvement.Version).IsConcurrencyToken();
        entity.Ignore(improvement => improvement.Process);
        entity.HasMany(improvement => improvement.Sources).WithOne().HasForeignKey(source => new { source.OfficeId, source.ImprovementId });
        entity.HasMany(improvement => improvement.Steps).WithOne().HasForeignKey(step => new { step.OfficeId, step.ImprovementId });
    }
}
