using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Monitoring;

/// <summary>A task with its method, who does it and by when it is recorded.</summary>
public sealed record TaskRow(MonitoringTask Task, MonitoringMethod Method, string? Group, DateOnly DueOn);

/// <summary>The monitoring of one fiscal year as it is stored now.</summary>
public sealed record MonitoringState(FiscalYear Year, MonitoringPlan? Plan, IReadOnlyList<MonitoringMethod> Methods, IReadOnlyList<TaskRow> Tasks, IReadOnlyDictionary<Guid, string> Groups, DateOnly Today)
{
    public IEnumerable<TaskRow> Done => Tasks.Where(row => row.Task.DoneOn is not null);

    public IEnumerable<TaskRow> Overdue => Tasks.Where(row => row.Task.IsOverdueOn(Today, row.DueOn));

    /// <summary>Begun and not recorded yet, the overdue ones with them.</summary>
    public IEnumerable<TaskRow> Open => Tasks.Where(row => row.Task.DoneOn is null && row.Task.FirstDay <= Today);
}

/// <summary>Reads the monitoring of a fiscal year.</summary>
public sealed class MonitoringYear(RapfangDb db, CurrentOffice current, Deadlines deadlines, TimeProvider clock)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the year.</summary>
    public const string Printed = "monitoring-report";

    /// <summary>The fiscal year that is asked for; this one where none or no year of ours is named.</summary>
    public FiscalYear Of(int? year) => clock.FiscalYearAsked(year);

    /// <summary>The report on a year as it is stored now.</summary>
    /// <param name="year">The fiscal year, B.E.</param>
    public async Task<OfficialDocument?> ReportAsync(string year)
    {
        var state = await ReadAsync(Of(int.Parse(year, CultureInfo.InvariantCulture)));
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        return MonitoringReport.Write(office, state);
    }

    public async Task<MonitoringState> ReadAsync(FiscalYear year)
    {
        var number = year.Year;
        var plan = await db.Set<MonitoringPlan>().SingleOrDefaultAsync(known => known.Year == number);
        var groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
        if (plan is null)
        {
            return new(year, null, [], [], groups, clock.Today());
        }

        var methods = await db.Set<MonitoringMethod>().Where(method => method.PlanId == plan.Id).OrderBy(method => method.Number).ToListAsync();
        var ids = methods.ConvertAll(method => method.Id);
        var tasks = await db.Set<MonitoringTask>().AsNoTracking().Where(task => ids.Contains(task.MethodId)).ToListAsync();
        var due = await deadlines.DueByAsync(DeadlineRule.MonitoringRecord);
        var rows = tasks.Join(methods, task => task.MethodId, method => method.Id, (task, method) => new TaskRow(
                task, method, method.GroupId is { } group ? groups.GetValueOrDefault(group) : null, due(task.LastDay)))
            .OrderBy(row => row.DueOn).ThenBy(row => row.Method.Number).ToList();
        return new(year, plan, methods, rows, groups, clock.Today());
    }
}
