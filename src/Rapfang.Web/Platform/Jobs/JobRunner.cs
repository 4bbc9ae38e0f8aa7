using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;

namespace Rapfang.Platform.Jobs;

/// <summary>
/// Takes waiting jobs one after the other. Several nodes share the queue; a job whose node died is begun anew, three
/// times at most.
/// </summary>
public sealed partial class JobRunner(NpgsqlDataSource source, IServiceScopeFactory scopes, OfficeDirectory offices, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    const int AtOnce = 2;
    const int MostAttempts = 3;
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    readonly Channel<bool> asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that a job waits, so that this node need not find out by itself.</summary>
    public void Wake() => asked.Writer.TryWrite(true);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));

    async Task WorkAsync(CancellationToken stop)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = WebSetup.Thai;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await TakeAsync(stop) is { } taken)
                {
                    await DoAsync(taken.Office, taken.Id, stop);
                }

                using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
                wait.CancelAfter(LookAgain);
                await asked.Reader.ReadAsync(wait.Token);
            }
            catch (OperationCanceledException)
            {
                // Time to look again, or the app stops.
            }
            catch (Exception e) when (e is not OutOfMemoryException) // Nothing that befalls the queue may stop the app.
            {
                LogDatabase(log, e);
                await Task.Delay(LookAgain, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The next job, taken for this node: one that waits, or one whose node has not been heard of for a minute.</summary>
    async Task<(string Office, Guid Id)?> TakeAsync(CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            update jobs j set state = 'running', attempts = attempts + 1, started_at = now(), heartbeat_at = now(), done = 0, total = null
            from offices o
            where o.id = j.office_id and (j.office_id, j.id) = (
                select office_id, id from jobs
                where state = 'waiting' or (state = 'running' and heartbeat_at < now() - interval '1 minute')
                order by requested_at limit 1 for update skip locked)
            returning o.slug, j.id
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetString(0), reader.GetGuid(1)) : null;
    }

    async Task DoAsync(string office, Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentOffice>().Set((await offices.FindAsync(office))!);
        var db = services.GetRequiredService<RapfangDb>();
        var job = await db.Set<Job>().AsNoTracking().SingleAsync(one => one.Id == id, stop);
        services.GetRequiredService<CurrentActor>().ActFor(job.RequestedBy);
        var progress = new JobProgress();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        var beating = BeatAsync(job, progress, cancel, ended.Token);
        var (state, result) = await OutcomeAsync(services, job, progress, cancel, stop);
        await ended.CancelAsync();
        await beating;
        await CountAsync(job, progress, CancellationToken.None);
        await EndAsync(id, office, job.RequestedBy, state, result);
    }

    async Task<(JobState State, JobResult Result)> OutcomeAsync(
        IServiceProvider services, Job job, JobProgress progress, CancellationTokenSource cancel, CancellationToken stop)
    {
        if (job.Attempts > MostAttempts)
        {
            return (JobState.Failed, new JobResult(
                $"งานนี้หยุดกลางคัน {MostAttempts} ครั้ง จึงไม่ทำต่อ ไม่มีข้อมูลใดถูกบันทึก กรุณาแจ้งผู้ดูแลระบบ",
                $"This work broke off {MostAttempts} times and was given up. Nothing was stored. Please tell the administrator."));
        }

        try
        {
            var result = await services.GetRequiredKeyedService<IJob>(job.Kind).RunAsync(job, progress, cancel.Token);
            return (JobState.Done, result);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return (stop.IsCancellationRequested ? JobState.Waiting : JobState.Cancelled, JobResult.NothingDone);
        }
        catch (RuleBroken rule)
        {
            return (JobState.Failed, new JobResult(rule.Thai, rule.Message));
        }
        catch (Exception e) when (e is not OutOfMemoryException) // Whatever it is, the person who waits for it is told.
        {
            LogFailure(log, job.Kind, job.Id, e);
            return (JobState.Failed, new JobResult(
                "เกิดข้อผิดพลาด ไม่มีข้อมูลใดถูกบันทึก กรุณาลองใหม่ หากยังไม่สำเร็จให้แจ้งผู้ดูแลระบบพร้อมเลขของงานนี้",
                "Something went wrong and nothing was stored. Please try again; if it fails again, give the administrator the number of this work."));
        }
    }

    /// <summary>Shows that the work goes on and how far it is, and hears whether it shall stop.</summary>
    async Task BeatAsync(Job job, JobProgress progress, CancellationTokenSource cancel, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Beat, clock, ended);
                if (await CountAsync(job, progress, ended))
                {
                    await cancel.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                LogDatabase(log, e); // The work itself will notice if the database stays away.
            }
        }
    }

    /// <returns>Whether somebody asked to cancel.</returns>
    async Task<bool> CountAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "update jobs set heartbeat_at = now(), done = $3, total = $4 where office_id = $1 and id = $2 returning cancel_asked");
        command.Parameters.Fill(job.OfficeId, job.Id, progress.Done);
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = progress.Total });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    // In a scope of its own: what the work left unsaved in its own context must not be saved now.
    async Task EndAsync(Guid id, string office, Guid? requestedBy, JobState state, JobResult result)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentOffice>().Set((await offices.FindAsync(office))!);
        services.GetRequiredService<CurrentActor>().ActFor(requestedBy);
        var db = services.GetRequiredService<RapfangDb>();
        var job = await db.Set<Job>().SingleAsync(one => one.Id == id);
        if (state == JobState.Waiting)
        {
            job.GiveBack();
            db.Tell("job.given-back", job);
        }
        else
        {
            job.End(state, result, clock.GetUtcNow());
            db.Tell("job.ended", job);
            if (requestedBy is { } user)
            {
                var (thai, english) = Ended(job);
                await services.GetRequiredService<NoticeBoard>().TellAsync(user, thai, english, $"/{office}/desk/jobs/{id}");
            }
        }

        await db.SaveChangesAsync();
    }

    static (string Thai, string English) Ended(Job job) => job.State switch
    {
        JobState.Done => ($"งาน “{job.Title}” เสร็จแล้ว", $"Done: {job.Title}"),
        JobState.Failed => ($"งาน “{job.Title}” ไม่สำเร็จ", $"Failed: {job.Title}"),
        _ => ($"งาน “{job.Title}” ยกเลิกแล้ว", $"Cancelled: {job.Title}"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Kind} {Id} failed; the person who asked was told.")]
    static partial void LogFailure(ILogger logger, string kind, Guid id, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of jobs can not be reached; trying again.")]
    static partial void LogDatabase(ILogger logger, Exception exception);
}
