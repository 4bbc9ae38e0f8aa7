using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Voices.Monitoring;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>Cases of a fiscal year that came by one channel and are alike in what is counted.</summary>
/// <param name="Year">Fiscal year, B.E.</param>
/// <param name="Days">From the day of receipt to the first answer; null when there is none yet.</param>
public sealed record ChannelCases(Guid ChannelId, int Year, ChannelRating? Rating, int? Days, long Count);

/// <summary>What a case says, to be read for what many speak of.</summary>
public sealed record SaidText(Guid Id, string Number, DateOnly On, string Text);

/// <summary>Figures and words of cases for other modules. Sealed cases are in none of them, whoever asks.</summary>
public sealed class VoiceFigures(RapfangDb db)
{
    /// <summary>Three fiscal years; the last one is named. Read from the index that holds all of it, in one pass.</summary>
    public async Task<IReadOnlyList<ChannelCases>> ByChannelAsync(FiscalYear last)
    {
        var (first, second, third, end) = (last.Previous.Previous.First, last.Previous.First, last.First, last.Next.First);
        var alike = await db.Set<Voice>().AsNoTracking().Where(voice => !voice.IsSealed && voice.ReceivedOn >= first && voice.ReceivedOn < end)
            .GroupBy(voice => new
            {
                voice.ChannelId,
                Back = voice.ReceivedOn >= third ? 0 : voice.ReceivedOn >= second ? 1 : 2,
                voice.ChannelRating,
                Days = voice.AnsweredOn == null ? null : (int?)(voice.AnsweredOn.Value.DayNumber - voice.ReceivedOn.DayNumber),
            })
            .Select(of => new { of.Key, Count = of.LongCount() }).ToListAsync();
        return [.. alike.Select(of => new ChannelCases(of.Key.ChannelId, last.Year - of.Key.Back, of.Key.ChannelRating, of.Key.Days, of.Count))];
    }

    /// <summary>The days on which something was recorded of a task of the monitoring plan.</summary>
    public Task<List<DateOnly>> MonitoredAsync(DateOnly first, DateOnly last) =>
        db.Set<MonitoringTask>().Where(task => task.DoneOn >= first && task.DoneOn <= last).Select(task => task.DoneOn!.Value).ToListAsync();

    /// <summary>The latest words of cases received in a span of days, and how many cases there are in all.</summary>
    public async Task<(int All, IReadOnlyList<SaidText> Latest)> SaidAsync(DateOnly first, DateOnly last, int most)
    {
        var voices = db.Set<Voice>().AsNoTracking().Where(voice => !voice.IsSealed && voice.ReceivedOn >= first && voice.ReceivedOn <= last);
        var said = await voices.OrderByDescending(voice => voice.ReceivedOn).ThenByDescending(voice => voice.Id).Take(most)
            .Select(voice => new { voice.Id, voice.Number, voice.ReceivedOn, voice.Subject, voice.What, voice.Wish }).ToListAsync();
        return (
            said.Count < most ? said.Count : await voices.CountAsync(),
            [.. said.Select(one => new SaidText(one.Id, one.Number, one.ReceivedOn, $"{one.Subject}\n{one.What}\n{one.Wish}".Trim()))]);
    }
}
