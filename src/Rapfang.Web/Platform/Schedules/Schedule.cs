using Rapfang.Thai;

namespace Rapfang.Platform.Schedules;

/// <summary>Work of the house at a time of every day.</summary>
/// <param name="Name">Its name in <c>schedule_runs</c>; under another name it would run anew.</param>
/// <param name="At">The time of day in Thailand (UTC+7).</param>
/// <param name="Work">Runs in a scope of its own, without an office. Doing it again must do no harm.</param>
public sealed record Schedule(string Name, TimeOnly At, Func<IServiceProvider, CancellationToken, Task> Work)
{
    /// <summary>The latest moment until <paramref name="now"/> at which it was due.</summary>
    public DateTimeOffset DueUntil(DateTimeOffset now)
    {
        var today = new DateTimeOffset(ThaiDate.OnDay(now).ToDateTime(At), TimeSpan.FromHours(7)).ToUniversalTime();
        return today <= now ? today : today.AddDays(-1);
    }
}
