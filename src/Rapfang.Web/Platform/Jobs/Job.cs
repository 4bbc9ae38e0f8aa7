using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;

namespace Rapfang.Platform.Jobs;

public enum JobState
{
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>Long work that somebody asked for: seen while it runs, cancelled if wished, its result fetched afterwards.</summary>
public sealed class Job : OfficeRecord
{
    /// <param name="kind">Names the <see cref="IJob"/> that does it.</param>
    /// <param name="title">What the person asked for, in their language.</param>
    /// <param name="path">The page it was asked on; the job's page leads back there.</param>
    /// <param name="input">What the work needs to know, as JSON.</param>
    public Job(string kind, string title, string path, string input, Guid? by, DateTimeOffset at)
    {
        Kind = kind;
        Title = title;
        Path = path;
        Input = input;
        RequestedBy = by;
        RequestedAt = at;
    }

    Job()
    {
    }

    public string Kind { get; private set; } = "";

    public string Title { get; private set; } = "";

    public JobState State { get; private set; }

    public string Path { get; private set; } = "";

    public string Input { get; private set; } = "{}";

    public Guid? ResultFileId { get; private set; }

    /// <summary>A page that shows what came of it; empty when there is none.</summary>
    public string ResultPath { get; private set; } = "";

    /// <summary>What was done and what was not, in Thai.</summary>
    public string Message { get; private set; } = "";

    public string MessageEn { get; private set; } = "";

    public long Done { get; private set; }

    /// <summary>Null while it is not known how much there is to do.</summary>
    public long? Total { get; private set; }

    public int Attempts { get; private set; }

    public bool CancelAsked { get; private set; }

    public Guid? RequestedBy { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? HeartbeatAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>Asks the work to stop; work that nobody began is over at once.</summary>
    public void AskToCancel(DateTimeOffset at)
    {
        if (IsOver)
        {
            throw new RuleBroken("งานนี้เสร็จสิ้นแล้ว จึงยกเลิกไม่ได้", "This work is over and can not be cancelled.");
        }

        CancelAsked = true;
        if (State == JobState.Waiting)
        {
            End(JobState.Cancelled, JobResult.NothingDone, at);
        }
    }

    /// <summary>The node stops: another one, or this one later, begins the work anew.</summary>
    internal void GiveBack()
    {
        State = JobState.Waiting;
        Attempts--;
    }

    internal void End(JobState state, JobResult result, DateTimeOffset at)
    {
        State = state;
        Message = result.Thai;
        MessageEn = result.English;
        ResultFileId = result.File?.Id;
        ResultPath = result.Path;
        EndedAt = at;
    }
}

/// <summary>What came of long work, in words, with the file or the page that shows it.</summary>
public sealed record JobResult(string Thai, string English, StoredFile? File = null, string Path = "")
{
    internal static JobResult NothingDone { get; } = new("ยกเลิกแล้ว ไม่มีข้อมูลใดถูกบันทึก", "Cancelled. Nothing was stored.");
}

/// <summary>How far the work is; shown to the person every few seconds.</summary>
public sealed class JobProgress
{
    long done;
    long total = -1;

    public long Done
    {
        get => Interlocked.Read(ref done);
        set => Interlocked.Exchange(ref done, value);
    }

    /// <summary>Null while unknown.</summary>
    public long? Total
    {
        get => Interlocked.Read(ref total) is var all and >= 0 ? all : null;
        set => Interlocked.Exchange(ref total, value ?? -1);
    }
}

/// <summary>
/// A kind of long work. It runs in a scope of its own with the office and the user who asked. What it stores it stores in
/// one transaction, and doing it again must do no harm: after a crash it is begun anew.
/// </summary>
public interface IJob
{
    /// <exception cref="RuleBroken">It can not be done; the person is told why.</exception>
    Task<JobResult> RunAsync(Job job, JobProgress progress, CancellationToken cancellation);
}

sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> entity)
    {
        entity.ToTable("jobs");
        entity.Property(job => job.Input).HasColumnType("jsonb");
        entity.Ignore(job => job.IsOver);
    }
}
