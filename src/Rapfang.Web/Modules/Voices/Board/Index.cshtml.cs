using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Board;

/// <summary>What is late and what will be within a week, by who is responsible.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, VoiceDue due, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int Ahead = 7;

    // More than these nobody works off from one page; the file has all.
    const int Most = 300;

    public IReadOnlyList<IGrouping<string, DueItem>> Responsible { get; private set; } = [];

    public int LateAnswers { get; private set; }

    public int LateReports { get; private set; }

    public int LateOthers { get; private set; }

    public int Soon { get; private set; }

    public bool IsCut { get; private set; }

    public DateOnly Today => clock.Today();

    Dictionary<Guid, string> groups = [];

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        groups = await db.Set<Group>().ToDictionaryAsync(group => group.Id, group => group.Name);
        var until = Today.AddDays(Ahead);
        if (ExportTable.Knows(export))
        {
            return new ExportTable(
                t["What is late"], export!, [t["Case number"], t["About what, in short"], t["What is to be done"], t["Due"], t["Days late"], t["Responsible"], t["State"]], RowsAsync(until));
        }

        var today = Today;
        var counts = await due.Until(until).GroupBy(item => new { item.RuleCode, Late = item.DueOn < today }).Select(its => new { its.Key.RuleCode, its.Key.Late, Count = its.Count() }).ToListAsync();
        LateAnswers = counts.Where(one => one.Late && one.RuleCode == DeadlineRule.ComplaintAnswer).Sum(one => one.Count);
        LateReports = counts.Where(one => one.Late && one.RuleCode == DeadlineRule.VoiceReport).Sum(one => one.Count);
        LateOthers = counts.Where(one => one.Late).Sum(one => one.Count) - LateAnswers - LateReports;
        Soon = counts.Where(one => !one.Late).Sum(one => one.Count);
        var items = await due.Until(until).Take(Most + 1).ToListAsync();
        IsCut = items.Count > Most;
        // What stands in no list is shown here to those who may know of it, and goes into no file.
        IEnumerable<DueItem> hidden = await roles.MayAsync(VoicesModule.Sealed) ? await due.SealedUntilAsync(until) : [];
        Responsible = [.. items.Take(Most).Concat(hidden.OrderBy(item => item.DueOn)).GroupBy(Who, StringComparer.Ordinal)];
        return Page();
    }

    /// <summary>Who has to act on it next.</summary>
    public string Who(DueItem item) =>
        item.IsSealed ? t["Sealed cases"]
        : item.GroupId is { } group ? groups.GetValueOrDefault(group, "–")
        : item.State == VoiceState.Proposed ? t["Director"] : t["Who receives and handles cases"];

    public int DaysLate(DueItem item) => Today.DayNumber - item.DueOn.DayNumber;

    async IAsyncEnumerable<object?[]> RowsAsync(DateOnly until)
    {
        await foreach (var item in due.Until(until).AsAsyncEnumerable())
        {
            yield return
            [
                item.Number, item.Subject.Text, t["Clock." + item.RuleCode].Value, item.DueOn, Math.Max(0, DaysLate(item)), Who(item), t["VoiceState." + item.State].Value,
            ];
        }
    }
}
