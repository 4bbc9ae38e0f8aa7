using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Platform.Schedules;

/// <summary>Work of the house at a time of every day, or every few minutes.</summary>
/// <param name="Name">Its name in <c>schedule_runs</c>; under another name it would run anew.</param>
/// <param name="At">The time of day in Thailand (UTC+7).</param>
/// <param name="Work">Runs in a scope of its own, without an office. Doing it again must do no harm.</param>
public sealed record Schedule(string Name, TimeOnly At, Func<IServiceProvider, CancellationToken, Task> Work)
{
    /// <summary>Set where it runs more often than once a day: from midnight (UTC) on, again after this time.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Work that is done for one office after the other, each in a scope of its own with that office set. What fails in one does not stop the others.</summary>
    public static Schedule InEachOffice(string name, TimeOnly at, Func<IServiceProvider, Task> work) => new(name, at, async (services, stop) =>
    {
        List<Exception> failed = [];
        foreach (var office in await services.GetRequiredService<OfficeDirectory>().AllAsync())
        {
            stop.ThrowIfCancellationRequested();
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set(office);
            try
            {
                await work(scope.ServiceProvider);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failed.Add(e);
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }
    });

    /// <summary>The latest moment until <paramref name="now"/> at which it was due.</summary>
    public DateTimeOffset DueUntil(DateTimeOffset now)
    {
        if (Every is { } every)
        {
            return new(now.UtcTicks - (now.UtcTicks % every.Ticks), TimeSpan.Zero);
        }

        var today = new DateTimeOffset(ThaiDate.OnDay(now).ToDateTime(At), TimeSpan.FromHours(7)).ToUniversalTime();
        return today <= now ? today : today.AddDays(-1);
    }
}
