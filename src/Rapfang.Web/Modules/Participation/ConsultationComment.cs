using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

public enum CommentState
{
    /// <summary>The office has not read it yet.</summary>
    Waiting,
    Shown,
    Refused,
}

/// <summary>Why a comment is not shown. Everybody reads how many of each there were.</summary>
public enum CommentRefusal
{
    /// <summary>It names people or holds their data.</summary>
    PersonalData,
    Rude,

    /// <summary>It has to do with another matter.</summary>
    OffTopic,
    Advertising,

    /// <summary>The same was sent several times.</summary>
    Repeated,

    /// <summary>It accuses somebody of a wrong: that is a complaint and goes another way.</summary>
    Accusation,
}

/// <summary>
/// What somebody said in a consultation. It comes in by <see cref="ConsultationBox"/>; here is what the office does with it.
/// </summary>
public sealed class ConsultationComment : OfficeRecord
{
    /// <summary>For what reads it from the database; nothing else makes one.</summary>
    internal ConsultationComment()
    {
    }

    public Guid ConsultationId { get; private set; }

    /// <summary>From 1 in its consultation, as they came in.</summary>
    public int Number { get; private set; }

    public DateOnly SentOn { get; private set; }

    /// <summary>Events tell its length only: it may hold names.</summary>
    public VoiceText Text { get; private set; } = VoiceText.Nothing;

    /// <summary>As the writer wishes to be called before everybody; mostly empty.</summary>
    public VoiceText SignedAs { get; private set; } = VoiceText.Nothing;

    public CommentState State { get; private set; }

    public CommentRefusal? Refusal { get; private set; }

    /// <summary>What it has in common with others that one source sent within minutes; null for most.</summary>
    public Guid? Burst { get; private set; }

    /// <summary>What the office answers, before everybody.</summary>
    public string Reply { get; private set; } = "";

    public DateOnly? RepliedOn { get; private set; }

    public override Guid WholeId => ConsultationId;

    public bool IsSeen(bool moderatesFirst) => State == CommentState.Shown || (State == CommentState.Waiting && !moderatesFirst);

    public void Show() => (State, Refusal) = (CommentState.Shown, null);

    /// <summary>Nobody but the office reads it. The name goes: it was given to be shown.</summary>
    public void Refuse(CommentRefusal why) => (State, Refusal, SignedAs) = (CommentState.Refused, why, VoiceText.Nothing);

    /// <summary>Numbers of people in it become dots, for good.</summary>
    public void HideNumbers() => Text = new(PersonalNumbers.Hide(Text.Text));

    /// <exception cref="RuleBroken">It is not shown, so nobody would read the answer.</exception>
    public void Answer(VoiceText reply, DateOnly on)
    {
        if (State != CommentState.Shown)
        {
            throw new RuleBroken("ตอบได้เฉพาะความเห็นที่แสดงแล้ว", "Only a comment that is shown can be answered.", "Reply");
        }

        (Reply, RepliedOn) = (reply.Text, reply.IsEmpty ? null : on);
    }
}

sealed class ConsultationCommentConfiguration : IEntityTypeConfiguration<ConsultationComment>
{
    public void Configure(EntityTypeBuilder<ConsultationComment> entity)
    {
        entity.ToTable("consultation_comments");
        entity.Property(comment => comment.Text).HasConversion(text => text.Text, stored => new VoiceText(stored));
        entity.Property(comment => comment.SignedAs).HasConversion(text => text.Text, stored => new VoiceText(stored));
        entity.HasOne<Consultation>().WithMany().HasForeignKey(comment => new { comment.OfficeId, comment.ConsultationId });
    }
}
