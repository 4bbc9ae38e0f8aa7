using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Public.List;

/// <summary>What people can take part in: open, coming, finished.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(RapfangDb db, TimeProvider clock) : PageModel
{
    const int Most = 60;

    public IReadOnlyList<Consultation> All { get; private set; } = [];

    public async Task OnGetAsync() =>
        All = await db.Set<Consultation>().AsNoTracking().Where(one => one.ApprovedAt != null).OrderByDescending(one => one.ClosesOn).ThenByDescending(one => one.Id).Take(Most).ToListAsync();

    public IReadOnlyList<Consultation> In(params ConsultationState[] states) => [.. All.Where(one => states.Contains(one.StateOn(clock.Today())))];
}
