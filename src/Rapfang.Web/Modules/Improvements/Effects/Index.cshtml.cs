using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.Effects;

/// <summary>Measures what came of an improvement: the same item in a later survey, complaints counted again, times taken again.</summary>
[Authorize(ImprovementsModule.Write)]
public sealed class IndexModel(RapfangDb db, ImprovementRegister register, EffectMeasuring measuring, IStringLocalizer<Text> t) : PageModel
{
    static readonly int[] Spans = [1, 3, 6, 12];

    /// <summary>Source and later survey, as one word of the list.</summary>
    [BindProperty]
    public string? Later { get; set; }

    [BindProperty]
    public Guid? TypeId { get; set; }

    [BindProperty]
    public int Months { get; set; } = 3;

    [BindProperty]
    public string? TimesBefore { get; set; }

    [BindProperty]
    public string? TimesAfter { get; set; }

    public Improvement Improvement { get; private set; } = null!;

    public IReadOnlyList<(ImprovementSource Source, Survey Later)> Surveys { get; private set; } = [];

    public IReadOnlyList<VoiceType> Types { get; private set; } = [];

    public IEnumerable<SelectListItem> SurveyItems => Surveys.Select(one => new SelectListItem($"{one.Source.Item} – {one.Later.Title} ({one.Later.FiscalYear})", Key(one)));

    public IEnumerable<SelectListItem> TypeItems => Types.Select(type => new SelectListItem(type.Name, type.Id.ToString()));

    public IEnumerable<SelectListItem> SpanItems => Spans.Select(months => new SelectListItem(t["{0} months before and after", months], months.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    static string Key((ImprovementSource Source, Survey Later) one) => $"{one.Source.Id} {one.Later.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await register.FindAsync(id) is not { BeganOn: not null } improvement)
        {
            context.Result = NotFound();
            return;
        }

        Improvement = improvement;
        Surveys = await measuring.LaterSurveysAsync(improvement);
        Types = await db.Set<VoiceType>().AsNoTracking().Where(type => type.UntilDate == null).OrderBy(type => type.Number).ToListAsync();
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostSurveyAsync() => Surveys.FirstOrDefault(one => Key(one) == Later) is { Later: not null } asked
        ? await KeepAsync(await measuring.OfItemAsync(Improvement, asked.Source, asked.Later)) : Unknown(nameof(Later));

    public async Task<IActionResult> OnPostCasesAsync() => Types.FirstOrDefault(type => type.Id == TypeId) is { } type && Spans.Contains(Months)
        ? await KeepAsync(await measuring.OfCasesAsync(Improvement, type, Months)) : Unknown(nameof(TypeId));

    public Task<IActionResult> OnPostTimesAsync() => KeepAsync(measuring.OfTimes(Improvement, TimesBefore, TimesAfter));

    IActionResult Unknown(string field)
    {
        ModelState.AddModelError(field, t["Choose one of the list."]);
        return this.Invalid();
    }

    async Task<IActionResult> KeepAsync(ImprovementEffect effect)
    {
        Improvement.Measure();
        db.Add(effect);
        db.Tell("improvement.measured", Improvement);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Event.improvement.measured"].Value;
        return Redirect(Request.Path.Value![..^"/effects".Length] + "#effects");
    }
}
