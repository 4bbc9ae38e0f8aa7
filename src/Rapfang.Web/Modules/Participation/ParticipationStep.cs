using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Participation;

/// <summary>When in the work a step lies (seed S2-080).</summary>
public enum ProcessStage
{
    Before,
    During,
    After,
}

/// <summary>What the law says to people taking part in a step (seeds S2-080, S2-082).</summary>
public enum LegalLimit
{
    None,

    /// <summary>They can, within what a law allows.</summary>
    Limited,

    /// <summary>It can not be disclosed by law.</summary>
    NotDisclosable,
}

/// <summary>What is found of a step.</summary>
/// <param name="CanTakePart">Null while nobody has looked at it.</param>
/// <param name="Law">Which law limits it.</param>
/// <param name="Reason">Why it can not be disclosed, or why people can not take part.</param>
/// <param name="Form">How they take part, in words.</param>
public sealed record StepFacts(
    ProcessStage Stage, VoiceText Task, bool? CanTakePart, LegalLimit Limit, VoiceText Law, VoiceText Reason, ParticipationTool? Tool, ParticipationLevel? Level, VoiceText Form);

/// <summary>One step of a core process: can people take part, does a law stand against it, in what form, how far (seed S2-082).</summary>
public sealed class ParticipationStep : OfficeRecord
{
    internal ParticipationStep(Guid processId, int number, StepFacts facts)
    {
        ProcessId = processId;
        Write(facts, number);
    }

    ParticipationStep()
    {
    }

    public Guid ProcessId { get; private set; }

    public ProcessStage Stage { get; private set; }

    /// <summary>Its place in its stage, from 1.</summary>
    public int Number { get; internal set; }

    public string Task { get; private set; } = "";

    public bool? CanTakePart { get; private set; }

    public LegalLimit LegalLimit { get; private set; }

    public string Law { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public ParticipationTool? Tool { get; private set; }

    public ParticipationLevel? Level { get; private set; }

    public string Form { get; private set; } = "";

    public override Guid WholeId => ProcessId;

    /// <exception cref="RuleBroken">An answer misses, or two of them can not both be.</exception>
    internal void Write(StepFacts facts, int number)
    {
        var takesPart = facts.CanTakePart == true;
        if (takesPart && facts.Limit == LegalLimit.NotDisclosable)
        {
            throw new RuleBroken(
                "ขั้นตอนที่กฎหมายไม่ให้เปิดเผย ประชาชนมีส่วนร่วมไม่ได้ เลือกว่ามีส่วนร่วมไม่ได้ หรือเปลี่ยนเป็นมีข้อจำกัดตามกฎหมาย",
                "People can not take part in what the law forbids to disclose. Say that they can not, or that a law limits it.", "Input.Limit");
        }

        Needed(facts.Limit != LegalLimit.None && facts.Law.IsEmpty, "ระบุกฎหมายที่จำกัด", "Say which law limits it.", "Input.Law");
        Needed(facts.Limit == LegalLimit.NotDisclosable && facts.Reason.IsEmpty, "ระบุเหตุผลที่เปิดเผยไม่ได้", "Say why it can not be disclosed.", "Input.Reason");
        Needed(facts.CanTakePart == false && facts.Reason.IsEmpty, "ระบุเหตุผลที่ประชาชนมีส่วนร่วมไม่ได้", "Say why people can not take part.", "Input.Reason");
        Needed(takesPart && facts.Tool is null, "เลือกเครื่องมือที่ใช้", "Choose the tool.", "Input.Tool");
        Needed(takesPart && facts.Level is null, "เลือกระดับการมีส่วนร่วม", "Choose the level.", "Input.Level");
        (Stage, Number, Task, CanTakePart, LegalLimit) = (facts.Stage, number, facts.Task.Text, facts.CanTakePart, facts.Limit);
        (Law, Reason) = (facts.Limit == LegalLimit.None ? "" : facts.Law.Text, takesPart ? "" : facts.Reason.Text);
        (Tool, Level, Form) = takesPart ? (facts.Tool, facts.Level, facts.Form.Text) : (null, null, "");
    }

    static void Needed(bool misses, string thai, string english, string field)
    {
        if (misses)
        {
            throw new RuleBroken(thai, english, field);
        }
    }

    internal ParticipationStep CopyTo(Guid process) => new()
    {
        ProcessId = process, Stage = Stage, Number = Number, Task = Task, CanTakePart = CanTakePart, LegalLimit = LegalLimit, Law = Law, Reason = Reason, Tool = Tool, Level = Level, Form = Form,
    };
}

sealed class ParticipationStepConfiguration : IEntityTypeConfiguration<ParticipationStep>
{
    public void Configure(EntityTypeBuilder<ParticipationStep> entity) => entity.ToTable("participation_steps");
}
