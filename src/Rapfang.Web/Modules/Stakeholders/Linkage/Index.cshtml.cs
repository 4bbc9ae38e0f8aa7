using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Linkage;

/// <summary>The linkage table: a form below it adds a row, or changes the one of <c>?line=</c>.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, MissionYears years, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        /// <summary>The id of a strategy, or of a mission of the province where no strategy is named.</summary>
        public Guid Target { get; set; }

        public Guid Agency { get; set; }

        public Drive Drive { get; set; }

        public List<Guid> Recipients { get; set; } = [];

        public List<Guid> Stakeholders { get; set; } = [];

        public List<Guid> Of(GroupPart part) => part == GroupPart.Recipient ? Recipients : Stakeholders;
    }

    public Form Input { get; private set; } = new();

    public MissionYear State { get; private set; } = null!;

    /// <summary>The row that is changed; null for a new one.</summary>
    public MissionLinkage? Line { get; private set; }

    public bool MayManage { get; private set; }

    public IEnumerable<SelectListItem> Targets => State.Analysis!.Province.SelectMany(mission => mission.Strategies.OrderBy(one => one.Number)
        .Select(strategy => new SelectListItem($"\u2003{mission.Number}.{strategy.Number} {strategy.Text}", strategy.Id.ToString()))
        .Prepend(new(mission.Strategies.Count > 0 ? $"{mission.Number}. {mission.Text} {t["(no strategy named)"].Value}" : $"{mission.Number}. {mission.Text}", mission.Id.ToString())));

    public IEnumerable<SelectListItem> AgencyItems => State.Analysis!.Agency.Select(mission => new SelectListItem($"{mission.Number}. {mission.Text}", mission.Id.ToString()));

    /// <summary>Groups of a kind that may stand there; one that has ended only where it stands already.</summary>
    public IEnumerable<StakeholderGroup> Choosable(GroupPart part) => State.Groups.Where(group =>
        (part == GroupPart.Recipient ? group.IsRecipient : group.IsStakeholder) && (group.UntilDate is null || Line?.Of(part).Contains(group.Id) == true));

    public string Named(MissionLinkage line, GroupPart part) => line.Of(part).Any() ? string.Join(", ", State.Names(line.Of(part))) : "–";

    /// <param name="mission">A mission of the province to begin a row with.</param>
    /// <param name="agency">A mission of the agency to begin a row with.</param>
    public async Task<IActionResult> OnGetAsync(int? year, int? version, Guid? line, Guid? mission, Guid? agency, string? export)
    {
        if (!await LoadAsync(year, version, line))
        {
            return NotFound();
        }

        if (ExportTable.Knows(export))
        {
            return new ExportTable(
                t["Linkage table"], export!,
                [t["MissionLevel.Province"], t["Strategy"], t["MissionLevel.Agency"], t["Drives"], t["Recipients"], t["Stakeholders"]], Rows().ToAsyncEnumerable());
        }

        Input = Line is null ? new() { Target = mission ?? Guid.Empty, Agency = agency ?? Guid.Empty } : new()
        {
            Target = Line.StrategyId ?? Line.ProvinceMissionId, Agency = Line.AgencyMissionId, Drive = Line.Drive,
            Recipients = [.. Line.Of(GroupPart.Recipient)], Stakeholders = [.. Line.Of(GroupPart.Stakeholder)],
        };
        return Page();
    }

    IEnumerable<object?[]> Rows() => State.Analysis is not { } analysis ? [] : analysis.InOrder.Select(line => (object?[])[
        analysis.Find(line.ProvinceMissionId)!.Text, analysis.StrategyOf(line)?.Text, analysis.Find(line.AgencyMissionId)!.Text, t["Drive." + line.Drive].Value,
        Named(line, GroupPart.Recipient), Named(line, GroupPart.Stakeholder)]);

    public async Task<IActionResult> OnPostSaveAsync(int? year, Guid? line)
    {
        if (!await LoadAsync(year, null, line) || State.Analysis is not { } analysis)
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        var strategy = analysis.Province.SelectMany(mission => mission.Strategies).FirstOrDefault(one => one.Id == Input.Target);
        var province = analysis.Province.FirstOrDefault(mission => mission.Id == (strategy?.MissionId ?? Input.Target))
            ?? throw new RuleBroken("เลือกพันธกิจของจังหวัด", "Choose a mission of the province.", "Input.Target");
        var agency = analysis.Agency.FirstOrDefault(mission => mission.Id == Input.Agency)
            ?? throw new RuleBroken("เลือกพันธกิจหลักของส่วนราชการ", "Choose a main mission of the agency.", "Input.Agency");
        var linked = analysis.Link(Line, province, strategy, agency, Input.Drive, Chosen(GroupPart.Recipient), Chosen(GroupPart.Stakeholder));
        if (Line is null)
        {
            db.Add(linked);
            db.Tell("mission-linkage.added", analysis);
        }
        else
        {
            db.Tell("mission-linkage.changed", analysis);
        }

        return await SavedAsync($"#l-{linked.Id}");
    }

    public async Task<IActionResult> OnPostRemoveAsync(int? year, Guid line)
    {
        if (!await LoadAsync(year, null, line) || State.Analysis is not { } analysis)
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        analysis.Unlink(Line!);
        db.Tell("mission-linkage.removed", analysis);
        return await SavedAsync("");
    }

    IEnumerable<StakeholderGroup> Chosen(GroupPart part) => Choosable(part).Where(group => Input.Of(part).Contains(group.Id)).ToList();

    async Task<IActionResult> SavedAsync(string anchor)
    {
        await years.SaveAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path}?year={State.Year.Year}{anchor}");
    }

    // False when the row is none of the version shown.
    async Task<bool> LoadAsync(int? year, int? version, Guid? line)
    {
        ModelState.Clear();
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        State = await years.ReadAsync(year, version);
        Line = State.Analysis?.Linkages.Find(one => one.Id == line);
        return line is null || Line is not null;
    }
}
