using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Surveys;

/// <summary>
/// Surveys as the public meets them, remembered for two seconds: the form is read far more often than a survey changes.
/// Whether an answer still counts is asked anew when it is stored.
/// </summary>
public sealed class OpenSurveys(IMemoryCache memory, IServiceScopeFactory scopes)
{
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    /// <summary>An approved survey of the office by its address word; null when there is none.</summary>
    public Task<Survey?> FindAsync(OfficeProfile office, string slug) =>
        memory.GetOrCreateAsync((nameof(OpenSurveys), office.Id, slug), entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Remembered;
            return ReadAsync(office, surveys => surveys.Where(survey => survey.Slug == slug && survey.ApprovedAt != null).FirstOrDefaultAsync());
        });

    /// <summary>The surveys of the office that can be answered today, the first to close first.</summary>
    public async Task<IReadOnlyList<Survey>> AllAsync(OfficeProfile office, DateOnly today) =>
        (await memory.GetOrCreateAsync((nameof(OpenSurveys), office.Id), entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Remembered;
            return ReadAsync(office, surveys => surveys
                .Where(s => s.ApprovedAt != null && s.ClosedAt == null && s.ReportedAt == null && s.OpensOn <= today && s.ClosesOn >= today)
                .OrderBy(s => s.ClosesOn).ThenBy(s => s.Slug).ToListAsync());
        }))!;

    /// <summary>Forgets what is remembered of a survey that was changed on this node.</summary>
    public void Forget(OfficeProfile office, string slug)
    {
        memory.Remove((nameof(OpenSurveys), office.Id, slug));
        memory.Remove((nameof(OpenSurveys), office.Id));
    }

    async Task<T> ReadAsync<T>(OfficeProfile office, Func<IQueryable<Survey>, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set(office);
        return await read(scope.ServiceProvider.GetRequiredService<RapfangDb>().Set<Survey>().Include(survey => survey.Groups).AsNoTracking());
    }
}
