using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>What is written of a core process.</summary>
/// <param name="Mechanism">The methods by which people take part, one a line.</param>
/// <param name="LegalBase">The law that asks for it or allows it.</param>
/// <param name="Target">The level to reach in the year; null where none is set.</param>
public sealed record ProcessFacts(VoiceText Name, VoiceText Mechanism, VoiceText LegalBase, VoiceText Note, ParticipationLevel? Target);

/// <summary>A core process of the office in one fiscal year, and how people take part in it (seed S2-070).</summary>
public sealed class CoreProcess : OfficeRecord, ISearchable
{
    /// <summary>Steps of one process.</summary>
    public const int MostSteps = 40;

    CoreProcess() => Origin = Id;

    /// <summary>Fiscal year, B.E.</summary>
    public int Year { get; private set; }

    /// <summary>The first of those that this one was carried from; the same in each year.</summary>
    public Guid Origin { get; private set; }

    /// <summary>Its place in the table, from 1.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    public string Mechanism { get; private set; } = "";

    public string LegalBase { get; private set; } = "";

    public string Note { get; private set; } = "";

    public ParticipationLevel? TargetLevel { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public List<ParticipationStep> Steps { get; } = [];

    /// <summary>As the work goes: before, during, after.</summary>
    public IEnumerable<ParticipationStep> InOrder => Steps.OrderBy(step => step.Stage).ThenBy(step => step.Number);

    public static CoreProcess Begin(int year, int number, ProcessFacts facts)
    {
        var process = new CoreProcess { Year = year, Number = number };
        process.Describe(facts);
        return process;
    }

    public void Describe(ProcessFacts facts)
    {
        (Name, Mechanism, LegalBase, Note, TargetLevel) = (facts.Name.Text, facts.Mechanism.Text, facts.LegalBase.Text, facts.Note.Text, facts.Target);
        Version++;
    }

    /// <summary>The same process in a later year, with its steps as they were analysed.</summary>
    public CoreProcess CarryTo(int year, int number)
    {
        var carried = new CoreProcess { Year = year, Origin = Origin, Number = number, Name = Name, Mechanism = Mechanism, LegalBase = LegalBase, Note = Note, TargetLevel = TargetLevel, Version = 1 };
        carried.Steps.AddRange(InOrder.Select(step => step.CopyTo(carried.Id)));
        return carried;
    }

    /// <exception cref="RuleBroken">There are as many steps as one process can have.</exception>
    public ParticipationStep AddStep(StepFacts facts)
    {
        if (Steps.Count >= MostSteps)
        {
            throw new RuleBroken($"กระบวนงานหนึ่งมีได้ไม่เกิน {MostSteps} ขั้นตอน รวมขั้นตอนที่ใกล้เคียงกันเข้าด้วยกัน", $"A process has at most {MostSteps} steps; join those that belong together.");
        }

        var step = new ParticipationStep(Id, Next(facts.Stage), facts);
        Steps.Add(step);
        Version++;
        return step;
    }

    public void ChangeStep(ParticipationStep step, StepFacts facts)
    {
        var (from, number) = (step.Stage, step.Stage == facts.Stage ? step.Number : Next(facts.Stage));
        step.Write(facts, number);
        CloseGap(from);
        Version++;
    }

    public void RemoveStep(ParticipationStep step)
    {
        Steps.Remove(step);
        CloseGap(step.Stage);
        Version++;
    }

    /// <summary>Changes places with the one before it in its stage; the first stays.</summary>
    public void MoveUp(ParticipationStep step)
    {
        if (Steps.Find(other => other.Stage == step.Stage && other.Number == step.Number - 1) is { } before)
        {
            (before.Number, step.Number) = (step.Number, before.Number);
            Version++;
        }
    }

    int Next(ProcessStage stage) => Steps.Count(step => step.Stage == stage) + 1;

    void CloseGap(ProcessStage stage)
    {
        var number = 0;
        foreach (var step in InOrder.Where(step => step.Stage == stage))
        {
            step.Number = ++number;
        }
    }

    public SearchEntry Searched() => new($"{Name} ({Year})", ParticipationModule.Read, $"/participation/processes/{Id}", new FiscalYear(Year).First) { Text = $"{Mechanism} {LegalBase} {Note}" };
}

sealed class CoreProcessConfiguration : IEntityTypeConfiguration<CoreProcess>
{
    public void Configure(EntityTypeBuilder<CoreProcess> entity)
    {
        entity.ToTable("participation_processes");
        entity.Ignore(process => process.InOrder);
        entity.Property(process => process.Version).IsConcurrencyToken();
        entity.HasMany(process => process.Steps).WithOne().HasForeignKey(step => new { step.OfficeId, step.ProcessId });
    }
}
