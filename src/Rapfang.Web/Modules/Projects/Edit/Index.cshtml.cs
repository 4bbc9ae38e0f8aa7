using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Projects.Edit;

/// <summary>The ten parts of a project on one sheet, as they stand on paper.</summary>
[Authorize(ProjectsModule.Write)]
public sealed class IndexModel(RapfangDb db, ProjectRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>Lines of one table.</summary>
    const int Most = 40;

    /// <summary>Empty lines below what is written.</summary>
    const int Spare = 2;

    public sealed class Form
    {
        public string? Name { get; set; }

        public string? Origin { get; set; }

        public string? Rationale { get; set; }

        public string? Objectives { get; set; }

        public string? Outcome { get; set; }

        public string? Targets { get; set; }

        public string? Method { get; set; }

        public string? Management { get; set; }

        public Guid? GroupId { get; set; }

        public string? Responsible { get; set; }

        public string? Budget { get; set; }

        public string? BudgetSource { get; set; }

        /// <summary>Why the plan is changed though it is approved.</summary>
        public string? Why { get; set; }
    }

    public sealed class ActivityRow
    {
        public Guid? Id { get; set; }

        public string? Title { get; set; }

        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        public bool WithPeople { get; set; }
    }

    public sealed class PairRow
    {
        public Guid? Id { get; set; }

        public string? Left { get; set; }

        public string? Right { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public List<ActivityRow> Activities { get; set; } = [];

    [BindProperty]
    public List<PairRow> Risks { get; set; } = [];

    [BindProperty]
    public List<PairRow> Indicators { get; set; } = [];

    [BindProperty]
    public int Seen { get; set; }

    public Project Project { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var one = Project;
        Input = new()
        {
            Name = one.Name, Origin = one.Origin, Rationale = one.Rationale, Objectives = one.Objectives, Outcome = one.Outcome, Targets = one.Targets, Method = one.Method, Management = one.Management,
            GroupId = one.GroupId, Responsible = one.Responsible, Budget = one.Budget?.ToString("0.##", CultureInfo.InvariantCulture), BudgetSource = one.BudgetSource,
        };
        Activities = [.. one.Activities.Select(line => new ActivityRow { Id = line.Id, Title = line.Title, From = line.FromDate, Until = line.UntilDate, WithPeople = line.WithPeople })];
        Risks = [.. one.Risks.Select(line => new PairRow { Id = line.Id, Left = line.Risk, Right = line.Remedy })];
        Indicators = [.. one.Indicators.Select(line => new PairRow { Id = line.Id, Left = line.Title, Right = line.Target })];
        Seen = one.Version;
        AddSpare();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (Input.GroupId is { } group && GroupItems.All(item => item.Value != group.ToString()))
        {
            ModelState.AddModelError("Input.GroupId", t["Choose one of the list."]);
        }

        var activities = Activities.Take(Most).Select((row, n) => (row, n)).Where(line => !string.IsNullOrWhiteSpace(line.row.Title) || line.row.From is not null || line.row.Until is not null)
            .Select(line => Activity(line.row, $"Activities[{line.n}]")).OfType<ActivityLine>().ToList();
        var risks = Pairs(Risks, nameof(Risks), (row, left, right) => new RiskLine(row.Id, left, right));
        var indicators = Pairs(Indicators, nameof(Indicators), (row, left, right) => new IndicatorLine(row.Id, left, right));
        var (budget, isAmount) = Amount.Read(Input.Budget);
        if (!isAmount)
        {
            ModelState.AddModelError("Input.Budget", t["Write an amount in baht, such as 25,000 or 0."]);
        }

        AddSpare();
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Project.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        var why = Project.IsApproved ? VoiceText.Read(Input.Why, "Input.Why", ProjectView.LongestLine).Text : "";
        register.Write(
            Project,
            new(
                Line(Input.Name, "Input.Name"), Line(Input.Origin, "Input.Origin"), Words(Input.Rationale), Words(Input.Objectives), Words(Input.Outcome), Words(Input.Targets), Words(Input.Method),
                Words(Input.Management), Input.GroupId, Words(Input.Responsible), budget, Words(Input.BudgetSource)),
            activities, risks, indicators);
        db.Tell("project.planned", Project, why);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/edit".Length]);

        static VoiceText Line(string? typed, string field) => VoiceText.Read(typed, field, ProjectView.LongestLine);

        static VoiceText Words(string? typed) => VoiceText.Read(typed, "", required: false);
    }

    ActivityLine? Activity(ActivityRow row, string field)
    {
        if (string.IsNullOrWhiteSpace(row.Title))
        {
            ModelState.AddModelError(field + ".Title", t["Say what is done on these days."]);
        }

        if (row.From is null)
        {
            AddIfNone(field + ".From", t["Fill in the first day."]);
        }

        if (row.Until is null)
        {
            AddIfNone(field + ".Until", t["Fill in the last day."]);
        }

        if (row is not { From: { } from, Until: { } until })
        {
            return null;
        }

        if (until < from)
        {
            ModelState.AddModelError(field + ".Until", t["The last day is not before the first."]);
            return null;
        }

        return new(row.Id, VoiceText.Read(row.Title, field + ".Title", ProjectView.LongestLine, required: false).Text, from, until, row.WithPeople);

        // A day that can not be read has said so already.
        void AddIfNone(string key, string words)
        {
            if (ModelState.GetFieldValidationState(key) != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid)
            {
                ModelState.AddModelError(key, words);
            }
        }
    }

    List<TLine> Pairs<TLine>(List<PairRow> rows, string name, Func<PairRow, string, string, TLine> make)
    {
        var lines = new List<TLine>();
        foreach (var (row, n) in rows.Take(Most).Select((row, n) => (row, n)).Where(line => !string.IsNullOrWhiteSpace(line.row.Left + line.row.Right)))
        {
            var left = VoiceText.Read(row.Left, $"{name}[{n}].Left", ProjectView.LongestLine, required: false).Text;
            var right = VoiceText.Read(row.Right, $"{name}[{n}].Right", ProjectView.LongestLine, required: false).Text;
            if (left.Length == 0 || right.Length == 0)
            {
                ModelState.AddModelError($"{name}[{n}].{(left.Length == 0 ? "Left" : "Right")}", t["Fill in both sides of the line, or empty it."]);
            }

            lines.Add(make(row, left, right));
        }

        return lines;
    }

    void AddSpare()
    {
        Grow(Activities, row => !string.IsNullOrWhiteSpace(row.Title));
        Grow(Risks, row => !string.IsNullOrWhiteSpace(row.Left + row.Right));
        Grow(Indicators, row => !string.IsNullOrWhiteSpace(row.Left + row.Right));

        static void Grow<T>(List<T> rows, Func<T, bool> isWritten)
            where T : new()
        {
            for (var n = rows.Count(isWritten) + Spare; rows.Count < n && rows.Count < Most;)
            {
                rows.Add(new());
            }
        }
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { State: ProjectState.UnderWay } project)
        {
            return false;
        }

        Project = project;
        GroupItems = [new(t["Not named yet"], ""), .. await db.GroupItemsAsync(clock.Today(), project.GroupId)];
        return true;
    }
}
