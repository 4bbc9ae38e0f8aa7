using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring.Plan;

/// <summary>The head's policy and indicators of a fiscal year, and the methods by which service quality is monitored.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, MonitoringYear years, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class MethodForm
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
        public string Name { get; set; } = "";

        public Frequency Frequency { get; set; } = Frequency.Monthly;

        public Guid? GroupId { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public string? Policy { get; set; }

    [BindProperty]
    public string? Indicators { get; set; }

    public MethodForm Input { get; private set; } = new();

    public MonitoringState State { get; private set; } = null!;

    public bool MaySetPolicy { get; private set; }

    public bool MayPlan { get; private set; }

    public IEnumerable<SelectListItem> FrequencyItems => Enum.GetValues<Frequency>().Select(frequency => new SelectListItem(t["Frequency." + frequency], frequency.ToString()));

    public IEnumerable<SelectListItem> GroupItems => State.Groups.Select(group => new SelectListItem(group.Value, group.Key.ToString())).Prepend(new(t["Not named yet"], ""));

    public IEnumerable<MonitoringMethod> InUse => State.Methods.Where(method => method.UntilDate is null);

    public async Task OnGetAsync()
    {
        await LoadAsync();
        (Policy, Indicators) = (State.Plan?.Policy, State.Plan?.Indicators);
    }

    public async Task<IActionResult> OnPostPolicyAsync()
    {
        await LoadAsync();
        if (!MaySetPolicy)
        {
            return Forbid();
        }

        var plan = PlanOrNew();
        plan.SetPolicy(VoiceText.Read(Policy, nameof(Policy)), VoiceText.Read(Indicators, nameof(Indicators)), await roles.PersonAsync(), clock.Today());
        db.Tell("monitoring-plan.policy-set", plan);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostMethodAsync()
    {
        await LoadAsync();
        if (!MayPlan)
        {
            return Forbid();
        }

        if (!await TryUpdateModelAsync(Input, "Input") || !IsKnown(Input.GroupId))
        {
            return this.Invalid();
        }

        Add(new() { PlanId = PlanOrNew().Id, Number = State.Methods.Count + 1, Name = Input.Name.Trim(), Frequency = Input.Frequency, GroupId = Input.GroupId });
        return await SavedAsync();
    }

    /// <summary>Takes the guideline's methods for one group; each can be ended and added anew for another.</summary>
    public async Task<IActionResult> OnPostUsualAsync(Guid? groupId)
    {
        await LoadAsync();
        if (!MayPlan)
        {
            return Forbid();
        }

        if (State.Methods.Count > 0 || !IsKnown(groupId))
        {
            return this.Invalid();
        }

        var plan = PlanOrNew();
        foreach (var usual in MonitoringMethod.Usual(plan))
        {
            Add(new() { PlanId = plan.Id, Number = usual.Number, Name = usual.Name, Frequency = usual.Frequency, GroupId = groupId });
        }

        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid method)
    {
        await LoadAsync();
        if (!MayPlan)
        {
            return Forbid();
        }

        if (State.Methods.FirstOrDefault(known => known.Id == method) is not { } ending)
        {
            return NotFound();
        }

        ending.End(State.Today);
        // What was to begin after today is not to be done any more; what has begun is.
        db.RemoveRange(State.Tasks.Where(row => row.Method.Id == method && row.Task.DoneOn is null && row.Task.FirstDay > State.Today).Select(row => row.Task));
        db.Tell("monitoring-method.ended", ending);
        return await SavedAsync();
    }

    MonitoringPlan PlanOrNew()
    {
        if (State.Plan is { } plan)
        {
            return plan;
        }

        plan = new MonitoringPlan { Year = State.Year.Year };
        db.Add(plan);
        db.Tell("monitoring-plan.set-up", plan);
        State = State with { Plan = plan };
        return plan;
    }

    void Add(MonitoringMethod method)
    {
        db.Add(method);
        db.AddRange(method.TasksFrom(State.Year, State.Today));
        db.Tell("monitoring-method.added", method);
    }

    bool IsKnown(Guid? group) => group is null || State.Groups.ContainsKey(group.Value);

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path}?year={State.Year.Year}");
    }

    async Task LoadAsync()
    {
        State = await years.ReadAsync(years.Of(Year));
        MaySetPolicy = await roles.MayAsync(VoicesModule.Decide);
        MayPlan = await roles.MayAsync(VoicesModule.Plan);
    }
}
