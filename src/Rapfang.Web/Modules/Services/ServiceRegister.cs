using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Surveys;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>A service as everybody reads it.</summary>
public sealed record PublicService(Service Service, ServiceEdition Edition);

/// <summary>How many found the page of a service clear.</summary>
public sealed record ClearCount(int Clear, int Of)
{
    public int Unclear => Of - Clear;
}

/// <summary>The catalogue of services: finds them, begins and revises editions, takes in what people say of their pages.</summary>
public sealed class ServiceRegister(RapfangDb db, CurrentOffice office, ServicePages pages, TimeProvider clock)
{
    // Less has nothing to do with what was typed; the names are short, so a slip weighs more here than in a long text.
    const double LeastLikeness = 0.4;

    const int MostNear = 8;

    public Task<Service?> FindAsync(Guid id) => db.Set<Service>().SingleOrDefaultAsync(service => service.Id == id);

    /// <summary>All editions of a service, the latest first.</summary>
    public Task<List<ServiceEdition>> EditionsAsync(Guid service) =>
        db.Set<ServiceEdition>().Where(edition => edition.ServiceId == service).OrderByDescending(edition => edition.Number).ToListAsync();

    /// <summary>The draft of a service that may be written; null without one.</summary>
    public Task<ServiceEdition?> DraftAsync(Guid service) => db.Set<ServiceEdition>().SingleOrDefaultAsync(edition => edition.ServiceId == service && edition.State == EditionState.Draft);

    // The one that is looked for comes first: of a record that was put together nothing can be asked any more.
    IQueryable<PublicService> Public(Expression<Func<Service, bool>> which) =>
        from service in db.Set<Service>().AsNoTracking().Where(which)
        join edition in db.Set<ServiceEdition>().AsNoTracking() on new { service.Id, Number = service.InForce } equals new { Id = edition.ServiceId, Number = (int?)edition.Number }
        where service.WithdrawnOn == null
        select new PublicService(service, edition);

    /// <summary>What everybody can look up, as Thai people sort.</summary>
    public async Task<IReadOnlyList<PublicService>> PublicAsync() => [.. (await Public(_ => true).ToListAsync()).OrderBy(one => one.Edition.Name, ThaiText.Comparer)];

    public Task<PublicService?> PublicAsync(string slug) => Public(service => service.Slug == slug).SingleOrDefaultAsync();

    /// <summary>What everybody can look up: addresses and names.</summary>
    public async Task<IReadOnlyList<(string Slug, string Name)>> NamesAsync() => [.. (await PublicAsync()).Select(one => (one.Service.Slug, one.Edition.Name))];

    /// <summary>Services that hold all words; where none does, those that come near (a typing mistake).</summary>
    public async Task<(IReadOnlyList<PublicService> Found, bool AreNear)> SearchAsync(string? typed)
    {
        var all = await PublicAsync();
        var words = new SearchWords(typed);
        if (words.All.Count == 0)
        {
            return (all, false);
        }

        var found = all.Where(one => words.All.All(word => one.Service.Words.Contains(word, StringComparison.Ordinal))).ToList();
        if (found.Count > 0)
        {
            return (found, false);
        }

        var asked = string.Join(' ', words.All);
        var near = await db.Database.SqlQuery<Guid>($"""
            select id as "Value" from services
            where office_id = {office.Id} and in_force is not null and withdrawn_on is null and word_similarity({asked}, words) >= {LeastLikeness}
            order by word_similarity({asked}, words) desc, number limit {MostNear}
            """).ToListAsync();
        return ([.. near.Select(id => all.First(one => one.Service.Id == id))], true);
    }

    /// <summary>Begins a service with its first draft, and saves.</summary>
    /// <exception cref="RuleBroken">The address is taken or has other letters.</exception>
    public async Task<Service> BeginAsync(string name, Guid group, string slug, Guid? by, DateOnly on)
    {
        await using var own = await OwnTransaction.OfAsync(db);
        // One after the other, so that numbers do not meet.
        await db.Database.ExecuteSqlAsync($"select from offices where id = {office.Id} for no key update");
        var number = 1 + (await db.Set<Service>().MaxAsync(service => (int?)service.Number) ?? 0);
        var service = Service.Begin(number, name, group, slug, on);
        if (await db.Set<Service>().AnyAsync(other => other.Slug == service.Slug))
        {
            throw new RuleBroken("มีบริการอื่นใช้ที่อยู่นี้แล้ว", "Another service has this address.", "Slug");
        }

        db.Add(service);
        db.Add(ServiceEdition.First(service, by, on));
        db.Tell("service.begun", service);
        await db.SaveChangesAsync();
        await own.CommitAsync();
        return service;
    }

    public async Task<ClearCount> ClearAsync(Guid service, int edition)
    {
        var counts = await db.Set<ServiceOpinion>().Where(opinion => opinion.ServiceId == service && opinion.Edition == edition)
            .GroupBy(opinion => opinion.IsClear).Select(group => new { group.Key, Count = group.Count() }).ToListAsync();
        return new(counts.Where(one => one.Key).Sum(one => one.Count), counts.Sum(one => one.Count));
    }

    /// <summary>
    /// Keeps what somebody said of a page. Like the answers of surveys it is told in no event: it is anonymous and only ever added.
    /// The same form sent again is one opinion; it is an answer to the survey of the pages as well, while one is open.
    /// </summary>
    public async Task SayAsync(Guid key, PublicService about, bool isClear, string why)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into service_opinions (office_id, id, service_id, edition, said_on, is_clear, why)
            values ({office.Id}, {key}, {about.Service.Id}, {about.Edition.Number}, {clock.Today()}, {isClear}, {why}) on conflict do nothing
            """);
        await pages.SayAsync(key, about.Service.Slug, about.Edition.Name, isClear, why);
    }
}
