using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Statistics;

/// <summary>How many cases came, of what, by which way, and what became of them: three years side by side.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(VoiceStatistics statistics, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary><c>calendar</c> for calendar years; else fiscal years.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>The last of the three years, B.E.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public VoiceKind? Kind { get; set; }

    public StatisticsResult Result { get; private set; } = null!;

    public ThreeYears Years => Result.Years;

    public bool MayPropose { get; private set; }

    public CaseCounts Now => Result.All[^1];

    /// <summary>The last of the years is not over yet.</summary>
    public bool IsRunning => clock.Today() < Years.Starts[^1];

    /// <summary>What the addresses of the report begin with.</summary>
    public string Query => string.Create(CultureInfo.InvariantCulture, $"?By={(Years.IsCalendar ? "calendar" : "fiscal")}&Year={Years.Last}");

    public IEnumerable<SelectListItem> ByItems => [new(t["Fiscal years"], ""), new(t["Calendar years"], "calendar")];

    public IEnumerable<SelectListItem> YearItems => ThreeYears.Choices(clock.Today(), Years.IsCalendar).Select(year => new SelectListItem(
        string.Create(CultureInfo.InvariantCulture, $"{year - ThreeYears.Count + 1}–{year}"), year.ToString(CultureInfo.InvariantCulture)));

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<VoiceKind>().Select(kind => new SelectListItem(t["VoiceKind." + kind], kind.ToString())).Prepend(new(t["Every kind of case"], ""));

    public async Task OnGetAsync()
    {
        Result = await statistics.OfAsync(ThreeYears.Until(clock.Today(), By == "calendar", Year), Kind);
        MayPropose = await roles.MayAsync(ImprovementsModule.Write);
        (By, Year) = (Years.IsCalendar ? "calendar" : "", Years.Last);
    }

    /// <summary>What became of the cases, each with the words that say how it is counted.</summary>
    public IEnumerable<(string Name, string Means, IReadOnlyList<string> Years)> Outcomes()
    {
        yield return Row(t["Received"], t["All cases that came to the office in the year, whatever became of them."], year => N(year.Received));
        yield return Row(t["First answer in time"], t["Answered by the day it was due by the office's rule; without such a rule every answer is in time."], year => N(year.Answered(FirstAnswer.InTime)));
        yield return Row(t["First answer late"], t["Answered after that day."], year => N(year.Answered(FirstAnswer.Late)));
        yield return Row(t["Overdue without an answer"], t["Not answered until today, and the day is over."], year => N(year.Answered(FirstAnswer.Overdue)));
        yield return Row(t["Waiting, still in time"], t["Not answered until today, and the day is to come."], year => N(year.Answered(FirstAnswer.Waiting)));
        yield return Row(t["Over without an answer"], t["The speaker took it back, or another office has it, before there was an answer."], year => N(year.Answered(FirstAnswer.None)));
        yield return Row(t["Half had the first answer within (days)"], t["The median, in calendar days from the day of receipt, of the cases answered."], year => N(year.DaysWithin(50)));
        yield return Row(t["Nine in ten had it within (days)"], t["The 90th percentile, counted alike."], year => N(year.DaysWithin(90)));
        yield return Row(t["Not finished"], t["Neither closed, withdrawn nor with another office, as it stands today."], year => N(year.Open));
        yield return Row(t["Settled"], t["Closed, or answered and the speaker says that it is solved."], year => N(year.Settled));
        yield return Row(t["Confirmed solved"], t["The speaker says that the answer solved it."], year => N(year.Confirmed));
        yield return Row(t["Opened again"], t["Cases of which the speaker said at least once that it is not solved."], year => N(year.ReopenedCases));

        (string, string, IReadOnlyList<string>) Row(string name, string means, Func<CaseCounts, string> value) => (name, means, [.. Result.All.Select(value)]);
    }

    public static string N(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A share with part and whole, such as "87.5 (14/16)".</summary>
    public static string S(Share share) => share.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.0} ({share.Part:N0}/{share.Whole:N0})") : "–";

    public string MonthChart() => JsonSerializer.Serialize(new
    {
        names = Years.Months.Select(month => ThaiDate.Short(new DateOnly(2000, month, 1)).Split(' ')[1]),
        series = Years.Years.Select((year, n) => new
        {
            name = year.ToString(CultureInfo.InvariantCulture), colour = new[] { "line-2", "fair", "brand" }[n], left = false, values = Result.Months.Select(month => month.Counts[n]),
        }),
        vertical = true,
        counts = true,
    });
}
