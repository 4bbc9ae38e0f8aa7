using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules;

/// <summary>The working days of the current office by its holiday table.</summary>
public sealed class OfficeCalendar(RapfangDb db, CurrentOffice office, IMemoryCache memory)
{
    // Another node may have changed the table; here it is forgotten at once.
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    public async Task<WorkingDays> DaysAsync() => (await memory.GetOrCreateAsync((nameof(OfficeCalendar), office.Id), async entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Remembered;
        return OfficeHoliday.Count(await db.Set<OfficeHoliday>().AsNoTracking().ToListAsync());
    }))!;

    /// <summary>To be called when a change of the table is stored.</summary>
    public void Forget() => memory.Remove((nameof(OfficeCalendar), office.Id));
}
