using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Monitoring;

/// <summary>How often a method of monitoring is done (seed tables 3.B and 3.C).</summary>
public enum Frequency
{
    Yearly,
    EveryTwoMonths,
    Monthly,
    Daily,
    EveryWorkingDay,
}

/// <summary>How the office monitors the quality of its service in a fiscal year: the head's policy and indicators, and the methods.</summary>
public sealed class MonitoringPlan : OfficeRecord
{
    /// <summary>The fiscal year, B.E.</summary>
    public int Year { get; init; }

    public string Policy { get; private set; } = "";

    /// <summary>One a line.</summary>
    public string Indicators { get; private set; } = "";

    public Guid? PolicySetBy { get; private set; }

    public DateOnly? PolicySetOn { get; private set; }

    /// <summary>The memo that carries the report of the year; empty until it is reported.</summary>
    public string? ReportNumber { get; private set; }

    public DateTimeOffset? ReportedAt { get; private set; }

    public IReadOnlyList<string> IndicatorList => Indicators.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The head sets policy and indicators; a later one takes the place of the one before.</summary>
    public void SetPolicy(VoiceText policy, VoiceText indicators, Guid? by, DateOnly on)
    {
        Policy = policy.Text;
        Indicators = indicators.Text;
        PolicySetBy = by;
        PolicySetOn = on;
    }

    /// <summary>The report goes to the head under a number of the register; what it says is what is stored whenever it is looked at.</summary>
    /// <exception cref="RuleBroken">It has its number already.</exception>
    public void Report(string number, DateTimeOffset at)
    {
        RefuseReported();
        ReportNumber = number;
        ReportedAt = at;
    }

    /// <summary>Refuses before a number is taken.</summary>
    public void RefuseReported()
    {
        if (ReportNumber is not null)
        {
            throw new RuleBroken($"รายงานของปีนี้ออกเลขแล้ว คือ {ReportNumber}", $"The report of this year has its number already: {ReportNumber}.");
        }
    }

    /// <summary>It is taken back; its number is void and never used again.</summary>
    public void WithdrawReport()
    {
        if (ReportNumber is null)
        {
            throw new RuleBroken("รายงานนี้ยังไม่ได้ออกเลข", "This report has no number yet.");
        }

        ReportNumber = null;
        ReportedAt = null;
    }
}

/// <summary>A method of the plan, with how often it is done and by whom.</summary>
public sealed class MonitoringMethod : OfficeRecord
{
    sealed record Row(string Name, Frequency Frequency);

    public Guid PlanId { get; init; }

    /// <summary>Its running number in the plan, from 1.</summary>
    public int Number { get; init; }

    public string Name { get; init; } = "";

    public Frequency Frequency { get; init; }

    /// <summary>The group that does it; null: nobody is named yet.</summary>
    public Guid? GroupId { get; init; }

    public DateOnly? UntilDate { get; private set; }

    /// <summary>The methods of the guideline.</summary>
    public static IEnumerable<MonitoringMethod> Usual(MonitoringPlan plan) =>
        StandardList.Read<Row>("monitoring").Select((row, n) => new MonitoringMethod { PlanId = plan.Id, Number = n + 1, Name = row.Name, Frequency = row.Frequency });

    /// <summary>
    /// The periods of a fiscal year, each of which gets one task. What is done daily is recorded once a month: nobody fills
    /// in 240 lines, and one line that says what a month of listening brought is read.
    /// </summary>
    public static IReadOnlyList<(DateOnly First, DateOnly Last)> Periods(FiscalYear year, Frequency frequency)
    {
        var months = frequency switch { Frequency.Yearly => 12, Frequency.EveryTwoMonths => 2, _ => 1 };
        return [.. Enumerable.Range(0, 12 / months).Select(n => year.First.AddMonths(n * months)).Select(first => (first, first.AddMonths(months).AddDays(-1)))];
    }

    /// <summary>Its tasks of the year that are not over on a day.</summary>
    public IEnumerable<MonitoringTask> TasksFrom(FiscalYear year, DateOnly today) =>
        Periods(year, Frequency).Where(period => period.Last >= today).Select(period => new MonitoringTask(this, period.First, period.Last));

    /// <exception cref="RuleBroken">It is over already.</exception>
    public void End(DateOnly on) => UntilDate = UntilDate is null ? on
        : throw new RuleBroken("เลิกใช้วิธีนี้แล้ว", "This method has ended already.");
}

/// <summary>A method done in one period, and what it found.</summary>
public sealed class MonitoringTask : OfficeRecord, ISearchable
{
    /// <summary>The kind of its file uses.</summary>
    public const string Evidence = "monitoring-task";

    internal MonitoringTask(MonitoringMethod method, DateOnly first, DateOnly last)
    {
        MethodId = method.Id;
        FirstDay = first;
        LastDay = last;
        Title = $"{method.Name} {(first.AddMonths(1) > last ? ThaiDate.MonthYear(first) : $"{ThaiDate.MonthYear(first)} – {ThaiDate.MonthYear(last)}")}";
    }

    MonitoringTask()
    {
    }

    public Guid MethodId { get; private set; }

    /// <summary>The method and its period.</summary>
    public string Title { get; private set; } = "";

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    /// <summary>The day it was done; null as long as nothing is recorded.</summary>
    public DateOnly? DoneOn { get; private set; }

    public Guid? RecordedBy { get; private set; }

    public string Findings { get; private set; } = "";

    /// <summary>What follows from it: how the service should become better.</summary>
    public string Proposal { get; private set; } = "";

    public override Guid WholeId => MethodId;

    /// <summary>What the files that show it are attached to.</summary>
    public FileSubject AsSubject() => new(Evidence, Id, Title, $"/monitoring/tasks/{Id}");

    public SearchEntry? Searched() => DoneOn is not { } on ? null : new(Title, VoicesModule.Read, $"/monitoring/tasks/{Id}", on) { Text = $"{Findings} {Proposal}" };

    /// <summary>Records what was found; what was recorded before is written anew.</summary>
    /// <exception cref="RuleBroken">It lies in the future, or before the period.</exception>
    public void Record(VoiceText findings, VoiceText proposal, DateOnly on, Guid? by, DateOnly today)
    {
        if (on > today || on < FirstDay)
        {
            throw new RuleBroken($"วันที่ดำเนินการต้องอยู่ระหว่างวันที่ {ThaiDate.Long(FirstDay)} ถึงวันนี้", $"It is done between {ThaiDate.Long(FirstDay)} and today.", "DoneOn");
        }

        Findings = findings.Text;
        Proposal = proposal.Text;
        DoneOn = on;
        RecordedBy = by;
    }

    public bool IsOverdueOn(DateOnly today, DateOnly due) => DoneOn is null && today > due;
}

sealed class MonitoringPlanConfiguration : IEntityTypeConfiguration<MonitoringPlan>
{
    public void Configure(EntityTypeBuilder<MonitoringPlan> entity)
    {
        entity.ToTable("monitoring_plans");
        entity.Ignore(plan => plan.IndicatorList);
    }
}

sealed class MonitoringMethodConfiguration : IEntityTypeConfiguration<MonitoringMethod>
{
    public void Configure(EntityTypeBuilder<MonitoringMethod> entity)
    {
        entity.ToTable("monitoring_methods");
        entity.HasOne<MonitoringPlan>().WithMany().HasForeignKey(method => new { method.OfficeId, method.PlanId });
    }
}

sealed class MonitoringTaskConfiguration : IEntityTypeConfiguration<MonitoringTask>
{
    public void Configure(EntityTypeBuilder<MonitoringTask> entity)
    {
        entity.ToTable("monitoring_tasks");
        entity.HasOne<MonitoringMethod>().WithMany().HasForeignKey(task => new { task.OfficeId, task.MethodId });
    }
}
