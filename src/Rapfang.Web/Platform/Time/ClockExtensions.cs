using Rapfang.Thai;

namespace Rapfang.Platform.Time;

public static class ClockExtensions
{
    /// <summary>The day it is in Thailand (UTC+7).</summary>
    public static DateOnly Today(this TimeProvider clock) => ThaiDate.OnDay(clock.GetUtcNow());

    /// <summary>The fiscal year that an address asks for; this one where it names none, or a year of another era.</summary>
    /// <param name="asked">B.E.</param>
    public static FiscalYear FiscalYearAsked(this TimeProvider clock, int? asked) => asked is > 2400 and < 2800 ? new(asked.Value) : FiscalYear.Of(clock.Today());
}
