using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>Where a consultation stands. It follows from what was done and from the day; nothing has to be switched at midnight.</summary>
public enum ConsultationState
{
    Draft,
    Approved,
    Open,
    Closed,

    /// <summary>Everybody reads what came out and what changed because of it.</summary>
    Published,
}

/// <summary>What is written of a consultation before it is approved.</summary>
/// <param name="Asks">What the office asks of people.</param>
/// <param name="Why">Why it asks, and what can still be decided.</param>
/// <param name="ModeratesFirst">The office reads comments before others see them.</param>
public sealed record ConsultationFacts(
    VoiceText Title, VoiceText Asks, VoiceText Why, ParticipationLevel Level, DateOnly OpensOn, DateOnly ClosesOn, bool ModeratesFirst,
    IReadOnlyList<StakeholderGroup> Groups, IReadOnlyList<(VoiceText Text, IReadOnlyList<string> Options)> Questions);

/// <summary>Something that the office puts before the public from a day to a day: a document, questions, room for comments.</summary>
public sealed class Consultation : OfficeRecord, ISearchable
{
    public const string Documents = "consultation-document";

    Consultation()
    {
    }

    /// <summary>Its word in addresses, such as 70-1; never changed, for it is printed and sent on.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Of the first day that was planned, B.E.</summary>
    public int FiscalYear { get; private set; }

    public string Title { get; private set; } = "";

    public string Asks { get; private set; } = "";

    public string Why { get; private set; } = "";

    public ParticipationLevel Level { get; private set; }

    public DateOnly OpensOn { get; private set; }

    public DateOnly ClosesOn { get; private set; }

    public bool ModeratesFirst { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string Summary { get; private set; } = "";

    public string Changed { get; private set; } = "";

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public List<ConsultationGroup> Groups { get; } = [];

    public List<ConsultationQuestion> Questions { get; } = [];

    public IEnumerable<ConsultationQuestion> Asked => Questions.OrderBy(question => question.Number);

    /// <summary>Where people are only told, there is nothing to send.</summary>
    public bool TakesAnswers => Level != ParticipationLevel.Inform;

    /// <summary>The last day on which something is taken.</summary>
    public DateOnly LastDay => ClosedAt is { } at && ThaiDate.OnDay(at) is var day && day < ClosesOn ? (day > OpensOn ? day : OpensOn) : ClosesOn;

    public static Consultation Draft(string slug, ConsultationFacts facts)
    {
        var draft = new Consultation { Slug = slug, FiscalYear = Thai.FiscalYear.Of(facts.OpensOn).Year };
        draft.Describe(facts);
        return draft;
    }

    public ConsultationState StateOn(DateOnly today) => this switch
    {
        { PublishedAt: not null } => ConsultationState.Published,
        { ApprovedAt: null } => ConsultationState.Draft,
        { ClosedAt: not null } => ConsultationState.Closed,
        _ when today > ClosesOn => ConsultationState.Closed,
        _ when today < OpensOn => ConsultationState.Approved,
        _ => ConsultationState.Open,
    };

    /// <exception cref="RuleBroken">It is approved: what people were asked stays as it was.</exception>
    public void Describe(ConsultationFacts facts)
    {
        RefuseApproved();
        if (facts.ClosesOn < facts.OpensOn)
        {
            throw new RuleBroken("วันสุดท้ายต้องไม่ก่อนวันแรก", "The last day can not be before the first.", "Input.ClosesOn");
        }

        if (facts.Level == ParticipationLevel.Inform && facts.Questions.Count > 0)
        {
            throw new RuleBroken(
                "ระดับให้ข้อมูลข่าวสารไม่มีคำถาม โปรดเลือกระดับปรึกษาหารือขึ้นไป หรือลบคำถาม", "Where people are only told, nothing is asked. Choose a higher level or take the questions out.", "Input.Level");
        }

        (Title, Asks, Why, Level) = (facts.Title.Text, facts.Asks.Text, facts.Why.Text, facts.Level);
        (OpensOn, ClosesOn, ModeratesFirst) = (facts.OpensOn, facts.ClosesOn, facts.ModeratesFirst);
        Groups.RemoveAll(group => facts.Groups.All(chosen => chosen.Id != group.GroupId));
        Groups.AddRange(facts.Groups.Where(chosen => !Groups.Exists(group => group.GroupId == chosen.Id)).Select(chosen => new ConsultationGroup(Id, chosen)));
        Questions.Clear();
        Questions.AddRange(facts.Questions.Select((question, n) => new ConsultationQuestion(Id, n + 1, question.Text, question.Options)));
        Version++;
    }

    /// <summary>The head approves; on its first day it opens by itself, on its last it closes.</summary>
    public void Approve(Guid? by, DateTimeOffset at)
    {
        RefuseApproved();
        Refuse(Groups.Count == 0, "เลือกกลุ่มที่ต้องการรับฟังอย่างน้อย 1 กลุ่มก่อน", "Choose at least one group to hear first.");
        Refuse(ThaiDate.OnDay(at) > ClosesOn, "วันสุดท้ายผ่านไปแล้ว แก้ช่วงเวลาก่อนอนุมัติ", "The last day has passed; change the days before approving.");
        (ApprovedAt, ApprovedBy) = (at, by);
        Version++;
    }

    /// <summary>Closes before its last day.</summary>
    public void Close(DateTimeOffset at)
    {
        Refuse(StateOn(ThaiDate.OnDay(at)) is not (ConsultationState.Open or ConsultationState.Approved), "การรับฟังความคิดเห็นนี้ไม่ได้เปิดอยู่", "This consultation is not open.");
        ClosedAt = at;
        Version++;
    }

    /// <summary>What came out and what changed because of it; written anew when more has changed.</summary>
    public void Publish(VoiceText summary, VoiceText changed, DateTimeOffset at)
    {
        Refuse(StateOn(ThaiDate.OnDay(at)) is not (ConsultationState.Closed or ConsultationState.Published), "เผยแพร่ผลได้เมื่อปิดรับความคิดเห็นแล้ว", "The results can be published once it is closed.");
        (Summary, Changed, PublishedAt) = (summary.Text, changed.Text, PublishedAt ?? at);
        Version++;
    }

    void RefuseApproved() => Refuse(ApprovedAt is not null, "อนุมัติแล้ว แก้ไขไม่ได้ เพราะสิ่งที่ถามประชาชนต้องคงเดิม", "It is approved and can not be changed: what people were asked stays as it was.");

    static void Refuse(bool isBroken, string thai, string english)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english);
        }
    }

    public FileSubject AsSubject() => new(Documents, Id, Title, $"/consultations/{Id}");

    public SearchEntry Searched() => new(Title, ConsultationsModule.Read, $"/consultations/{Id}", OpensOn) { Text = $"{Slug} {Asks} {Why} {Summary} {Changed}" };
}

/// <summary>A group that a consultation addresses, by its name of that day.</summary>
public sealed class ConsultationGroup : OfficeRecord
{
    internal ConsultationGroup(Guid consultation, StakeholderGroup group) => (ConsultationId, GroupId, Name) = (consultation, group.Id, group.Name);

    ConsultationGroup()
    {
    }

    public Guid ConsultationId { get; private set; }

    public Guid GroupId { get; private set; }

    public string Name { get; private set; } = "";

    public override Guid WholeId => ConsultationId;
}

/// <summary>One question: choose one of its options, or without any answer in words.</summary>
public sealed class ConsultationQuestion : OfficeRecord
{
    internal ConsultationQuestion(Guid consultation, int number, VoiceText text, IReadOnlyList<string> options) => (ConsultationId, Number, Text, Options) = (consultation, number, text.Text, [.. options]);

    ConsultationQuestion()
    {
    }

    public Guid ConsultationId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public string[] Options { get; private set; } = [];

    public bool IsChoice => Options.Length > 0;

    /// <summary>Its name in the public form.</summary>
    public string Field => $"q-{Number}";

    public override Guid WholeId => ConsultationId;
}

sealed class ConsultationConfiguration : IEntityTypeConfiguration<Consultation>
{
    public void Configure(EntityTypeBuilder<Consultation> entity)
    {
        entity.ToTable("consultations");
        entity.Property(one => one.Version).IsConcurrencyToken();
        entity.Ignore(one => one.Asked);
        entity.HasMany(one => one.Groups).WithOne().HasForeignKey(group => new { group.OfficeId, group.ConsultationId });
        entity.HasMany(one => one.Questions).WithOne().HasForeignKey(question => new { question.OfficeId, question.ConsultationId });
    }
}

sealed class ConsultationGroupConfiguration : IEntityTypeConfiguration<ConsultationGroup>
{
    public void Configure(EntityTypeBuilder<ConsultationGroup> entity)
    {
        entity.ToTable("consultation_groups");
        entity.HasOne<StakeholderGroup>().WithMany().HasForeignKey(group => new { group.OfficeId, group.GroupId });
    }
}

sealed class ConsultationQuestionConfiguration : IEntityTypeConfiguration<ConsultationQuestion>
{
    public void Configure(EntityTypeBuilder<ConsultationQuestion> entity) => entity.ToTable("consultation_questions");
}
