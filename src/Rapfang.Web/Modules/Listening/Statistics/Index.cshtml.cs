using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Export;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Statistics;

/// <summary>What came by each channel in three fiscal years (seed S2-022).</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(ChannelFigures figures, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public FiscalYear Shown { get; private set; }

    public IReadOnlyList<ChannelLine> Lines { get; private set; } = [];

    public IEnumerable<int> Choices => figures.Choices;

    public IEnumerable<int> Years => Enumerable.Range(Shown.Year - ChannelFigures.YearsShown + 1, ChannelFigures.YearsShown);

    public bool IsRunning => clock.Today() < Shown.Last;

    public IEnumerable<string> Remarks(ChannelLine line)
    {
        if (line.Channel.UntilDate is { } until)
        {
            yield return t["Until {0}", ThaiDate.Short(until)];
        }

        if (line.Channel.AlsoCounts is { } also)
        {
            yield return t["With {0}", t["AlsoCounted." + also].Value];
        }

        foreach (var year in line.Years.Where(year => year.Manual is not null))
        {
            yield return t["{0}: {1} of {2} entered by hand, {3}", year.Year, ListeningView.Thousands(year.Manual!.Count), ListeningView.Thousands(year.Total), year.Manual.Note];
        }
    }

    public async Task<IActionResult> OnGetAsync(int? year, string? export)
    {
        Shown = figures.YearAsked(year);
        Lines = await figures.OfAsync(Shown);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Statistics by channel"], export!,
                [t["Channel"], .. Years.SelectMany(one => new[] { one.ToString(CultureInfo.InvariantCulture), t["{0}, of it entered by hand", one].Value }), t["Remarks"]],
                Lines.Select(line => (object?[])[line.Channel.Name, .. line.Years.SelectMany(one => new object?[] { one.Total, one.Manual?.Count }), string.Join("; ", Remarks(line))]).ToAsyncEnumerable())
            : Page();
    }
}
