using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules.Overview;

/// <summary>The office's rules at a glance, and what of them needs somebody.</summary>
[Authorize(RulesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock) : PageModel
{
    public bool MayManage { get; private set; }

    public IReadOnlyList<CalendarYear> CalendarYearsWithoutList { get; private set; } = [];

    public IReadOnlyList<FiscalYear> FiscalYearsWithoutList { get; private set; } = [];

    public IReadOnlyList<CalendarYear> UnverifiedYears { get; private set; } = [];

    public int UnverifiedRules { get; private set; }

    public int UnverifiedReferences { get; private set; }

    public int Holidays { get; private set; }

    public int Rules { get; private set; }

    public int Series { get; private set; }

    public int References { get; private set; }

    public int OpenDeadlines { get; private set; }

    public async Task OnGetAsync()
    {
        var today = clock.Today();
        MayManage = await roles.MayAsync(RulesModule.Manage);
        var holidays = await db.Set<OfficeHoliday>().AsNoTracking().ToListAsync();
        var rules = await db.Set<DeadlineRule>().AsNoTracking().ToListAsync();
        var references = await db.Set<LegalReference>().AsNoTracking().ToListAsync();
        CalendarYearsWithoutList = [.. OfficeHoliday.YearsWithoutList(holidays, today)];
        FiscalYearsWithoutList = [.. OfficeHoliday.FiscalYearsWithoutList(holidays, today)];
        UnverifiedYears = [.. OfficeHoliday.UnverifiedYears(holidays, today)];
        UnverifiedRules = rules.Count(rule => !rule.IsVerified && (rule.UntilDate is null || rule.UntilDate >= today));
        UnverifiedReferences = references.Count(reference => !reference.IsVerified);
        Holidays = holidays.Count;
        Rules = rules.DistinctBy(rule => (rule.Code, rule.Scope)).Count();
        References = references.Count;
        Series = await db.Set<NumberSeries>().CountAsync();
        OpenDeadlines = await db.Set<Deadline>().CountAsync(deadline => deadline.MetOn == null);
    }
}
