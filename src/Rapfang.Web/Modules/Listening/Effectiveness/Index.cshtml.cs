using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Effectiveness;

/// <summary>How well each channel serves in a fiscal year, ranked (seeds S2-021, S2-050, S2-051).</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(ChannelFigures figures, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public FiscalYear Shown { get; private set; }

    public IReadOnlyList<(int? Rank, ChannelLine Line)> Ranked { get; private set; } = [];

    public bool MayManage { get; private set; }

    public IEnumerable<int> Choices => figures.Choices;

    public bool? IsSeldomUsed(ChannelLine line) => line.IsSeldomUsed(clock.Today());

    public async Task<IActionResult> OnGetAsync(int? year, string? export)
    {
        Shown = figures.YearAsked(year);
        Ranked = ChannelFigures.Ranked(await figures.OfAsync(Shown));
        MayManage = await roles.MayAsync(ListeningModule.Manage);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Effectiveness of channels"], export!,
                [
                    t["Rank"], t["Channel"], t["Times used"], t["{0}, of it entered by hand", Shown.Year], t["Days to answer"], t["High (%)"], t["Medium (%)"], t["Low (%)"], t["People"], t["Satisfaction entered by hand"], t["Cost a year (baht)"],
                    t["Not fully used"], t["Review"], t["What was found"], t["What the office does"],
                ],
                Ranked.Select(Row).ToAsyncEnumerable())
            : Page();
    }

    object?[] Row((int? Rank, ChannelLine Line) one)
    {
        var now = one.Line.Now;
        return
        [
            one.Rank, one.Line.Channel.Name, now.Total, now.Manual?.Count, now.MedianDays, now.Levels?.Percents[0], now.Levels?.Percents[1], now.Levels?.Percents[2], now.Levels?.People,
            now.Levels?.Typed is { } typed ? typed.SumsUp ? typed.Note : $"{typed.Note} ({(typed.IsWhole ? t["Sums to {0}, not 100; kept as typed", typed.Show(typed.Sum)] : t["Not complete"])})" : "",
            one.Line.Channel.YearlyCost, IsSeldomUsed(one.Line) == true ? t["Yes"].Value : "", now.Review is { } review ? t["ReviewVerdict." + review.Verdict].Value : "", now.Review?.Finding, now.Review?.Action,
        ];
    }
}
