using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Networks;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Listening;

/// <summary>How satisfied people were with a channel: counted of ratings, or typed by hand.</summary>
/// <param name="Percents">High, medium, low; null is no data.</param>
/// <param name="People">How many said; null where nobody knows.</param>
/// <param name="Typed">Null when it is counted.</param>
public sealed record ChannelLevels(IReadOnlyList<decimal?> Percents, long? People, TypedSatisfaction? Typed)
{
    /// <summary>Below this a percentage jumps with each single person.</summary>
    public const int Small = 30;

    public bool IsSmall => People is < Small;

    /// <summary>Figures that are incomplete or do not sum up can not be ranked.</summary>
    public bool CanBeRanked => Typed is null or { SumsUp: true };

    public string Show(int level) => Typed is null ? $"{Percents[level]:0}" : Typed.Show(Percents[level]);
}

/// <summary>What came by a channel in one fiscal year.</summary>
/// <param name="Also">Counted live beside the cases: see <see cref="Channel.AlsoCounts"/>.</param>
/// <param name="MedianDays">Within so many days half of the answered cases had their first answer.</param>
/// <param name="Levels">Null where nobody said.</param>
public sealed record ChannelYear(int Year, long Cases, long Also, ManualCount? Manual, int? MedianDays, ChannelLevels? Levels, ChannelReview? Review)
{
    public long Total => Cases + Also + (Manual?.Count ?? 0);
}

/// <summary>A channel with its three years, the earliest first.</summary>
public sealed record ChannelLine(Channel Channel, IReadOnlyList<ChannelYear> Years)
{
    /// <summary>A span shorter than this says nothing of how much a channel is used.</summary>
    public const int LeastDays = 30;

    const decimal DaysAMonth = 30.4375m;

    public ChannelYear Now => Years[^1];

    /// <summary>In the last year, as far as it has gone, it was used less than once a month; null where that can not be said yet.</summary>
    public bool? IsSeldomUsed(DateOnly today)
    {
        var year = new FiscalYear(Now.Year);
        var from = Channel.FromDate > year.First ? Channel.FromDate : year.First;
        var until = new[] { year.Last, today, Channel.UntilDate ?? DateOnly.MaxValue }.Min();
        var days = until.DayNumber - from.DayNumber + 1;
        return days < LeastDays ? null : Now.Total < days / DaysAMonth;
    }
}

/// <summary>Counts what comes by each channel as it is stored now, with what was entered by hand beside it. Sealed cases are in none of the figures.</summary>
public sealed class ChannelFigures(RapfangDb db, VoiceFigures voices, ResultReader surveys, TimeProvider clock)
{
    public const int YearsShown = 3;

    /// <param name="last">The latest of the three years.</param>
    public async Task<IReadOnlyList<ChannelLine>> OfAsync(FiscalYear last)
    {
        int[] years = [last.Year - 2, last.Year - 1, last.Year];
        var (first, end) = (last.Previous.Previous.First, last.Last);
        var channels = await db.Set<Channel>().AsNoTracking().OrderBy(channel => channel.UntilDate != null).ThenBy(channel => channel.Number).ToListAsync();
        var cases = (await voices.ByChannelAsync(last)).ToLookup(of => (of.ChannelId, of.Year));
        var manual = (await db.Set<ManualCount>().AsNoTracking().Where(one => years.Contains(one.Year)).ToListAsync()).ToDictionary(one => (one.ChannelId, one.Year));
        var typed = (await db.Set<TypedSatisfaction>().AsNoTracking().Where(one => years.Contains(one.Year)).ToListAsync()).ToDictionary(one => (one.ChannelId, one.Year));
        var reviews = (await db.Set<ChannelReview>().AsNoTracking().Where(one => years.Contains(one.Year)).ToListAsync()).ToDictionary(one => (one.ChannelId, one.Year));
        var also = await AlsoAsync(channels, years, first, end);
        return
        [
            .. channels.Select(channel => new ChannelLine(channel, [.. years.Select(year => Of(channel, year))]))
                .Where(line => (line.Channel.UntilDate is null && line.Channel.FromDate <= end) || line.Years.Any(year => year.Total > 0)),
        ];

        ChannelYear Of(Channel channel, int year)
        {
            var key = (channel.Id, year);
            var its = cases[key].ToList();
            var ratings = Enum.GetValues<ChannelRating>().Select(rating => its.Where(of => of.Rating == rating).Sum(of => of.Count)).ToList();
            return new(
                year, its.Sum(of => of.Count), channel.AlsoCounts is { } what ? also.GetValueOrDefault((what, year)) : 0, manual.GetValueOrDefault(key),
                NearestRank.Of(its.Where(of => of.Days is not null).Select(of => (of.Days!.Value, of.Count)), 50),
                ratings.Sum() > 0 ? new([.. Percentages.Of(ratings).Select(percent => (decimal?)percent)], ratings.Sum(), null)
                    : typed.TryGetValue(key, out var by) ? new(by.Levels, by.People, by) : null,
                reviews.GetValueOrDefault(key));
        }
    }

    // Only what some channel of the list counts is asked for.
    async Task<Dictionary<(AlsoCounted What, int Year), long>> AlsoAsync(List<Channel> channels, int[] years, DateOnly first, DateOnly end)
    {
        var counts = new Dictionary<(AlsoCounted, int), long>();
        var asked = channels.Select(channel => channel.AlsoCounts).OfType<AlsoCounted>().ToHashSet();
        if (asked.Contains(AlsoCounted.SurveyAnswers))
        {
            var answers = await surveys.AnswersAsync();
            foreach (var survey in await db.Set<Survey>().Where(survey => years.Contains(survey.FiscalYear)).Select(survey => new { survey.Id, survey.FiscalYear }).ToListAsync())
            {
                Add(AlsoCounted.SurveyAnswers, survey.FiscalYear, answers.GetValueOrDefault(survey.Id));
            }
        }

        if (asked.Contains(AlsoCounted.Monitoring))
        {
            Days(AlsoCounted.Monitoring, await voices.MonitoredAsync(first, end));
        }

        if (asked.Contains(AlsoCounted.NetworkMeetings))
        {
            Days(AlsoCounted.NetworkMeetings, await db.Set<NetworkMeeting>().Where(meeting => meeting.State == MeetingState.Held && meeting.Day >= first && meeting.Day <= end).Select(meeting => meeting.Day).ToListAsync());
        }

        return counts;

        void Days(AlsoCounted what, IEnumerable<DateOnly> days)
        {
            foreach (var year in days.GroupBy(day => FiscalYear.Of(day).Year))
            {
                Add(what, year.Key, year.LongCount());
            }
        }

        void Add(AlsoCounted what, int year, long count) => counts[(what, year)] = counts.GetValueOrDefault((what, year)) + count;
    }

    /// <summary>
    /// Those whose satisfaction is known, the best first: by the share of high, then by the smaller share of low, then by how
    /// much came; equals share a rank. Then the others, without one.
    /// </summary>
    public static IReadOnlyList<(int? Rank, ChannelLine Line)> Ranked(IReadOnlyList<ChannelLine> lines)
    {
        var can = lines.Where(line => line.Now.Levels is { CanBeRanked: true })
            .OrderByDescending(line => line.Now.Levels!.Percents[0]).ThenBy(line => line.Now.Levels!.Percents[2]).ThenByDescending(line => line.Now.Total).ToList();
        return
        [
            .. can.Select(line => ((int?)(1 + can.FindIndex(other => Key(other) == Key(line))), line)),
            .. lines.Except(can).Select(line => ((int?)null, line)),
        ];

        static (decimal?, decimal?, long) Key(ChannelLine line) => (line.Now.Levels!.Percents[0], line.Now.Levels.Percents[2], line.Now.Total);
    }

    /// <summary>The years that can be the latest one.</summary>
    public IEnumerable<int> Choices => Enumerable.Range(0, 6).Select(n => FiscalYear.Of(clock.Today()).Year - n);

    /// <summary>The year that an address asks for, never one that is to come.</summary>
    public FiscalYear YearAsked(int? asked) => clock.FiscalYearAsked(asked) is var year && year.First <= clock.Today() ? year : FiscalYear.Of(clock.Today());
}
