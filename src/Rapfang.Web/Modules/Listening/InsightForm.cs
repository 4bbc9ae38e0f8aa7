using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening;

/// <summary>What is typed of something that was learnt.</summary>
public sealed class InsightForm
{
    public string? What { get; set; }

    public Guid? ChannelId { get; set; }

    public Guid? GroupId { get; set; }

    public DateOnly LearntOn { get; set; }

    public string? Note { get; set; }

    public string? Action { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public int Seen { get; set; }

    [BindNever]
    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    [BindNever]
    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];

    /// <param name="insight">Null for a new one.</param>
    public static async Task<InsightForm> OfAsync(RapfangDb db, IStringLocalizer<Text> t, Insight? insight, DateOnly today)
    {
        var (channel, group) = (insight?.ChannelId, insight?.GroupId);
        var channels = await db.Set<Channel>().AsNoTracking().Where(one => one.UntilDate == null || one.Id == channel).OrderBy(one => one.Number).Select(one => new SelectListItem(one.Name, one.Id.ToString())).ToListAsync();
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(one => one.UntilDate == null || one.Id == group).OrderBy(one => one.Number).Select(one => new SelectListItem(one.Name, one.Id.ToString())).ToListAsync();
        return new()
        {
            Channels = [new(t["Several or none"], ""), .. channels], Groups = [new(t["Several groups or all"], ""), .. groups],
            What = insight?.What, ChannelId = channel, GroupId = group, LearntOn = insight?.LearntOn ?? today, Note = insight?.Note, Action = insight?.Action, Seen = insight?.Version ?? 0,
        };
    }

    /// <exception cref="RuleBroken">Something needed is missing.</exception>
    public InsightFacts Read() => new(
        VoiceText.Read(What, "Input.What", 2000), Offered(ChannelId, Channels, "Input.ChannelId"), Offered(GroupId, Groups, "Input.GroupId"), LearntOn,
        VoiceText.Read(Note, "Input.Note", 1000, required: false), VoiceText.Read(Action, "Input.Action", 2000, required: false));

    static Guid? Offered(Guid? chosen, IEnumerable<SelectListItem> offered, string field) =>
        chosen is null || offered.Any(item => item.Value == chosen.ToString()) ? chosen : throw new RuleBroken("เลือกจากรายการ", "Choose one of the list.", field);
}
