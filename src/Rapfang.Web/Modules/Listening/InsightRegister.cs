using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Networks;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Listening;

/// <summary>The register of what was learnt: numbers it, and finds the records that show it.</summary>
public sealed class InsightRegister(RapfangDb db, TimeProvider clock)
{
    public Task<Insight?> FindAsync(Guid id) => db.Set<Insight>().Include(insight => insight.Sources).SingleOrDefaultAsync(insight => insight.Id == id);

    /// <summary>Takes it in and saves.</summary>
    public async Task<Insight> AddAsync(InsightFacts facts, params IReadOnlyCollection<InsightSource> sources)
    {
        var insight = Insight.Learn((await db.Set<Insight>().MaxAsync(known => (int?)known.Number) ?? 0) + 1, facts, clock.Today());
        foreach (var source in sources)
        {
            insight.Show(source);
        }

        db.Add(insight);
        db.Tell("insight.learnt", insight);
        await db.SaveChangesAsync();
        return insight;
    }

    /// <summary>
    /// A source as an officer names it: a case by its number, never one that is sealed; a survey by its short name; a meeting of a
    /// network by its title where there is one such; else by words alone.
    /// </summary>
    /// <exception cref="RuleBroken">There is no such case or survey.</exception>
    public async Task<InsightSource> SourceAsync(InsightSourceKind kind, string reference, int count)
    {
        switch (kind)
        {
            case InsightSourceKind.Voice:
                var voice = await db.Set<Voice>().Where(one => one.Number == reference && !one.IsSealed).Select(one => (Guid?)one.Id).FirstOrDefaultAsync();
                return voice is { } id ? new(kind, reference, count, id, $"/voices/{id}")
                    : throw new RuleBroken("ไม่พบเรื่องเลขที่นี้ ตรวจเลขที่เรื่องอีกครั้ง", "There is no case of this number; look at it again.", "Source.Reference");
            case InsightSourceKind.SurveyComment:
                return await db.Set<Survey>().AsNoTracking().FirstOrDefaultAsync(one => one.Slug == reference) is { } survey
                    ? new(kind, $"{survey.Title} ({survey.FiscalYear})", count, survey.Id, $"/surveys/{survey.Slug}/results#comments")
                    : throw new RuleBroken("ไม่พบแบบสำรวจนี้ กรอกชื่อย่อในที่อยู่ของแบบสำรวจ เช่น 70-1", "There is no such survey; enter the short name of its address, such as 70-1.", "Source.Reference");
            case InsightSourceKind.NetworkMeeting:
                var meeting = await db.Set<NetworkMeeting>().Where(one => one.Title == reference).OrderByDescending(one => one.Day).Select(one => (Guid?)one.Id).FirstOrDefaultAsync();
                return meeting is { } held ? new(kind, reference, count, held, $"/networks/meetings/{held}") : new(kind, reference, count);
            default:
                return new(kind, reference, count);
        }
    }
}
