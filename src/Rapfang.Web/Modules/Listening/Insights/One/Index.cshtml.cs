using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Insights.One;

/// <summary>One thing that was learnt: what shows it, and what follows from it.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(RapfangDb db, InsightRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class NewSource
    {
        public InsightSourceKind Kind { get; set; }

        public string? Reference { get; set; }

        public string? Count { get; set; } = "1";
    }

    public Insight Insight { get; private set; } = null!;

    public InsightForm Input { get; private set; } = new();

    public NewSource Source { get; } = new();

    public IReadOnlyList<(string Path, string Title, string Note)> Improvements { get; private set; } = [];

    public IReadOnlyList<(string Path, string Title, string Note)> Needs { get; private set; } = [];

    public bool MayWrite { get; private set; }

    public bool MayPropose { get; private set; }

    public bool MayNeed { get; private set; }

    bool mayReadVoices;

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<InsightSourceKind>().Select(kind => new SelectListItem(t["InsightSourceKind." + kind], kind.ToString()));

    // What cases say is not for everybody of the office; a theme shows their words.
    public bool MayOpen(InsightSource source) => mayReadVoices || (source.Kind != InsightSourceKind.Voice && !source.Path.StartsWith("/channels/themes", StringComparison.Ordinal));

    public static string NameOf(IEnumerable<SelectListItem> items, Guid? id) => items.FirstOrDefault(item => item.Value == (id?.ToString() ?? ""))?.Text ?? "";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"]?.ToString(), out var id);
        MayWrite = await roles.MayAsync(ListeningModule.Write);
        if (HttpMethods.IsPost(Request.Method) && !MayWrite)
        {
            context.Result = Forbid();
            return;
        }

        if (await register.FindAsync(id) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Insight = found;
        Input = await InsightForm.OfAsync(db, t, found, clock.Today());
        MayPropose = await roles.MayAsync(ImprovementsModule.Write);
        MayNeed = await roles.MayAsync(StakeholdersModule.Manage);
        mayReadVoices = await roles.MayAsync(VoicesModule.Read);
        Improvements =
        [
            .. (await db.Set<ImprovementSource>().Where(source => source.Kind == SourceKind.Insight && source.ReferenceId == id)
                .Join(db.Set<Improvement>(), source => source.ImprovementId, improvement => improvement.Id, (_, improvement) => new { improvement.Id, improvement.Number, improvement.Title }).ToListAsync())
                .Select(one => ($"/improvements/{one.Id}", one.Title.ToString(), t["Improvement {0}", one.Number].Value)),
        ];
        Needs =
        [
            .. (await db.Set<StakeholderNeed>().Where(need => need.Source == NeedSource.Insight && need.SourceId == id)
                .Join(db.Set<MissionAnalysis>(), need => need.AnalysisId, analysis => analysis.Id, (need, analysis) => new { need.Id, need.Text, analysis.Year, analysis.Version }).ToListAsync())
                .Select(one => ($"/stakeholders/needs?year={one.Year}&version={one.Version}#n-{one.Id}", one.Text, t["Need of fiscal year {0}", one.Year].Value)),
        ];
        await next();
    }

    public void OnGet()
    {
        // All that is shown is loaded for every handler.
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        if (Input.Seen != Insight.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Insight.Describe(Input.Read(), clock.Today());
        db.Tell("insight.changed", Insight);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostShowAsync()
    {
        if (!await TryUpdateModelAsync(Source, "Source"))
        {
            return this.Invalid();
        }

        var reference = VoiceText.Read(Source.Reference, "Source.Reference", ChannelRegister.LongestLine);
        var source = await register.SourceAsync(Source.Kind, reference.Text, ChannelRegister.Whole(Source.Count, "Source.Count") ?? 1);
        Insight.Show(source);
        db.Add(source);
        db.Tell("insight.source-added", Insight);
        return await SavedAsync("#sources");
    }

    public async Task<IActionResult> OnPostUnshowAsync(Guid source)
    {
        if (Insight.Sources.Find(one => one.Id == source) is not { } known)
        {
            return NotFound();
        }

        Insight.Unshow(known);
        db.Remove(known);
        db.Tell("insight.source-removed", Insight);
        return await SavedAsync("#sources");
    }

    async Task<IActionResult> SavedAsync(string anchor = "")
    {
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path + anchor);
    }
}
