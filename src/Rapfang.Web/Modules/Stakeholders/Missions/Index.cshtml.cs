using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Missions;

/// <summary>The missions of the province with their strategies, and the main missions of the agency.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, MissionYears years, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    public MissionYear State { get; private set; } = null!;

    public bool MayManage { get; private set; }

    /// <summary>The mission whose form stays open after an error.</summary>
    public Guid? Open { get; private set; }

    public MissionLevel? AddedLevel { get; private set; }

    public string? Typed { get; private set; }

    public string? TypedWhy { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? year, int? version, string? export)
    {
        await LoadAsync(year, version);
        return ExportTable.Knows(export)
            ? new ExportTable(t["Missions and strategies"], export!, [t["Whose"], t["No."], t["Mission"], t["Strategy"], t["Why the office has no part in it"]], Rows().ToAsyncEnumerable())
            : Page();
    }

    IEnumerable<object?[]> Rows() =>
        from mission in (State.Analysis?.Province ?? []).Concat(State.Analysis?.Agency ?? [])
        from strategy in mission.Strategies.OrderBy(one => one.Number).Cast<MissionStrategy?>().DefaultIfEmpty()
        select (object?[])[t["MissionLevel." + mission.Level].Value, mission.Number, mission.Text, strategy is null ? "" : $"{mission.Number}.{strategy.Number} {strategy.Text}", mission.WhyNot];

    public Task<IActionResult> OnPostAddAsync(int? year, MissionLevel level, string? text) => ChangeAsync(year, analysis =>
    {
        (AddedLevel, Typed) = (level, text);
        db.Add(analysis.Add(level, text ?? ""));
        db.Tell("mission.added", analysis);
        return true;
    });

    public Task<IActionResult> OnPostExamplesAsync(int? year) => ChangeAsync(year, analysis =>
    {
        if (analysis.Province.Any())
        {
            throw new RuleBroken("มีพันธกิจของจังหวัดแล้ว", "There are missions of the province already.");
        }

        foreach (var text in StandardList.Read<string>("province-missions"))
        {
            db.Add(analysis.Add(MissionLevel.Province, text));
        }

        db.Tell("mission.added", analysis);
        return true;
    });

    public Task<IActionResult> OnPostMissionAsync(int? year, Guid id, string? text, string? whyNot) => ChangeAsync(year, analysis =>
    {
        (Open, Typed, TypedWhy) = (id, text, whyNot);
        return With(analysis.Find(id), mission =>
        {
            analysis.Change(mission, text ?? "", whyNot ?? "");
            db.Tell("mission.changed", analysis);
        });
    });

    public Task<IActionResult> OnPostRemoveMissionAsync(int? year, Guid id) => ChangeAsync(year, analysis => With(analysis.Find(id), mission =>
    {
        analysis.Remove(mission);
        db.Tell("mission.removed", analysis);
    }));

    /// <param name="strategy">The strategy to say anew; none for a new one.</param>
    public Task<IActionResult> OnPostStrategyAsync(int? year, Guid id, Guid? strategy, string? text) => ChangeAsync(year, analysis =>
    {
        Open = id;
        return With(analysis.Find(id) is { Level: MissionLevel.Province } mission ? mission : null, mission =>
        {
            if (strategy is null)
            {
                db.Add(analysis.AddStrategy(mission, text ?? ""));
            }
            else if (mission.Strategies.Find(one => one.Id == strategy) is { } known)
            {
                analysis.ChangeStrategy(known, text ?? "");
            }

            db.Tell("mission.strategy-written", analysis);
        });
    });

    public Task<IActionResult> OnPostRemoveStrategyAsync(int? year, Guid id, Guid strategy) => ChangeAsync(year, analysis =>
    {
        Open = id;
        return analysis.Find(id) is { } mission && With(mission.Strategies.Find(one => one.Id == strategy), known =>
        {
            analysis.RemoveStrategy(mission, known);
            db.Tell("mission.strategy-removed", analysis);
        });
    });

    static bool With<T>(T? found, Action<T> deed)
        where T : class
    {
        if (found is null)
        {
            return false;
        }

        deed(found);
        return true;
    }

    // The deed says whether what it is about is there.
    async Task<IActionResult> ChangeAsync(int? year, Func<MissionAnalysis, bool> deed)
    {
        await LoadAsync(year, null);
        if (!MayManage)
        {
            return Forbid();
        }

        if (State.Analysis is not { } analysis || !deed(analysis))
        {
            return NotFound();
        }

        await years.SaveAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path}?year={State.Year.Year}{(Open is null ? "" : $"#m-{Open}")}");
    }

    async Task LoadAsync(int? year, int? version)
    {
        ModelState.Clear();
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        State = await years.ReadAsync(year, version);
    }
}
