using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Insights.List;

/// <summary>The register of what was learnt (seed S2-023), by year, group, channel and words.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(RapfangDb db, ChannelFigures figures, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int Most = 500;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? GroupId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? ChannelId { get; set; }

    public IReadOnlyList<Insight> Insights { get; private set; } = [];

    /// <summary>Those that fit, also the ones that are not shown.</summary>
    public int All { get; private set; }

    public bool MayWrite { get; private set; }

    List<(Guid Id, string Name)> groups = [];
    List<(Guid Id, string Name)> channels = [];

    public int ThisYear => FiscalYear.Of(clock.Today()).Year;

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || Year is not null || GroupId is not null || ChannelId is not null;

    public IEnumerable<SelectListItem> YearItems => figures.Choices.Select(year => new SelectListItem(year.ToString(CultureInfo.InvariantCulture), year.ToString(CultureInfo.InvariantCulture))).Prepend(new(t["All years"], ""));

    public IEnumerable<SelectListItem> GroupItems => Items(groups, t["All groups"]);

    public IEnumerable<SelectListItem> ChannelItems => Items(channels, t["All channels"]);

    public string GroupOf(Insight insight) => insight.GroupId is { } id ? groups.Find(group => group.Id == id).Name : t["Several groups or all"];

    public string ChannelOf(Insight insight) => insight.ChannelId is { } id ? channels.Find(channel => channel.Id == id).Name : t["Several or none"];

    static IEnumerable<SelectListItem> Items(IEnumerable<(Guid Id, string Name)> known, string all) => known.Select(one => new SelectListItem(one.Name, one.Id.ToString())).Prepend(new(all, ""));

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        groups = [.. (await db.Set<StakeholderGroup>().OrderBy(group => group.Number).Select(group => new { group.Id, group.Name }).ToListAsync()).Select(one => (one.Id, one.Name))];
        channels = [.. (await db.Set<Channel>().OrderBy(channel => channel.Number).Select(channel => new { channel.Id, channel.Name }).ToListAsync()).Select(one => (one.Id, one.Name))];
        MayWrite = await roles.MayAsync(ListeningModule.Write);
        var fitting = Fitting();
        All = await fitting.CountAsync();
        var ordered = fitting.Include(insight => insight.Sources).OrderByDescending(insight => insight.LearntOn).ThenByDescending(insight => insight.Number);
        Insights = await (ExportTable.Knows(export) ? ordered : ordered.Take(Most)).ToListAsync();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["What was learnt"], export!, [t["No."], t["What was learnt"], t["Group"], t["Channel"], t["Learnt on"], t["Sources"], t["What the office does with it"], t["Remark"]],
                Insights.Select(insight => (object?[])[insight.Number, insight.What, GroupOf(insight), ChannelOf(insight), insight.LearntOn, insight.SaidBy, insight.Action, insight.Note]).ToAsyncEnumerable())
            : Page();
    }

    IQueryable<Insight> Fitting()
    {
        var insights = db.Set<Insight>().AsNoTracking();
        if (Year is > 2400 and < 2800)
        {
            var (first, last) = (new FiscalYear(Year.Value).First, new FiscalYear(Year.Value).Last);
            insights = insights.Where(insight => insight.LearntOn >= first && insight.LearntOn <= last);
        }

        insights = GroupId is { } group ? insights.Where(insight => insight.GroupId == group) : insights;
        insights = ChannelId is { } channel ? insights.Where(insight => insight.ChannelId == channel) : insights;
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var words = "%" + Q.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
            insights = insights.Where(insight => EF.Functions.ILike(insight.What, words) || EF.Functions.ILike(insight.Action, words) || EF.Functions.ILike(insight.Note, words));
        }

        return insights;
    }
}
