using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>The registers of core processes and of the times at which people took part: finds, numbers, stores, counts.</summary>
public sealed class ParticipationRegister(RapfangDb db, TimeProvider clock)
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    /// <summary>Letters of a suggestion.</summary>
    public const int LongestSuggestion = 1000;

    /// <summary>How many channels are named (seed S2-071).</summary>
    public const int TopChannels = 3;

    public Task<CoreProcess?> FindProcessAsync(Guid id) => db.Set<CoreProcess>().Include(process => process.Steps).SingleOrDefaultAsync(process => process.Id == id);

    public Task<Involvement?> FindAsync(Guid id) => Whole(db.Set<Involvement>()).SingleOrDefaultAsync(one => one.Id == id);

    static IQueryable<Involvement> Whole(IQueryable<Involvement> of) => of.Include(one => one.People).Include(one => one.Options).Include(one => one.Suggestions).AsSplitQuery();

    public async Task<ParticipationYear> YearAsync(FiscalYear year)
    {
        var (first, last, before) = (year.First, year.Last, year.Previous);
        var (firstBefore, lastBefore) = (before.First, before.Last);
        var processes = await db.Set<CoreProcess>().AsNoTracking().Include(process => process.Steps).Where(process => process.Year == year.Year || process.Year == before.Year).OrderBy(process => process.Number).ThenBy(process => process.Id).ToListAsync();
        var involvements = await Whole(db.Set<Involvement>().AsNoTracking().Where(one => one.Day >= first && one.Day <= last)).OrderByDescending(one => one.Day).ThenByDescending(one => one.Number).ToListAsync();
        var earlier = await db.Set<Involvement>().AsNoTracking().Where(one => one.Day >= firstBefore && one.Day <= lastBefore).ToListAsync();
        var until = clock.Today() < last ? clock.Today() : last;
        return new(year, clock.Today(), [.. processes.Where(process => process.Year == year.Year)], involvements, [.. processes.Where(process => process.Year == before.Year)], earlier)
        {
            Consulted = await db.Set<Consultation>().Where(one => one.ApprovedAt != null && one.OpensOn >= first && one.OpensOn <= until).Select(one => one.Level).ToListAsync(),
        };
    }

    /// <summary>Takes a process into the table of a year, at its end, and saves.</summary>
    public async Task<CoreProcess> AddProcessAsync(int year, ProcessFacts facts)
    {
        var process = CoreProcess.Begin(year, await LastNumberAsync(year) + 1, facts);
        db.Add(process);
        db.Tell("participation-process.added", process);
        await db.SaveUnlessChangedAsync();
        return process;
    }

    async Task<int> LastNumberAsync(int year) => await db.Set<CoreProcess>().Where(process => process.Year == year).MaxAsync(process => (int?)process.Number) ?? 0;

    /// <summary>Carries the processes of the year before on, with their steps, and saves. Those that are there already stay as they are.</summary>
    /// <returns>How many came.</returns>
    public async Task<int> CarryAsync(FiscalYear year)
    {
        var (here, before, number) = (year.Year, year.Previous.Year, await LastNumberAsync(year.Year));
        var known = await db.Set<CoreProcess>().Where(process => process.Year == here).Select(process => process.Origin).ToListAsync();
        var carried = (await db.Set<CoreProcess>().AsNoTracking().Include(process => process.Steps).Where(process => process.Year == before && !known.Contains(process.Origin)).OrderBy(process => process.Number).ToListAsync())
            .Select(process => process.CarryTo(here, ++number)).ToList();
        foreach (var process in carried)
        {
            db.Add(process);
            db.Tell("participation-process.carried", process);
        }

        await db.SaveUnlessChangedAsync();
        return carried.Count;
    }

    /// <summary>Takes a process out of the table of its year, and saves.</summary>
    /// <exception cref="RuleBroken">People took part in it.</exception>
    public async Task RemoveAsync(CoreProcess process, VoiceText reason)
    {
        if (await db.Set<Involvement>().CountAsync(one => one.ProcessId == process.Id) is > 0 and var times)
        {
            throw new RuleBroken(
                $"นำออกไม่ได้ มีบันทึกการมีส่วนร่วมในกระบวนงานนี้ {times} ครั้ง", $"It can not go: people took part in it {times} times, as is written in the register.");
        }

        db.RemoveRange(process.Steps);
        db.Remove(process);
        db.Tell("participation-process.removed", process, reason.Text);
        await db.SaveUnlessChangedAsync();
    }

    /// <summary>The process of the year of a day that was carried from, or to, another year.</summary>
    /// <exception cref="RuleBroken">It does not stand in the table of that year.</exception>
    public async Task<CoreProcess?> ProcessAsync(Guid? origin, DateOnly day)
    {
        if (origin is null)
        {
            return null;
        }

        var year = FiscalYear.Of(day).Year;
        return await db.Set<CoreProcess>().SingleOrDefaultAsync(process => process.Origin == origin && process.Year == year) ?? throw new RuleBroken(
            $"กระบวนงานนี้ไม่อยู่ในตารางของปีงบประมาณ {year} ซึ่งเป็นปีของวันที่จัด เพิ่มหรือยกมาไว้ในปีนั้นก่อน หรือเลือกกระบวนงานอื่น",
            $"This process does not stand in the table of the fiscal year {year}, in which the day lies. Add it there or carry it on first, or choose another.", "Input.ProcessOrigin");
    }

    /// <summary>Writes a new one down under the next number, and saves.</summary>
    public async Task<Involvement> AddAsync(InvolvementFacts facts)
    {
        var one = Involvement.WriteDown((await db.Set<Involvement>().MaxAsync(known => (int?)known.Number) ?? 0) + 1, facts, clock.Today());
        db.Add(one);
        db.Tell("involvement.added", one);
        await db.SaveUnlessChangedAsync();
        return one;
    }

    public async Task ChangeAsync(Involvement one, InvolvementFacts facts)
    {
        db.RemoveRange(one.People);
        db.RemoveRange(one.Options);
        one.Write(facts, clock.Today());
        db.AddRange(one.People);
        db.AddRange(one.Options);
        db.Tell("involvement.changed", one);
        await db.SaveUnlessChangedAsync();
    }

    /// <summary>The channels by which most was said in a year, as it is counted now; sealed cases are never counted.</summary>
    /// <returns>At most three; more where several came in equally often.</returns>
    public async Task<IReadOnlyList<ChannelUse>> TopChannelsAsync(FiscalYear year)
    {
        var (first, last) = (year.First, year.Last);
        var counts = await db.Set<Voice>().Where(voice => !voice.IsSealed && voice.ReceivedOn >= first && voice.ReceivedOn <= last)
            .GroupBy(voice => voice.ChannelId).Select(of => new { of.Key, Count = of.Count() }).ToListAsync();
        var names = await db.Set<Channel>().ToDictionaryAsync(channel => channel.Id, channel => (channel.Number, channel.Name));
        var all = counts.Sum(of => of.Count);
        return
        [
            .. counts.Select(of => new ChannelUse(counts.Count(other => other.Count > of.Count) + 1, names[of.Key].Name, of.Count, all))
                .Where(use => use.Rank <= TopChannels).OrderBy(use => use.Rank).ThenBy(use => use.Name, ThaiText.Comparer),
        ];
    }
}
