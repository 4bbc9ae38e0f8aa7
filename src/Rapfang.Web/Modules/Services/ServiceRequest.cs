using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Platform.PersonalData;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

public enum RequestSource
{
    Counter,

    /// <summary>Somebody took a queue number by themselves.</summary>
    Public,
}

public enum RequestState
{
    Waiting,
    Running,
    Finished,

    /// <summary>Ended without the service: the person left, or documents are missing.</summary>
    GivenUp,
}

/// <summary>One request for a service, from the queue to its end, against the standard that was declared when it came.</summary>
public sealed class ServiceRequest : OfficeRecord
{
    /// <summary>By which the person is called; it goes when the request is over.</summary>
    public static PersonalField WhoField { get; } = new("service_requests.who", _ => Masks.Hidden);

    ServiceRequest()
    {
    }

    public Guid ServiceId { get; private set; }

    public int Edition { get; private set; }

    public Guid GroupId { get; private set; }

    /// <summary>The queue number of the day.</summary>
    public int Number { get; private set; }

    public DateOnly AskedOn { get; private set; }

    public RequestSource Source { get; private set; }

    public Sealed? Who { get; private set; }

    public decimal StandardAmount { get; private set; }

    public StepUnit StandardUnit { get; private set; }

    public bool UnderAct { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The end of the standard time; of days the end of the last one.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset[] Marks { get; private set; } = [];

    public DateTimeOffset? FinishedAt { get; private set; }

    public DateOnly? FinishedOn { get; private set; }

    public DateTimeOffset? GivenUpAt { get; private set; }

    /// <summary>Minutes, begun ones counted whole; days where the standard is in days, the first one not counted.</summary>
    public int? Taken { get; private set; }

    public bool IsLate { get; private set; }

    public DateOnly? ExplainBy { get; private set; }

    public string Explanation { get; private set; } = "";

    public DateOnly? ExplainedOn { get; private set; }

    public Guid? ExplainedBy { get; private set; }

    public int Version { get; private set; }

    public RequestState State => GivenUpAt is not null ? RequestState.GivenUp : FinishedAt is not null ? RequestState.Finished : StartedAt is not null ? RequestState.Running : RequestState.Waiting;

    public bool IsOverDue(DateTimeOffset now) => State == RequestState.Running && DueAt < now;

    /// <exception cref="RuleBroken">The edition declares no time.</exception>
    public static ServiceRequest Ask(PublicService of, int number, RequestSource source, DateTimeOffset at) => new()
    {
        ServiceId = of.Service.Id, Edition = of.Edition.Number, GroupId = of.Edition.GroupId, Number = number, Source = source, UnderAct = of.Edition.UnderAct, AskedAt = at, AskedOn = ThaiDate.OnDay(at), StandardUnit = of.Edition.DeclaredUnit,
        StandardAmount = of.Edition.DeclaredAmount ?? throw new RuleBroken("บริการนี้ยังไม่ได้กำหนดระยะเวลามาตรฐาน", "This service declares no standard time."),
    };

    public void Call(Sealed? who) => Who = who;

    /// <summary>The clock runs: the documents are whole.</summary>
    /// <param name="explain">By when a late one is explained, from the day it was due; null where nothing asks for it.</param>
    public void Start(DateTimeOffset at, WorkingDays days, Func<DateOnly, DateOnly?> explain)
    {
        Refuse(State != RequestState.Waiting, "คำขอนี้เริ่มดำเนินการไปแล้ว", "This request is begun already.");
        StartedAt = at;
        DueAt = DueFor(at, days);
        ExplainBy = UnderAct ? explain(ThaiDate.OnDay(DueAt.Value.AddTicks(-1))) : null;
        Version++;
    }

    DateTimeOffset DueFor(DateTimeOffset at, WorkingDays days)
    {
        var whole = (int)Math.Ceiling(StandardAmount);
        return StandardUnit switch
        {
            StepUnit.Minutes => at.AddMinutes((double)StandardAmount),
            StepUnit.Hours => at.AddHours((double)StandardAmount),
            StepUnit.WorkingDays => EndOf(days.AddWorkingDays(ThaiDate.OnDay(at), whole)),
            _ => EndOf(ThaiDate.OnDay(at).AddDays(whole)),
        };

        static DateTimeOffset EndOf(DateOnly day) => new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
    }

    /// <param name="most">The steps that the edition has.</param>
    public void Mark(DateTimeOffset at, int most)
    {
        Refuse(State != RequestState.Running, "คำขอนี้ไม่ได้อยู่ระหว่างดำเนินการ", "This request is not being served.");
        Refuse(Marks.Length >= most, "บันทึกครบทุกขั้นตอนแล้ว", "All steps are done already.");
        Marks = [.. Marks, at];
        Version++;
    }

    public void Finish(DateTimeOffset at, WorkingDays days)
    {
        Refuse(State != RequestState.Running, "คำขอนี้ไม่ได้อยู่ระหว่างดำเนินการ", "This request is not being served.");
        var (first, last) = (ThaiDate.OnDay(StartedAt!.Value), ThaiDate.OnDay(at));
        (FinishedAt, FinishedOn, Who) = (at, last, null);
        Taken = StandardUnit switch
        {
            StepUnit.WorkingDays => days.CountWorkingDays(first, last),
            StepUnit.CalendarDays => last.DayNumber - first.DayNumber,
            _ => (int)Math.Ceiling((at - StartedAt.Value).TotalMinutes),
        };
        IsLate = DueAt < at;
        Version++;
    }

    public void GiveUp(DateTimeOffset at)
    {
        Refuse(State is RequestState.Finished or RequestState.GivenUp, "คำขอนี้สิ้นสุดแล้ว", "This request is over.");
        (GivenUpAt, Who) = (at, null);
        Version++;
    }

    /// <summary>Why it is late, for the person who asked (act of 2558: within 7 days).</summary>
    public void Explain(string why, Guid? by, DateOnly on, DateTimeOffset now)
    {
        Refuse(!IsLate && !IsOverDue(now), "คำขอนี้ไม่ได้เกินระยะเวลามาตรฐาน", "This request is not late.");
        (Explanation, ExplainedBy, ExplainedOn, IsLate) = (why, by, on, true);
        Version++;
    }

    static void Refuse(bool isBroken, string thai, string english)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english);
        }
    }
}

sealed class ServiceRequestConfiguration : IEntityTypeConfiguration<ServiceRequest>
{
    public void Configure(EntityTypeBuilder<ServiceRequest> entity)
    {
        entity.ToTable("service_requests");
        entity.Property(request => request.Version).IsConcurrencyToken();
        entity.Ignore(request => request.State);
    }
}
