using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Public.One;

/// <summary>A service as everybody reads it; they can say whether the page was clear. Looking writes nothing.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(RapfangDb db, ServiceRegister register, FileUses uses, FileStore store, ServiceFigures figures, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public const int LongestWhy = 500;

    [BindProperty]
    public bool? Clear { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public Guid Key { get; private set; }

    string Slug => RouteData.Values["slug"] as string ?? "";

    object About => (nameof(Services), Slug);

    public PublicService Shown { get; private set; } = null!;

    public ServiceEdition Edition => Shown.Edition;

    public string Group { get; private set; } = "";

    public IReadOnlyList<UsedFile> Forms { get; private set; } = [];

    /// <summary>How the promise was kept in this fiscal year, or in the last one while this one has none.</summary>
    public KeptPromise Kept { get; private set; } = new([]);

    public FiscalYear KeptIn { get; private set; }

    public bool HasQueue => Edition.DeclaredAmount is not null && Edition.WayList.Contains(ServiceWay.Counter);

    public bool NotStored { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (SharedFormResult.Remembered(HttpContext, About) is { } remembered)
        {
            context.Result = remembered;
            return;
        }

        if (await register.PublicAsync(Slug) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        Shown = shown;
        Key = Guid.TryParse(HttpMethods.IsPost(Request.Method) ? Request.Form["key"] : "", out var key) && key != Guid.Empty ? key : Guid.NewGuid();
        Group = await db.Set<Group>().Where(group => group.Id == shown.Edition.GroupId).Select(group => group.Name).SingleAsync();
        Forms = await uses.OfAsync(shown.Edition.AsSubject());
        KeptIn = FiscalYear.Of(clock.Today());
        Kept = new(await figures.OfAsync(KeptIn.Previous.First, KeptIn.Last, shown.Service.Id));
        var now = Kept.Counts.Where(one => one.Month >= KeptIn.First).ToList();
        (Kept, KeptIn) = now.Count > 0 ? (new(now), KeptIn) : (Kept, KeptIn.Previous);
        await next();
    }

    public IActionResult OnGet() => SharedPages.IsShared(HttpContext) ? new SharedFormResult(About, Key) : Page();

    /// <summary>A form of the edition in force; no other file.</summary>
    public async Task<IActionResult> OnGetFormAsync(Guid file, CancellationToken cancellation)
    {
        if (Forms.FirstOrDefault(used => used.File.Id == file) is not { } asked)
        {
            return NotFound();
        }

        return await store.FetchAsync(asked.File, asked.File.Name, Response, cancellation);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Clear is not { } clear)
        {
            ModelState.AddModelError(nameof(Clear), t["Choose yes or no"]);
            return this.Invalid();
        }

        var why = VoiceText.Read(Why, nameof(Why), LongestWhy, required: false).Text;
        try
        {
            await register.SayAsync(Key, Shown, clear, why);
        }
        catch (Exception failure) when (failure is DbException or IOException)
        {
            NotStored = true;
            var page = Page();
            page.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return page;
        }

        return Redirect($"{Request.Path}/thanks");
    }
}
