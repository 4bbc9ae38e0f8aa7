using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Manuals;

public enum ManualState
{
    Draft,

    /// <summary>Waits for the reviewer.</summary>
    InReview,

    /// <summary>Reviewed; waits for the approver.</summary>
    ForApproval,
    InForce,

    /// <summary>A later one is in force.</summary>
    Replaced,
}

/// <summary>A version of a manual (ฉบับ).</summary>
public sealed class ManualEdition : OfficeRecord, ISearchable
{
    ManualEdition()
    {
    }

    public Guid ManualId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public ManualState State { get; private set; }

    public ManualContents Contents { get; private set; } = null!;

    public Guid? AuthorId { get; private set; }

    public Guid? ReviewerId { get; private set; }

    public Guid? ApproverId { get; private set; }

    /// <summary>Name and position of the three as they were when they signed, on two lines; empty before.</summary>
    public string AuthorAs { get; private set; } = "";

    public string ReviewerAs { get; private set; } = "";

    public string ApproverAs { get; private set; } = "";

    /// <summary>The name of its group on the day it came into force.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>Why it was made and what it changes; empty for the first.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Why it came back last.</summary>
    public string Returned { get; private set; } = "";

    /// <summary>The improvement of the service that made it necessary.</summary>
    public Guid? ImprovementId { get; private set; }

    public DateOnly BegunOn { get; private set; }

    public DateOnly? SubmittedOn { get; private set; }

    public DateOnly? ReviewedOn { get; private set; }

    /// <summary>The day it was approved.</summary>
    public DateOnly? InForceOn { get; private set; }

    public DateOnly? ReplacedOn { get; private set; }

    public override Guid WholeId => ManualId;

    public bool IsUnderWay => State is ManualState.Draft or ManualState.InReview or ManualState.ForApproval;

    /// <summary>Whose act is next; null where none is.</summary>
    public Guid? Next => State switch
    {
        ManualState.Draft => AuthorId,
        ManualState.InReview => ReviewerId,
        ManualState.ForApproval => ApproverId,
        _ => null,
    };

    /// <summary>What its chart is drawn of.</summary>
    public IReadOnlyList<FlowStep> Flow => [.. Contents.Steps.Select(step => step.Flow)];

    internal static ManualEdition First(StaffManual manual, ManualContents contents, Guid? author, DateOnly on) =>
        new() { ManualId = manual.Id, Number = 1, Contents = contents, AuthorId = author, BegunOn = on };

    internal static ManualEdition After(ManualEdition before, VoiceText why, Guid? improvement, Guid? author, DateOnly on) => new()
    {
        ManualId = before.ManualId, Number = before.Number + 1, Contents = before.Contents, Why = why.Text, ImprovementId = improvement, AuthorId = author, BegunOn = on,
        ReviewerId = before.ReviewerId == author ? null : before.ReviewerId, ApproverId = before.ApproverId == author ? null : before.ApproverId,
    };

    internal void Write(ManualContents contents) => Contents = contents;

    internal void Name(Guid? author, Guid? reviewer, Guid? approver) => (AuthorId, ReviewerId, ApproverId) = (author, reviewer, approver);

    internal void Submit(string authorAs, DateOnly on)
    {
        Contents.RefuseUnready();
        if (ReviewerId is null || ApproverId is null)
        {
            throw new RuleBroken("ระบุผู้ทบทวนและผู้อนุมัติก่อนส่ง", "Name the reviewer and the approver before you submit it.");
        }

        (State, AuthorAs, SubmittedOn, Returned) = (ManualState.InReview, authorAs, on, "");
    }

    internal void Review(string reviewerAs, DateOnly on)
    {
        RefuseUnless(ManualState.InReview, "ฉบับนี้ไม่ได้รอการทบทวน", "This version does not wait for review.");
        (State, ReviewerAs, ReviewedOn) = (ManualState.ForApproval, reviewerAs, on);
    }

    internal void Approve(string approverAs, string owner, DateOnly on)
    {
        RefuseUnless(ManualState.ForApproval, "ฉบับนี้ไม่ได้รอการอนุมัติ", "This version does not wait for approval.");
        (State, ApproverAs, Owner, InForceOn) = (ManualState.InForce, approverAs, owner, on);
    }

    internal void Return(VoiceText why)
    {
        if (State is not (ManualState.InReview or ManualState.ForApproval))
        {
            throw new RuleBroken("ฉบับนี้ไม่ได้รอการทบทวนหรืออนุมัติ", "This version waits neither for review nor for approval.");
        }

        (State, Returned, AuthorAs, ReviewerAs) = (ManualState.Draft, why.Text, "", "");
        (SubmittedOn, ReviewedOn) = (null, null);
    }

    internal void Replace(DateOnly on) => (State, ReplacedOn) = (ManualState.Replaced, on);

    void RefuseUnless(ManualState state, string thai, string english)
    {
        if (State != state)
        {
            throw new RuleBroken(thai, english);
        }
    }

    /// <summary>Found as long as it is what one reads: in force, or the first one on its way there.</summary>
    public SearchEntry? Searched() => State != ManualState.InForce && Number > 1 ? null : new(
        $"{Contents.Code} {Contents.Title}".Trim(), ManualsModule.Read, $"/manuals/{ManualId}", InForceOn ?? BegunOn)
    {
        Text = string.Join('\n', Contents.Parts.OrderBy(part => part.Key).Select(part => part.Value).Concat(Contents.Own.Select(part => part.Text)).Concat(Contents.Steps.SelectMany(step => new[] { step.Flow.Text, step.Detail, step.Standard }))),
    };
}

sealed class ManualEditionConfiguration : IEntityTypeConfiguration<ManualEdition>
{
    public void Configure(EntityTypeBuilder<ManualEdition> entity)
    {
        entity.ToTable("manual_editions");
        entity.Ignore(edition => edition.IsUnderWay);
        entity.Ignore(edition => edition.Next);
        entity.Ignore(edition => edition.Flow);
        entity.Property(edition => edition.Contents).HasColumnType("jsonb").HasConversion(
            contents => contents.ToJson(), stored => ManualContents.FromJson(stored),
            new ValueComparer<ManualContents>((a, b) => ReferenceEquals(a, b) || a!.ToJson() == b!.ToJson(), contents => contents.ToJson().GetHashCode(StringComparison.Ordinal)));
    }
}
