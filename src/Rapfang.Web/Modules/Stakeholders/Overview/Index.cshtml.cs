using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Overview;

/// <summary>Where the analysis of a fiscal year stands, what comes next, what it misses.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, MissionYears years, MissionNotices notices, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public MissionYear State { get; private set; } = null!;

    public IReadOnlyList<Gap> Gaps { get; private set; } = [];

    public bool MayManage { get; private set; }

    public bool MayApprove { get; private set; }

    /// <summary>There is something to carry forward.</summary>
    public bool HasLastYear { get; private set; }

    public string? Words { get; private set; }

    public int ThisYear => FiscalYear.Of(clock.Today()).Year;

    public bool MayMend(Gap gap) => MayManage && (State.CanChange || !gap.IsOfYear);

    public string NextWords => State.Analysis switch
    {
        { Missions.Count: 0 } => t["Write down the missions of the province and of the agency; an example set can be taken."],
        { Linkages.Count: 0 } => t["Say which mission of the agency drives which of the province, and whom it serves."],
        _ when Gaps.Count > 0 => t["{0} points still miss something. Mend them, or submit it as it is.", Gaps.Count],
        _ => t["Nothing misses. It can go to the director."],
    };

    public async Task OnGetAsync(int? year, int? version)
    {
        await LoadAsync(year, version);
        HasLastYear = State.Analysis is null && await db.Set<MissionAnalysis>().AnyAsync(one => one.Year == State.Year.Year - 1);
    }

    public Task<IActionResult> OnPostStartAsync(int? year) => ManageAsync(year, () =>
    {
        RefuseSecond();
        var begun = new MissionAnalysis(State.Year.Year, 1);
        db.Add(begun);
        db.Tell("mission-analysis.begun", begun);
        return Task.FromResult(t["Begun. Write down the missions first."].Value);
    });

    public Task<IActionResult> OnPostCarryAsync(int? year) => ManageAsync(year, async () =>
    {
        RefuseSecond();
        var last = await years.LastAsync(State.Year.Year - 1) ?? throw new RuleBroken("ไม่มีข้อมูลของปีก่อนให้ยกมา", "There is nothing of the year before to carry forward.");
        return Carried(last, 1);
    });

    public Task<IActionResult> OnPostNewVersionAsync(int? year) => ManageAsync(year, () =>
    {
        if (State.Analysis is not { State: AnalysisState.Approved } approved)
        {
            throw new RuleBroken("ทำฉบับใหม่ได้เมื่อฉบับล่าสุดอนุมัติแล้ว", "A new version can be made when the latest is approved.");
        }

        return Task.FromResult(Carried(approved, approved.Version + 1));
    });

    public Task<IActionResult> OnPostDiscardAsync(int? year) => ManageAsync(year, () =>
    {
        var draft = Existing();
        draft.RefuseUnlessDraft();
        db.RemoveRange(draft.Needs);
        db.RemoveRange(draft.Linkages.SelectMany(line => line.Groups));
        db.RemoveRange(draft.Linkages);
        db.RemoveRange(draft.Missions.SelectMany(mission => mission.Strategies));
        db.RemoveRange(draft.Missions);
        db.Remove(draft);
        db.Tell("mission-analysis.discarded", draft);
        return Task.FromResult(t["The draft is discarded."].Value);
    });

    public Task<IActionResult> OnPostSubmitAsync(int? year) => ManageAsync(year, async () =>
    {
        var draft = Existing();
        draft.Submit(await roles.PersonAsync(), clock.GetUtcNow());
        db.Tell("mission-analysis.submitted", draft);
        await notices.TellSubmittedAsync(draft);
        return t["Submitted to the director. It can be changed when it comes back."].Value;
    });

    public Task<IActionResult> OnPostReturnAsync(int? year, string? words) => DecideAsync(year, async submitted =>
    {
        Words = words;
        submitted.Return(words ?? "", clock.GetUtcNow());
        db.Tell("mission-analysis.returned", submitted, submitted.ReturnWords);
        await notices.TellReturnedAsync(submitted);
        return t["Given back."];
    });

    public Task<IActionResult> OnPostApproveAsync(int? year) => DecideAsync(year, async submitted =>
    {
        submitted.Approve(await roles.PersonAsync(), clock.GetUtcNow(), State.Groups.ToDictionary(group => group.Id, group => group.Name));
        db.Tell("mission-analysis.approved", submitted);
        await notices.TellApprovedAsync(submitted);
        return t["Approved. It does not change any more; a new version does."];
    });

    void RefuseSecond()
    {
        if (State.Versions.Count > 0)
        {
            throw new RuleBroken("ปีงบประมาณนี้มีข้อมูลแล้ว", "This fiscal year has an analysis already.");
        }
    }

    MissionAnalysis Existing() => State.Analysis ?? throw new RuleBroken("ปีงบประมาณนี้ยังไม่มีข้อมูล", "This fiscal year has no analysis yet.");

    string Carried(MissionAnalysis from, int version)
    {
        var inForce = State.InForce.Select(group => group.Id).ToHashSet();
        var left = from.Linkages.SelectMany(line => line.Groups).Select(group => group.GroupId).Concat(from.Needs.Select(need => need.GroupId)).Distinct().Count(group => !inForce.Contains(group));
        var carried = from.CarryTo(State.Year.Year, version, inForce);
        db.Add(carried);
        db.Tell("mission-analysis.carried", carried);
        return left == 0 ? t["Carried forward. Look through each part."] : t["Carried forward. Groups that have ended were left out: {0}.", left];
    }

    async Task<IActionResult> ManageAsync(int? year, Func<Task<string>> deed)
    {
        await LoadAsync(year, null);
        return MayManage ? await DoneAsync(await deed()) : Forbid();
    }

    async Task<IActionResult> DecideAsync(int? year, Func<MissionAnalysis, Task<string>> deed)
    {
        await LoadAsync(year, null);
        return MayApprove ? await DoneAsync(await deed(Existing())) : Forbid();
    }

    async Task<IActionResult> DoneAsync(string message)
    {
        await years.SaveAsync();
        TempData["Done"] = message;
        return Redirect($"{Request.Path}?year={State.Year.Year}");
    }

    async Task LoadAsync(int? year, int? version)
    {
        ModelState.Clear(); // Of a year that is no number nothing is to be said.
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        MayApprove = await roles.MayAsync(StakeholdersModule.Approve);
        State = await years.ReadAsync(year, version);
        Gaps = await years.GapsAsync(State);
    }
}
