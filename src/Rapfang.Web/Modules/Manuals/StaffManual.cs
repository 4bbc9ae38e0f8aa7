using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Manuals;

/// <summary>
/// The manual of a work for those who do it (คู่มือปฏิบัติงาน; seeds S0-001, S2-120): versions, each by an author, a reviewer and
/// an approver; one at most is in force, one at most is worked on. A version that was in force is kept for ever.
/// </summary>
public sealed class StaffManual : OfficeRecord
{
    StaffManual()
    {
    }

    /// <summary>Document code and name as the version in force has them, or the first draft.</summary>
    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    public Guid? GroupId { get; private set; }

    /// <summary>The office's work that it tells how to do.</summary>
    public Guid? WorkId { get; private set; }

    /// <summary>The standard work that it began with; empty where it began empty.</summary>
    public string Template { get; private set; } = "";

    public DateOnly BegunOn { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public List<ManualEdition> Editions { get; } = [];

    public List<ManualReading> Readings { get; } = [];

    public ManualEdition? InForce => Editions.Find(edition => edition.State == ManualState.InForce);

    /// <summary>The one that is written, reviewed or waits for approval.</summary>
    public ManualEdition? UnderWay => Editions.Find(edition => edition.IsUnderWay);

    /// <summary>What is shown unless another is asked for.</summary>
    public ManualEdition Shown => InForce ?? UnderWay ?? Editions.MaxBy(edition => edition.Number)!;

    /// <summary>The readings of the version in force.</summary>
    public IReadOnlyList<ManualReading> ReadingsNow => InForce is { } edition ? [.. Readings.Where(reading => reading.EditionId == edition.Id)] : [];

    public static StaffManual Begin(ManualContents contents, string template, Guid? group, Guid? work, Guid? author, DateOnly on)
    {
        var manual = new StaffManual { Code = contents.Code, Title = contents.Title, Template = template, GroupId = group, WorkId = work, BegunOn = on };
        manual.Editions.Add(ManualEdition.First(manual, contents, author, on));
        return manual;
    }

    /// <summary>Writes the version that is worked on anew.</summary>
    /// <exception cref="RuleBroken">None is being written.</exception>
    public void Write(ManualContents contents)
    {
        Draft().Write(contents);
        if (Editions.Count == 1)
        {
            (Code, Title) = (contents.Code, contents.Title);
        }

        Version++;
    }

    /// <summary>Whose work it is.</summary>
    public void Place(Guid? group, Guid? work)
    {
        (GroupId, WorkId) = (group, work);
        Version++;
    }

    /// <summary>Names who writes, reviews and approves the version that is written; three different people, so that nobody passes their own words.</summary>
    /// <exception cref="RuleBroken">Two of them are the same.</exception>
    public void Name(Guid? author, Guid? reviewer, Guid? approver)
    {
        var draft = Draft();
        if (reviewer is not null && reviewer == author)
        {
            throw new RuleBroken("ผู้ทบทวนต้องไม่ใช่ผู้จัดทำ", "The reviewer is somebody other than the author.", "Input.ReviewerId");
        }

        if (approver is not null && (approver == author || approver == reviewer))
        {
            throw new RuleBroken("ผู้อนุมัติต้องไม่ใช่ผู้จัดทำหรือผู้ทบทวน", "The approver is neither the author nor the reviewer.", "Input.ApproverId");
        }

        draft.Name(author, reviewer, approver);
        Version++;
    }

    /// <summary>Begins the next version as a copy of the one in force.</summary>
    /// <param name="improvement">The improvement of the service that makes it necessary.</param>
    /// <exception cref="RuleBroken">None is in force, or one is worked on already.</exception>
    public ManualEdition Revise(VoiceText why, Guid? improvement, Guid? author, DateOnly on)
    {
        if (UnderWay is { } other)
        {
            throw new RuleBroken($"มีฉบับที่ {other.Number} ที่กำลังจัดทำอยู่แล้ว", $"Version {other.Number} is being worked on already.");
        }

        var before = InForce ?? throw new RuleBroken("ยังไม่มีฉบับที่ใช้อยู่", "No version is in force yet.");
        var next = ManualEdition.After(before, why, improvement, author, on);
        Editions.Add(next);
        Version++;
        return next;
    }

    /// <summary>The author's act: it is ready to be looked at.</summary>
    public void Submit(string authorAs, DateOnly on)
    {
        Draft().Submit(authorAs, on);
        Version++;
    }

    /// <summary>The reviewer's act.</summary>
    public void Review(string reviewerAs, DateOnly on)
    {
        (UnderWay ?? throw NotThere()).Review(reviewerAs, on);
        Version++;
    }

    /// <summary>The approver's act: from this day it is in force, and the one before is not. Whoever had to know the one before must read this one anew.</summary>
    /// <param name="owner">The name of its group on that day.</param>
    public void Approve(string approverAs, string owner, DateOnly on)
    {
        var next = UnderWay ?? throw NotThere();
        var before = InForce;
        next.Approve(approverAs, owner, on);
        before?.Replace(on);
        (Code, Title) = (next.Contents.Code, next.Contents.Title);
        if (before is not null)
        {
            var named = Readings.Where(reading => reading.EditionId == next.Id).Select(reading => reading.PersonId).ToHashSet();
            Readings.AddRange(Readings.Where(reading => reading.EditionId == before.Id && !named.Contains(reading.PersonId)).Select(reading => ManualReading.Of(this, next, reading.PersonId)).ToList());
        }

        Version++;
    }

    /// <summary>The reviewer or approver sends it back to the author.</summary>
    public void Return(VoiceText why)
    {
        (UnderWay ?? throw NotThere()).Return(why);
        Version++;
    }

    /// <summary>Throws the draft away; its number is free again. The version in force stays as it is; without one nothing of the manual is left.</summary>
    /// <exception cref="RuleBroken">None is being written.</exception>
    public ManualEdition Discard()
    {
        var draft = Draft();
        Editions.Remove(draft);
        Version++;
        return draft;
    }

    /// <summary>Who must have read the version in force, or the first one once it is. Who has read it stays.</summary>
    public void Tell(IReadOnlySet<Guid> people)
    {
        var edition = Shown;
        Readings.RemoveAll(reading => reading.EditionId == edition.Id && reading.ReadAt is null && !people.Contains(reading.PersonId));
        var known = Readings.Where(reading => reading.EditionId == edition.Id).Select(reading => reading.PersonId).ToHashSet();
        Readings.AddRange(people.Where(person => !known.Contains(person)).Select(person => ManualReading.Of(this, edition, person)));
    }

    ManualEdition Draft() => UnderWay is { State: ManualState.Draft } draft ? draft : throw new RuleBroken(
        "ฉบับนี้แก้ไขไม่ได้แล้ว หากต้องแก้ไขให้จัดทำฉบับใหม่ หรือให้ผู้ทบทวนส่งกลับ", "This version can not be changed any more. Begin a new one, or let the reviewer send it back.");

    static RuleBroken NotThere() => new("ไม่มีฉบับที่กำลังจัดทำ", "No version is being worked on.");
}

/// <summary>Somebody who must know a version of a manual, and whether they have read it.</summary>
public sealed class ManualReading : OfficeRecord
{
    ManualReading()
    {
    }

    public Guid ManualId { get; private set; }

    public Guid EditionId { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>When they said that they have read and understood it.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    public DateOnly? RemindedOn { get; private set; }

    public override Guid WholeId => ManualId;

    internal static ManualReading Of(StaffManual manual, ManualEdition edition, Guid person) => new() { ManualId = manual.Id, EditionId = edition.Id, PersonId = person };

    public void Read(DateTimeOffset at) => ReadAt ??= at;

    public void Remind(DateOnly on) => RemindedOn = on;
}

sealed class StaffManualConfiguration : IEntityTypeConfiguration<StaffManual>
{
    public void Configure(EntityTypeBuilder<StaffManual> entity)
    {
        entity.ToTable("staff_manuals");
        entity.Property(manual => manual.Version).IsConcurrencyToken();
        entity.Ignore(manual => manual.InForce);
        entity.Ignore(manual => manual.UnderWay);
        entity.Ignore(manual => manual.Shown);
        entity.Ignore(manual => manual.ReadingsNow);
        entity.HasMany(manual => manual.Editions).WithOne().HasForeignKey(part => new { part.OfficeId, part.ManualId });
        entity.HasMany(manual => manual.Readings).WithOne().HasForeignKey(part => new { part.OfficeId, part.ManualId });
    }
}

sealed class ManualReadingConfiguration : IEntityTypeConfiguration<ManualReading>
{
    public void Configure(EntityTypeBuilder<ManualReading> entity)
    {
        entity.ToTable("manual_readings");
        entity.HasOne<ManualEdition>().WithMany().HasForeignKey(reading => new { reading.OfficeId, reading.EditionId }); // A reading goes before its version does.
    }
}
