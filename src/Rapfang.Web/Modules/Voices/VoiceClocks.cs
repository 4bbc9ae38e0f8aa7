using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices;

/// <summary>
/// The clocks of a case: acknowledged, screened, answered, closed; the groups' reports have a day of their own. They follow
/// from the case as it stands, so that no deed has to think of them.
/// </summary>
public sealed class VoiceClocks(RapfangDb db, Deadlines deadlines)
{
    /// <summary>The kind of a case's deadlines in the register.</summary>
    public const string Subject = "voice";

    /// <summary>Why screening and closing can stand still; the answer never does (ADR 12).</summary>
    public const string FactsAsked = "facts-asked";

    /// <summary>In the order in which they are met.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [DeadlineRule.ComplaintAcknowledge, DeadlineRule.VoiceScreen, DeadlineRule.VoiceReport, DeadlineRule.ComplaintAnswer, DeadlineRule.VoiceClose];

    /// <summary>What the case says of its clocks.</summary>
    /// <param name="way">How it came in.</param>
    public static IReadOnlyList<Clock> Of(Voice voice, ChannelWay way)
    {
        List<VoiceStep> steps = [.. voice.Steps.OrderBy(step => step.At)];
        var ended = voice.State is VoiceState.Withdrawn or VoiceState.Transferred ? voice.ClosedOn : null;
        var began = Last(VoiceStepKind.Reopened) ?? voice.ReceivedOn;
        var screened = First(VoiceStepKind.Accepted, VoiceStepKind.NotTaken, VoiceStepKind.Merged) ?? ended;
        var waited = Waited(steps, voice.State);
        // After a reopening nobody is asked for facts, so what was waited for lies before it.
        var (since, days) = began == voice.ReceivedOn ? waited : (null, 0);
        List<Clock> clocks = [];
        // In a box lies a slip; there is nobody to tell.
        if (way != ChannelWay.Box)
        {
            clocks.Add(new(DeadlineRule.ComplaintAcknowledge, voice.ReceivedOn,
                voice.AcknowledgedOn ?? First(VoiceStepKind.FactsAsked, VoiceStepKind.Reply, VoiceStepKind.Merged, VoiceStepKind.Answered) ?? ended));
        }

        clocks.Add(new(DeadlineRule.VoiceScreen, voice.ReceivedOn, screened, waited.Since, waited.Days, Reason(waited)));
        clocks.Add(new(DeadlineRule.ComplaintAnswer, voice.ReceivedOn, voice.AnsweredOn ?? ended));
        clocks.Add(new(DeadlineRule.VoiceClose, began, voice.ClosedOn, since, days, Reason((since, days))));
        return clocks;

        DateOnly? First(params VoiceStepKind[] kinds) => steps.Find(step => kinds.Contains(step.Kind)) is { } step ? ThaiDate.OnDay(step.At) : null;
        DateOnly? Last(VoiceStepKind kind) => steps.FindLast(step => step.Kind == kind) is { } step ? ThaiDate.OnDay(step.At) : null;
        static string Reason((DateOnly? Since, int Days) waited) => waited.Since is not null || waited.Days > 0 ? FactsAsked : "";
    }

    // The days between a question for facts and what came of it.
    static (DateOnly? Since, int Days) Waited(List<VoiceStep> steps, VoiceState state)
    {
        DateOnly? since = null;
        var days = 0;
        foreach (var step in steps)
        {
            var day = ThaiDate.OnDay(step.At);
            if (step.Kind == VoiceStepKind.FactsAsked)
            {
                since = day;
            }
            else if (since is { } asked && step.Kind == VoiceStepKind.FactsGiven)
            {
                days += day.DayNumber - asked.DayNumber;
                since = null;
            }
        }

        return (state == VoiceState.Returned ? since : null, days);
    }

    /// <summary>What rules can be set apart for, the closest first: type, channel, kind.</summary>
    public static IReadOnlyList<string> Scopes(Voice voice, ChannelWay way) =>
        [.. voice.TypeId is { } type ? [TypeScope(type)] : Array.Empty<string>(), ChannelScope(way), KindScope(voice.Kind)];

    public static string TypeScope(Guid type) => $"type:{type}";

    public static string ChannelScope(ChannelWay way) => "channel:" + RapfangDb.SnakeCase(way.ToString());

    public static string KindScope(VoiceKind kind) => "kind:" + RapfangDb.SnakeCase(kind.ToString());

    /// <summary>Brings the register of deadlines up to the case; saved with the next saved change. A sealed case stands in no register.</summary>
    public async Task KeepAsync(Voice voice)
    {
        if (voice.IsSealed)
        {
            return;
        }

        if (db.Entry(voice) is { State: not EntityState.Added } known && !known.Collection(kept => kept.Steps).IsLoaded)
        {
            await known.Collection(kept => kept.Steps).LoadAsync();
        }

        var way = await WayAsync(voice);
        await deadlines.FollowAsync(Subject, voice, voice.Number, $"/voices/{voice.Id}", Of(voice, way), Scopes(voice, way));
    }

    /// <summary>The deadlines of a case; of a sealed one, which stands in no register, as they would be. Its steps are loaded.</summary>
    public async Task<IReadOnlyList<Deadline>> OfAsync(Voice voice)
    {
        if (voice.IsSealed)
        {
            var way = await WayAsync(voice);
            return await deadlines.CountAsync(Of(voice, way), Scopes(voice, way));
        }

        var all = await db.Set<Deadline>().AsNoTracking().Where(deadline => deadline.SubjectId == voice.Id).OrderByDescending(deadline => deadline.Id).ToListAsync();
        return [.. Codes.Select(code => all.Find(deadline => deadline.RuleCode == code)).OfType<Deadline>()];
    }

    /// <summary>By when a group that is asked on a day to look into a case usually reports; that day where the office has no such rule.</summary>
    public async Task<DateOnly> ReportDueAsync(Voice voice, DateOnly on) =>
        await deadlines.DueAsync(DeadlineRule.VoiceReport, on, Scopes(voice, await WayAsync(voice))) ?? on;

    Task<ChannelWay> WayAsync(Voice voice) => db.Set<Channel>().Where(channel => channel.Id == voice.ChannelId).Select(channel => channel.Way).SingleAsync();
}

/// <summary>Tells the rules for what of the cases they can be set apart.</summary>
public sealed class VoiceScopes(RapfangDb db, IStringLocalizer<Text> t) : IRuleScopes
{
    public IReadOnlySet<string> Codes { get; } = VoiceClocks.Codes.ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlyList<RuleScope>> AllAsync()
    {
        var types = await db.Set<VoiceType>().AsNoTracking().OrderBy(type => type.Number).ToListAsync();
        return
        [
            .. Enum.GetValues<VoiceKind>().Select(kind => new RuleScope(VoiceClocks.KindScope(kind), $"{t["Kind of case"]}: {t["VoiceKind." + kind]}")),
            .. Enum.GetValues<ChannelWay>().Select(way => new RuleScope(VoiceClocks.ChannelScope(way), $"{t["Channel"]}: {t["ChannelWay." + way]}")),
            .. types.Select(type => new RuleScope(VoiceClocks.TypeScope(type.Id), $"{t["Type"]}: {type.Name}")),
        ];
    }
}
