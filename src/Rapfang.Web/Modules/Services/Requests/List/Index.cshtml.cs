using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Requests.List;

/// <summary>The counter: take a request in within seconds, who waits, who is served, what is late.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(RapfangDb db, ServiceRegister services, RequestRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public const int LongestWho = 60;

    const int Most = 200;

    [BindProperty(SupportsGet = true)]
    public Guid? ServiceId { get; set; }

    [BindProperty]
    public string? Who { get; set; }

    public IReadOnlyList<ServiceRequest> Open { get; private set; } = [];

    /// <summary>Late by the act, and nobody explained it yet; the first due on top.</summary>
    public IReadOnlyList<ServiceRequest> Unexplained { get; private set; } = [];

    public IReadOnlyList<ServiceRequest> Today { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<PublicService> Services { get; private set; } = [];

    public IEnumerable<SelectListItem> ServiceItems => Services.Where(one => one.Edition.DeclaredAmount is not null).Select(one => new SelectListItem(one.Edition.Name, one.Service.Id.ToString()));

    public bool MayServe { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public string WhoOf(ServiceRequest request) => register.WhoOf(request);

    public string NameOf(ServiceRequest request) => Names.GetValueOrDefault(request.ServiceId, "");

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayServe = await roles.MayAsync(ServicesModule.Serve);
        if (!MayServe && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await LoadAsync();
        await next();
    }

    public IActionResult OnGet(string? export) => ExportTable.Knows(export)
        ? new ExportTable(
            t["Requests of today"], export!, [t["Number"], t["Service"], t["State"], t["Asked on"], t["Standard time"], t["Taken"], t["Late"]],
            Today.Concat(Open).Select(one => (object?[])[
                one.Number, NameOf(one), t["RequestState." + one.State].Value, one.AskedOn, ServiceView.Time(one.StandardAmount, one.StandardUnit), one.Taken, one.IsLate || one.IsOverDue(Now) ? t["Yes"].Value : ""]).ToAsyncEnumerable())
        : Page();

    public Task<IActionResult> OnPostStartAsync() => TakeAsync(startNow: true);

    public Task<IActionResult> OnPostWaitAsync() => TakeAsync(startNow: false);

    public async Task<IActionResult> OnPostDoAsync(Guid request, string? @do)
    {
        if (await register.FindAsync(request) is not { } found)
        {
            return NotFound();
        }

        if (@do == "start")
        {
            await register.StartAsync(found);
        }
        else
        {
            await register.FinishAsync(found);
        }

        TempData["Done"] = found.FinishedAt is null ? t["Number {0}: the clock runs.", found.Number].Value
            : t["Number {0} is done in {1}: {2}.", found.Number, ServiceView.Taken(found), found.IsLate ? t["Late"].Value : t["In time"].Value].Value;
        return Redirect(found.ExplainBy is not null && found.IsLate ? $"{Request.Path}/{found.Id}" : Request.Path);
    }

    async Task<IActionResult> TakeAsync(bool startNow)
    {
        if (Services.FirstOrDefault(one => one.Service.Id == ServiceId) is not { } service)
        {
            ModelState.AddModelError(nameof(ServiceId), t["Choose one of the list."]);
            return this.Invalid();
        }

        var request = await register.AskAsync(service, RequestSource.Counter, VoiceText.Read(Who, nameof(Who), LongestWho, required: false).Text, startNow);
        TempData["Done"] = startNow ? t["Number {0}: the clock runs.", request.Number].Value : t["Number {0} waits.", request.Number].Value;
        return Redirect($"{Request.Path}?ServiceId={service.Service.Id}");
    }

    async Task LoadAsync()
    {
        var today = clock.Today();
        Services = await services.PublicAsync();
        Open = await db.Set<ServiceRequest>().AsNoTracking().Where(one => one.FinishedAt == null && one.GivenUpAt == null).OrderBy(one => one.AskedAt).Take(Most).ToListAsync();
        Unexplained = await db.Set<ServiceRequest>().AsNoTracking().Where(one => one.IsLate && one.ExplainBy != null && one.ExplainedOn == null).OrderBy(one => one.ExplainBy).Take(Most).ToListAsync();
        Today = await db.Set<ServiceRequest>().AsNoTracking().Where(one => one.FinishedOn == today).OrderByDescending(one => one.FinishedAt).Take(Most).ToListAsync();
        Names = await db.Set<Service>().AsNoTracking().ToDictionaryAsync(service => service.Id, service => service.Name);
    }
}
