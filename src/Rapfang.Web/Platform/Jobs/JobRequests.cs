using System.Text.Json;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Jobs;

/// <summary>Where pages ask for long work.</summary>
public sealed class JobRequests(RapfangDb db, CurrentOffice office, CurrentActor actor, JobRunner runner, TimeProvider clock)
{
    /// <summary>Saves the request, with whatever else waits to be saved, and has it begun.</summary>
    /// <param name="kind">Names the <see cref="IJob"/> that does it.</param>
    /// <param name="title">What the person asked for, in their language.</param>
    /// <param name="path">The page it was asked on; the job's page leads back there.</param>
    /// <param name="input">What the work needs to know; kept as JSON.</param>
    /// <returns>The address of the page that shows how far it is.</returns>
    public async Task<string> AskAsync<T>(string kind, string title, string path, T input)
    {
        var job = db.Add(new Job(kind, title, path, JsonSerializer.Serialize(input), actor.UserId, clock.GetUtcNow())).Entity;
        db.Tell("job.asked", job);
        await db.SaveChangesAsync();
        runner.Wake();
        return $"/{office.Profile.Slug}/desk/jobs/{job.Id}";
    }
}
