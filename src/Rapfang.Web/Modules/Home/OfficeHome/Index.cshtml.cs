using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Surveys;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Home.OfficeHome;

/// <summary>The office's public home.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, OpenSurveys surveys, ConsultationRegister consultations, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Survey> Open { get; private set; } = [];

    /// <summary>What people can take part in today.</summary>
    public IReadOnlyList<Consultation> Consultations { get; private set; } = [];

    public Office.Office Office { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(office => office.Id == current.Id);
        Consultations = await consultations.OpenAsync();
        Open = await surveys.AllAsync(current.Profile, clock.Today());
    }
}
