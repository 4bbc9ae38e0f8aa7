using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Schedules;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Manuals;

/// <summary>Reminds each week those who have not read a manual that they must know.</summary>
public sealed class ManualReminders(RapfangDb db, ManualRegister register, TimeProvider clock)
{
    const int EveryDays = 7;

    public static Schedule Schedule { get; } = Schedule.InEachOffice("manual-reminders", new TimeOnly(9, 15), services => services.GetRequiredService<ManualReminders>().RunAsync());

    public async Task RunAsync()
    {
        var before = clock.Today().AddDays(-EveryDays);
        var due = await db.Set<ManualReading>().AsNoTracking()
            .Where(reading => reading.ReadAt == null && (reading.RemindedOn == null || reading.RemindedOn <= before))
            .Join(db.Set<ManualEdition>().Where(edition => edition.State == ManualState.InForce && edition.InForceOn <= before), reading => reading.EditionId, edition => edition.Id, (reading, _) => reading.ManualId)
            .Distinct().ToListAsync();
        foreach (var id in due)
        {
            if (await register.FindAsync(id) is { } manual && await register.RemindAsync(manual) > 0)
            {
                await db.SaveChangesAsync();
            }

            db.ChangeTracker.Clear();
        }
    }
}
