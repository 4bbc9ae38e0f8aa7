using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders.Needs;

/// <summary>Needs by group and mission: a form below the list adds one, or changes that of <c>?need=</c>.</summary>
[Authorize(StakeholdersModule.Read)]
public sealed class IndexModel(RapfangDb db, MissionYears years, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public Guid Group { get; set; }

        public Guid Mission { get; set; }

        public string? Text { get; set; }

        public NeedKind Kind { get; set; }

        public NeedPriority Priority { get; set; } = NeedPriority.Medium;

        /// <summary>A kind of source, or the id of a survey.</summary>
        public string? Source { get; set; }

        public string? Reference { get; set; }

        /// <summary>What was learnt by listening that the need comes from; counts where the source is an insight.</summary>
        public Guid? Insight { get; set; }
    }

    public Form Input { get; private set; } = new();

    public MissionYear State { get; private set; } = null!;

    /// <summary>The need that is changed; null for a new one.</summary>
    public StakeholderNeed? Need { get; private set; }

    public bool MayManage { get; private set; }

    bool mayReadVoices;
    List<(Guid Id, string Title, string Slug)> surveys = [];

    /// <summary>The missions that the office has a part in.</summary>
    public IReadOnlyList<Mission> Columns => [.. State.Analysis!.Province.Where(mission => mission.WhyNot.Length == 0 || State.Analysis.Needs.Exists(need => need.MissionId == mission.Id))];

    public IReadOnlyList<StakeholderGroup> Rows => [.. State.Groups.Where(group => group.UntilDate is null || State.Analysis!.Needs.Exists(need => need.GroupId == group.Id))];

    public IEnumerable<StakeholderNeed> InOrder => State.Analysis!.Needs
        .OrderBy(need => State.Analysis.Find(need.MissionId)?.Number).ThenBy(need => State.NumberOf(need.GroupId)).ThenBy(need => need.Priority).ThenBy(need => need.Id);

    public IReadOnlyList<StakeholderNeed> Of(Guid group, Guid mission) => [.. InOrder.Where(need => need.GroupId == group && need.MissionId == mission)];

    public IEnumerable<SelectListItem> GroupItems => State.Groups.Where(group => group.UntilDate is null || group.Id == Need?.GroupId).Select(group => new SelectListItem(group.Name, group.Id.ToString()));

    public IEnumerable<SelectListItem> MissionItems => State.Analysis!.Province.Select(mission => new SelectListItem($"{mission.Number}. {mission.Text}", mission.Id.ToString()));

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<NeedKind>().Select(kind => new SelectListItem(t["NeedKind." + kind], kind.ToString()));

    public IEnumerable<SelectListItem> PriorityItems => Enum.GetValues<NeedPriority>().Select(priority => new SelectListItem(t["NeedPriority." + priority], priority.ToString()));

    public IEnumerable<SelectListItem> SourceItems => Enum.GetValues<NeedSource>().Where(source => source != NeedSource.Survey).Select(source => new SelectListItem(t["NeedSource." + source], source.ToString()))
        .Concat(surveys.Select(survey => new SelectListItem($"{t["NeedSource.Survey"].Value}: {survey.Title}", survey.Id.ToString())));

    /// <summary>The page of the record it was learnt from; null where there is none that the person may open.</summary>
    public string? LinkOf(StakeholderNeed need) => need switch
    {
        { Source: NeedSource.Voice, SourceId: { } voice } when mayReadVoices => $"/voices/{voice}",
        { Source: NeedSource.Insight, SourceId: { } insight } => $"/channels/insights/{insight}",
        { Source: NeedSource.Survey, SourceId: { } survey } when surveys.Find(known => known.Id == survey) is { Slug: { } slug } => $"/surveys/{slug}",
        _ => null,
    };

    /// <param name="mission">A mission to begin a need with.</param>
    /// <param name="insight">Something learnt by listening to begin a need with.</param>
    public async Task<IActionResult> OnGetAsync(int? year, int? version, Guid? need, Guid? mission, Guid? insight, string? export)
    {
        if (!await LoadAsync(year, version, need))
        {
            return NotFound();
        }

        if (ExportTable.Knows(export))
        {
            return new ExportTable(
                t["Needs and expectations"], export!,
                [t["MissionLevel.Province"], t["Group"], t["Kind"], t["Need or expectation"], t["Priority"], t["Learnt from"], t["Reference"]], ExportRows().ToAsyncEnumerable());
        }

        Input = Need is null ? new() { Mission = mission ?? Guid.Empty } : new()
        {
            Group = Need.GroupId, Mission = Need.MissionId, Text = Need.Text, Kind = Need.Kind, Priority = Need.Priority,
            Source = Need is { Source: NeedSource.Survey, SourceId: { } survey } ? survey.ToString() : Need.Source.ToString(), Reference = Need.Reference,
            Insight = Need.Source == NeedSource.Insight ? Need.SourceId : null,
        };
        if (Need is null && insight is not null && await db.Set<Insight>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == insight) is { } learnt)
        {
            (Input.Group, Input.Text, Input.Source, Input.Reference, Input.Insight) =
                (learnt.GroupId ?? Guid.Empty, learnt.What, nameof(NeedSource.Insight), $"ข้อมูลจากการรับฟังที่ {learnt.Number}", learnt.Id);
        }

        return Page();
    }

    IEnumerable<object?[]> ExportRows() => State.Analysis is null ? [] : InOrder.Select(need => (object?[])[
        State.Analysis.Find(need.MissionId)?.Text, State.NameOf(need.GroupId), t["NeedKind." + need.Kind].Value, need.Text, t["NeedPriority." + need.Priority].Value,
        t["NeedSource." + need.Source].Value, need.Reference]);

    public async Task<IActionResult> OnPostSaveAsync(int? year, Guid? need)
    {
        if (!await LoadAsync(year, null, need) || State.Analysis is not { } analysis)
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

        var group = State.Groups.FirstOrDefault(known => known.Id == Input.Group) ?? throw new RuleBroken("เลือกกลุ่ม", "Choose a group.", "Input.Group");
        var mission = analysis.Province.FirstOrDefault(known => known.Id == Input.Mission) ?? throw new RuleBroken("เลือกพันธกิจของจังหวัด", "Choose a mission of the province.", "Input.Mission");
        var (source, id, reference) = await SourceAsync();
        var written = analysis.Need(Need, mission, group, Input.Kind, Input.Priority, Input.Text ?? "", source, id, reference);
        if (Need is null)
        {
            db.Add(written);
            db.Tell("stakeholder-need.added", analysis);
        }
        else
        {
            db.Tell("stakeholder-need.changed", analysis);
        }

        return await SavedAsync($"#n-{written.Id}");
    }

    public async Task<IActionResult> OnPostRemoveAsync(int? year, Guid need)
    {
        if (!await LoadAsync(year, null, need) || State.Analysis is not { } analysis)
        {
            return NotFound();
        }

        if (!MayManage)
        {
            return Forbid();
        }

        analysis.RemoveNeed(Need!);
        db.Tell("stakeholder-need.removed", analysis);
        return await SavedAsync("");
    }

    // A case by its number, never one that is sealed: a need is read by all.
    async Task<(NeedSource Source, Guid? Id, string Reference)> SourceAsync()
    {
        var reference = Input.Reference?.Trim() ?? "";
        if (reference.Length > 300)
        {
            throw new RuleBroken("ข้อความอ้างอิงยาวเกิน 300 ตัวอักษร", "The reference is longer than 300 characters.", "Input.Reference");
        }

        if (surveys.Find(known => known.Id.ToString() == Input.Source) is { Title: { } title } survey)
        {
            return (NeedSource.Survey, survey.Id, title);
        }

        if (!Enum.TryParse<NeedSource>(Input.Source, out var source) || !Enum.IsDefined(source) || source == NeedSource.Survey)
        {
            throw new RuleBroken("เลือกแหล่งที่มา", "Choose where it was learnt.", "Input.Source");
        }

        if (source == NeedSource.Insight && Input.Insight is { } insight && await db.Set<Insight>().AnyAsync(one => one.Id == insight))
        {
            return (source, insight, reference);
        }

        if (source != NeedSource.Voice)
        {
            return (source, null, reference);
        }

        var voice = await db.Set<Voice>().Where(one => one.Number == reference && !one.IsSealed).Select(one => (Guid?)one.Id).FirstOrDefaultAsync();
        return voice is null ? throw new RuleBroken("ไม่พบเรื่องเลขที่นี้ ตรวจเลขที่เรื่องอีกครั้ง", "There is no case of this number; look at it again.", "Input.Reference") : (source, voice, reference);
    }

    async Task<IActionResult> SavedAsync(string anchor)
    {
        await years.SaveAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path}?year={State.Year.Year}{anchor}");
    }

    async Task<bool> LoadAsync(int? year, int? version, Guid? need)
    {
        ModelState.Clear();
        MayManage = await roles.MayAsync(StakeholdersModule.Manage);
        mayReadVoices = await roles.MayAsync(VoicesModule.Read);
        State = await years.ReadAsync(year, version);
        surveys = [.. (await db.Set<Survey>().Where(survey => survey.ApprovedAt != null).OrderByDescending(survey => survey.OpensOn).Select(survey => new { survey.Id, survey.Title, survey.Slug }).ToListAsync()).Select(survey => (survey.Id, $"{survey.Title} ({survey.Slug})", survey.Slug))];
        Need = State.Analysis?.Needs.Find(one => one.Id == need);
        return need is null || Need is not null;
    }
}
