using Rapfang.Thai;

namespace Rapfang.Platform.Time;

public static class ClockExtensions
{
    /// <summary>The day it is in Thailand (UTC+7).</summary>
    public static DateOnly Today(this TimeProvider clock) => ThaiDate.OnDay(clock.GetUtcNow());
}
