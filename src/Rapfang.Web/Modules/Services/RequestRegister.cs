using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Services;

/// <summary>Takes in requests for services and moves them on.</summary>
public sealed class RequestRegister(RapfangDb db, CurrentOffice office, OfficeCalendar calendar, Seals seals, TimeProvider clock)
{
    /// <summary>Who may wait for one service at the same time, having taken a number by themselves.</summary>
    public const int MostWaiting = 200;

    public Task<ServiceRequest?> FindAsync(Guid id) => db.Set<ServiceRequest>().SingleOrDefaultAsync(request => request.Id == id);

    /// <summary>Takes a request in under the next number of the day, begun at once if asked for, and saves.</summary>
    /// <param name="who">By which the person is called; empty for none.</param>
    public async Task<ServiceRequest> AskAsync(PublicService service, RequestSource source, string who, bool startNow)
    {
        await using var own = await OwnTransaction.OfAsync(db);
        // Numbers of a day come one after the other.
        await db.Database.ExecuteSqlAsync($"select from offices where id = {office.Id} for no key update");
        var today = clock.Today();
        var number = 1 + (await db.Set<ServiceRequest>().Where(request => request.AskedOn == today).MaxAsync(request => (int?)request.Number) ?? 0);
        var request = ServiceRequest.Ask(service, number, source, clock.GetUtcNow());
        request.Call(seals.Seal(request, ServiceRequest.WhoField, who));
        db.Add(request);
        db.Tell("service-request.taken", request);
        if (startNow)
        {
            await BeginAsync(request);
        }

        await db.SaveChangesAsync();
        await own.CommitAsync();
        return request;
    }

    public async Task StartAsync(ServiceRequest request)
    {
        await BeginAsync(request);
        await db.SaveUnlessChangedAsync();
    }

    async Task BeginAsync(ServiceRequest request)
    {
        var days = await calendar.DaysAsync();
        var today = clock.Today();
        var rule = (await db.Set<DeadlineRule>().AsNoTracking().Where(version => version.Code == DeadlineRule.LateService).ToListAsync()).On(DeadlineRule.LateService, today);
        request.Start(clock.GetUtcNow(), days, due => rule?.DueOn(due, days));
        db.Tell("service-request.started", request);
    }

    public async Task FinishAsync(ServiceRequest request)
    {
        request.Finish(clock.GetUtcNow(), await calendar.DaysAsync());
        db.Tell("service-request.finished", request);
        await db.SaveUnlessChangedAsync();
    }

    /// <summary>By what the person is called; empty when nothing is kept.</summary>
    public string WhoOf(ServiceRequest request) => seals.Open(request, ServiceRequest.WhoField, request.Who);

    /// <summary>How many wait before this one for the same service today.</summary>
    public Task<int> BeforeAsync(ServiceRequest request) => db.Set<ServiceRequest>()
        .CountAsync(other => other.ServiceId == request.ServiceId && other.AskedOn == request.AskedOn && other.Number < request.Number && other.StartedAt == null && other.GivenUpAt == null);

    public async Task<bool> IsFullAsync(Guid service)
    {
        var today = clock.Today();
        return await db.Set<ServiceRequest>().CountAsync(other => other.ServiceId == service && other.AskedOn == today && other.StartedAt == null && other.GivenUpAt == null) >= MostWaiting;
    }
}
