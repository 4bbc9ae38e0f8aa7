using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Matrix;

/// <summary>Which channel serves which group (seed S2-020).</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(RapfangDb db, ChannelFigures figures, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>Those in use.</summary>
    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public IReadOnlyList<StakeholderGroup> Unserved => [.. Groups.Where(group => !Channels.Any(channel => Serves(channel, group)))];

    public int Year => figures.YearAsked(null).Year;

    public bool Serves(Channel channel, StakeholderGroup group) => group.Channels.Exists(served => served.ChannelId == channel.Id);

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Channels = await db.Set<Channel>().AsNoTracking().Where(channel => channel.UntilDate == null).OrderBy(channel => channel.Number).ToListAsync();
        Groups = await db.Set<StakeholderGroup>().AsNoTracking().Include(group => group.Channels).Where(group => group.UntilDate == null).OrderBy(group => group.Number).ToListAsync();
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Groups and channels"], export!, [t["Channel"], .. Groups.Select(group => group.Name)],
                Channels.Select(channel => (object?[])[channel.Name, .. Groups.Select(group => (object?)(Serves(channel, group) ? "✓" : ""))]).ToAsyncEnumerable())
            : Page();
    }
}
